# SPDX-License-Identifier: MIT
"""Registers, amends, confirms, closes and reads cases."""

from __future__ import annotations

from collections.abc import Iterable

from mdtdesk.domain import audit as audits
from mdtdesk.domain import case_fields, check, document, lesions_kept, listing
from mdtdesk.domain.audit import AuditRow, LastChange
from mdtdesk.domain.changes import Outcome
from mdtdesk.domain.document import Document, Value
from mdtdesk.domain.drafts import AmendDraft, CloseDraft, ConfirmDraft, RegisterDraft
from mdtdesk.domain.identify import identified
from mdtdesk.domain.records import CaseRecord, PatientRow
from mdtdesk.errors import Conflict, Problem, Rejected
from mdtdesk.services import case_writing
from mdtdesk.services.context import Reading, Work, command, query, unaudited
from mdtdesk.storage import audit, case_rows, corrections, journal, reading
from mdtdesk.storage.queries import cases as lookups
from mdtdesk.storage.queries import records


@command("case.register", "register")
def register(work: Work, draft: RegisterDraft) -> Outcome:
    """Register a case under the next number of its year."""
    connection = work.connection
    facts: dict[str, Value] = {
        "format": case_fields.FORMAT,
        "version": case_fields.VERSION,
        **draft.document,
        "id": draft.case_id,
        "registered": document.document({"by": work.actor.name, "at": work.at}),
    }
    if draft.patient_id:
        facts["patient"] = document.freeze(reading.load_patient(connection, draft.patient_id))
    case = document.document(facts)
    found = check.problems(case)
    mrn = document.text(case, "patient.mrn")
    if not draft.patient_id and lookups.patient_of_mrn(connection, mrn):
        found = (*found, Problem("patient.mrn", "mrn_known", {"value": mrn}))
    if found:
        raise Rejected(found)
    number = lookups.next_number(connection, int(work.at[:4]))
    case = identified(document.change(case, {"number": number}))
    case = case_writing.marked(work, case, changed=[path for path, _ in document.leaves(case)])
    origin = case_rows.Origin(registered_by_id=work.actor.person_id)
    patient_id = case_rows.insert_case(connection, case, patient_id=draft.patient_id, origin=origin)
    lookups.keep_missing(connection, draft.case_id, listing.missing(case))
    journal.discard(connection, work.actor.person_id, form="register")
    work.rows.append(
        AuditRow("registered", draft.case_id, patient_id, "", None, audits.spelled(case))
    )
    changes = frozenset({("case", draft.case_id), ("patient", patient_id)})
    return Outcome(draft.case_id, changes, 1, number)


@command("case.amend", "register")
def amend(work: Work, draft: AmendDraft) -> Outcome:
    """Record changed values. Raises Conflict where another person changed the same fields."""
    case, version = case_writing.current(work, draft.case_id)
    if version != draft.version:
        _refuse_conflict(draft, case)
    _refuse_fixed(draft.changes)
    changed = document.change(case, draft.changes)
    changed = lesions_kept.with_named(case, changed, by=work.actor.name, at=work.at)
    paths = [d.path for d in document.differences(case, changed)]
    changed = identified(case_writing.marked(work, changed, changed=paths))
    if draft.form:
        journal.discard(work.connection, work.actor.person_id, form=draft.form, paths=draft.journal)
    return case_writing.save(work, draft.case_id, old=case, new=changed)


@command("case.confirm", "confirm")
def confirm(work: Work, draft: ConfirmDraft) -> Outcome:
    """Confirm, as a doctor, every value that a coordinator typed."""
    case, version = case_writing.current(work, draft.case_id)
    if version != draft.version:
        raise Conflict(paths=("unconfirmed",))
    return case_writing.save(
        work, draft.case_id, old=case, new=document.change(case, {"unconfirmed": None})
    )


@command("case.close", "close")
def close(work: Work, draft: CloseDraft) -> Outcome:
    """Close a case with a reason, or open it again."""
    case, version = case_writing.current(work, draft.case_id)
    if version != draft.version:
        raise Conflict(paths=("closed",))
    facts: dict[str, object] = {"at": work.at, "reason": draft.reason}
    if draft.text:
        facts["text"] = draft.text
    closed = document.document(facts) if draft.reason else None
    if closed is None:
        corrections.reopen(work.connection, draft.case_id)
    else:
        by, at = work.actor.name, work.at
        corrections.settle(work.connection, draft.case_id, "close", by=by, at=at)
    return case_writing.save(
        work, draft.case_id, old=case, new=document.change(case, {"closed": closed})
    )


@query("read")
def get(look: Reading, case_id: str) -> CaseRecord:
    """Return a case; the first time in a session this leaves a row for the audit.

    On a full disk a doctor still sees the patient; the row is left at the next look that can.
    """
    record = _record(look, case_id)
    context = look.context
    if case_id not in context.viewed:
        row = AuditRow("viewed", case_id, record.patient_id)
        if not unaudited(context, look.role, [row]):
            context.viewed.add(case_id)
    return record


@query("read")
def find(look: Reading, key: str) -> str:
    """Return the id of the case with this number, or of a hospital number's only case."""
    found = lookups.id_of_number(look.connection, key)
    if found:
        return found
    patient_id = lookups.patient_of_mrn(look.connection, key)
    cases = lookups.of_patient(look.connection, patient_id) if patient_id else ()
    if len(cases) == 1:
        return cases[0][0]
    numbers = ", ".join(number for _, number in cases)
    code = "several_cases" if cases else "no_such_case"
    raise Rejected([Problem("number", code, {"value": key, "numbers": numbers})])


@query("read")
def same_patient(
    look: Reading, mrn: str, name: str = "", birth: str = ""
) -> tuple[PatientRow, ...]:
    """Return known patients with this hospital number, or with this name and birth date."""
    ids = lookups.patients_like(look.connection, mrn, name, birth=birth)
    return tuple(records.patient(look.connection, patient_id) for patient_id in ids)


@query("read")
def last_changes(look: Reading, case_id: str, paths: Iterable[str]) -> tuple[LastChange, ...]:
    """Return who changed these fields of a case last, and when."""
    return audit.last_changes(look.connection, case_id, paths)


def _record(look: Reading, case_id: str) -> CaseRecord:
    record = records.case(look.connection, case_id)
    if record is None:
        raise Rejected([Problem("id", "no_such_case", {"value": case_id})])
    return record


def _refuse_conflict(draft: AmendDraft, case: Document) -> None:
    paths = [p for p in draft.changes if document.get(case, p) != draft.seen.get(p)]
    if paths:
        raise Conflict(case, paths)


def _refuse_fixed(changes: Iterable[str]) -> None:
    fixed = (
        "id",
        "number",
        "format",
        "version",
        "registered",
        "unconfirmed",
        "discussions",
        "closed",
    )
    found = [p for p in changes if p.partition(".")[0].partition("[")[0] in fixed]
    if found:
        raise Rejected(Problem(path, "not_changed_here") for path in found)
