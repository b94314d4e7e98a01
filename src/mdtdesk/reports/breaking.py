# SPDX-License-Identifier: MIT
"""Where lines may end: Chinese anywhere but at punctuation, Latin words and numbers never.

A number stays with its unit, a mark with what it belongs to; a run that is longer than the line is
broken inside only then, because nothing may be cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

# No line begins with these, none ends with those (after GB/T 15834 and JIS X 4051, joined).
NO_START = frozenset("，。、；：？！）》〉」』】〕〗｝］”’…—·‧•・%‰℃°′″,.;:?!)]}～〜＝＋－／＞＜")
NO_END = frozenset("（《〈「『【〔〖｛［“‘([{¥￥＄№")
_UNIT = (
    r"(?:[kcmµμun]?(?:g|m|L|l|mol|Gy|Bq|s|Pa|V|A)|10\^\d+|GBq|MBq|IU|kU|mU|mEq|mmHg|Hz|h|min|d|w|wk|U|y|yr|mo)"
    r"(?:/[A-Za-z0-9^µμ²³]+)*"
)
_NUMBER = r"[<>≤≥±＜＞]?[0-9０-９][0-9０-９.,:/×^–~+\-]*"
_COUNTED = "次周天日月年岁级期度支片包枚处节段分例人个小点号床版页倍名项层期针管袋剂行"
_IDEOGRAPHS = "⺀-〇〡-〿぀-ヿ㄀-㏿㐀-䶿一-鿿豈-﫿＀-￯𠀀-𳿿"
_ATOM = re.compile(
    rf"(?P<space>[ \t　]+)"
    rf"|(?P<measure>{_NUMBER} {_UNIT}(?![A-Za-z0-9])(?:[^\s{_IDEOGRAPHS}]+)?[{_COUNTED}]?)"
    rf"|(?P<counted>{_NUMBER}[{_COUNTED}])"
    rf"|(?P<run>[^\s{_IDEOGRAPHS}，。、；：？！（）《》〈〉「」『』【】“”‘’…—·]+)"
    rf"|(?P<other>.)",
    re.DOTALL,
)


def _atoms(text: str) -> list[tuple[int, int, bool]]:
    """Return unbreakable pieces (start, end, is white space), punctuation tied to its neighbour."""
    atoms: list[tuple[int, int, bool]] = []
    for match in _ATOM.finditer(text):
        start, end = match.span()
        space = match.lastgroup == "space"
        tied = atoms and not space and not atoms[-1][2] and _tied(text[start - 1], text[start])
        if tied:
            start = atoms.pop()[0]
        elif not space and text[start] == "·" and len(atoms) > 1 and atoms[-1][2]:
            atoms.pop()  # " ·" stays with the word before it
            start = atoms.pop()[0]
        atoms.append((start, end, space))
    return atoms


def _tied(before: str, after: str) -> bool:
    return after in NO_START or before in NO_END


class _Lines:
    """Lines being filled from the left; ``at`` is the running sum of advances."""

    def __init__(self, text: str, advances: Sequence[float], width: float) -> None:
        self.text = text
        self.at = [0.0, *accumulate(advances)]
        self.room = width + 1e-6
        self.lines: list[tuple[int, int]] = []
        self.start = 0
        self.end = 0

    def take(self, start: int, end: int) -> None:
        """Put an unbreakable piece on this line, the next, or across several."""
        if self.at[end] - self.at[self.start] <= self.room:
            self.end = end
            return
        space = self.text.find(" ", start, end)
        if start < space < end - 1 and self.at[end] - self.at[start] > self.room:
            self.take(start, space)  # a number and its unit that have no room on one line
            self.take(space + 1, end)
            return
        if self.end > self.start:
            self.lines.append((self.start, self.end))
        self.start = start
        if self.at[end] - self.at[start] > self.room:
            self._split(start, end)
        self.end = end

    def _split(self, start: int, end: int) -> None:
        """Break a piece that is wider than a line, still not at punctuation where it can be."""
        for index in range(start + 1, end + 1):
            while index - self.start > 1 and self.at[index] - self.at[self.start] > self.room:
                cut = self._cut(self.start, index - 1)
                self.lines.append((self.start, cut))
                self.start = cut

    def _cut(self, start: int, at: int) -> int:
        for cut in range(at, start, -1):
            if cut == len(self.text) or not _tied(self.text[cut - 1], self.text[cut]):
                return cut
        return at


def break_line(text: str, advances: Sequence[float], width: float) -> list[tuple[int, int]]:
    """Return the (start, end) of each line that one paragraph fills.

    ``advances`` holds each character's width. White space at a break belongs to no line; at the
    beginning of the paragraph it is kept.
    """
    if sum(advances) <= width and text:
        return [(0, len(text.rstrip()) or len(text))]
    lines = _Lines(text, advances, width)
    for start, end, space in _atoms(text):
        if not space or start == 0:
            lines.take(start, end)
    lines.lines.append((lines.start, lines.end))
    return lines.lines
