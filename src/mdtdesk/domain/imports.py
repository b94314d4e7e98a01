# SPDX-License-Identifier: MIT
"""What an import is made of: a file's documents, what is asked for, what became of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from mdtdesk.domain.document import EMPTY, Document, group, rows, text
from mdtdesk.domain.ids import new_id
from mdtdesk.errors import Problem

Answer = Literal["created", "updated", "unchanged", "conflict", "refused"]
ANSWERS: tuple[Answer, ...] = ("created", "updated", "unchanged", "conflict", "refused")
NOT_TAKEN = ("conflict", "refused")


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a file.

    path      ``cases[3]`` in a list, empty where the file is one object
    document  empty where it has faults
    problems  faults by their paths within the document
    missing   what listing the case needs, for one without faults
    """

    path: str
    document: Document = field(default_factory=lambda: EMPTY)
    problems: tuple[Problem, ...] = ()
    missing: tuple[str, ...] = ()

    def at(self, problem: Problem) -> Problem:
        """Return a problem of this document with its path in the file."""
        joined = ".".join(part for part in (self.path, problem.path) if part)
        return replace(problem, path=joined)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The documents of one file; ``name`` is the file's own name without its folder."""

    name: str
    sha256: str
    entries: tuple[Entry, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ImportDraft:
    """A file to import: its digest stands for the documents where the command is recorded.

    update      known cases that differ are amended instead of being a conflict
    valid_only  what cannot be taken is left out instead of keeping the rest out, too
    """

    file: str
    sha256: str
    entries: tuple[Entry, ...] = field(compare=False, repr=False)
    update: bool = False
    valid_only: bool = False
    command_id: str = field(default_factory=new_id)


def draft(file: CaseFile, *, update: bool = False, valid_only: bool = False) -> ImportDraft:
    """Return what imports a file."""
    return ImportDraft(file.name, file.sha256, file.entries, update, valid_only)


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one document.

    old, new    the case before and after; ``old`` is None for a new case
    patient     the patient's facts before, None for a new patient
    problems    by their paths in the file
    """

    entry: Entry
    answer: Answer
    number: str = ""
    problems: tuple[Problem, ...] = ()
    case_id: str = ""
    patient_id: str = ""
    old: Document | None = None
    new: Document = field(default_factory=lambda: EMPTY)
    patient: Document | None = None

    @property
    def taken(self) -> bool:
        """Tell whether the document may go in."""
        return self.answer not in NOT_TAKEN

    @property
    def path(self) -> str:
        """Return the first problem's path, or the document's."""
        return self.problems[0].path if self.problems else self.entry.path


@dataclass(frozen=True, slots=True)
class KnownCase:
    """A case that the store holds."""

    id: str
    number: str
    patient_id: str


@dataclass(frozen=True, slots=True)
class KnownPatient:
    """A patient that the store holds, with the cases in the order of their registering."""

    id: str
    cases: tuple[KnownCase, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the store holds of all that a file names.

    ids       a row's id → the id of its case
    imported  ids of decisions that came by import: their basis is not ours
    """

    cases: Mapping[str, KnownCase] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    patients: Mapping[str, KnownPatient] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)
    meetings: Mapping[str, Document] = field(default_factory=dict)
    imported: frozenset[str] = frozenset()


def decisions(case: Document) -> Iterable[tuple[str, Document]]:
    """Yield every decision of a case with its path."""
    for index, discussion in enumerate(rows(case, "discussions")):
        at = f"discussions[{index}]"
        for earlier, decision in enumerate(rows(discussion, "earlier_decisions")):
            yield f"{at}.earlier_decisions[{earlier}]", decision
        if "decision" in discussion:
            yield f"{at}.decision", group(discussion, "decision")


def own_ids(case: Document) -> Iterable[tuple[str, str]]:
    """Yield the ids that a case's rows bring with them, each with its path; meetings are shared."""
    listed = [(f"lesions[{i}]", row) for i, row in enumerate(rows(case, "lesions"))]
    listed += [(f"discussions[{i}]", row) for i, row in enumerate(rows(case, "discussions"))]
    for path, decision in decisions(case):
        listed.append((path, decision))
        procedures = enumerate(rows(decision, "procedures"))
        listed += [(f"{path}.procedures[{i}]", row) for i, row in procedures]
    for path, row in listed:
        if "id" in row:
            yield f"{path}.id", text(row, "id")


def meetings(case: Document) -> Iterable[tuple[str, Document]]:
    """Yield the meetings that a case names by their ids, each with its path."""
    listed = [
        (f"discussions[{i}].meeting", group(row, "meeting"))
        for i, row in enumerate(rows(case, "discussions"))
    ]
    listed += [(f"{p}.ratified.meeting", group(d, "ratified.meeting")) for p, d in decisions(case)]
    return [(path, meeting) for path, meeting in listed if "id" in meeting]
