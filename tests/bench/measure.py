# SPDX-License-Identifier: MIT
"""What a row of the bench is, and how its two sides are measured: in turns, by their medians.

A new row is a function in a ``rows_*.py`` file::

    @row("save one field", against="one bare EXTRA commit", goal=2.0)
    def save(place: Place) -> Pair:
        ...prepare a store in place.folder...
        return Pair(ours=lambda: cases.amend(...), bare=lambda: connection.execute(...))

A side is called once to warm up, then in turns with the other. What it returns, if it is a number,
is taken in place of its seconds: a child's own clock, or bytes of memory.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Side = Callable[[], object]


class NotInstalled(Exception):
    """What a row measures against is not here; the argument is its name."""


@dataclass(frozen=True)
class Place:
    """Where a row may build what it needs, and whether the large stores are wanted.

    shared  a folder for the whole run: a large store is made once
    """

    folder: Path
    shared: Path
    full: bool


@dataclass(frozen=True)
class Pair:
    """The two sides of a row; ``unit`` is s (seconds, shown as ms) or MB.

    warm  each side is called once before it is measured
    note  what the row's line says beside its figures, asked when all is measured
    """

    ours: Side
    bare: Side
    rounds: int = 15
    unit: str = "s"
    warm: bool = True
    note: Callable[[], str] = lambda: ""
    close: Side = lambda: None


@dataclass(frozen=True)
class Row:
    """One line of the table; ``prepare`` builds what both sides need.

    enough  seconds with which the goal is met, too, whatever the ratio
    """

    name: str
    against: str
    goal: float
    prepare: Callable[[Place], Pair]
    enough: float = 0.0


@dataclass(frozen=True)
class Measured:
    """A row's result. ``worst`` is the 99th percentile of ours, of few rounds the slowest."""

    row: Row
    ours: float
    bare: float
    worst: float
    unit: str
    note: str = ""

    @property
    def ratio(self) -> float:
        """Return how many times the bare code's cost ours has."""
        return self.ours / self.bare

    @property
    def kept(self) -> bool:
        """Tell whether the goal is met."""
        return self.ratio <= self.row.goal or self.ours <= self.row.enough


ROWS: list[Row] = []


def row(
    name: str, *, against: str, goal: float, enough: float = 0.0
) -> Callable[[Callable[[Place], Pair]], Callable[[Place], Pair]]:
    """Enter a function as a row of the bench."""

    def enter(prepare: Callable[[Place], Pair]) -> Callable[[Place], Pair]:
        ROWS.append(Row(name, against, goal, prepare, enough))
        return prepare

    return enter


def measure(each: Row, place: Place) -> Measured:
    """Run both sides in turns and take their medians."""
    pair = each.prepare(place)
    try:
        for side in (pair.bare, pair.ours) if pair.warm else ():
            side()
        bare: list[float] = []
        ours: list[float] = []
        for _ in range(pair.rounds):
            bare.append(_cost(pair.bare))
            ours.append(_cost(pair.ours))
        note = pair.note()
    finally:
        pair.close()
    worst = sorted(ours)[min(len(ours) - 1, round(len(ours) * 0.99))]
    return Measured(each, statistics.median(ours), statistics.median(bare), worst, pair.unit, note)


def _cost(side: Side) -> float:
    began = time.perf_counter()
    given = side()
    seconds = time.perf_counter() - began
    return float(given) if isinstance(given, int | float) else seconds
