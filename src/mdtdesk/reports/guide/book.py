# SPDX-License-Identifier: MIT
"""The chapters laid onto numbered pages behind a list of contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import mdtdesk
from mdtdesk.domain.guide import pages
from mdtdesk.domain.guide.records import Guide
from mdtdesk.i18n import Translate
from mdtdesk.reports.blocks import Strips, gap
from mdtdesk.reports.flow import Pages, Placed
from mdtdesk.reports.guide.setting import chapter
from mdtdesk.reports.guide.ways import CELL, TEXT, adorned, linked
from mdtdesk.reports.page import sparing
from mdtdesk.reports.paint import Page, pdf
from mdtdesk.reports.strips import Cell, Rule, Span, Strip, compose, stacked
from mdtdesk.reports.style import (
    FOOTER,
    FOOTER_BASELINE,
    HAIRLINE,
    INK,
    MARGIN,
    MM,
    PAGE_HEIGHT,
    RULE_ROW,
    RULE_TITLE,
    SECONDARY,
    TEXT_BOTTOM,
    TEXT_WIDTH,
    TITLE,
)

_ROOM = PAGE_HEIGHT - MARGIN - TEXT_BOTTOM - 4 * MM
_CLOSE = 0.4  # what is left of a gap where that spares a page
_NUMBER = 12 * MM  # of a page, at the right of the contents
_Laid = list[list[Placed]]


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A chapter with its pages and the number of the first one."""

    title: str
    laid: _Laid
    first: int


def render(translate: Translate) -> bytes:
    """Return the guide in the translator's language as PDF."""
    guide = pages.load(translate.language)
    laid = [_lay(chapter(page, guide.language)) for page in guide.pages]
    before = len(_lay(_contents(guide, [0] * len(laid), translate)))
    firsts = [before + 1 + sum(map(len, laid[:at])) for at in range(len(laid))]
    contents = _Chapter(translate("guide.contents"), _lay(_contents(guide, firsts, translate)), 1)
    chapters = [
        _Chapter(page.title, made, first)
        for page, made, first in zip(guide.pages, laid, firsts, strict=True)
    ]
    made = list(_drawn([contents, *chapters], translate))
    return pdf(made, title=translate("guide.program"), language=translate.language)


def _lay(strips: Strips) -> _Laid:
    """Return a chapter's pages; one is spared where smaller gaps can."""
    return sparing(strips, _pages, (1, _CLOSE))


def _pages(strips: Sequence[Strip]) -> _Laid:
    laid, end = Pages(_ROOM, _ROOM), len(strips)
    while strips[end - 1].gap:  # distance at the end would turn a page for nothing
        end -= 1
    laid.add(strips[:end])
    return laid.pages


def _contents(guide: Guide, firsts: Sequence[int], translate: Translate) -> Strips:
    """Return the first page: what this is, and each chapter with its parts and its page."""
    version = translate("guide.version", version=mdtdesk.__version__)
    title = compose([Cell(0, TEXT_WIDTH, (Span(translate("guide.program"), TITLE),))], below=2)
    under = compose([Cell(0, TEXT_WIDTH, (Span(version, SECONDARY.muted()),))], below=6)
    head = stacked([*title, *under])
    strips: Strips = [replace(head, rules=(Rule(0, head.height, TEXT_WIDTH, RULE_TITLE, INK),))]
    said = translate("guide.colophon")
    strips += [gap(8), *compose([Cell(0, TEXT_WIDTH, (Span(said, TEXT.muted()),))]), gap(12)]
    listed = pages.parts(guide)
    for page, first in zip(guide.pages, firsts, strict=True):
        name = replace(linked(TEXT.strong(), page.id), colour=INK)
        number = (Span(str(first), TEXT.muted()),)
        row = [
            Cell(0, TEXT_WIDTH - _NUMBER, (Span(page.title, name),)),
            Cell(TEXT_WIDTH - _NUMBER, _NUMBER, number, "right"),
        ]
        strips += [replace(strip, keep=True) for strip in compose(row)]
        inner = [(part.title, part.place) for part in listed if part.page == page.id and part.id]
        strips += [*compose([Cell(0, TEXT_WIDTH - _NUMBER, _joined(inner))]), gap(6)]
    return adorned(strips)


def _joined(parts: Sequence[tuple[str, str]]) -> tuple[Span, ...]:
    """Return the names of parts in one line, each leading to its place."""
    spans: list[Span] = []
    for title, place in parts:
        if spans:
            spans.append(Span("\u2003", CELL))
        spans.append(Span(title, linked(CELL, place)))
    return tuple(spans) or (Span(" ", CELL),)


def _drawn(chapters: Sequence[_Chapter], translate: Translate) -> Iterator[Page]:
    count = sum(len(each.laid) for each in chapters)
    for each in chapters:
        for at, laid in enumerate(each.laid):
            foot = _foot(each.title, (each.first + at, count), translate)
            placed = [Placed(strip, MARGIN + y) for strip, y in laid]
            placed.append(Placed(foot, PAGE_HEIGHT - FOOTER_BASELINE - foot.height + 2))
            yield Page(placed, bookmark="" if at else each.title)


def _foot(chapter_title: str, page: tuple[int, int], translate: Translate) -> Strip:
    said = translate("guide.foot", version=mdtdesk.__version__)
    number = translate("print.page", page=page[0], pages=page[1])
    right = 45 * MM
    strip = stacked(
        compose(
            [
                Cell(0, 90 * MM, (Span(said, FOOTER),)),
                Cell(90 * MM, TEXT_WIDTH - right - 94 * MM, (Span(chapter_title, FOOTER),)),
                Cell(TEXT_WIDTH - right, right, (Span(number, FOOTER.strong()),), "right"),
            ],
            above=2,
        )
    )
    return replace(strip, rules=(Rule(0, 0, TEXT_WIDTH, RULE_ROW, HAIRLINE),))
