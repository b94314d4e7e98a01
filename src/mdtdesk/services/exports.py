# SPDX-License-Identifier: MIT
"""Exports case documents in short steps, so that no commit waits for a long reading."""

from __future__ import annotations

from dataclasses import dataclass

from mdtdesk.domain import audit as audits
from mdtdesk.domain import record_text as texts
from mdtdesk.domain.audit import AuditRow
from mdtdesk.domain.deidentified import Whose, deidentified
from mdtdesk.domain.document import Document
from mdtdesk.errors import Problem, Rejected
from mdtdesk.i18n import Language, translator
from mdtdesk.services.context import Reading, leave, query, refuse_export
from mdtdesk.storage import reading, study
from mdtdesk.storage.queries import cases as lookups
from mdtdesk.storage.queries import records

STEP = 20


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export held: the file's own name, its SHA-256, the cases, with or without names."""

    file: str
    sha256: str
    case_ids: tuple[str, ...]
    deidentified: bool = False


@query("export")
def every(look: Reading) -> tuple[str, ...]:
    """Return the ids of all cases in the order of their numbers."""
    return tuple(lookups.ids_in_order(look.connection))


@query("export")
def step(look: Reading, case_ids: tuple[str, ...]) -> tuple[Document, ...]:
    """Return some cases' documents, value for value; ``STEP`` of them are a short reading."""
    found = (reading.load(look.connection, case_id) for case_id in case_ids)
    return tuple(case for case in found if case is not None)


@query("export")
def deidentified_step(look: Reading, case_ids: tuple[str, ...]) -> tuple[Document, ...]:
    """Return what may leave the house of some cases, under their study numbers."""
    secret = study.secret(look.connection)
    made: list[Document] = []
    for case_id in case_ids:
        head = lookups.head(look.connection, case_id)
        case = reading.load(look.connection, case_id)
        if head is not None and case is not None:
            whose = Whose(case_id, str(getattr(head, "patient_id", "")))
            made.append(deidentified(case, whose, secret))
    return tuple(made)


@query("export")
def leave_audit(look: Reading, made: Exported) -> None:
    """Leave for the audit what is exported. Raises Unavailable: then there is no export."""
    patients = {i: lookups.head(look.connection, i) for i in made.case_ids}
    look.end()
    action = "exported_deidentified" if made.deidentified else "exported"
    rows = [AuditRow(action, path=made.file, new=audits.spelled(made.sha256))]
    for case_id, head in patients.items():
        owner = str(getattr(head, "patient_id", ""))
        rows.append(AuditRow(action, case_id, owner, made.file))
    leave(look.context, look.role, rows)


@query("print")
def record_text(look: Reading, case_id: str, language: Language) -> str:
    """Return a case's text for the hospital's record system; left for the audit as an export.

    Raises Unavailable where that cannot be left, or the policy forbids it: then nothing is copied.
    """
    refuse_export()
    case = records.case(look.connection, case_id)
    if case is None:
        raise Rejected([Problem("id", "no_such_case", {"value": case_id})])
    look.end()
    today = look.context.clock().date()
    said = texts.of(case.document, case.number, translator(language), today=today)
    row = AuditRow("exported", case_id, case.patient_id, "record_text", None, None)
    leave(look.context, look.role, [row])
    return said
