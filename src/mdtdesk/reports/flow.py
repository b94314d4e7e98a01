# SPDX-License-Identifier: MIT
"""Strips laid onto pages: what belongs together stays together, heads are repeated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mdtdesk.reports.strips import Strip, height


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
            if self.y + height(group) > self.room and self.pages[-1]:
                self._turn(group)
            for strip in group:
                if self.y + strip.height > self.room and self.pages[-1]:
                    self._turn([strip])
                self._put(strip)

    def foot(self, strip: Strip) -> None:
        """Lay a strip down at the foot of the last page."""
        if self.y + strip.height > self.room:
            self._turn([])
        self.pages[-1].append(Placed(strip, self.room - strip.height))
        self.y = self.room

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


def _groups(strips: Sequence[Strip]) -> Iterator[list[Strip]]:
    group: list[Strip] = []
    for strip in strips:
        group.append(strip)
        if not strip.keep and not strip.gap:
            yield group
            group = []
    if group:
        yield group
