# SPDX-License-Identifier: MIT
"""Backs the store up, checks, restores and upgrades it.

A backup needs nobody's right where the program makes it of itself; the audit then names the
program. Whoever chooses the folder needs an administrator's.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from mdtdesk.domain import audit as audits
from mdtdesk.domain.audit import AuditRow
from mdtdesk.domain.backups import Kept, Places
from mdtdesk.domain.changes import Outcome
from mdtdesk.domain.ids import new_id
from mdtdesk.errors import Unavailable
from mdtdesk.services.context import Actor, Context, Reading, Work, command, leave, query, unaudited
from mdtdesk.storage import apart, integrity, restore, rotation, schema, search, second_place
from mdtdesk.storage import backup as copies
from mdtdesk.storage.backup import Backup
from mdtdesk.storage.integrity import Progress
from mdtdesk.storage.queries import health
from mdtdesk.storage.restore import Restored, Restorer
from mdtdesk.storage.store import unlock_leftover
from mdtdesk.system import Holder

PROGRAM = "mdtdesk"


@dataclass(frozen=True, slots=True)
class UpgradeDraft:
    """The upgrade of a store whose verified backup this is."""

    backup: str
    command_id: str = field(default_factory=new_id)


@query("administer")
def backup(look: Reading, folder: Path, *, progress: Progress = integrity.nothing) -> Backup:
    """Copy the store into a folder, prove the copy, and remove what newer backups replace."""
    context = look.context
    look.end()
    made, _ = _make(context, look.role, folder, context.clock(), progress)
    return made


@query("administer")
def back_up_now(look: Reading, places: Places, *, progress: Progress = integrity.nothing) -> Kept:
    """Back the store up to its places because somebody asks for it."""
    look.end()
    return _keep(look.context, look.role, places, progress)


@query("session")
def keep(look: Reading, places: Places, *, progress: Progress = integrity.nothing) -> Kept:
    """Back the store up as the program itself does while people work, and when they leave."""
    look.end()
    # not the right of who happens to sit here, and not their deed
    program = replace(look.context, actor=Actor("", PROGRAM, "", frozenset()))
    try:
        return _keep(program, "", places, progress)
    except Unavailable as fault:
        unaudited(program, "", [AuditRow("backup_failed", new=audits.spelled(fault.reason))])
        raise


def _keep(context: Context, role: str, places: Places, progress: Progress) -> Kept:
    now, commits = context.clock(), context.store.commits
    made, damaged = _make(context, role, places.first, now, progress)
    row = copies.told(made)
    if places.second is None:
        return Kept(row, commits, damaged=damaged)
    try:
        copy = second_place.copy_to(made, places.second, progress)
        damaged += rotation.rotate(places.second, made.manifest.store_id, now).damaged
    except Unavailable as fault:
        return Kept(row, commits, places.second, fault.reason, damaged)
    note = audits.spelled(made.manifest.facts.audit_head)
    unaudited(context, role, [AuditRow("backup_copied", path=str(copy.path), new=note)])
    return Kept(row, commits, places.second, damaged=damaged)


def _make(
    context: Context, role: str, folder: Path, now: datetime, progress: Progress
) -> tuple[Backup, tuple[Path, ...]]:
    made = copies.backup(context.store, folder, head=health.head, now=now, progress=progress)
    row = AuditRow("backed_up", path=made.path.name, new=audits.spelled(_facts(made)))
    unaudited(context, role, [row])  # a backup that nobody wrote down is one all the same
    return made, rotation.rotate(folder, made.manifest.store_id, now).damaged


@query("verify")
def check(look: Reading, *, progress: Progress = integrity.nothing) -> tuple[str, ...]:
    """Check the whole database; return what is wrong, nothing for a sound one."""
    look.end()
    found = apart.check(look.context.store, health.head, progress)
    row = AuditRow("checked", new=audits.spelled(str(len(found))))
    unaudited(look.context, look.role, [row])
    return found


@query("administer")
def restored(look: Reading, source: Path, target: Path) -> Restored:
    """Put a backup in the place of the store, which is closed for it; the old one stays aside.

    Whoever asked opens the store anew and leaves ``restored_row`` there.
    """
    context = look.context
    look.end()
    key, by = context.store.data_key, context.actor.name
    copies.verify(source, key, head=health.head)  # before anything is closed for it
    context.store.close()
    return restore.restore(source, target, Restorer(by, key, health.head), context.clock())


@query("session")
def note_restored(look: Reading, made: Restored) -> None:
    """Leave in the restored store, opened anew, who restored what."""
    look.end()
    aside = made.kept_aside.name if made.kept_aside else ""
    words = (
        f"{made.manifest.name} {made.manifest.made_at.isoformat()} {made.manifest.facts.audit_head}"
    )
    leave(look.context, look.role, [AuditRow("restored", path=aside, new=audits.spelled(words))])


@command("store.upgrade", "administer", on_older=True)
def upgrade(work: Work, draft: UpgradeDraft) -> Outcome:
    """Bring the store to the newest schema; its backup was made and proved before."""
    before = work.context.store.schema
    schema.migrate(work.connection)
    search.refresh(work.connection)
    words = f"{before} → {schema.VERSION}"
    work.rows.append(AuditRow("upgraded", path=draft.backup, new=audits.spelled(words)))
    return Outcome(draft.command_id, frozenset({("store", "schema")}))


@query("administer")
def unlock(look: Reading, because: str) -> Holder | None:
    """Clear the lock that another computer left, and leave why for the audit; return whose it was.

    Raises Unavailable where a living process holds it.
    """
    look.end()
    left = unlock_leftover(look.context.store.path)
    whose = f"{left.person}, {left.host}" if left else ""
    leave(look.context, look.role, [AuditRow("unlocked", path=whose, new=audits.spelled(because))])
    return left


def _facts(made: Backup) -> str:
    return f"{made.manifest.facts.audit_head} {made.manifest.facts.counts.get('cases', 0)}"
