# SPDX-License-Identifier: MIT
"""A short code as a QR sign, so that a sheet of paper finds its case again."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

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


@lru_cache(maxsize=512)
def _dark(words: str) -> tuple[int, str]:
    """Return how many modules a side has, and the runs of dark ones as PDF has rectangles."""
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
                runs.append(f"{first} {row} {column - first} 1 re")
            column += 1
    return count, " ".join(runs)


def qr(words: str, x: float, size: float, *, y: float = 0) -> Strip:
    """Return a QR sign ``size`` points wide whose upper left corner is at (x, y)."""

    def paint(canvas: Canvas, left: float, top: float) -> None:
        count, code = _dark(words)
        step = size / (count + 2 * _QUIET)
        canvas.saveState()
        canvas.setFillColor(HexColor(INK))
        canvas.translate(left + _QUIET * step, top - _QUIET * step)
        canvas.scale(step, -step)
        canvas.drawPath(PDFPathObject([code]), stroke=0, fill=1)
        canvas.restoreState()

    return Strip(y + size, drawn=(Drawn(x, y, paint),))


def coded(words: str, size: float = 14 * MM) -> Strip:
    """Return a code at the right end of a portrait page's head: its sign, the words under it."""
    x = TEXT_WIDTH - size
    wide = text_width(words, FOOTER) + 1
    cell = Cell(TEXT_WIDTH - wide, wide, (Span(words, FOOTER),), "right")
    below = compose([cell])
    return beside(qr(words, x, size), stacked([Strip(size - 1), *below]))
