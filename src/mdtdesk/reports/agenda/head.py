# SPDX-License-Identifier: MIT
"""What stands above the agenda's rows on every page: which meeting, how many, by whom, the code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mdtdesk.domain.agenda import MeetingRecord
from mdtdesk.domain.meeting_prints import MeetingPrint, meeting_code, start_words
from mdtdesk.domain.worklist import URGENCIES
from mdtdesk.i18n import Translate
from mdtdesk.reports.agenda.case import capital
from mdtdesk.reports.agenda.rows import COLUMNS
from mdtdesk.reports.codes import qr
from mdtdesk.reports.kinds import lowered
from mdtdesk.reports.strips import Cell, Rule, Span, Strip, beside, compose, stacked, text_width
from mdtdesk.reports.style import (
    FOOTER,
    INK,
    MM,
    MUTED,
    RULE_ROW,
    RULE_TITLE,
    SECONDARY,
    SECTION,
    TABLE_HEAD,
    TITLE,
    Type,
)

_BIG = Type(11, 16, bold=True)
_QR = 14 * MM
_ROOM_TO_SIGN = 24 * MM
_COLUMNS = ("patient", "diagnosis", "treatments", "imaging", "question")


def title(record: MeetingPrint, translate: Translate) -> str:
    """Return what the sheet is called."""
    return translate("agenda.title", meeting=record.agenda.meeting.title)


def head(record: MeetingPrint, translate: Translate, width: float) -> Strip:
    """Return letterhead, title, meeting, counts, who leads, code, and the columns' names."""
    meeting, paper = record.agenda.meeting, record.letterhead
    whose = "  ".join(filter(None, (paper.hospital, paper.department)))
    top = compose([Cell(0, width - _QR, (Span(whose or " ", SECONDARY.muted()),))])
    about = _about(record, translate, width)
    code = meeting_code(meeting)
    wide = text_width(code, FOOTER) + 1
    below = compose([Cell(width - wide, wide, (Span(code, FOOTER),), "right")])
    sign = beside(qr(code, width - _QR, _QR), stacked([Strip(_QR - 1), *below]))
    whole = beside(stacked([*top, about]), sign)
    names = _names(translate)
    rule = Rule(0, whole.height + names.height, width, RULE_TITLE, INK)
    made = stacked([whole, names])
    return replace(made, rules=(*made.rules, rule), height=made.height + 0.5)


def _names(translate: Translate) -> Strip:
    cells, x = [], 0.0
    for name, width in zip(_COLUMNS, COLUMNS, strict=True):
        kind = replace(TABLE_HEAD, size=8, colour=INK)
        cells.append(Cell(x, width - 2 * MM, (Span(translate(f"agenda.{name}"), kind),)))
        x += width
    return compose(cells, above=2, below=2)[0]


def _about(record: MeetingPrint, translate: Translate, width: float) -> Strip:
    """Return title, meeting, counts and people side by side, each as wide as it has room."""
    free = width - _QR - 6 * MM
    named = title(record, translate)
    wide = min(text_width(named, TITLE) + 6 * MM, free * 0.42)
    step = (free - wide) / 3
    blocks = (_when(record, translate), _counts(record, translate))
    whole = stacked(compose([Cell(0, wide - 5 * MM, (Span(named, TITLE),))]))
    for n, (first, second) in enumerate(blocks):
        x, room = wide + n * step, step - 3 * MM
        strips = compose([Cell(x, room, (Span(first, _BIG),))])
        strips += compose([Cell(x, room, (Span(second or " ", SECONDARY.muted()),))])
        whole = beside(whole, stacked(strips))
    return beside(whole, _people(record, translate, (wide + 2 * step, step)))


def _when(record: MeetingPrint, translate: Translate) -> tuple[str, str]:
    meeting = record.agenda.meeting
    return start_words(meeting, translate), meeting.room


def _counts(record: MeetingPrint, translate: Translate) -> tuple[str, str]:
    agenda = record.agenda
    return (
        translate("agenda.count", count=len(agenda.rows)),
        translate("print.join").join(filter(None, _kinds(record, translate))),
    )


def _kinds(record: MeetingPrint, translate: Translate) -> Iterator[str]:
    agenda = record.agenda
    for urgency in URGENCIES[:2]:
        count = agenda.of_urgency(urgency)
        name = lowered(translate, translate.code("urgency", urgency))
        yield translate("agenda.urgent", urgency=name, count=count) if count else ""
    late = sum(1 for row in agenda.rows if row.late)
    yield translate("agenda.carried_count", count=agenda.carried) if agenda.carried else ""
    yield translate("agenda.late_count", count=late) if late else ""
    yield translate("agenda.over", count=agenda.over) if agenda.over else ""


def _people(record: MeetingPrint, translate: Translate, place: tuple[float, float]) -> Strip:
    """Return chair and recorder, each a line to write on while nobody is named; the cut-off."""
    meeting, (x, width) = record.agenda.meeting, place
    strips = [_led(meeting, translate, place)]
    cutoff = meeting.cutoff_at[:16].replace("T", " ")
    printed = record.agenda.printed_at[:16].replace("T", " ")
    told = (
        translate("agenda.cutoff", at=cutoff) if cutoff else "",
        translate("agenda.since", at=printed) if printed else "",
    )
    words = capital(translate("print.join").join(filter(None, told)))
    strips += compose([Cell(x, width, (Span(words or " ", SECONDARY.muted()),))])
    return stacked(strips)


def _led(meeting: MeetingRecord, translate: Translate, place: tuple[float, float]) -> Strip:
    x, width = place
    whole = Strip(0)
    for key, person in (("chair", meeting.chair), ("recorder", meeting.recorder)):
        label = translate(f"agenda.{key}")
        words = (Span(f"{label}\u2002", SECONDARY.muted()), Span(person or " ", SECTION))
        first = text_width(f"{label}\u2002", SECONDARY)
        strip = stacked(compose([Cell(x, width / 2 - 2 * MM, words)], below=2))
        if not person:
            line = Rule(x + first, strip.height - 3, width / 2 - 3 * MM - first, RULE_ROW, MUTED)
            strip = replace(strip, rules=(line,))
        whole = beside(whole, strip)
        x += width / 2
    return whole
