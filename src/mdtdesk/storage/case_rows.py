# SPDX-License-Identifier: MIT
"""Inserts and updates a whole case: its rows, its patient's, its version and its search words."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from mdtdesk.domain.document import Document, group, text
from mdtdesk.domain.ids import new_id
from mdtdesk.storage import discussions, search, writing
from mdtdesk.storage.shapes import CASE, PATIENT


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


def insert_case(connection: Connection, case: Document, *, patient_id: str, origin: Origin) -> str:
    """Insert an identified case, and its patient unless known; return the patient's id."""
    batch = writing.Batch(origin.decisions())
    if not patient_id:
        patient_id = new_id()
        batch.insert_root(PATIENT, group(case, "patient"), row_id=patient_id, extra={"revision": 1})
    extra = {
        "patient_id": patient_id,
        "revision": 1,
        "registered_by_id": origin.registered_by_id,
        "imported_from": origin.imported_from,
        "imported_at": origin.imported_at,
    }
    batch.insert_root(CASE, case, row_id=text(case, "id"), extra=extra)
    discussions.meetings(connection, batch)
    batch.flush(connection)
    search.index(connection, text(case, "id"), case)
    return patient_id


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
    table, people = CASE.table, PATIENT.table
    row = connection.execute(
        select(table.c.patient_id, table.c.revision).where(table.c.id == case_id)
    ).one()
    patient_id, version = str(row.patient_id), int(row.revision) + 1
    connection.execute(update(table).where(table.c.id == case_id).values(revision=version))
    if old.get("patient") != new.get("patient"):
        writing.save_patient(connection, patient_id, group(new, "patient"))
        where = people.c.id == patient_id
        connection.execute(update(people).where(where).values(revision=people.c.revision + 1))
    search.index(connection, case_id, new)
    return patient_id, version
