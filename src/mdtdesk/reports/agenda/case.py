# SPDX-License-Identifier: MIT
"""One case of the agenda while it is set: its row, its facts in words, its small type."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mdtdesk.domain import checks
from mdtdesk.domain.agenda import AgendaRow
from mdtdesk.domain.meeting_prints import case_code
from mdtdesk.i18n import Translate
from mdtdesk.reports.blocks import Strips
from mdtdesk.reports.review_summary.reading import Reading
from mdtdesk.reports.strips import Cell, Shape, Span, Strip, compose
from mdtdesk.reports.style import DANGER, FINE, WARNING, Type

SMALL = Type(7.9, 10.7)
STRONG, QUIET = SMALL.strong(), SMALL.muted()
SIGNS: dict[str, tuple[Shape, str]] = {
    "danger": ("up", DANGER),
    "warning": ("diamond", WARNING),
    "fine": ("disc", FINE),
}


@dataclass(frozen=True, slots=True)
class Case:
    """One row of the agenda, read in one language; ``printed_at`` is when it was printed before."""

    row: AgendaRow
    reading: Reading
    printed_at: str = ""

    @property
    def translate(self) -> Translate:
        """Return the catalogue."""
        return self.reading.translate

    @property
    def code(self) -> str:
        """Return what the case's sign says: typed or scanned it finds the case."""
        return case_code(self.reading.record.number, self.row.version)

    @property
    def waits_for_nothing(self) -> bool:
        """Tell whether the case is not to wait for a meeting."""
        return self.row.state == "open" and checks.do_not_wait(self.reading.document) is not None

    def t(self, key: str, **values: object) -> str:
        """Return a sentence of the agenda's own part of the catalogue."""
        return self.translate(f"agenda.{key}", **values)

    def day(self, stored: str) -> str:
        """Return a stored day without its year where that is this year."""
        day = stored[:10]
        year = str(self.reading.record.today.year)
        return day[5:] if day.startswith(f"{year}-") else day


def lines(said: Iterable[str], width: float, kind: Type = SMALL, *, x: float = 0) -> Strips:
    """Return each that has words as a paragraph of its own."""
    strips: Strips = []
    for words in said:
        strips += compose([Cell(x, width - x, (Span(words, kind),))]) if words else []
    return strips


def capital(words: str) -> str:
    """Return words with a capital first letter."""
    return words[:1].upper() + words[1:]


def moved(strips: Iterable[Strip], x: float) -> Strips:
    """Return strips further to the right."""
    return [
        replace(
            strip,
            pieces=tuple(p._replace(x=p.x + x) for p in strip.pieces),
            rules=tuple(r._replace(x=r.x + x) for r in strip.rules),
            marks=tuple(m._replace(x=m.x + x) for m in strip.marks),
            drawn=tuple(d._replace(x=d.x + x) for d in strip.drawn),
        )
        for strip in strips
    ]
