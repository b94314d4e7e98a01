# SPDX-License-Identifier: MIT
"""What an instrument says of a case or of one lesion, item by item.

A result is made whole from its items: a total exists only while every item has an option, the
range spans the options that the known facts still allow, and missing, ask, not scorable and scored
items are disjoint and together all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["scored", "missing", "ask", "not_scorable"]


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item: its option and points, or why it has none.

    ``allowed`` are the options that the facts still allow (one, where an option was derived);
    ``suggested`` is offered, never taken; ``sources`` are paths in the case that were read, the
    first being the field to fill where the item is missing; ``counted`` names the laboratory test
    that counted where one of several could, such as corrected calcium.
    """

    id: str
    state: State
    option: str | None
    points: int | None
    reason: str | None
    allowed: tuple[str, ...]
    suggested: str | None
    answered: bool
    overridden: bool
    sources: tuple[str, ...]
    suggested_number: int | None = None
    counted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultProblem:
    """Recorded facts that contradict each other, at the path of the first."""

    path: str
    code: str


@dataclass(frozen=True, slots=True)
class Result:
    """One instrument for the case (``lesion`` None) or for one lesion (its index and id).

    ``reason`` is why it does not apply. ``value`` is what a grade, multi or record instrument
    holds: text, a tuple of texts, or a document's value. ``flags`` are those met.
    """

    instrument: str
    version: str
    status: str
    kind: str
    lesion: int | None
    lesion_id: str | None
    reason: str | None
    items: tuple[ItemResult, ...] = ()
    total: int | None = None
    band: str | None = None
    lowest: int | None = None
    highest: int | None = None
    value: object = None
    flags: tuple[str, ...] = ()
    problems: tuple[ResultProblem, ...] = ()

    @property
    def applicable(self) -> bool:
        """Return whether the instrument applies at all."""
        return self.reason is None

    @property
    def open(self) -> tuple[ItemResult, ...]:
        """Return the items without an option, in the instrument's order."""
        return tuple(item for item in self.items if item.state != "scored")

    def in_state(self, state: State) -> tuple[str, ...]:
        """Return the ids of the items in one state."""
        return tuple(item.id for item in self.items if item.state == state)
