# SPDX-License-Identifier: MIT
"""Backs the store up, checks, restores and upgrades it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection

from mdtdesk.domain import audit as audits
from mdtdesk.domain.audit import AuditRow
from mdtdesk.domain.changes import Outcome
from mdtdesk.domain.ids import new_id
from mdtdesk.services.context import Reading, Work, command, leave, query
from mdtdesk.storage import audit, integrity, restore, rotation, schema
from mdtdesk.storage import backup as copies
from mdtdesk.storage.backup import Backup
from mdtdesk.storage.integrity import Progress
from mdtdesk.storage.restore import Restored, Restorer
from mdtdesk.storage.store import unlock_leftover
from mdtdesk.system import Holder


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
    now = context.clock()
    made = copies.backup(context.store, folder, head=_head, now=now, progress=progress)
    row = AuditRow("backed_up", path=made.path.name, new=audits.spelled(_facts(made)))
    leave(context, look.role, [row])
    rotation.rotate(folder, made.manifest.store_id, now)
    return made


@query("verify")
def check(look: Reading, *, progress: Progress = integrity.nothing) -> tuple[str, ...]:
    """Check the whole database; return what is wrong, nothing for a sound one."""
    look.end()
    return look.context.store.check(progress)


@query("administer")
def restored(look: Reading, source: Path, target: Path) -> Restored:
    """Put a backup in the place of the store, which is closed for it; the old one stays aside.

    Whoever asked opens the store anew and leaves ``restored_row`` there.
    """
    context = look.context
    look.end()
    key, by = context.store.data_key, context.actor.name
    copies.verify(source, key, head=_head)  # before anything is closed for it
    context.store.close()
    return restore.restore(source, target, Restorer(by, key, _head), context.clock())


@query("session")
def note_restored(look: Reading, made: Restored) -> None:
    """Leave in the restored store, opened anew, who restored what."""
    look.end()
    aside = made.kept_aside.name if made.kept_aside else ""
    told = (
        f"{made.manifest.name} {made.manifest.made_at.isoformat()} {made.manifest.facts.audit_head}"
    )
    leave(look.context, look.role, [AuditRow("restored", path=aside, new=audits.spelled(told))])


@command("store.upgrade", "administer", on_older=True)
def upgrade(work: Work, draft: UpgradeDraft) -> Outcome:
    """Bring the store to the newest schema; its backup was made and proved before."""
    before = work.context.store.schema
    schema.migrate(work.connection)
    told = f"{before} → {schema.VERSION}"
    work.rows.append(AuditRow("upgraded", path=draft.backup, new=audits.spelled(told)))
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


def _head(connection: Connection) -> str:
    return audit.head(connection)[1]


def _facts(made: Backup) -> str:
    return f"{made.manifest.facts.audit_head} {made.manifest.facts.counts.get('cases', 0)}"
