# SPDX-License-Identifier: MIT
"""Reads a case with all that is known about it beside its document."""

from __future__ import annotations

from sqlalchemy import Connection

from mdtdesk.domain.document import document as as_document
from mdtdesk.domain.document import text
from mdtdesk.domain.records import CaseRecord, Imported, PatientRow
from mdtdesk.storage import corrections, journal, reading
from mdtdesk.storage.queries import cases as lookups


def case(connection: Connection, case_id: str) -> CaseRecord | None:
    """Return a case as it is recorded now; None if there is no such case."""
    row = lookups.head(connection, case_id)
    document = reading.load(connection, case_id)
    if row is None or document is None:
        return None
    return CaseRecord(
        case_id,
        str(row.number),
        int(row.revision),
        str(row.patient_id),
        document,
        lookups.missing(connection, case_id),
        journal.unsaved(connection, case_id),
        Imported(row.imported_from, row.imported_at) if row.imported_from else None,
        lookups.imported_decisions(connection, case_id),
        corrections.withdrawal(connection, case_id),
        corrections.requests(connection, case_id),
    )


def patient(connection: Connection, patient_id: str) -> PatientRow:
    """Return a patient with the numbers of the patient's cases."""
    facts = as_document(reading.load_patient(connection, patient_id))
    return PatientRow(
        patient_id,
        text(facts, "mrn"),
        text(facts, "name"),
        text(facts, "birth_date"),
        facts,
        tuple(lookups.of_patient(connection, patient_id)),
    )
