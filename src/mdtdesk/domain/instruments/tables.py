# SPDX-License-Identifier: MIT
"""An instrument's table as it stands in its file in ``resources/instruments``.

Ids, points, boundaries, bands and sources are facts of the literature named in ``citation``;
labels are in both languages. One file is one instrument, and nothing else knows its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Words = Mapping[str, str]  # language → text


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to an item, with its points."""

    id: str
    points: int
    label: Words


@dataclass(frozen=True, slots=True)
class Item:
    """What is asked, and the answers the source has for it.

    ``unscored`` are values that may be recorded and have no points.
    """

    id: str
    label: Words
    options: tuple[Option, ...]
    unscored: tuple[str, ...] = ()
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """A range of totals (both ends within) and what the source says of it.

    ``tone`` colours and signs it: fine, warning, danger or muted.
    """

    id: str
    lowest: int
    highest: int
    label: Words
    short: Words
    tone: str
    strategy: Words | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade or a flag: a label stored as text, never a number."""

    id: str
    label: Words


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument: ``kind`` total, grade, multi, flags or record; ``of`` case or lesion."""

    id: str
    name: Words
    short: Words
    version: str
    kind: Literal["total", "grade", "multi", "flags", "record"]
    of: Literal["case", "lesion", "other"]
    direction: Literal["higher is better", "higher is worse"] | None
    status: Literal["ready", "department must confirm", "record only"]
    citation: str
    cohort: Words | None
    lowest: int | None
    highest: int | None
    items: tuple[Item, ...]
    bands: tuple[Band, ...]
    grades: tuple[Grade, ...]
    notes: tuple[Words, ...]

    def item(self, of: str) -> Item:
        """Return an item by its id."""
        return next(item for item in self.items if item.id == of)

    def band(self, of: str) -> Band:
        """Return a band by its id."""
        return next(band for band in self.bands if band.id == of)
