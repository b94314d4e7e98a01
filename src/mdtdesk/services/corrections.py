# SPDX-License-Identifier: MIT
"""Sets the register right: withdraws and moves cases, makes two patients one, asks the chair.

What was signed keeps its basis: nothing here touches a decision.
"""

from __future__ import annotations

from collections.abc import Iterable

from mdtdesk.domain import audit as audits
from mdtdesk.domain import check, document, listing, vocabulary
from mdtdesk.domain import corrections as rules
from mdtdesk.domain.audit import AuditRow
from mdtdesk.domain.changes import Outcome
from mdtdesk.domain.corrections import (
    AskDraft,
    DeclineDraft,
    MergeDraft,
    Merging,
    MoveDraft,
    UnmergeDraft,
    WithdrawDraft,
)
from mdtdesk.domain.document import Difference, Document
from mdtdesk.domain.records import PatientRow, Request
from mdtdesk.errors import Conflict, Problem, Rejected
from mdtdesk.services import case_writing
from mdtdesk.services.context import Reading, Work, command, query
from mdtdesk.storage import case_rows, corrections, reading, search
from mdtdesk.storage.corrections import Reason
from mdtdesk.storage.queries import cases as lookups
from mdtdesk.storage.queries import patients as finding
from mdtdesk.storage.queries import records

_FOUND = 20


@command("case.withdraw", "close")
def withdraw(work: Work, draft: WithdrawDraft) -> Outcome:
    """Withdraw a case that should not have been registered: closed, and said to be withdrawn."""
    case, patient_id, version = _current(work, draft.case_id)
    _expect(version, draft.version, "closed")
    reason = _reason(work, draft.reason, draft.words)
    new = document.change(case, {"closed": rules.closed(draft, work.at)})
    corrections.withdraw(work.connection, draft.case_id, reason)
    _settle(work, draft.case_id, "withdraw")
    work.rows.append(_row("withdrawn", draft.case_id, patient_id, new=_why(reason)))
    return case_writing.save(work, draft.case_id, old=case, new=new)


@command("case.move", "close")
def move(work: Work, draft: MoveDraft) -> Outcome:
    """Give a case to another patient of the store."""
    case, patient_id, version = _current(work, draft.case_id)
    _expect(version, draft.version, "patient")
    if patient_id == draft.patient_id:
        raise Rejected([Problem("patient", "same_patient", {})])
    reason = _reason(work, draft.reason, draft.words)
    version = _move(work, case, draft.patient_id, reason)
    _settle(work, draft.case_id, "move")
    changes = {("case", draft.case_id), ("patient", patient_id), ("patient", draft.patient_id)}
    number = document.text(case, "number")
    return Outcome(draft.case_id, frozenset(changes), version, number)


@command("patient.merge", "close")
def merge(work: Work, draft: MergeDraft) -> Outcome:
    """Make two patients one: the second's cases go over, the first's facts stand."""
    connection = work.connection
    if draft.kept_id == draft.gone_id:
        raise Rejected([Problem("patient", "same_patient", {})])
    found = rules.merging(_patient(work, draft.kept_id), _patient(work, draft.gone_id))
    ids = tuple(case_id for case_id, _ in found.gone.cases)
    if sorted(ids) != sorted(draft.case_ids):
        raise Conflict(paths=("patient",))
    reason = _reason(work, draft.reason, draft.words)
    facts = rules.merged(found)
    _set_facts(work, found.kept, facts)
    both = (draft.kept_id, draft.gone_id)
    corrections.merge(connection, draft.command_id, both, found.kept.patient, reason)
    for case_id in ids:
        case, _, _ = _current(work, case_id)
        _move(work, case, draft.kept_id, reason, merge_id=draft.command_id)
        _settle(work, case_id, "merge")
    for case_id, _ in found.kept.cases:
        _settle(work, case_id, "merge")
    gone = audits.spelled(f"{found.gone.name} {found.gone.mrn}")
    kept = audits.spelled(f"{found.kept.name} {found.kept.mrn}")
    work.rows += [
        AuditRow("merged", "", draft.kept_id, "patient", gone, _why(reason)),
        AuditRow("merged_away", "", draft.gone_id, "patient", gone, kept),
    ]
    return Outcome(draft.command_id, _changes(both, (*ids, *_ids(found.kept))))


@command("patient.unmerge", "close")
def unmerge(work: Work, draft: UnmergeDraft) -> Outcome:
    """Take a merge back: the cases that came over go home, the facts are as before if untouched."""
    connection = work.connection
    row = corrections.merge_row(connection, draft.merge_id)
    if row is None:
        raise Rejected([Problem("patient", "no_such_merge", {})])
    kept_id, gone_id = str(row.kept_id), str(row.gone_id)
    if lookups.standing(connection, kept_id) != kept_id:
        raise Rejected([Problem("patient", "merged_since", {})])
    kept = records.patient(connection, kept_id)
    if corrections.revision(connection, kept_id) == row.kept_revision:
        _set_facts(work, kept, corrections.facts_before(row))
    corrections.undo(connection, draft.merge_id, work.at)
    reason = _reason(work, str(row.reason), "")
    came = [i for i in corrections.moved_by(connection, draft.merge_id) if i in _ids(kept)]
    for case_id in came:
        case, _, _ = _current(work, case_id)
        _move(work, case, gone_id, reason)
    work.rows += [AuditRow("unmerged", "", each, "patient") for each in (kept_id, gone_id)]
    return Outcome(draft.merge_id, _changes((kept_id, gone_id), _ids(kept)))


@command("case.ask", "ask")
def ask(work: Work, draft: AskDraft) -> Outcome:
    """Note for the chair that a case should be withdrawn, moved, merged or closed."""
    _, patient_id, version = _current(work, draft.case_id)
    if not vocabulary.has("correction_asked", draft.kind):
        options = ", ".join(vocabulary.codes("correction_asked"))
        raise Rejected([Problem("kind", "not_in_list", {"value": draft.kind, "options": options})])
    if not draft.words.strip():
        raise Rejected([Problem("words", "missing", {})])
    reason = _because(work, "", draft.words)
    corrections.ask(work.connection, draft.command_id, draft.case_id, draft.kind, reason)
    said = audits.spelled(draft.words.strip())
    work.rows.append(_row("asked", draft.case_id, patient_id, path=draft.kind, new=said))
    return Outcome(draft.command_id, frozenset({("case", draft.case_id)}), version)


@command("case.decline", "close")
def decline(work: Work, draft: DeclineDraft) -> Outcome:
    """Answer that what was asked is not done."""
    _, patient_id, version = _current(work, draft.case_id)
    asked = {one.id: one for one in corrections.requests(work.connection, draft.case_id)}
    if draft.request_id not in asked:
        raise Rejected([Problem("", "no_such_request", {})])
    corrections.answer(
        work.connection, draft.request_id, "declined", by=work.actor.name, at=work.at
    )
    kind = asked[draft.request_id].kind
    work.rows.append(_row("declined", draft.case_id, patient_id, path=kind))
    return Outcome(draft.request_id, frozenset({("case", draft.case_id)}), version)


@query("read")
def patients(look: Reading, typed: str) -> tuple[PatientRow, ...]:
    """Return the patients that a search finds, those without a case too."""
    ids = finding.found(look.connection, typed, _FOUND)
    return tuple(records.patient(look.connection, patient_id) for patient_id in ids)


@query("read")
def preview(look: Reading, kept_id: str, gone_id: str) -> Merging:
    """Return what a merge would do."""
    connection = look.connection
    return rules.merging(records.patient(connection, kept_id), records.patient(connection, gone_id))


@query("read")
def asked(look: Reading) -> tuple[Request, ...]:
    """Return what is asked of the chair and not answered yet."""
    return corrections.requests(look.connection)


def _current(work: Work, case_id: str) -> tuple[Document, str, int]:
    case, version = case_writing.current(work, case_id)
    return case, str(getattr(lookups.head(work.connection, case_id), "patient_id", "")), version


def _expect(version: int, wanted: int, path: str) -> None:
    if version != wanted:
        raise Conflict(paths=(path,))


def _patient(work: Work, patient_id: str) -> PatientRow:
    """Return a patient who stands. Raises Rejected for one who was merged into another."""
    known = lookups.is_patient(work.connection, patient_id)
    if not known or lookups.standing(work.connection, patient_id) != patient_id:
        raise Rejected([Problem("patient", "no_such_patient", {})])
    return records.patient(work.connection, patient_id)


def _reason(work: Work, code: str, words: str) -> Reason:
    if not vocabulary.has("correction_reason", code):
        options = ", ".join(vocabulary.codes("correction_reason"))
        raise Rejected([Problem("reason", "not_in_list", {"value": code, "options": options})])
    return _because(work, code, words)


def _because(work: Work, code: str, words: str) -> Reason:
    return Reason(code, words.strip(), work.actor.person_id, work.actor.name, work.at)


def _why(reason: Reason) -> str | None:
    return audits.spelled(" ".join(filter(None, (reason.code, reason.words))))


def _settle(work: Work, case_id: str, kind: str) -> None:
    corrections.settle(work.connection, case_id, kind, by=work.actor.name, at=work.at)


def _check(case: Document) -> None:
    found = check.problems(case)
    if found:
        raise Rejected(found)


def _move(
    work: Work, case: Document, patient_id: str, reason: Reason, *, merge_id: str = ""
) -> int:
    """Give a case to another patient, whose facts it must agree with; return its new version."""
    to = _patient(work, patient_id)
    moved = document.change(case, {"patient": to.patient})
    _check(moved)
    case_id = document.text(case, "id")
    was = audits.spelled(_named(case))
    now = audits.spelled(_named(moved))
    from_id, version = corrections.move(
        work.connection, moved, patient_id, reason, merge_id=merge_id
    )
    lookups.keep_missing(work.connection, case_id, listing.missing(moved))
    work.rows += [
        AuditRow("moved", case_id, patient_id, "patient", was, now),
        AuditRow("moved_away", case_id, from_id, "patient", was, _why(reason)),
    ]
    return version


def _named(case: Document) -> str:
    return " ".join((document.text(case, "patient.name"), document.text(case, "patient.mrn")))


def _set_facts(work: Work, patient: PatientRow, facts: Document) -> None:
    """Write a patient's facts, audited, and show them in the rows of all the patient's cases."""
    case_rows.update_patient(work.connection, patient.id, facts)
    found = [
        Difference(f"patient.{d.path}", d.old, d.new)
        for d in document.differences(patient.patient, facts)
    ]
    work.rows += audits.changed(found, case_id="", patient_id=patient.id)
    for case_id, _ in patient.cases:
        case = reading.load(work.connection, case_id)
        if case is not None:
            search.index(work.connection, case_id, case)


def _ids(patient: PatientRow) -> tuple[str, ...]:
    return tuple(case_id for case_id, _ in patient.cases)


def _changes(patient_ids: Iterable[str], case_ids: Iterable[str]) -> frozenset[tuple[str, str]]:
    found = {("patient", patient_id) for patient_id in patient_ids}
    return frozenset(found | {("case", case_id) for case_id in case_ids})


def _row(
    action: str, case_id: str, patient_id: str, *, path: str = "", new: str | None = None
) -> AuditRow:
    return AuditRow(action, case_id, patient_id, path, None, new)
