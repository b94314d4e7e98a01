# SPDX-License-Identifier: MIT
"""Laboratory values: number, unit and, where there is a reference range, a drawn arrow and word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby

from mdtdesk.domain.document import Document, get, number, rows, text
from mdtdesk.reports.blocks import Strips, gap, paragraph, section
from mdtdesk.reports.kinds import code, shown_number
from mdtdesk.reports.review_summary.reading import Reading
from mdtdesk.reports.strips import Cell, Shape, Span, beside, compose, stacked, text_width
from mdtdesk.reports.style import BODY, INK, MM, SECONDARY

_LATIN_WORD = re.compile(r"[!-~]+")
_GUTTER = 4 * MM
_NAME_AT_LEAST = 14 * MM
_NAME_LINES = 3  # a longer name goes into one column, where a value may be split
_ARROWS: dict[str, Shape] = {"high": "up", "low": "down"}


def labs(reading: Reading, width: float) -> Strips:
    """Return the values in two columns, those of one day together."""
    if get(reading.document, "labs") == ():
        none = reading.translate("print.none") + reading.unconfirmed("labs")
        return section(reading.t("labs"), width, paragraph(none, width))
    values = [_Value(reading, i, lab) for i, lab in enumerate(rows(reading.document, "labs"))]
    days = [(day, list(found)) for day, found in groupby(values, lambda value: value.day)]
    body: Strips = []
    for day, found in days:
        if body:
            body.append(gap(4))
        if len(days) > 1:
            name = day or reading.t("no_date")
            body += paragraph(name, width, SECONDARY.muted())
        body += _columns(found, _widths(values, width))
    note = days[0][0] if len(days) == 1 else ""
    return section(reading.t("labs"), width, body, note=note)


@dataclass(frozen=True, slots=True)
class _Widths:
    """How values are laid out, the same for all days."""

    columns: int
    names: float
    number: float
    room: float


def _widths(values: list[_Value], width: float) -> _Widths:
    number, after = max(v.number_width for v in values), max(v.after_width for v in values)
    half = (width - _GUTTER) / 2
    word = max(_NAME_AT_LEAST, *(v.word_width for v in values)) + 2 * MM
    longest = max(v.name_width for v in values)
    fits = half - number - after >= word and longest <= _NAME_LINES * word
    columns = 2 if fits else 1
    room = half if columns == 2 else width
    names = min(room - number - after, longest + 2 * MM)
    return _Widths(columns, max(names, _NAME_AT_LEAST), min(number, room / 3), room)


def _columns(values: list[_Value], widths: _Widths) -> Strips:
    lines = [compose(v.cells(widths.names, widths.number, widths.room)) for v in values]
    if widths.columns == 1:
        return [strip for line in lines for strip in line]
    half = -(-len(lines) // 2)
    left, right = lines[:half], [*lines[half:], []]
    x = widths.room + _GUTTER
    return [
        beside(stacked(one), stacked(other, x=x)) for one, other in zip(left, right, strict=False)
    ]


class _Value:
    """One value with the widths of its parts: a number is never broken over two lines."""

    def __init__(self, reading: Reading, index: int, lab: Document) -> None:
        test = text(lab, "test")
        self.day = text(lab, "taken_on")
        known = "" if test == "other" else code(reading.translate, "lab_test", test)
        self.name = reading.spaced((known, text(lab, "name")))
        self.value = text(lab, "comparator") + shown_number(number(lab, "value") or 0)
        self.flag = reading.record.lab_flags.get(index)
        self.unit = _unit(reading, lab) + reading.unconfirmed(f"labs[{index}]")
        self.word = f" {reading.t(f'flag.{self.flag}')}" if self.flag else ""
        self.name_width = text_width(self.name, SECONDARY)
        words = _LATIN_WORD.findall(self.name)
        self.word_width = max((text_width(word, SECONDARY) for word in words), default=0.0)
        self.number_width = text_width(self.value, BODY.strong()) + 1
        self.after_width = 1.2 * MM + text_width(self.unit, SECONDARY) + 1
        if self.flag:
            self.after_width += 2.6 * MM + text_width(self.word, SECONDARY.strong())

    def cells(self, names: float, number_width: float, room: float) -> list[Cell]:
        """Return name, number ending at one edge, unit, and arrow and word where it is flagged."""
        after = names + number_width + 1.2 * MM + (2.6 * MM if self.flag else 0)
        words = (Span(self.unit, SECONDARY.muted()), Span(self.word, SECONDARY.strong()))
        mark = (_ARROWS[self.flag], INK) if self.flag else None
        return [
            Cell(0, names - 2 * MM, (Span(self.name, SECONDARY.muted()),)),
            Cell(names, number_width, (Span(self.value, BODY.strong()),), "right"),
            Cell(after, max(room - after, _NAME_AT_LEAST), words, mark=mark),
        ]


def _unit(reading: Reading, lab: Document) -> str:
    unit = text(lab, "unit")
    key = f"unit.lab.{unit}"
    known = text(lab, "test") != "other" and reading.translate.has(key)
    return reading.translate(key) if known else unit
