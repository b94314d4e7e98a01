# SPDX-License-Identifier: MIT
"""Laboratory values: number, unit and, where there is a reference range, a drawn arrow and word."""

from __future__ import annotations

import re
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
_ARROWS: dict[str, Shape] = {"high": "up", "low": "down"}


def labs(reading: Reading, width: float) -> Strips:
    """Return the values in two columns, those of one day together."""
    if get(reading.document, "labs") == ():
        none = reading.translate("print.none") + reading.unconfirmed("labs")
        return section(reading.t("labs"), width, paragraph(none, width))
    numbered = list(enumerate(rows(reading.document, "labs")))
    days = [
        (day, list(found)) for day, found in groupby(numbered, lambda row: text(row[1], "taken_on"))
    ]
    one_day = days[0][0] if len(days) == 1 else ""
    body: Strips = []
    for day, found in days:
        if body:
            body.append(gap(4))
        if len(days) > 1:
            name = day or reading.t("no_date")
            body += paragraph(name, width, SECONDARY.muted())
        body += _two_columns(reading, found, width)
    return section(reading.t("labs"), width, body, note=one_day)


def _two_columns(reading: Reading, found: list[tuple[int, Document]], width: float) -> Strips:
    values = [_Value(reading, index, lab) for index, lab in found]
    number, after = max(v.number_width for v in values), max(v.after_width for v in values)
    room = (width - _GUTTER) / 2
    word = max(_NAME_AT_LEAST, *(v.word_width for v in values)) + 2 * MM
    columns = 2 if room - number - after >= word else 1
    if columns == 1:
        room = width
    names = min(room - number - after, max(v.name_width for v in values) + 2 * MM)
    lines = [stacked(compose(v.cells(max(names, _NAME_AT_LEAST), number, room))) for v in values]
    half = -(-len(lines) // columns)
    strips: Strips = []
    for at in range(half):
        right = lines[at + half : at + half + 1] if columns == 2 else []
        strips.append(beside(lines[at], stacked(right, x=room + _GUTTER)))
    return strips


class _Value:
    """One value with the widths of its parts: a number is never broken over two lines."""

    def __init__(self, reading: Reading, index: int, lab: Document) -> None:
        test = text(lab, "test")
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
