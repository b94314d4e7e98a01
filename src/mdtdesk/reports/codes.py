# SPDX-License-Identifier: MIT
"""A short code as a QR sign, so that a sheet of paper finds its case again."""

from __future__ import annotations

from functools import cache
from typing import Any

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from mdtdesk.reports.strips import (
    Cell,
    Drawn,
    Span,
    Strip,
    beside,
    compose,
    stacked,
    text_width,
)
from mdtdesk.reports.style import FOOTER, INK, MM, TEXT_WIDTH

_QUIET = 1  # modules of white kept inside the sign's own edge; the paper gives the others


@cache
def _dark(words: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """Return how many modules a side has, and the runs of dark ones: row, first, length."""
    sign: Any = QRCode(None, QRErrorCorrectLevel.M)
    sign.addData(words)
    sign.make()
    count = sign.getModuleCount()
    runs = []
    for row in range(count):
        column = 0
        while column < count:
            first = column
            while column < count and sign.isDark(row, column):
                column += 1
            if column > first:
                runs.append((row, first, column - first))
            column += 1
    return count, tuple(runs)


def qr(words: str, x: float, size: float, *, y: float = 0) -> Strip:
    """Return a QR sign ``size`` points wide whose upper left corner is at (x, y)."""

    def paint(canvas: Canvas, left: float, top: float) -> None:
        count, runs = _dark(words)
        step = size / (count + 2 * _QUIET)
        canvas.setFillColor(HexColor(INK))
        path = canvas.beginPath()
        for row, first, length in runs:
            bottom = top - (row + 1 + _QUIET) * step
            path.rect(left + (first + _QUIET) * step, bottom, length * step, step)
        canvas.drawPath(path, stroke=0, fill=1)

    return Strip(y + size, drawn=(Drawn(x, y, paint),))


def coded(words: str, size: float = 14 * MM) -> Strip:
    """Return a code at the right end of a portrait page's head: its sign, the words under it."""
    x = TEXT_WIDTH - size
    wide = text_width(words, FOOTER) + 1
    cell = Cell(TEXT_WIDTH - wide, wide, (Span(words, FOOTER),), "right")
    below = compose([cell])
    return beside(qr(words, x, size), stacked([Strip(size - 1), *below]))
