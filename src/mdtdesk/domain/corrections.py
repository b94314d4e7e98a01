# SPDX-License-Identifier: MIT
"""Setting the register right: a case withdrawn, moved to another patient, two patients made one.

A chair does it, with a reason; a surgeon asks for it. What was signed keeps its basis throughout.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from mdtdesk.domain.document import Document, Value, change, group, rows, text
from mdtdesk.domain.ids import new_id
from mdtdesk.domain.records import PatientRow

Asked = Literal["withdraw", "move", "merge", "close"]
Answer = Literal["done", "declined"]
ASKED: tuple[Asked, ...] = get_args(Asked)
ANSWERS: tuple[Answer, ...] = get_args(Answer)
# how a withdrawal reads where only the case document goes: exports, other programs
_CLOSED = {"duplicate": "duplicate"}


@dataclass(frozen=True, slots=True)
class WithdrawDraft:
    """A case that should not have been registered; ``reason`` of correction_reason."""

    case_id: str
    version: int
    reason: str
    words: str = ""
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class MoveDraft:
    """A case that belongs to another patient."""

    case_id: str
    version: int
    patient_id: str
    reason: str
    words: str = ""
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class MergeDraft:
    """Two patients who are one: ``kept_id`` stays, the cases of ``gone_id`` go over.

    case_ids  the cases that the preview showed: if others have come since, nothing is done
    """

    kept_id: str
    gone_id: str
    case_ids: tuple[str, ...]
    reason: str
    words: str = ""
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class UnmergeDraft:
    """A merge that is taken back."""

    merge_id: str
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class AskDraft:
    """What a surgeon asks of the chair about a case, and why."""

    case_id: str
    kind: str
    words: str
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class DeclineDraft:
    """A request that the chair does not follow."""

    case_id: str
    request_id: str
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class Merging:
    """What a merge would do: what the kept patient takes over, and what of the other is dropped."""

    kept: PatientRow
    gone: PatientRow
    taken: Mapping[str, Value]
    dropped: tuple[str, ...]


def closed(draft: WithdrawDraft, at: str) -> Document:
    """Return how a withdrawn case is closed."""
    facts: dict[str, Value] = {"at": at, "reason": _CLOSED.get(draft.reason, "other")}
    return {**facts, "text": draft.words} if draft.words else facts


def merging(kept: PatientRow, gone: PatientRow) -> Merging:
    """Return what a merge would do: what is recorded of the kept patient always stands.

    The other's hospital number is kept among the identifiers: films and letters carry it.
    """
    stays, other = kept.patient, gone.patient
    taken: dict[str, Value] = {}
    dropped: list[str] = []
    for key, value in other.items():
        if key in ("mrn", "identifiers") or stays.get(key) == value:
            continue
        if key in stays or (_says_age(stays) and key in ("birth_date", "age_years")):
            dropped.append(f"patient.{key}")
        else:
            taken[key] = value
    taken["identifiers"] = _identifiers(stays, other)
    return Merging(kept, gone, taken, tuple(dropped))


def _says_age(patient: Document) -> bool:
    return "birth_date" in patient or "age_years" in patient


def _identifiers(stays: Document, other: Document) -> tuple[Value, ...]:
    """Return both patients' numbers, the hospital number that goes among them."""
    number: Document = {"kind": "other", "value": text(other, "mrn")}
    known: list[Value] = list(rows(stays, "identifiers"))
    for row in (*rows(other, "identifiers"), number):
        if row not in known:
            known.append(row)
    return tuple(known)


def merged(found: Merging) -> Document:
    """Return the kept patient's facts after the merge."""
    return change(found.kept.patient, dict(found.taken))


def signed_as(case: Document, then: Document) -> tuple[str, str] | None:
    """Return name and number under which something was decided, None if they are today's."""
    before, now = group(then, "patient"), group(case, "patient")
    said = (text(before, "name"), text(before, "mrn"))
    return said if before and said != (text(now, "name"), text(now, "mrn")) else None
