# SPDX-License-Identifier: MIT
"""The state of the store, what a restore would undo, and the test that a backup comes back."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Connection

from mdtdesk import __version__, settings, system
from mdtdesk.domain import audit as audits
from mdtdesk.domain.audit import AuditRow
from mdtdesk.domain.backups import (
    PASSED,
    BackupRow,
    Health,
    Held,
    Noted,
    Places,
    Preview,
    RestoreTest,
    compare,
)
from mdtdesk.errors import Unavailable
from mdtdesk.i18n import Language, translator
from mdtdesk.services.context import Reading, query, unaudited
from mdtdesk.storage import (
    audit,
    backup,
    engine,
    faults,
    integrity,
    key_file,
    layout,
    pending,
    rotation,
    schema,
)
from mdtdesk.storage.integrity import Progress
from mdtdesk.storage.queries import health as asked
from mdtdesk.storage.rehearsal import Rehearsal
from mdtdesk.storage.restore import Restorer

_TESTED = "restore_tested"


@query("administer")
def state(look: Reading, places: Places) -> Health:
    """Return the store's sizes, counts, checks, backups, schema, audit and what waits for it."""
    store = look.context.store
    counts, chain, checked, tested = _read(look.connection)
    look.end()
    waiting = pending.waiting(store.path)
    fresh = {
        str(row.get("action")): Noted(
            str(record.get("at") or ""),
            str(record.get("person") or ""),
            str(row.get("new") or "").strip('"'),
        )
        for record, row in pending.rows(store.path, store.data_key)
    }
    files = (p for p in store.place.files.rglob("*") if p.is_file())
    return Health(
        path=store.path,
        sizes=(store.database.stat().st_size, sum(p.stat().st_size for p in files)),
        counts=counts,
        schema=(store.schema, schema.VERSION),
        audit=chain,
        waiting=len(waiting),
        damaged=store.damaged,
        places=rotation.places(places, key_file.read(store.path).store_id),
        checked=fresh.get("checked", checked),
        tested=fresh.get(_TESTED, tested),
    )


def _read(
    connection: Connection,
) -> tuple[Mapping[str, int], tuple[int, str], Noted | None, Noted | None]:
    """Return what the database says of itself; a damaged one says what it can."""
    counts: Mapping[str, int] = {}
    chain, checked, tested = (0, ""), None, None
    try:
        chain = audit.head(connection)
        checked, tested = asked.last(connection, "checked"), asked.last(connection, _TESTED)
        counts = asked.counts(connection)
    except Unavailable as fault:
        if fault.reason != "damaged":
            raise
    return counts, chain, checked, tested


@query("session")
def is_behind(look: Reading, places: Places) -> bool:
    """Tell whether something was recorded that the newest backup of the first place has not."""
    head = asked.head(look.connection)
    look.end()
    store_id = key_file.read(look.context.store.path).store_id
    rows = rotation.listed(places.first, store_id)
    return not rows or rows[-1].manifest.facts.audit_head != head


@query("administer")
def preview(look: Reading, row: BackupRow, *, progress: Progress = integrity.nothing) -> Preview:
    """Prove a backup and say what restoring it would undo, by numbers and counts.

    Raises Unavailable where the backup is damaged: there is nothing to restore then.
    """
    store = look.context.store
    now: Held | None = None
    try:
        now = asked.held(look.connection)
    except Unavailable as fault:
        if fault.reason != "damaged":
            raise
    look.end()
    backup.verify(row.path, store.data_key, head=asked.head, progress=progress)
    opened = engine.engine(row.path / layout.DATABASE, store.data_key, reader=True)
    try:
        with opened.begin() as connection:
            then = asked.held(connection)
    finally:
        opened.dispose()
    return compare(row, then, now)


@query("administer")
def rehearse(
    look: Reading, row: BackupRow, *, progress: Progress = integrity.nothing
) -> RestoreTest:
    """Put a backup back into a scratch place, open, count and verify it there, and remove it."""
    context = look.context
    look.end()
    with faults.files(row.path):
        scratch = Path(tempfile.mkdtemp(prefix="mdtdesk-restore-test-"))
    by = Restorer(context.actor.name, context.store.data_key, asked.head)
    test = Rehearsal(row.path, scratch, by, schema.VERSION)
    test.run(context.clock(), progress)
    kept = settings.load()
    made = RestoreTest(
        store=context.store.place.name,
        store_id=key_file.read(context.store.path).store_id,
        backup=row,
        at=context.now(),
        by=context.actor.name,
        host=system.host_name(),
        version=__version__,
        steps=tuple(test.steps),
        counts=test.counts,
        audit_rows=test.audit_rows,
        hospital=kept.hospital,
        department=kept.department,
    )
    failed = next((step for step in made.steps if not step.passed), None)
    words = f"{failed.name}: {failed.found}" if failed else PASSED
    note = audits.spelled(words)
    unaudited(context, look.role, [AuditRow(_TESTED, path=row.path.name, new=note)])
    return made


@query("administer")
def report(look: Reading, test: RestoreTest, language: Language) -> bytes:
    """Return a restore test as PDF, for IT's files."""
    # ReportLab and its fonts cost a quarter of a second, and few calls need them
    from mdtdesk.reports import restore_test

    look.end()
    pdf = restore_test.render(test, translator(language))
    note = audits.spelled(f"{language} {hashlib.sha256(pdf).hexdigest()}")
    unaudited(look.context, look.role, [AuditRow("printed", path=_TESTED, new=note)])
    return pdf
