# SPDX-License-Identifier: MIT
"""Imports case documents: the whole file is one command, planned before anything is written."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection

from mdtdesk.domain import audit as audits
from mdtdesk.domain import document, listing
from mdtdesk.domain.audit import AuditRow
from mdtdesk.domain.changes import Answered, Outcome
from mdtdesk.domain.confirmation import unconfirmed
from mdtdesk.domain.document import Document
from mdtdesk.domain.identify import identified
from mdtdesk.domain.importing import Planner, whole_or_nothing
from mdtdesk.domain.imports import Entry, ImportDraft, Step
from mdtdesk.domain.merging import reordered
from mdtdesk.domain.roles import Right, allowing
from mdtdesk.errors import Rejected
from mdtdesk.services.context import Reading, Work, command, query
from mdtdesk.storage import case_rows, reading, search
from mdtdesk.storage.case_rows import NewCase, Origin
from mdtdesk.storage.queries import cases as lookups
from mdtdesk.storage.queries import known


@query("import")
def preview(look: Reading, entries: tuple[Entry, ...], *, update: bool = False) -> tuple[Step, ...]:
    """Return what an import would make of each document; nothing is written."""
    return _plan(look.connection, entries, update=update)


@command("case.import", "import")
def run(work: Work, draft: ImportDraft) -> Outcome:
    """Import a file. Raises Rejected, and writes nothing, if a document is not to be taken.

    With ``valid_only`` such a document is left out and the others go in.
    """
    collecting = gc.isenabled()
    gc.disable()  # ten thousand documents are no garbage, and looking for some takes seconds
    try:
        return _run(work, draft)
    finally:
        if collecting:
            gc.enable()


def _run(work: Work, draft: ImportDraft) -> Outcome:
    steps = _plan(work.connection, draft.entries, update=draft.update)
    found = [problem for step in steps for problem in step.problems if not step.taken]
    if found and not draft.valid_only:
        raise Rejected(found)
    steps = whole_or_nothing(steps, valid_only=draft.valid_only)
    origin = Origin(work.actor.person_id, None, draft.file, work.at)
    work.rows.append(AuditRow("file_imported", path=draft.file, new=audits.spelled(draft.sha256)))
    numbers = _create(work, [step for step in steps if step.answer == "created"], origin)
    for step in steps:
        if step.answer == "updated":
            _update(work, step, origin)
    answers = [
        Answered(step.answer, numbers.get(step.case_id, step.number), step.path) for step in steps
    ]
    return Outcome(draft.command_id, frozenset(_changes(steps)), answers=tuple(answers))


def _plan(connection: Connection, entries: Sequence[Entry], *, update: bool) -> tuple[Step, ...]:
    def case(case_id: str) -> Document:
        return reading.load(connection, case_id) or document.EMPTY

    def patient(patient_id: str) -> Document:
        return document.document(reading.load_patient(connection, patient_id))

    held = known.load(connection, entries)
    return Planner(held, cases=case, patients=patient, update=update).steps(entries)


def _create(work: Work, steps: Sequence[Step], origin: Origin) -> dict[str, str]:
    """Insert the new cases; return their numbers by id."""
    given = {step.case_id: step.number for step in steps if step.number}
    year, wanted = int(work.at[:4]), len(steps) - len(given)
    free = iter(lookups.next_numbers(work.connection, year, wanted, reserved=set(given.values())))
    by_doctor = _is_doctor(work)
    facts = {step.patient_id: step.new["patient"] for step in steps}  # the last tells all
    met: set[str] = set()
    made: list[NewCase] = []
    for step in steps:
        number = given.get(step.case_id) or next(free)
        patient = facts[step.patient_id]
        case = identified(document.change(step.new, {"number": number, "patient": patient}))
        if not by_doctor:
            case = _marked(case, (path for path, _ in document.leaves(case)))
        is_new = step.patient is None and step.patient_id not in met
        met.add(step.patient_id)
        made.append(NewCase(case, step.patient_id, is_new, step.entry.missing))
        given[step.case_id] = number
        words = audits.spelled(case)
        work.rows.append(AuditRow("imported", step.case_id, step.patient_id, "", None, words))
    case_rows.insert_cases(work.connection, made, origin)
    for step in steps:
        _amend_patient(work, step)
    return given


def _amend_patient(work: Work, step: Step) -> None:
    """Write what a new case says otherwise of a known patient."""
    if step.patient is None:
        return
    old = document.document({"patient": step.patient})
    new = document.document({"patient": step.new["patient"]})
    changed = document.differences(old, new)
    if changed:
        case_rows.update_patient(work.connection, step.patient_id, document.group(new, "patient"))
        _index_others(work.connection, step)
        work.rows += audits.changed(changed, case_id=step.case_id, patient_id=step.patient_id)


def _index_others(connection: Connection, step: Step) -> None:
    """Keep the worklist's rows of the patient's other cases: they show the same name."""
    for case_id, _ in lookups.of_patient(connection, step.patient_id):
        case = reading.load(connection, case_id) if case_id != step.case_id else None
        if case is not None:
            search.index(connection, case_id, case)


def _update(work: Work, step: Step, origin: Origin) -> None:
    """Amend a known case; what no doctor imports stays unconfirmed."""
    if step.old is None:
        raise ValueError(step.case_id)
    new = identified(step.new)
    changed = document.differences(step.old, new)
    if not _is_doctor(work):
        new = _marked(new, (d.path for d in changed))
        changed = document.differences(step.old, new)
    case_rows.update_case(work.connection, step.case_id, old=step.old, new=new, origin=origin)
    lookups.keep_missing(work.connection, step.case_id, listing.missing(new))
    where = {"case_id": step.case_id, "patient_id": step.patient_id}
    work.rows += audits.changed(changed, **where)
    moved = reordered(step.old, new)
    work.rows += [AuditRow("reordered", path=path, **where) for path in moved]


def _is_doctor(work: Work) -> bool:
    found = allowing(work.actor.roles, "clinical")
    return found is not None and found[1] is Right.YES


def _marked(case: Document, paths: Iterable[str]) -> Document:
    values = (path for path in paths if not path.endswith(".id"))
    marked = unconfirmed(case, values, by_doctor=False)
    return document.change(case, {"unconfirmed": marked or None})


def _changes(steps: Iterable[Step]) -> Iterator[tuple[str, str]]:
    for step in steps:
        if step.answer in ("created", "updated"):
            yield "case", step.case_id
            yield "patient", step.patient_id
