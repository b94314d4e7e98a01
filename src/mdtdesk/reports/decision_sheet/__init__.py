# SPDX-License-Identifier: MIT
"""Decision sheets: each decision of a meeting on its own pages, with lines to sign on."""

from __future__ import annotations

from collections.abc import Sequence

from mdtdesk.domain.document import text
from mdtdesk.domain.meeting_prints import MeetingPrint, case_code, day_words
from mdtdesk.i18n import Translate
from mdtdesk.reports.blocks import Strips, gap, paragraph, signatures
from mdtdesk.reports.codes import coded
from mdtdesk.reports.decision_sheet.basis import beside_map, explained
from mdtdesk.reports.decision_sheet.duties import checks, dissent, duties, kept
from mdtdesk.reports.decision_sheet.procedures import procedures
from mdtdesk.reports.decision_sheet.signed import is_signed, later
from mdtdesk.reports.decision_sheet.signed import signatures as signed
from mdtdesk.reports.minutes import items
from mdtdesk.reports.minutes.item import Discussed
from mdtdesk.reports.page import Frame, sparing
from mdtdesk.reports.page import pages as framed
from mdtdesk.reports.paint import Page
from mdtdesk.reports.review_summary.decision import named, other_name
from mdtdesk.reports.review_summary.identity import frame as summary_frame
from mdtdesk.reports.review_summary.identity import no_mistake, shortened
from mdtdesk.reports.strips import Strip, stacked
from mdtdesk.reports.style import TEXT_WIDTH

_BETWEEN = 10
_CLOSER = (0.9, 0.4)  # of lines and of gaps


def pages(record: MeetingPrint, translate: Translate) -> list[Page]:
    """Return the sheets of every decision of a meeting; a page that says so without any."""
    made = [page for one in items(record, translate) if one.decision_path for page in sheet(one)]
    return made or _empty(record, translate)


def sheet(of: Discussed) -> list[Page]:
    """Return the pages of one decision."""
    sections = [
        beside_map(of),
        procedures(of),
        dissent(of),
        checks(of),
        duties(of),
        [*kept(of), *explained(of)],
        [] if is_signed(of) else signed(of),
    ]
    body: Strips = []
    for section in sections:
        body += [gap(_BETWEEN), *section] if body and section else section
    body = [*no_mistake(of.now), *other_name(of.now, of.item.decision), *body]
    around, foot, more = _frame(of), _foot(of), later(of)

    def draw(strips: Sequence[Strip]) -> list[Page]:
        return framed(around, strips, foot, of.translate, after=more)

    # what a hand signs stays on the page with what is signed, where closer lines can have it so
    return sparing(body, draw, _CLOSER, usual=1)


def _frame(of: Discussed) -> Frame:
    known = summary_frame(of.now)
    name, translate = shortened(text(of.now.document, "patient.name")), of.translate
    return Frame(
        title=translate("sheet.title"),
        note=of.now.joined(_about(of)),
        letterhead=known.letterhead,
        stamp=known.stamp,
        name=known.name,
        strip=known.strip,
        sign=coded(case_code(of.now.record.number, of.item.row.version)),
        draft="" if is_signed(of) else translate("minutes.draft"),
        bookmark=translate("sheet.again", title=translate("sheet.title"), name=name),
    )


def _about(of: Discussed) -> tuple[str, str]:
    """Return when it was decided, and the decision's version."""
    translate, found = of.translate, of.item.discussion
    day = text(found, "meeting.date") or text(of.item.decision, "recorded_at")[:10]
    key = "urgent" if text(found, "mode") == "urgent" else "meeting"
    when = translate(f"sheet.{key}", day=day_words(day, translate)) if day else ""
    version = of.item.decision.get("version")
    return when, translate("sheet.version", version=version) if version else ""


def _foot(of: Discussed) -> Strip:
    """Return the lines for ink; where it is signed, who did stands above them."""
    lines = signatures(named(of.now, of.decision_path))
    if not is_signed(of):
        return lines
    return stacked([*signed(of), Strip(_BETWEEN), lines])


def _empty(record: MeetingPrint, translate: Translate) -> list[Page]:
    meeting = record.agenda.meeting
    title = translate("sheet.none_title")
    day = ((translate("minutes.date"), meeting.date),)
    frame = Frame(title, meeting.title, record.letterhead, record.stamp, "", day, bookmark=title)
    return framed(frame, paragraph(translate("sheet.none"), TEXT_WIDTH), None, translate)
