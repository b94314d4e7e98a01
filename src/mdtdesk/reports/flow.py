# SPDX-License-Identifier: MIT
"""Strips laid onto pages: what belongs together stays together, heads are repeated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from mdtdesk.reports.strips import Strip, height, in_columns

_WORTH = 60.0  # points: less of a split column is not worth its place


class Placed(NamedTuple):
    """A strip and how far its top is below the top of the text area."""

    strip: Strip
    y: float


class Pages:
    """Pages being filled; ``rooms`` are the heights of the first and of the later ones."""

    def __init__(self, first: float, later: float) -> None:
        self._rooms = (first, later)
        self.pages: list[list[Placed]] = [[]]
        self.y = 0.0

    @property
    def room(self) -> float:
        """The height of the current page's text area."""
        return self._rooms[min(len(self.pages) - 1, 1)]

    def add(self, strips: Sequence[Strip]) -> None:
        """Lay strips down, on new pages where they no longer fit."""
        for group in _groups(strips):
            if self.y + height(group) > self.room and self._split(group):
                continue
            if self.y + height(group) > self.room and self.pages[-1]:
                self._turn(group)
            for strip in group:
                if self.y + strip.height > self.room and self.pages[-1]:
                    self._turn([strip])
                self._put(strip)

    def _split(self, group: Sequence[Strip]) -> bool:
        """Lay down of two columns what has room, the rest on the next page."""
        *before, last = group
        cut = _cut(last, self.room - self.y - height(before))
        if cut is None:
            return False
        for strip in (*before, cut[0]):
            self._put(strip)
        self._turn([cut[1]])
        self.add([cut[1]])
        return True

    def foot(self, strip: Strip) -> None:
        """Lay a strip down at the foot of the last page."""
        if self.y + strip.height > self.room:
            self._turn([])
        self.pages[-1].append(Placed(strip, self.room - strip.height))
        self.y = self.room

    def turn(self) -> None:
        """Go on upon a new page."""
        self._turn([])

    def _turn(self, group: Sequence[Strip]) -> None:
        self.pages.append([])
        self.y = 0.0
        for strip in next((s.head for s in group if not s.gap), ()):
            self._put(strip)

    def _put(self, strip: Strip) -> None:
        if strip.gap and not self.pages[-1]:
            return
        self.pages[-1].append(Placed(strip, self.y))
        self.y += strip.height


def _cut(strip: Strip, room: float) -> tuple[Strip, Strip] | None:
    """Return what of a strip in columns has a room, and the rest; None where it is too little."""
    taken, left = [], []
    for x, strips in strip.halves:
        inside, y = 0, 0.0
        for group in _groups(strips):
            y += height(group)
            if y > room:
                break
            inside += len(group)
        taken.append((x, strips[:inside]))
        after = strips[inside:]
        left.append((x, after[1:] if after and after[0].gap else after))
    if not taken or height(taken[0][1]) < _WORTH or not any(strips for _, strips in left):
        return None
    return in_columns(taken), replace(in_columns(left), head=strip.head)


def _groups(strips: Sequence[Strip]) -> Iterator[list[Strip]]:
    group: list[Strip] = []
    for strip in strips:
        group.append(strip)
        if not strip.keep and not strip.gap:
            yield group
            group = []
    if group:
        yield group
