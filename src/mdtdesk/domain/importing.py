# SPDX-License-Identifier: MIT
"""Decides what becomes of each document of a file, before anything is written.

Documents are looked at in their order; what an earlier one of the file makes is known to the later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from mdtdesk.domain import check, document
from mdtdesk.domain.document import Document, differences, group, text
from mdtdesk.domain.ids import new_id
from mdtdesk.domain.imports import (
    Answer,
    Entry,
    Known,
    KnownCase,
    KnownPatient,
    Step,
    meetings,
    own_ids,
)
from mdtdesk.domain.merging import decision_problems, merged, merged_patient, reordered
from mdtdesk.errors import Problem

Load = Callable[[str], Document]
_SHOWN = 60


class Planner:
    """Looks at a file's documents one after the other.

    ``cases`` and ``patients`` read a stored one by its id.
    """

    def __init__(self, known: Known, *, cases: Load, patients: Load, update: bool) -> None:
        self._known = known
        self._case = cases
        self._patient = patients
        self._update = update
        self._met: dict[str, Step] = {}  # by case id, stored or new
        self._numbers: dict[str, str] = {}
        self._cases_of: dict[str, list[str]] = {}  # new cases by hospital number
        self._facts: dict[str, Document] = {}  # what the file says of a patient
        self._patient_ids: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        self._meetings: dict[str, Document] = {}

    def steps(self, entries: Iterable[Entry]) -> tuple[Step, ...]:
        """Return what becomes of each document."""
        return tuple(self._step(entry) for entry in entries)

    def _step(self, entry: Entry) -> Step:
        if entry.problems:
            return _refused(entry, *entry.problems)
        found = self._meant(entry)
        if isinstance(found, Problem):
            return _refused(entry, found)
        case_id = found
        if case_id in self._met:
            return self._again(entry, self._met[case_id])
        known = self._known.cases.get(case_id)
        step = self._known_case(entry, known) if known else self._new_case(entry, case_id)
        self._met[case_id] = step
        if step.taken:
            self._keep(entry, step)
        return step

    def _meant(self, entry: Entry) -> str | Problem:
        """Return the id of the case that a document is about, known or new."""
        case = entry.document
        case_id, number = text(case, "id"), text(case, "number")
        owner = self._known.numbers.get(number) or self._numbers.get(number)
        if case_id:
            known = case_id in self._known.cases or case_id in self._met
            if owner and owner != case_id and not known:
                return Problem("number", "number_taken", {"value": number})
            return case_id
        if number:
            return owner or new_id()
        return self._only_case(text(case, "patient.mrn"))

    def _only_case(self, mrn: str) -> str | Problem:
        patient = self._known.patients.get(mrn, KnownPatient(""))
        ids = [each.id for each in patient.cases] + self._cases_of.get(mrn, [])
        if len(ids) > 1:
            numbers = [each.number for each in patient.cases]
            numbers += [self._met[i].number for i in ids if i in self._met and i not in numbers]
            listed = ", ".join(dict.fromkeys(n for n in numbers if n))
            return Problem("number", "several_cases", {"value": mrn, "numbers": listed})
        return ids[0] if ids else new_id()

    def _again(self, entry: Entry, first: Step) -> Step:
        if first.taken and entry.document == first.entry.document:
            return Step(entry, "unchanged", first.number, case_id=first.case_id)
        key = next((k for k in ("id", "number") if k in entry.document), "patient.mrn")
        value = {"value": text(entry.document, key), "other": first.entry.path}
        return _refused(entry, Problem(key, "case_twice", value))

    def _known_case(self, entry: Entry, known: KnownCase) -> Step:
        stored, given = self._case(known.id), entry.document
        number, mrn = known.number, text(given, "patient.mrn")
        if text(stored, "patient.mrn") != mrn:
            values = {"value": mrn, "number": number, "known": text(stored, "patient.mrn")}
            return _refused(entry, Problem("patient.mrn", "mrn_differs", values), number=number)
        found = list(self._twice_told(given))
        new = merged(stored, given, self._known.imported)
        if not found and new == stored:
            return Step(entry, "unchanged", number, case_id=known.id)
        if not found and not self._update:
            return _conflict(entry, stored, new, number=number)
        found = found or [*check.problems(new), *decision_problems(stored, new)]
        found += self._taken_rows(given, known.id)
        if found:
            return _refused(entry, *found, number=number)
        return Step(
            entry,
            "updated",
            number,
            (),
            known.id,
            known.patient_id,
            stored,
            new,
            group(stored, "patient"),
        )

    def _new_case(self, entry: Entry, case_id: str) -> Step:
        given, number = entry.document, text(entry.document, "number")
        mrn = text(given, "patient.mrn")
        found = [*self._twice_told(given), *self._taken_rows(given, case_id)]
        patient = self._known.patients.get(mrn)
        told = merged_patient(self._facts.get(mrn, document.EMPTY), group(given, "patient"))
        stored: Document | None = None
        if patient and not found:
            stored = self._patient(patient.id)
            told = merged_patient(stored, told)
            if told != stored and not self._update:
                old = document.document({"patient": stored})
                return _conflict(entry, old, document.document({"patient": told}), number=number)
        new = document.change(given, {"id": case_id, "patient": told})
        if patient and not found:
            found += check.problems(new)  # a birth date may come from the store
        if found:
            return _refused(entry, *found, number=number)
        patient_id = patient.id if patient else self._patient_ids.setdefault(mrn, new_id())
        return Step(entry, "created", number, (), case_id, patient_id, None, new, stored)

    def _keep(self, entry: Entry, step: Step) -> None:
        """Remember what a document brings for those that follow."""
        given, mrn = entry.document, text(entry.document, "patient.mrn")
        before = self._facts.get(mrn, document.EMPTY)
        self._facts[mrn] = merged_patient(before, group(given, "patient"))
        if step.answer == "created":
            self._cases_of.setdefault(mrn, []).append(step.case_id)
            if step.number:
                self._numbers[step.number] = step.case_id
        self._ids |= {value: step.case_id for _, value in own_ids(given)}
        self._meetings |= {text(row, "id"): row for _, row in meetings(given)}

    def _twice_told(self, given: Document) -> Iterator[Problem]:
        """Yield what the file has said otherwise of the same patient, or of the same meeting."""
        told = self._facts.get(text(given, "patient.mrn"))
        if told is not None:
            yield from _contradictions(told, group(given, "patient"), "patient")
        for path, meeting in meetings(given):
            key = text(meeting, "id")
            held = self._meetings.get(key) or self._known.meetings.get(key)
            if held is not None and held != meeting:
                yield Problem(path, "meeting_differs", {"value": key})

    def _taken_rows(self, given: Document, case_id: str) -> Iterator[Problem]:
        for path, value in own_ids(given):
            if (self._known.ids.get(value) or self._ids.get(value, case_id)) != case_id:
                yield Problem(path, "id_taken", {"value": value})


def _contradictions(told: Document, given: Document, path: str) -> Iterator[Problem]:
    for key, value in given.items():
        before, at = told.get(key), f"{path}.{key}"
        if isinstance(before, Mapping) and isinstance(value, Mapping):
            yield from _contradictions(before, value, at)
        elif before is not None and before != value:
            yield Problem(at, "patient_told_twice", {"value": shown(value), "other": shown(before)})


def shown(value: object) -> str:
    """Return a value for a message, shortened; empty where there is none."""
    words = "" if value is None else str(document.thaw(document.freeze(value)))
    return words if len(words) <= _SHOWN else words[:_SHOWN] + "…"


def _refused(entry: Entry, *problems: Problem, number: str = "") -> Step:
    known = number or text(entry.document, "number")
    return Step(entry, "refused", known, tuple(entry.at(problem) for problem in problems))


def _conflict(entry: Entry, old: Document, new: Document, *, number: str) -> Step:
    found = [
        Problem(d.path, "differs", {"value": shown(d.new), "stored": shown(d.old)})
        for d in differences(old, new)
    ]
    found += [Problem(key, "order_differs") for key in reordered(old, new)]
    return Step(entry, "conflict", number, tuple(entry.at(problem) for problem in found))


def whole_or_nothing(steps: Iterable[Step], *, valid_only: bool) -> tuple[Step, ...]:
    """Return what becomes of each document if one that is not taken keeps the others out."""
    found = tuple(steps)
    if valid_only or all(step.taken for step in found):
        return found
    return tuple(_kept_out(step) for step in found)


def _kept_out(step: Step) -> Step:
    written: tuple[Answer, ...] = ("created", "updated")
    return replace(step, answer="refused") if step.answer in written else step
