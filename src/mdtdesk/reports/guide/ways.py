# SPDX-License-Identifier: MIT
"""How the guide is set, and what is drawn at its words: links, key caps, places to link to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from mdtdesk.domain.guide.records import Run, Runs
from mdtdesk.reports.strips import Drawn, Piece, Span, Strip, text_width
from mdtdesk.reports.style import HAIRLINE, Type

ACCENT = "#1F5FA8"
TEXT = Type(10, 15.5)
CELL = Type(9, 13.5)
HEADING = Type(12.5, 17, bold=True)
_ABOVE, _BELOW = 0.86, 0.26  # of the size: how far a cap reaches over and under the base line
_PAD = 1.0


@dataclass(frozen=True, slots=True)
class Linked(Type):
    """A way of setting words that lead somewhere."""

    to: str = ""


@dataclass(frozen=True, slots=True)
class Key(Type):
    """A way of setting a key, with a cap round it."""


def linked(kind: Type, to: str) -> Linked:
    """Return a way of setting with a link."""
    return Linked(kind.size, kind.leading, kind.bold, ACCENT, to)


def span(run: Run, kind: Type) -> Span:
    """Return one run as words in its way of setting."""
    if run.style == "bold":
        return Span(run.text, kind.strong())
    if run.style == "link":
        return Span(run.text, linked(kind, run.to))
    if run.style == "key":
        return Span(run.text, Key(kind.size * 0.94, kind.leading, kind.bold, kind.colour))
    return Span(run.text, kind)


def spans(runs: Runs, kind: Type) -> tuple[Span, ...]:
    """Return runs as words in their ways of setting."""
    return tuple(span(run, kind) for run in runs)


def adorned(strips: Sequence[Strip]) -> list[Strip]:
    """Return strips with caps round their keys and links over their linked words."""
    return [
        replace(strip, drawn=(*strip.drawn, *(d for p in strip.pieces if (d := _drawn(p)))))
        for strip in strips
    ]


def _drawn(piece: Piece) -> Drawn | None:
    kind, wide = piece.type, text_width(piece.text, piece.type)
    tall = kind.size * (_ABOVE + _BELOW)
    top = piece.y - kind.size * _ABOVE
    if isinstance(kind, Linked):
        return Drawn(piece.x, top, _link(kind.to, wide, tall))
    if isinstance(kind, Key):
        return Drawn(piece.x - _PAD, top, _cap(wide + 2 * _PAD, tall))
    return None


def _link(to: str, wide: float, tall: float) -> Any:
    def paint(canvas: Any, left: float, top: float) -> None:
        canvas.linkRect("", to, (left, top - tall, left + wide, top), relative=0)

    return paint


def _cap(wide: float, tall: float) -> Any:
    def paint(canvas: Any, left: float, top: float) -> None:
        canvas.setLineWidth(0.5)
        canvas.setStrokeColor(HAIRLINE)
        canvas.roundRect(left, top - tall, wide, tall, 1.8, stroke=1, fill=0)

    return paint


def target(place: str, title: str = "") -> Drawn:
    """Return a place to link to, at the top of its strip; a title stands in the outline, too."""

    def paint(canvas: Any, left: float, top: float) -> None:
        canvas.bookmarkHorizontal(place, left, top)
        if title:
            canvas.addOutlineEntry(title, place, level=1, closed=True)

    return Drawn(0, 0, paint)
