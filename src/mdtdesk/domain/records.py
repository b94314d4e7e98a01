# SPDX-License-Identifier: MIT
"""What services return: frozen records."""

from __future__ import annotations

from dataclasses import dataclass

from mdtdesk.domain.document import Document


@dataclass(frozen=True, slots=True)
class Imported:
    """Where something came from, if not from this store: file and date-time."""

    source: str
    at: str


@dataclass(frozen=True, slots=True)
class Unsaved:
    """That a person has text in a form of this case which is not recorded, and since when."""

    person_id: str
    person: str
    at: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Why a case was withdrawn (``reason`` of correction_reason), by whom and when."""

    reason: str
    words: str
    person: str
    at: str


@dataclass(frozen=True, slots=True)
class Request:
    """What a surgeon asks of the chair about a case; ``kind`` of correction_asked."""

    id: str
    case_id: str
    kind: str
    words: str
    person: str
    at: str


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """A case as it is recorded now. ``missing`` are the paths that listing still needs."""

    id: str
    number: str
    version: int
    patient_id: str
    document: Document
    missing: tuple[str, ...]
    unsaved: tuple[Unsaved, ...] = ()
    imported: Imported | None = None
    imported_decisions: tuple[tuple[str, Imported], ...] = ()
    withdrawn: Withdrawal | None = None
    requests: tuple[Request, ...] = ()


@dataclass(frozen=True, slots=True)
class PatientRow:
    """A known patient and the numbers of the patient's cases."""

    id: str
    mrn: str
    name: str
    birth_date: str
    patient: Document
    cases: tuple[tuple[str, str], ...]  # (id, number)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person of the store."""

    id: str
    name: str
    title: str
    discipline: str
    roles: tuple[str, ...]
    disabled: bool

    @property
    def administers(self) -> bool:
        """Tell whether this person may administer the store now."""
        return "administrator" in self.roles and not self.disabled
