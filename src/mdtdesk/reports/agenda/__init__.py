# SPDX-License-Identifier: MIT
"""The agenda of a meeting: landscape, five cases a page, in the order of the meeting."""

from __future__ import annotations

from mdtdesk.domain.meeting_prints import MeetingPrint
from mdtdesk.i18n import Translate
from mdtdesk.reports.agenda.case import Case
from mdtdesk.reports.agenda.head import head
from mdtdesk.reports.agenda.rows import row
from mdtdesk.reports.blocks import Strips, paragraph
from mdtdesk.reports.flow import Pages, Placed
from mdtdesk.reports.legend import legend
from mdtdesk.reports.page import footer
from mdtdesk.reports.paint import Page
from mdtdesk.reports.review_summary.reading import Reading
from mdtdesk.reports.strips import height, stacked
from mdtdesk.reports.style import FOOTER, FOOTER_BASELINE, MARGIN, PAGE_HEIGHT, PAGE_WIDTH

WIDTH = PAGE_HEIGHT - 2 * MARGIN
_A_PAGE = 5
_TOP = 11.5 * MARGIN / 15


def pages(record: MeetingPrint, translate: Translate) -> list[Page]:
    """Return the agenda's pages, the first named in a list of contents."""
    bookmark = translate("meeting.print.agenda")
    above = head(record, translate, WIDTH)
    below = _legend(record, translate)
    low = footer(record.stamp, translate, (1, 1), WIDTH).height + height(below)
    room = PAGE_WIDTH - FOOTER_BASELINE - low - _TOP - above.height
    laid = Pages(room, room)
    laid.add(_rows(record, translate, room))
    made = []
    for index, held in enumerate(laid.pages):
        last = footer(record.stamp, translate, (index + 1, len(laid.pages)), WIDTH)
        placed = [
            Placed(above, _TOP),
            *(Placed(strip, _TOP + above.height + y) for strip, y in held),
            *(Placed(strip, PAGE_WIDTH - FOOTER_BASELINE - low + 2) for strip in below),
            Placed(last, PAGE_WIDTH - FOOTER_BASELINE - last.height + 2),
        ]
        made.append(Page(placed, landscape=True, bookmark="" if index else bookmark))
    return made


def _legend(record: MeetingPrint, translate: Translate) -> Strips:
    said = legend((r for case in record.cases for r in case.results), translate)
    return [stacked(paragraph(said, WIDTH, FOOTER))] if said else []


def _rows(record: MeetingPrint, translate: Translate, room: float) -> Strips:
    agenda = record.agenda
    strips: Strips = []
    for each, facts in zip(agenda.rows, record.cases, strict=True):
        case = Case(each, Reading(facts, translate), agenda.printed_at[:16].replace("T", " "))
        strips += row(case, (room - 0.01) / _A_PAGE, room)
    return strips or paragraph(translate("agenda.empty"), WIDTH)
