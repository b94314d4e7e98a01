# SPDX-License-Identifier: MIT
"""The frame of every page: letterhead, title, who it is about, footer with page x of y."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from mdtdesk.domain.prints import Letterhead, Stamp
from mdtdesk.i18n import Translate
from mdtdesk.reports.flow import Pages, Placed
from mdtdesk.reports.paint import Page, pdf
from mdtdesk.reports.strips import (
    Cell,
    Rule,
    Span,
    Strip,
    beside,
    closer,
    compose,
    height,
    spans_width,
    stacked,
    text_width,
)
from mdtdesk.reports.style import (
    BODY,
    FOOTER,
    FOOTER_BASELINE,
    HAIRLINE,
    INK,
    MARGIN,
    MM,
    MUTED,
    NAME,
    PAGE_HEIGHT,
    RULE_HEAD,
    RULE_ROW,
    RULE_TITLE,
    SECONDARY,
    TEXT_BOTTOM,
    TEXT_WIDTH,
    TITLE,
)

Laid = TypeVar("Laid")
SIGN_WIDTH = 20 * MM  # kept free at the right of the title where there is a code
_IDENTIFIER = replace(BODY, size=9.6)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands round the text: ``note`` beside the letterhead, ``strip`` the (label, value)s.

    sign      what is drawn at the right of the first title: the code that finds it again
    draft     the word across every page of what is not signed
    bookmark  what the first page is called in a list of contents
    """

    title: str
    note: str
    letterhead: Letterhead
    stamp: Stamp
    name: str
    strip: tuple[tuple[str, str], ...]
    sign: Strip | None = None
    draft: str = ""
    bookmark: str = ""


def _letterhead(frame: Frame, right: Span, edge: float = TEXT_WIDTH) -> list[Strip]:
    words = "  ".join(filter(None, (frame.letterhead.hospital, frame.letterhead.department)))
    wide = min(text_width(right.text, right.type) + 1, edge / 2)
    room = edge - wide - 4 * MM
    return compose(
        [
            Cell(0, room, (Span(words, SECONDARY.muted()),)),
            Cell(edge - wide, wide, (right,), "right"),
        ]
    )


def _identity(name: str, strip: Sequence[tuple[str, str]]) -> tuple[Span, ...]:
    spans = [Span(name, NAME)] if name else []
    for label, value in strip:
        spans.append(Span("\u2003" if spans else "", BODY))
        if label:
            spans.append(Span(f"{label}\u2002", SECONDARY.muted()))
        spans.append(Span(value, _IDENTIFIER))
    return tuple(spans)


def strip_width(name: str, strip: Sequence[tuple[str, str]]) -> float:
    """Return how wide name and identifiers are in one line."""
    return spans_width(_identity(name, strip))


def _head(frame: Frame, *, first: bool) -> Strip:
    if first:
        edge = TEXT_WIDTH if frame.sign is None else TEXT_WIDTH - SIGN_WIDTH
        top = _letterhead(frame, Span(frame.note, SECONDARY.muted()), edge)
        top += compose([Cell(0, edge, (Span(frame.title, TITLE),))], below=3)
        if frame.sign is not None:
            top = [beside(stacked(top), frame.sign)]
    else:
        top = _letterhead(frame, Span(frame.title, SECONDARY.strong()))
        top = [*top[:-1], replace(top[-1], height=top[-1].height + 2)]
    spans = _identity(frame.name, frame.strip)
    identity = compose([Cell(0, TEXT_WIDTH, spans)], above=2, below=2.5)
    above, whole = height(top), stacked([*top, *identity])
    rules = (
        Rule(0, above, TEXT_WIDTH, RULE_TITLE, INK),
        Rule(0, whole.height, TEXT_WIDTH, RULE_HEAD, MUTED),
    )
    return replace(whole, rules=rules, height=whole.height + 6)


def footer(stamp: Stamp, translate: Translate, page: tuple[int, int], width: float) -> Strip:
    """Return the foot of a page: when, by whom, with what, page x of y."""
    key = "print.stamp" if stamp.audit_head else "print.stamp_without_head"
    words = translate(
        key,
        at=stamp.printed_at,
        by=stamp.printed_by,
        version=stamp.program_version,
        head=stamp.audit_head,
    )
    if stamp.not_audited:
        words += translate("print.not_audited")
    if stamp.damaged_store:
        words += translate("print.damaged_store")
    number = translate("print.page", page=page[0], pages=page[1])
    wide = text_width(number, FOOTER.strong()) + 1
    strip = stacked(
        compose(
            [
                Cell(0, width - wide - 4 * MM, (Span(words, FOOTER),)),
                Cell(width - wide, wide, (Span(number, replace(FOOTER.strong(), colour=INK)),)),
            ],
            above=2,
        )
    )
    return replace(strip, rules=(Rule(0, 0, width, RULE_ROW, HAIRLINE),))


def document(
    frame: Frame, body: Sequence[Strip], foot: Strip | None, translate: Translate
) -> bytes:
    """Return the PDF of a body in its frame; ``foot`` comes to the foot of the last page."""
    made = pages(frame, body, foot, translate)
    return pdf(made, title=frame.title, language=translate.language)


def sparing(
    body: Sequence[Strip],
    draw: Callable[[Sequence[Strip]], list[Laid]],
    by: tuple[float, float],
    *,
    usual: int = 0,
) -> list[Laid]:
    """Return a body's pages; of more than ``usual`` one is spared where closer lines can.

    by  how close: the part that is left of lines and of gaps
    """
    made = draw(body)
    if len(made) <= usual:
        return made
    close = draw([closer(strip, *by) for strip in body])
    return close if len(close) < len(made) else made


def pages(
    frame: Frame,
    body: Sequence[Strip],
    foot: Strip | None,
    translate: Translate,
    *,
    after: Sequence[Strip] = (),
) -> list[Page]:
    """Return the pages of a body in its frame; ``foot`` comes to the foot of its last one.

    What comes ``after`` stands on pages of its own.
    """
    heads = (_head(frame, first=True), _head(frame, first=False))
    low = footer(frame.stamp, translate, (1, 1), TEXT_WIDTH).height
    bottom = PAGE_HEIGHT - max(TEXT_BOTTOM, FOOTER_BASELINE + low)
    laid = Pages(*(bottom - MARGIN - head.height for head in heads))
    laid.add(body)
    if foot:
        laid.foot(foot)
    if after:
        laid.turn()
        laid.add(after)
    drawn: list[Page] = []
    for index, page in enumerate(laid.pages):
        head = heads[min(index, 1)]
        last = footer(frame.stamp, translate, (index + 1, len(laid.pages)), TEXT_WIDTH)
        placed = [
            Placed(head, MARGIN),
            *(Placed(strip, MARGIN + head.height + y) for strip, y in page),
            Placed(last, PAGE_HEIGHT - FOOTER_BASELINE - last.height + 2),
        ]
        drawn.append(Page(placed, draft=frame.draft, bookmark="" if index else frame.bookmark))
    return drawn
