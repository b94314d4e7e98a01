# SPDX-License-Identifier: MIT
"""The guide's blocks set into strips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from reportlab.lib.utils import ImageReader

from mdtdesk.domain.guide import pages
from mdtdesk.domain.guide.records import (
    Block,
    Heading,
    Listing,
    Page,
    Paragraph,
    Picture,
    Runs,
    Table,
)
from mdtdesk.i18n import Language
from mdtdesk.reports.blocks import Strips, gap
from mdtdesk.reports.guide.ways import ACCENT, CELL, HEADING, TEXT, adorned, spans, target
from mdtdesk.reports.strips import (
    Cell,
    Drawn,
    Mark,
    Rule,
    Span,
    Strip,
    compose,
    stacked,
    text_width,
)
from mdtdesk.reports.style import (
    HAIRLINE,
    INK,
    MM,
    MUTED,
    RULE_HEAD,
    RULE_ROW,
    RULE_TITLE,
    SECONDARY,
    TABLE_HEAD,
    TEXT_WIDTH,
    TITLE,
)

_POINT = 5 * MM  # where the words of a point begin
_WIDEST = 0.46  # what of the text's width a first column takes at most
_SCREEN, _SHOWN = 1200, 150 * MM  # pixels of a window, and how wide it is shown
_UNSPLIT = 9  # rows of a table that stays on one page
_BETWEEN = 4 * MM  # of two columns


def chapter(page: Page, language: Language) -> Strips:
    """Return a page of the guide, its title first."""
    title = compose([Cell(0, TEXT_WIDTH, (Span(page.title, TITLE),))], below=4)[0]
    rule = Rule(0, title.height, TEXT_WIDTH, RULE_TITLE, INK)
    drawn = (target(page.id),)
    strips = [replace(title, rules=(rule,), drawn=drawn, keep=True), gap(8)]
    for block in page.blocks:
        strips += _block(block, page, language)
    return adorned(strips)


def _block(block: Block, page: Page, language: Language) -> Strips:
    if isinstance(block, Heading):
        return _heading(block, page)
    if isinstance(block, Listing):
        return _listing(block)
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Picture):
        return [_picture(block, language), gap(8)]
    return _paragraph(block)


def _heading(block: Heading, page: Page) -> Strips:
    words = pages.plain(block.runs)
    strip = compose([Cell(0, TEXT_WIDTH, spans(block.runs, HEADING))], below=2)[0]
    place = target(f"{page.id}#{block.id}", words)
    return [gap(8), replace(strip, drawn=(place,), keep=True), replace(gap(2), keep=True)]


def _paragraph(block: Paragraph) -> Strips:
    if not block.note:
        return [*compose([Cell(0, TEXT_WIDTH, spans(block.runs, TEXT))]), gap(6)]
    inside = 4 * MM
    made = compose([Cell(inside, TEXT_WIDTH - inside, spans(block.runs, TEXT))])
    bars = [replace(s, marks=(Mark(0, s.height - 1.5, "bar", s.height - 3, ACCENT),)) for s in made]
    return [gap(2), *bars, gap(8)]


def _listing(block: Listing) -> Strips:
    strips: Strips = []
    for at, runs in enumerate(block.items, block.first):
        sign = Span(f"{at}." if block.first else "•", TEXT.muted())
        cells = [
            Cell(0, _POINT, (sign,)),
            Cell(_POINT, TEXT_WIDTH - _POINT, spans(runs, TEXT)),
        ]
        strips += compose(cells, below=2)
    return [*strips, gap(6)]


# tables


def _widths(block: Table) -> list[float]:
    """Return the width of each column: the first ones as their words need, the last the rest."""
    widths: list[float] = []
    for column in list(zip(block.head, *block.rows, strict=True))[:-1]:
        wide = max(text_width(pages.plain(cell), CELL.strong()) for cell in column) + 2
        widths.append(min(wide, TEXT_WIDTH * _WIDEST) + _BETWEEN)
    return [*widths, TEXT_WIDTH - sum(widths)]


def _table(block: Table) -> Strips:
    widths = _widths(block)
    top = _row(block.head, widths, head=True)
    rule = Rule(0, top[-1].height, TEXT_WIDTH, RULE_HEAD, MUTED)
    head = [replace(strip, keep=True) for strip in top]
    head[-1] = replace(head[-1], rules=(rule,))
    strips: Strips = list(head)
    for row in block.rows:
        made = _row(row, widths)
        line = Rule(0, made[-1].height, TEXT_WIDTH, RULE_ROW, HAIRLINE)
        made[-1] = replace(made[-1], rules=(line,))
        strips += [replace(strip, head=tuple(adorned(head))) for strip in made]
    if len(block.rows) <= _UNSPLIT:
        strips = [*(replace(strip, keep=True) for strip in strips[:-1]), strips[-1]]
    return [*strips, gap(9)]


def _row(cells: Sequence[Runs], widths: Sequence[float], *, head: bool = False) -> Strips:
    kind = TABLE_HEAD if head else CELL
    placed, x = [], 0.0
    for at, (cell, wide) in enumerate(zip(cells, widths, strict=True)):
        room = wide - (_BETWEEN if at < len(widths) - 1 else 0)
        placed.append(Cell(x, room, spans(cell, kind)))
        x += wide
    return compose(placed, above=2 if head else 2.6, below=2.2 if head else 3.2)


# pictures


def _picture(block: Picture, language: Language) -> Strip:
    file = str(pages.picture(language, block.name))
    across, down = ImageReader(file).getSize()
    wide = _SHOWN * min(1.0, across / _SCREEN)
    tall = wide * down / across

    def paint(canvas: Any, left: float, top: float) -> None:
        canvas.drawImage(file, left, top - tall, wide, tall)
        canvas.setLineWidth(RULE_HEAD)
        canvas.setStrokeColor(HAIRLINE)
        canvas.rect(left, top - tall, wide, tall, stroke=1, fill=0)

    under = compose([Cell(0, TEXT_WIDTH, (Span(block.caption, SECONDARY.muted()),))], above=3)
    return stacked([Strip(tall, drawn=(Drawn(0, 0, paint),)), *under])
