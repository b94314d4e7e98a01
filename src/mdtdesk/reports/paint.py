# SPDX-License-Identifier: MIT
"""Pages of strips drawn by ReportLab; the one module that touches its canvas.

ReportLab keeps a font's position in its file while it cuts subsets, and fonts are shared by all
prints of a process: one document is drawn at a time.
"""

from __future__ import annotations

import io
import math
import threading
from collections.abc import Sequence
from typing import NamedTuple

from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from mdtdesk.reports.flow import Placed
from mdtdesk.reports.strips import Mark, Span, text_width, visible_pieces
from mdtdesk.reports.style import DRAFT, MARGIN, PAGE_HEIGHT, PAGE_WIDTH, Type

# streams as bytes: as letters they are a quarter longer, and spelling them takes a third of a print
rl_config.useA85 = 0
_DRAFT_SLANT = 38  # degrees
_one_at_a_time = threading.Lock()
_colours: dict[str, Color] = {}


class Page(NamedTuple):
    """What is drawn on one A4 page; each strip's y counts from the paper's top.

    draft     the word that lies across the page behind everything
    bookmark  what the viewer's list of contents calls it
    """

    placed: Sequence[Placed]
    landscape: bool = False
    draft: str = ""
    bookmark: str = ""

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height in points."""
        return (PAGE_HEIGHT, PAGE_WIDTH) if self.landscape else (PAGE_WIDTH, PAGE_HEIGHT)


def _colour(name: str) -> Color:
    if name not in _colours:
        _colours[name] = HexColor(name)
    return _colours[name]


def pdf(pages: Sequence[Page], *, title: str, language: str) -> bytes:
    """Return a PDF of pages."""
    out = io.BytesIO()
    with _one_at_a_time:
        canvas = Canvas(out, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=1)
        canvas.setTitle(title)
        canvas.setProducer("mdtdesk")
        canvas.setCreator("mdtdesk")
        canvas.setCatalogEntry("Lang", language)
        for number, page in enumerate(pages):
            canvas.setPageSize(page.size)
            if page.bookmark:
                canvas.bookmarkPage(str(number))
                canvas.addOutlineEntry(page.bookmark, str(number))
            _draw(canvas, page)
            canvas.showPage()
        canvas.save()
    return out.getvalue()


def _draw(canvas: Canvas, page: Page) -> None:
    if page.draft:
        _draw_draft(canvas, page)
    paper = page.size[1]
    for strip, y in page.placed:
        top = paper - y
        for rule in strip.rules:
            canvas.setLineWidth(rule.width)
            canvas.setStrokeColor(_colour(rule.colour))
            x = MARGIN + rule.x
            canvas.line(x, top - rule.y, x + rule.length, top - rule.y)
        for picture in strip.drawn:
            picture.paint(canvas, MARGIN + picture.x, top - picture.y)
        for mark in strip.marks:
            _draw_mark(canvas, mark, top)
    _draw_text(canvas, page)


def _draw_draft(canvas: Canvas, page: Page) -> None:
    wide, high = page.size
    canvas.saveState()
    canvas.translate(wide / 2, high / 2)
    canvas.rotate(_DRAFT_SLANT)
    canvas.setFillColor(_colour(DRAFT.colour))
    left = -text_width(page.draft, DRAFT) / 2
    for piece in visible_pieces(Span(page.draft, DRAFT)):
        canvas.setFont(piece.font, piece.type.size)
        canvas.drawString(left + piece.x, -DRAFT.size * 0.36, piece.text)
    canvas.restoreState()


def _draw_text(canvas: Canvas, page: Page) -> None:
    text = canvas.beginText()
    now: tuple[str, Type] | None = None
    paper = page.size[1]
    for strip, y in page.placed:
        top = paper - y
        for piece in strip.pieces:
            if now != (piece.font, piece.type):
                text.setFont(piece.font, piece.type.size)
                text.setFillColor(_colour(piece.type.colour))
                now = (piece.font, piece.type)
            text.setTextOrigin(MARGIN + piece.x, top - piece.y)
            text.textOut(piece.text)
    canvas.drawText(text)


def _draw_mark(canvas: Canvas, mark: Mark, top: float) -> None:
    x, y, size = MARGIN + mark.x, top - mark.y, mark.size
    canvas.setFillColor(_colour(mark.colour))
    if mark.shape == "bar":
        canvas.rect(x, y, 1.6, size, stroke=0, fill=1)
        return
    if mark.shape == "disc":
        canvas.circle(x + size / 2, y + size / 2, size / 2, stroke=0, fill=1)
        return
    if mark.shape == "box":
        canvas.setStrokeColor(_colour(mark.colour))
        canvas.setLineWidth(0.6)
        canvas.rect(x, y, size, size, stroke=1, fill=0)
        return
    corners = {
        "up": ((0, 0), (1, 0), (0.5, 1)),
        "down": ((0, 1), (1, 1), (0.5, 0)),
        "diamond": ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)),
    }[mark.shape]
    width = size if mark.shape == "diamond" else size * math.sqrt(4 / 3)
    path = canvas.beginPath()
    path.moveTo(x + corners[0][0] * width, y + corners[0][1] * size)
    for across, up in corners[1:]:
        path.lineTo(x + across * width, y + up * size)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)
