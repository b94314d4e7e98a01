# SPDX-License-Identifier: MIT
"""Text set into strips: pieces of a page that are never split, from one line to a table row.

``visible`` is the only way a text becomes characters on paper and ``compose`` the only way they
get a place; nothing here can drop a character.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from mdtdesk.reports.breaking import break_line
from mdtdesk.reports.fonts import face, signs
from mdtdesk.reports.style import BODY, Type

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_TAB = 4.0  # em between tab stops
_QUOTES = frozenset("‘’“”")  # Noto Sans SC draws them full width: right in Chinese only
_OPENING = "‘“"
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


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece of a page that is never split.

    keep  the next strip stays on the same page
    head  what is drawn above this strip where it begins a page
    gap   nothing but distance: dropped where a page begins
    """

    height: float
    pieces: tuple[Piece, ...] = ()
    rules: tuple[Rule, ...] = ()
    marks: tuple[Mark, ...] = ()
    keep: bool = False
    head: tuple[Strip, ...] = ()
    gap: bool = False


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
    text = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    known = face(bold=bold)
    strange = {c for c in set(text) - known.keys() if c not in "\t\n" and not known.draws(c)}
    return text.translate({ord(c): _spelt(c) for c in strange}) if strange else text


def _spelt(character: str) -> str:
    return " " if unicodedata.category(character) == "Zs" else f"[U+{ord(character):04X}]"


class _Set:
    """Spans as characters with their type, font and advance, one paragraph at a time."""

    def __init__(self, characters: list[tuple[str, Type]]) -> None:
        self.text = "".join(c for c, _ in characters)
        self.types = [t for _, t in characters]
        self.fonts: list[str] = []
        self.advances: list[float] = []
        self._x = 0.0
        for index in range(len(characters)):
            advance = self._advance(index)
            self.advances.append(advance)
            self._x += advance

    def _advance(self, index: int) -> float:
        character, kind = self.text[index], self.types[index]
        if character == "\t":
            self.fonts.append("")
            return kind.size / 2 + -(self._x + kind.size / 2) % (_TAB * kind.size)
        latin = character in _QUOTES and self._among_latin(index)
        glyph = signs()[character] if latin else face(bold=kind.bold)[character]
        self.fonts.append(glyph.font)
        return glyph.width * kind.size / 1000

    def _among_latin(self, index: int) -> bool:
        before = self.text[index - 1] if index else ""
        after = self.text[index + 1] if index + 1 < len(self.text) else ""
        inner, outer = (after, before) if self.text[index] in _OPENING else (before, after)
        return bool(inner) and inner < _LATIN_END and outer < _LATIN_END

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """Yield a line's pieces, y 0 at the base line."""
        x = begun = 0.0
        first = start
        for i in range(start, end):
            joined = first < i and self._same(i - 1, i)
            if not joined:
                yield from self._piece(first, i, begun)
                first, begun = i, x
            x += self.advances[i]
        yield from self._piece(first, end, begun)

    def _same(self, a: int, b: int) -> bool:
        return self.fonts[a] == self.fonts[b] and self.types[a] is self.types[b]

    def _piece(self, start: int, end: int, x: float) -> Iterator[Piece]:
        if start < end and self.fonts[start]:
            text = self.text[start:end]
            yield Piece(x, 0, self.fonts[start], self.types[start], text)


_Line = tuple[float, tuple[Piece, ...]]


def _lines(spans: Iterable[Span], width: float) -> list[_Line]:
    """Return (width, pieces) of every line the spans fill."""
    paragraphs: list[list[tuple[str, Type]]] = [[]]
    for text, kind in spans:
        for number, part in enumerate(visible(text, bold=kind.bold).split("\n")):
            if number:
                paragraphs.append([])
            paragraphs[-1] += [(character, kind) for character in part]
    lines: list[_Line] = []
    for characters in paragraphs:
        done = _Set(characters)
        for start, end in break_line(done.text, done.advances, width):
            lines.append((sum(done.advances[start:end]), tuple(done.pieces(start, end))))
    return lines


def text_width(text: str, kind: Type) -> float:
    """Return the width of one line of text."""
    return max(width for width, _ in _lines((Span(text, kind),), 1e9))


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
    y = 0.0
    for strip in strips:
        pieces += [p._replace(x=p.x + x, y=p.y + y) for p in strip.pieces]
        rules += [r._replace(x=r.x + x, y=r.y + y) for r in strip.rules]
        marks += [m._replace(x=m.x + x, y=m.y + y) for m in strip.marks]
        y += strip.height
    return Strip(y, tuple(pieces), tuple(rules), tuple(marks))


def beside(left: Strip, right: Strip) -> Strip:
    """Return two strips on the same page, the left one's text first."""
    return Strip(
        max(left.height, right.height),
        left.pieces + right.pieces,
        left.rules + right.rules,
        left.marks + right.marks,
    )


def height(strips: Sequence[Strip]) -> float:
    """Return how high strips are one below the other."""
    return sum(strip.height for strip in strips)
