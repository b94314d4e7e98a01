# SPDX-License-Identifier: MIT
"""Which lesions a procedure is meant for, and what a level and side check finds about the two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mdtdesk.domain import levels
from mdtdesk.domain.document import EMPTY, Document, items, rows, text


@dataclass(frozen=True, slots=True)
class Check:
    """One check that is not passed, with the facts that it read.

    sort       which sentence of the check says what was read (``check.<id>.<sort>``)
    path       where to look: a path of the decision, or of the document for a text of the case
    number     the procedure's place in the sequence, from 1; 0 where none is meant
    levels     the levels at fault
    quote      the words or codes that were read
    """

    id: str
    path: str
    sort: str = "reads"
    number: int = 0
    procedure: Document = field(default_factory=lambda: EMPTY)
    lesions: tuple[Document, ...] = ()
    levels: tuple[str, ...] = ()
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A procedure with its place in the decision."""

    index: int
    row: Document

    def path(self, key: str) -> str:
        """Return the path of one of its fields within the decision."""
        return f"procedures[{self.index}].{key}"

    def finding(self, check_id: str, key: str, sort: str = "reads") -> Check:
        """Return a check of this procedure that points at one of its fields."""
        return Check(check_id, self.path(key), sort, number=self.index + 1, procedure=self.row)


def procedures(decision: Document, types: Iterable[str] | None = None) -> Iterator[Numbered]:
    """Yield the procedures of a decision, those of some types if named."""
    wanted = None if types is None else frozenset(types)
    for index, row in enumerate(rows(decision, "procedures")):
        if wanted is None or text(row, "type") in wanted:
            yield Numbered(index, row)


def present(document: Document) -> tuple[Document, ...]:
    """Return the lesions of a case that were not removed."""
    return tuple(row for row in rows(document, "lesions") if "removed" not in row)


def spinal(document: Document) -> tuple[Document, ...]:
    """Return the lesions of the spine."""
    return tuple(row for row in present(document) if text(row, "site") == "spine")


def named(procedure: Document, lesions: Iterable[Document]) -> tuple[Document, ...]:
    """Return those of the lesions that a procedure names."""
    wanted = items(procedure, "lesions")
    return tuple(row for row in lesions if text(row, "id") and text(row, "id") in wanted)


def treated(procedure: Document) -> tuple[str, ...]:
    """Return the levels a procedure treats, those of its details included."""
    per_level = (text(row, "level") for row in rows(procedure, "details.per_level"))
    return levels.ordered([*items(procedure, "levels"), *per_level])


def span(procedure: Document) -> tuple[str, ...]:
    """Return the levels of the instrumented span, from above down; none unless both ends are."""
    first, last = text(procedure, "from"), text(procedure, "to")
    if not first or not last:
        return ()
    return levels.between(first, last) or levels.between(last, first)


def levels_of(lesions: Iterable[Document]) -> tuple[str, ...]:
    """Return the levels of lesions. The sacral wing of a pelvic lesion counts as the sacrum."""
    found = [level for row in lesions for level in items(row, "levels")]
    if any("IV" in items(row, "zones") for row in lesions):
        found += levels.between("S1", "S5")
    return levels.ordered(found)


def unknown_level(lesions: Iterable[Document]) -> bool:
    """Tell whether a lesion that may be in the spine has no level recorded."""
    return any(
        text(row, "site") == "other" or (text(row, "site") == "spine" and not items(row, "levels"))
        for row in lesions
    )
