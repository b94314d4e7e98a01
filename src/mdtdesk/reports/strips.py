# SPDX-License-Identifier: MIT
"""Text set into strips: pieces of a page that are never split, from one line to a table row.

``visible`` is the only way a text becomes characters on paper and ``compose`` the only way they
get a place; nothing here can drop a character.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from mdtdesk.reports.breaking import break_line
from mdtdesk.reports.fonts import face, signs
from mdtdesk.reports.style import BODY, Type

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_TAB = 4.0  # em between tab stops
_QUOTES = frozenset("‘’“”")  # Noto Sans SC draws them full width: right in Chinese only
_OPENING = "‘“"
_SPECIAL = _QUOTES | {"\t"}
_LATIN_END = "\u3000"  # below: Latin, Greek, signs; from here on: Chinese and its punctuation
_UNSPLIT_LINES = 8
_UNSPLIT_LINES_LEFT = 30
_CHUNK_LINES = 40

Align = Literal["left", "right"]
Shape = Literal["up", "down", "disc", "diamond", "bar", "box"]


class Span(NamedTuple):
    """Words in one way of setting."""

    text: str
    type: Type = BODY


class Piece(NamedTuple):
    """Characters of one font at a place, from the strip's left edge and top."""

    x: float
    y: float
    font: str
    type: Type
    text: str


class Rule(NamedTuple):
    """A horizontal line."""

    x: float
    y: float
    length: float
    width: float
    colour: str


class Mark(NamedTuple):
    """A drawn sign; ``x`` and ``y`` are its lower left corner, ``size`` its height."""

    x: float
    y: float
    shape: Shape
    size: float
    colour: str


class Drawn(NamedTuple):
    """A picture at a place of a strip: ``paint(canvas, left, top)`` draws it downwards."""

    x: float
    y: float
    paint: Callable[[Any, float, float], None]


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece of a page that is never split, but for one of two columns.

    keep    the next strip stays on the same page
    head    what is drawn above this strip where it begins a page
    gap     nothing but distance: dropped where a page begins
    halves  the columns that the strip was made of, each with its left edge: it is split by them
    """

    height: float
    pieces: tuple[Piece, ...] = ()
    rules: tuple[Rule, ...] = ()
    marks: tuple[Mark, ...] = ()
    drawn: tuple[Drawn, ...] = ()
    keep: bool = False
    head: tuple[Strip, ...] = ()
    gap: bool = False
    halves: tuple[tuple[float, tuple[Strip, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """Words in a column that begins at ``x``; ``mark`` is drawn before the first line."""

    x: float
    width: float
    spans: tuple[Span, ...]
    align: Align = "left"
    mark: tuple[Shape, str] | None = None


def visible(text: str, *, bold: bool = False) -> str:
    """Return the text as paper shows it: NFC, line ends as ``\\n``, unknown characters spelt."""
    known = face(bold=bold)
    if known.keys() >= set(text) and unicodedata.is_normalized("NFC", text):
        return text
    text = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    strange = [c for c in set(text) if c not in "\t\n" and not known.draws(c)]
    return text.translate({ord(c): _spelt(c) for c in strange}) if strange else text


def _spelt(character: str) -> str:
    return " " if unicodedata.category(character) == "Zs" else f"[U+{ord(character):04X}]"


class _Set:
    """Spans as characters with their advances and runs of one font and type: one paragraph."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.text = "".join(text for text, _ in spans)
        self.advances: list[float] = []
        self._runs: list[tuple[int, str, Type]] = []
        index = 0
        for text, kind in spans:
            glyphs, size = face(bold=kind.bold), kind.size / 1000
            last: str | None = None
            for character in text:
                if character in _SPECIAL:
                    font, advance = self._special(index, kind)
                else:
                    glyph = glyphs[character]
                    font, advance = glyph.font, glyph.width * size
                if font != last:
                    self._runs.append((index, font, kind))
                    last = font
                self.advances.append(advance)
                index += 1

    def _special(self, index: int, kind: Type) -> tuple[str, float]:
        character = self.text[index]
        if character == "\t":
            room = kind.size / 2
            return "", room + -(sum(self.advances) + room) % (_TAB * kind.size)
        latin = self._among_latin(index)
        glyph = signs()[character] if latin else face(bold=kind.bold)[character]
        return glyph.font, glyph.width * kind.size / 1000

    def _among_latin(self, index: int) -> bool:
        before = self.text[index - 1] if index else ""
        after = self.text[index + 1] if index + 1 < len(self.text) else ""
        inner, outer = (after, before) if self.text[index] in _OPENING else (before, after)
        return bool(inner) and inner < _LATIN_END and outer < _LATIN_END

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """Yield a line's pieces, y 0 at the base line."""
        x, at = 0.0, start
        ends = (*(begun for begun, _, _ in self._runs[1:]), len(self.text))
        for (begun, font, kind), ended in zip(self._runs, ends, strict=False):
            first, last = max(begun, start), min(ended, end)
            if first < last:
                x += sum(self.advances[at:first])
                at = first
                if font:
                    yield Piece(x, 0, font, kind, self.text[first:last])


_Line = tuple[float, tuple[Piece, ...]]


def _lines(spans: Iterable[Span], width: float) -> list[_Line]:
    """Return (width, pieces) of every line the spans fill."""
    paragraphs: list[list[Span]] = [[]]
    for text, kind in spans:
        first, *others = visible(text, bold=kind.bold).split("\n")
        paragraphs[-1].append(Span(first, kind))
        paragraphs += ([Span(other, kind)] for other in others)
    lines: list[_Line] = []
    for paragraph in paragraphs:
        done = _Set(paragraph)
        for start, end in break_line(done.text, done.advances, width):
            lines.append((sum(done.advances[start:end]), tuple(done.pieces(start, end))))
    return lines


def text_width(text: str, kind: Type) -> float:
    """Return the width of one line of text."""
    return spans_width((Span(text, kind),))


def spans_width(spans: Iterable[Span]) -> float:
    """Return the width of texts one after the other in one line, the spaces between them too."""
    return max(width for width, _ in _lines(spans, 1e9))


def least_width(text: str, kind: Type) -> float:
    """Return about how long a text is in one line, quickly: never more than it is."""
    known = face(bold=kind.bold)
    counted = (c for c in text if c in known and c not in _QUOTES)
    return sum(known[character].width for character in counted) * kind.size / 1000


def visible_pieces(span: Span) -> tuple[Piece, ...]:
    """Return the pieces of one line of text, y 0 at its base line."""
    return _lines((span,), 1e9)[0][1]


def compose(cells: Sequence[Cell], *, above: float = 0, below: float = 0) -> list[Strip]:
    """Return cells side by side as strips: one where it is short, else its lines one by one.

    All share base lines. The text of a cell stays together in the order of drawing, so that it
    copies out as it was typed; only what is longer than a page is interleaved with its neighbour.
    """
    types = [span.type for cell in cells for span in cell.spans]
    leading = max((kind.leading for kind in types), default=0.0)
    base = (leading + 0.733 * max((kind.size for kind in types), default=0.0)) / 2
    broken = [(cell, _lines(cell.spans, cell.width)) for cell in cells]
    strips: list[Strip] = []
    for start, end in _chunks([len(lines) for _, lines in broken]):
        top = above if start == 0 else 0.0
        order = sorted(broken, key=lambda pair: len(pair[1]) > end)
        pieces = [
            piece
            for cell, lines in order
            for piece in _placed(cell, lines[start:end], top + base, leading)
        ]
        marks = [_mark(cell, cell.mark, base + top) for cell in cells if cell.mark and start == 0]
        strips.append(Strip(top + (end - start) * leading, tuple(pieces), marks=tuple(marks)))
    if strips:
        strips[-1] = replace(strips[-1], height=strips[-1].height + below)
    if len(strips) > 1:  # the last line is not left alone at the head of a page
        strips[-2] = replace(strips[-2], keep=True)
    return strips


def _chunks(counts: list[int]) -> Iterator[tuple[int, int]]:
    """Yield ranges of lines that are drawn together."""
    longest = max(counts, default=0)
    # a cell that goes on below its right neighbour is read out of order by some viewers
    at_most = _UNSPLIT_LINES if counts and counts[-1] == longest else _UNSPLIT_LINES_LEFT
    if longest <= at_most:
        if longest:
            yield 0, longest
        return
    second = sorted(counts)[-2] if len(counts) > 1 else 0
    at = 0
    while at < longest:
        step = min(_CHUNK_LINES, second - at) if second > at else 1
        end = at + max(step, 3 if at == 0 else 1)
        yield at, min(end, longest)
        at = end


def _placed(cell: Cell, lines: Sequence[_Line], base: float, leading: float) -> Iterator[Piece]:
    for number, (width, pieces) in enumerate(lines):
        x = cell.x + (cell.width - width if cell.align == "right" else 0)
        for piece in pieces:
            yield piece._replace(x=x + piece.x, y=base + number * leading)


def _mark(cell: Cell, sign: tuple[Shape, str], base: float) -> Mark:
    shape, colour = sign
    size = cell.spans[0].type.size * 0.68
    return Mark(cell.x - size * 1.45, base, shape, size, colour)


def stacked(strips: Sequence[Strip], *, x: float = 0) -> Strip:
    """Return strips one below the other as one that is never split."""
    pieces: list[Piece] = []
    rules: list[Rule] = []
    marks: list[Mark] = []
    drawn: list[Drawn] = []
    y = 0.0
    for strip in strips:
        pieces += [p._replace(x=p.x + x, y=p.y + y) for p in strip.pieces]
        rules += [r._replace(x=r.x + x, y=r.y + y) for r in strip.rules]
        marks += [m._replace(x=m.x + x, y=m.y + y) for m in strip.marks]
        drawn += [d._replace(x=d.x + x, y=d.y + y) for d in strip.drawn]
        y += strip.height
    return Strip(y, tuple(pieces), tuple(rules), tuple(marks), tuple(drawn))


def beside(left: Strip, right: Strip) -> Strip:
    """Return two strips on the same page, the left one's text first."""
    return Strip(
        max(left.height, right.height),
        left.pieces + right.pieces,
        left.rules + right.rules,
        left.marks + right.marks,
        left.drawn + right.drawn,
    )


def in_columns(halves: Sequence[tuple[float, Sequence[Strip]]]) -> Strip:
    """Return columns side by side, each at its left edge, that a page's end may split."""
    whole = Strip(0)
    for x, strips in halves:
        whole = beside(whole, stacked(strips, x=x))
    return replace(whole, halves=tuple((x, tuple(strips)) for x, strips in halves))


def closer(strip: Strip, lines: float, gaps: float) -> Strip:
    """Return a strip with its lines set closer, or a gap smaller; a picture keeps its size."""
    if strip.halves:
        inner = [(x, [closer(s, lines, gaps) for s in held]) for x, held in strip.halves]
        return replace(in_columns(inner), keep=strip.keep, head=strip.head)
    if strip.drawn:
        return strip
    by = gaps if strip.gap else lines
    return replace(
        strip,
        height=strip.height * by,
        pieces=tuple(p._replace(y=p.y * by) for p in strip.pieces),
        rules=tuple(r._replace(y=r.y * by) for r in strip.rules),
        marks=tuple(m._replace(y=m.y * by) for m in strip.marks),
        head=tuple(closer(s, lines, gaps) for s in strip.head),
    )


def height(strips: Sequence[Strip]) -> float:
    """Return how high strips are one below the other."""
    return sum(strip.height for strip in strips)
