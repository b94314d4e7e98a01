# SPDX-License-Identifier: MIT
"""Which scores are others today than at the latest decision, by the results of its basis.

Where a basis holds none, those kept at the decision count, else the case that it froze is computed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mdtdesk.domain import basis
from mdtdesk.domain.decided import newest
from mdtdesk.domain.document import Document, number, rows, text
from mdtdesk.domain.instruments import scoring
from mdtdesk.domain.instruments.results import Result

Totals = dict[tuple[str, str], tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Moved:
    """A result of today whose total or band was another at the decision."""

    result: Result
    total: int
    band: str
    on: str


def since_decision(case: Document, today: Iterable[Result]) -> tuple[Moved, ...]:
    """Return what moved since the latest decision of a case."""
    decided = _decision(case)
    if decided is None:
        return ()
    day, then = decided
    return tuple(_moved(today, then, day))


def _moved(today: Iterable[Result], then: Totals, day: str) -> Iterator[Moved]:
    for result in today:
        held = then.get((result.instrument, result.lesion_id or ""))
        if result.kind == "total" and held is not None and held != (result.total, result.band):
            yield Moved(result, *held, day)


def _decision(case: Document) -> tuple[str, Totals] | None:
    """Return the day of the latest decision and the totals of then."""
    discussion = newest(case)
    at = text(discussion, "decision.recorded_at")
    held = text(discussion, "decision.basis.document")
    kept = _totals(basis.results_of(held)) if held else {}
    if discussion:
        kept = kept or _kept(case, at)
    if not kept and held:
        kept = _computed(basis.case_of(held))
    return (text(discussion, "meeting.date") or at[:10], kept) if kept else None


def _kept(case: Document, recorded_at: str) -> Totals:
    """Return the totals kept at a decision; what was kept before it is of an earlier one."""
    found = (row for row in rows(case, "scores") if text(row, "occasion") == "decided")
    return _totals(row for row in found if text(row, "at") >= recorded_at)


def _totals(kept: Iterable[Document]) -> Totals:
    found: Totals = {}
    for row in kept:
        total = number(row, "total")
        if total is not None:
            key = (text(row, "instrument"), text(row, "lesion"))
            found.setdefault(key, (int(total), text(row, "band")))
    return found


def _computed(case: Document) -> Totals:
    return {
        (result.instrument, result.lesion_id or ""): (result.total, result.band or "")
        for result in scoring.results(case)
        if result.total is not None
    }
