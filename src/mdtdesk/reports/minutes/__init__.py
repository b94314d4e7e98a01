# SPDX-License-Identifier: MIT
"""The minutes of a meeting: who was there and whether that was enough, then each item."""

from __future__ import annotations

from collections.abc import Iterator

from mdtdesk.domain.agenda import MinutesRecord
from mdtdesk.domain.instruments.results import Result
from mdtdesk.domain.meeting_prints import MeetingPrint, meeting_code, start_words
from mdtdesk.i18n import Translate
from mdtdesk.reports.blocks import gap, paragraph, signatures
from mdtdesk.reports.codes import coded
from mdtdesk.reports.legend import legend
from mdtdesk.reports.minutes.attendance import attendance
from mdtdesk.reports.minutes.item import Discussed, item
from mdtdesk.reports.page import Frame
from mdtdesk.reports.page import pages as framed
from mdtdesk.reports.paint import Page
from mdtdesk.reports.review_summary.reading import Reading
from mdtdesk.reports.strips import Strip
from mdtdesk.reports.style import FOOTER, TEXT_WIDTH

_BETWEEN = 16


def pages(record: MeetingPrint, translate: Translate) -> list[Page]:
    """Return the minutes' pages; while a decision is not signed DRAFT lies across them."""
    body = attendance(record.minutes, translate)
    for discussed in items(record, translate):
        body += [gap(_BETWEEN), *item(discussed)]
    said = legend(_results(record), translate)
    body += [gap(_BETWEEN), *paragraph(said, TEXT_WIDTH, FOOTER)] if said else []
    if not record.minutes.items:
        body += [gap(_BETWEEN), *paragraph(translate("minutes.empty"), TEXT_WIDTH)]
    return framed(_frame(record, translate), body, _foot(record, translate), translate)


def _results(record: MeetingPrint) -> Iterator[Result]:
    """Yield what the instruments say in the minutes: of the cases that were discussed."""
    for one, case in zip(record.minutes.items, record.decided, strict=True):
        yield from case.results if one.discussion else ()


def items(record: MeetingPrint, translate: Translate) -> Iterator[Discussed]:
    """Yield each item with its case as it is today and as it was when it was decided."""
    both = zip(record.minutes.items, record.cases, record.decided, strict=True)
    for one, now, then in both:
        yield Discussed(one, Reading(now, translate), Reading(then, translate))


def _frame(record: MeetingPrint, translate: Translate) -> Frame:
    meeting, minutes = record.agenda.meeting, record.minutes
    strip = (
        (translate("minutes.date"), start_words(meeting, translate)),
        (translate("minutes.room"), meeting.room),
        (translate("minutes.chair"), meeting.chair),
        (translate("minutes.recorder"), meeting.recorder),
        (translate("minutes.items"), translate("minutes.count", count=len(minutes.items))),
    )
    return Frame(
        title=translate("minutes.title", meeting=meeting.title),
        note=_counts(minutes, translate),
        letterhead=record.letterhead,
        stamp=record.stamp,
        name="",
        strip=tuple(part for part in strip if part[1]),
        sign=coded(meeting_code(meeting)),
        draft="" if minutes.signed else translate("minutes.draft"),
        bookmark=translate("meeting.print.minutes"),
    )


def _counts(minutes: MinutesRecord, translate: Translate) -> str:
    """Say how many items ended how: "已讨论 4，已延期 1"."""
    found = dict.fromkeys(one.row.state for one in minutes.items)
    return translate("print.list").join(
        translate(
            "minutes.counted", state=translate(f"meeting.state.{state}"), count=minutes.count(state)
        )
        for state in found
    )


def _foot(record: MeetingPrint, translate: Translate) -> Strip:
    here, when = translate("summary.sign.here"), translate("summary.sign.date")
    meeting = record.agenda.meeting
    named = (("recorder", meeting.recorder), ("chair", meeting.chair))
    places = [(translate(f"minutes.sign.{key}", name=n).strip(), here, when) for key, n in named]
    return signatures(places)
