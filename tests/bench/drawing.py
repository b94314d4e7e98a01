# SPDX-License-Identifier: MIT
"""What a print puts on its pages, drawn again by ReportLab alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from mdtdesk.reports import body_map, paint
from mdtdesk.reports.body_map import Picture
from mdtdesk.reports.paint import Page
from mdtdesk.reports.style import MARGIN

Steps = Mapping[str, Any]


def steps(make: Callable[[], object]) -> list[Steps]:
    """Return lines, marks, pictures and text of a print's pages, as plain numbers and words."""
    kept: list[Page] = []
    draw = paint._draw

    def watched(canvas: Canvas, page: Page) -> None:
        kept.append(page)
        draw(canvas, page)

    with patch.object(paint, "_draw", watched):
        make()
    return [_of(page) for page in kept]


def _of(page: Page) -> Steps:
    high = page.size[1]
    return {
        "size": page.size,
        "lines": [
            (rule.width, HexColor(rule.colour), MARGIN + rule.x, high - y - rule.y, rule)
            for strip, y in page.placed
            for rule in strip.rules
        ],
        "marks": [
            (HexColor(mark.colour), MARGIN + mark.x, high - y - mark.y, mark.size)
            for strip, y in page.placed
            for mark in strip.marks
        ],
        "pictures": [
            (picture.paint, MARGIN + picture.x, high - y - picture.y)
            for strip, y in page.placed
            for picture in strip.drawn
        ],
        "text": [
            (piece, HexColor(piece.type.colour), MARGIN + piece.x, high - y - piece.y)
            for strip, y in page.placed
            for piece in strip.pieces
        ],
    }


def drawn(pages: Sequence[Steps], file: Path, *, once: bool = False) -> None:
    """Draw pages into a file, every bone of every map by its path.

    With ``once`` the skeleton is drawn once and referred to, as the program does it.
    """
    canvas = Canvas(str(file), pageCompression=1)
    for page in pages:
        canvas.setPageSize(page["size"])
        _draw(canvas, page, once=once)
    canvas.save()


def _map(canvas: Canvas, picture: Picture, x: float, y: float) -> None:
    canvas.saveState()
    canvas.translate(x, y)
    canvas.setLineJoin(1)
    for shape in picture.shapes:
        body_map._shape(canvas, shape)  # ReportLab's drawPath; each bone's path is made once
    canvas.restoreState()


def _draw(canvas: Canvas, page: Steps, *, once: bool) -> None:
    for width, colour, x, y, rule in page["lines"]:
        canvas.setLineWidth(width)
        canvas.setStrokeColor(colour)
        canvas.line(x, y, x + rule.length, y)
    for picture, x, y in page["pictures"]:
        if once or not isinstance(picture, Picture):
            picture(canvas, x, y)
        else:
            _map(canvas, picture, x, y)
    for colour, x, y, size in page["marks"]:
        canvas.setFillColor(colour)
        canvas.rect(x, y, size, size, stroke=0, fill=1)
    text = canvas.beginText()
    for piece, colour, x, y in page["text"]:
        text.setFont(piece.font, piece.type.size)
        text.setFillColor(colour)
        text.setTextOrigin(x, y)
        text.textOut(piece.text)
    canvas.drawText(text)
    canvas.showPage()
