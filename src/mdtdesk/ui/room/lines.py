# SPDX-License-Identifier: MIT
"""Words in lines of the room's size: broken at a width, cut where there is no room for more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption

LINE = 40
_BLANKS = re.compile(r"[ \t\r\n]+")


def broken(words: str, font: QFont, width: int) -> list[str]:
    """Return words as lines of at most this width; a long word is broken inside."""
    flat = _BLANKS.sub(" ", words).strip()  # a wide blank parts what stands in one line
    layout = QTextLayout(flat, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    found: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        start = line.textStart()
        found.append(flat[start : start + line.textLength()].strip())
    layout.endLayout()
    return found or [""]


def cut(lines: Sequence[str], most: int, font: QFont, width: int) -> list[str]:
    """Return the first lines, the last of them ending in … where others follow."""
    if len(lines) <= most:
        return list(lines)
    rest = " ".join(lines[most - 1 :])
    last = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return [*lines[: most - 1], last]


def shared(needs: Sequence[int], room: int) -> list[int]:
    """Share out lines: everything its own where that fits, else one each from the first on.

    Where something has to give way, one line less is shared: it says what is not shown.
    """
    if sum(needs) <= room:
        return list(needs)
    left = max(room - 1, 1)
    given = [1 if at < left else 0 for at in range(len(needs))]
    left -= sum(given)
    for at, need in enumerate(needs):
        more = min(max(need - given[at], 0), left) if given[at] else 0
        given[at] += more
        left -= more
    return given
