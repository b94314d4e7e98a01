# SPDX-License-Identifier: MIT
"""Adds files to cases, takes them out, gives their bytes, and forgets what nothing names."""

from __future__ import annotations

from mdtdesk.domain import document
from mdtdesk.domain import files as filed
from mdtdesk.domain.audit import AuditRow
from mdtdesk.domain.changes import Outcome
from mdtdesk.domain.files import (
    AddFilesDraft,
    Content,
    FileRow,
    ForgetDraft,
    RemoveFileDraft,
)
from mdtdesk.errors import Problem, Rejected
from mdtdesk.services import case_writing
from mdtdesk.services.context import Reading, Work, command, leave, query
from mdtdesk.storage import files, reading
from mdtdesk.storage.queries import cases as lookups


@command("attachments.add", "register")
def add(work: Work, draft: AddFilesDraft) -> Outcome:
    """Add files to a case; those it has already are passed over. Raises Rejected if all are."""
    case, _ = case_writing.current(work, draft.case_id)
    found = filed.new_ones(case, draft.files)
    if not found:
        names = ", ".join(filed.named(each.name) for each in draft.files)
        raise Rejected([Problem("attachments", "file_known", {"value": names})])
    for each in found:
        # the bytes first: a row that is committed names a file that is whole on the disk
        files.keep(work.connection, work.context.store.cabinet, each, at=work.at)
    changed = filed.with_files(case, found, lesion=draft.lesion, at=work.at, by=work.actor.name)
    paths = [d.path for d in document.differences(case, changed)]
    changed = case_writing.marked(work, changed, changed=paths)
    return case_writing.save(work, draft.case_id, old=case, new=changed)


@command("attachments.remove", "register")
def remove(work: Work, draft: RemoveFileDraft) -> Outcome:
    """Take a file out of a case."""
    case, _ = case_writing.current(work, draft.case_id)
    changed = filed.without_file(case, draft.digest)
    if changed is case:
        raise Rejected([Problem("attachments", "no_such_file_here", {"value": draft.digest[:12]})])
    return case_writing.save(work, draft.case_id, old=case, new=changed)


@query("register")
def forgotten(look: Reading) -> int:
    """Return how many files nothing names any more, for whom ``forget`` is."""
    cabinet = look.context.store.cabinet
    orphans = files.orphans(look.connection, cabinet)
    return len(orphans) + len(files.unnamed(look.connection))


@command("attachments.forget", "register")
def forget(work: Work, draft: ForgetDraft) -> Outcome:
    """Forget the files that nothing names, and remove the bytes of those forgotten before."""
    cabinet = work.context.store.cabinet
    # Only bytes that no committed row names are removed: a kill in between leaves them once more.
    for name in files.orphans(work.connection, cabinet):
        cabinet.drop(name)
    digests = files.unnamed(work.connection)
    files.forget(work.connection, digests)
    work.rows += [AuditRow("file_forgotten", path=digest[:12]) for digest in digests]
    return Outcome(draft.command_id)


@query("read")
def listed(look: Reading, case_id: str) -> tuple[FileRow, ...]:
    """Return the files of a case in their order."""
    case = reading.load(look.connection, case_id)
    if case is None:
        return ()
    digests = [document.text(row, "digest") for row in document.rows(case, "attachments")]
    return filed.listed(case, files.held(look.connection, digests))


@query("read")
def small(look: Reading, digests: tuple[str, ...]) -> dict[str, bytes]:
    """Return the small pictures of some files; empty bytes for one that has none."""
    look.end()
    cabinet = look.context.store.cabinet
    return {digest: cabinet.small(digest) for digest in digests}


@query("read")
def content(look: Reading, case_id: str, digest: str) -> Content:
    """Return a file of a case, left for the audit. Raises Unavailable where its bytes are gone."""
    case = reading.load(look.connection, case_id)
    head = lookups.head(look.connection, case_id)
    held = document.rows(case, "attachments") if case is not None else ()
    row = next((each for each in held if document.text(each, "digest") == digest), None)
    if row is None:
        raise Rejected([Problem("attachments", "no_such_file_here", {"value": digest[:12]})])
    look.end()
    data = look.context.store.cabinet.get(digest)
    opened = AuditRow("file_opened", case_id, str(getattr(head, "patient_id", "")), digest[:12])
    leave(look.context, look.role, [opened])
    name, media_type = document.text(row, "name"), document.text(row, "media_type")
    return Content(name, media_type, data)
