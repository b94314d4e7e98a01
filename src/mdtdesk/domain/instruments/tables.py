# SPDX-License-Identifier: MIT
"""An instrument's table as it stands in its file in ``resources/instruments``.

Ids, points, boundaries, bands and sources are facts of the literature named in ``citation``;
labels are in both languages. One file is one instrument, and nothing else knows its name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

from mdtdesk.paths import resource

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
    derive: Mapping[str, Any] = field(default_factory=dict, repr=False)

    def option(self, of: str) -> Option:
        """Return an option by its id."""
        return next(option for option in self.options if option.id == of)


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
    short: Words | None = None
    tone: str = "muted"
    derive: Mapping[str, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument: ``kind`` total, grade, multi, flags or record; ``of`` case or lesion.

    ``caveats`` are those of the notes that stand beside every result, in print too.
    """

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
    caveats: tuple[Words, ...] = ()
    recorded: str = ""
    not_applicable: tuple[Mapping[str, Any], ...] = ()
    problems: tuple[Mapping[str, Any], ...] = ()
    examples: tuple[Mapping[str, Any], ...] = ()

    def item(self, of: str) -> Item:
        """Return an item by its id."""
        return next(item for item in self.items if item.id == of)

    def band(self, of: str) -> Band:
        """Return a band by its id."""
        return next(band for band in self.bands if band.id == of)

    def grade(self, of: str) -> Grade | None:
        """Return a grade or flag by its id, None for one that the table does not name."""
        return next((grade for grade in self.grades if grade.id == of), None)

    def band_of(self, total: int) -> str | None:
        """Return the id of the band that a total lies in."""
        found = (band.id for band in self.bands if band.lowest <= total <= band.highest)
        return next(found, None)


@cache
def load(directory: Path | None = None) -> Mapping[str, Instrument]:
    """Return every instrument of a directory by its id, in the order they give themselves."""
    files = sorted((directory or resource("instruments")).glob("*.toml"))
    tables = [tomllib.loads(file.read_text("utf-8")) for file in files]
    tables.sort(key=lambda table: int(table.get("place", 0)))
    return {str(table["id"]): _instrument(table) for table in tables}


def of(instrument: str) -> Instrument:
    """Return one of the shipped instruments."""
    return load()[instrument]


def _instrument(table: Mapping[str, Any]) -> Instrument:
    lowest, highest = table.get("range", (None, None))
    return Instrument(
        id=table["id"],
        name=table["name"],
        short=table["short"],
        version=table["version"],
        kind=table["kind"],
        of=table["of"],
        direction=table.get("direction"),
        status=table["status"],
        citation=table["citation"],
        cohort=table.get("cohort"),
        lowest=lowest,
        highest=highest,
        items=tuple(_item(row) for row in table.get("item", ())),
        bands=tuple(_band(row) for row in table.get("band", ())),
        grades=tuple(_grade(row) for row in (*table.get("grade", ()), *table.get("flag", ()))),
        notes=(*table.get("caveats", ()), *table.get("notes", ())),
        caveats=tuple(table.get("caveats", ())),
        recorded=table.get("recorded", ""),
        not_applicable=tuple(table.get("not_applicable", ())),
        problems=tuple(table.get("problems", ())),
        examples=tuple(table.get("example", ())),
    )


def _item(row: Mapping[str, Any]) -> Item:
    options = tuple(Option(o["id"], o["points"], _words(o)) for o in row["options"])
    unscored = tuple(row.get("unscored", ()))
    return Item(row["id"], row["label"], options, unscored, row.get("note"), row["derive"])


def _band(row: Mapping[str, Any]) -> Band:
    ends = (row["min"], row["max"])
    return Band(row["id"], *ends, row["label"], row["short"], row["tone"], row.get("strategy"))


def _grade(row: Mapping[str, Any]) -> Grade:
    label = row.get("label") or _words(row)
    short = {"zh": row["short_zh"], "en": row["short_en"]} if "short_zh" in row else None
    return Grade(row["id"], label, short, row.get("tone", "muted"), row.get("derive", {}))


def _words(row: Mapping[str, Any]) -> Words:
    return {"zh": row["zh"], "en": row["en"]}
