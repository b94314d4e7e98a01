# SPDX-License-Identifier: MIT
"""Inserts and updates a whole case: its rows, its patient's, its version and its search words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, update

from mdtdesk.domain.document import Document, group, text
from mdtdesk.domain.ids import new_id
from mdtdesk.storage import agenda_items, discussions, kept, search, writing
from mdtdesk.storage.shapes import CASE, PATIENT
from mdtdesk.storage.tables import MISSING

_AT_ONCE = 250


@dataclass(frozen=True, slots=True)
class Origin:
    """Who registered a case or authored its decision, or the file and time it was imported from."""

    registered_by_id: str | None = None
    author_id: str | None = None
    imported_from: str | None = None
    imported_at: str | None = None

    def decisions(self) -> writing.Row:
        """Return the columns of decisions that the document does not hold."""
        return {
            "author_id": self.author_id,
            "imported_from": self.imported_from,
            "imported_at": self.imported_at,
        }


@dataclass(frozen=True, slots=True)
class NewCase:
    """An identified case to insert, with its patient's id; ``new_patient`` inserts that, too.

    missing  what listing it needs, None where nobody has looked
    """

    case: Document
    patient_id: str
    new_patient: bool
    missing: tuple[str, ...] | None = None


def insert_case(connection: Connection, case: Document, *, patient_id: str, origin: Origin) -> str:
    """Insert an identified case, and its patient unless known; return the patient's id."""
    owner = patient_id or new_id()
    _insert(connection, (NewCase(case, owner, not patient_id),), origin)
    return owner


def insert_cases(connection: Connection, cases: Sequence[NewCase], origin: Origin) -> None:
    """Insert many cases with what listing them needs; a few statements a table."""
    for start in range(0, len(cases), _AT_ONCE):
        part = cases[start : start + _AT_ONCE]
        _insert(connection, part, origin)
        rows = [
            {"case_id": text(new.case, "id"), "ordinal": i, "path": path}
            for new in part
            for i, path in enumerate(new.missing or ())
        ]
        if rows:
            connection.execute(insert(MISSING), rows)


def _insert(connection: Connection, cases: Iterable[NewCase], origin: Origin) -> None:
    batch = writing.Batch(origin.decisions())
    for new in cases:
        if new.new_patient:
            facts = group(new.case, "patient")
            batch.insert_root(PATIENT, facts, row_id=new.patient_id, extra={"revision": 1})
        extra = {
            "patient_id": new.patient_id,
            "revision": 1,
            "registered_by_id": origin.registered_by_id,
            "imported_from": origin.imported_from,
            "imported_at": origin.imported_at,
        }
        batch.insert_root(CASE, new.case, row_id=text(new.case, "id"), extra=extra)
    discussions.meetings(connection, batch)
    batch.flush(connection)
    search.insert_entries(connection, [_listed(new) for new in cases])


def _listed(new: NewCase) -> search.Entry:
    missing = None if new.missing is None else len(new.missing)
    return search.entry(text(new.case, "id"), new.patient_id, new.case, missing=missing)


def update_case(
    connection: Connection,
    case_id: str,
    *,
    old: Document,
    new: Document,
    origin: Origin | None = None,
) -> tuple[str, int]:
    """Write what differs and raise the version; return the patient's id and the new version."""
    writing.save(connection, case_id, old=old, new=new)
    if old.get("discussions") != new.get("discussions"):
        columns = (origin or Origin()).decisions()
        discussions.save(connection, case_id, old=old, new=new, decisions=columns)
    if old.get("scores") != new.get("scores"):
        kept.save(connection, case_id, old=old, new=new)
    if "closed" in new and "closed" not in old:
        agenda_items.leave(connection, case_id, text(new, "closed.at"))
    table = CASE.table
    raised = update(table).where(table.c.id == case_id).values(revision=table.c.revision + 1)
    row = connection.execute(raised.returning(table.c.patient_id, table.c.revision)).one()
    patient_id, version = str(row.patient_id), int(row.revision)
    if old.get("patient") != new.get("patient"):
        update_patient(connection, patient_id, group(new, "patient"))
    search.index(connection, case_id, new)
    return patient_id, version


def update_patient(connection: Connection, patient_id: str, patient: Document) -> None:
    """Write a patient's facts and raise their version."""
    writing.save_patient(connection, patient_id, patient)
    table = PATIENT.table
    where = table.c.id == patient_id
    connection.execute(update(table).where(where).values(revision=table.c.revision + 1))
