# SPDX-License-Identifier: MIT
"""The sign-in sheet of a meeting: disciplines first, because the quorum counts them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mdtdesk.domain.agenda import Attendee, MeetingRecord
from mdtdesk.domain.meeting_prints import MeetingPrint, meeting_code, start_words
from mdtdesk.i18n import Translate
from mdtdesk.reports.blocks import Strips, gap, paragraph, signatures
from mdtdesk.reports.codes import coded
from mdtdesk.reports.page import Frame
from mdtdesk.reports.page import pages as framed
from mdtdesk.reports.paint import Page
from mdtdesk.reports.strips import Cell, Mark, Rule, Span, Strip, compose, stacked
from mdtdesk.reports.style import (
    BODY,
    HAIRLINE,
    INK,
    MM,
    MUTED,
    RULE_HEAD,
    RULE_ROW,
    SECONDARY,
    TABLE_HEAD,
    TEXT_WIDTH,
    Type,
)

_NAMES = ("discipline", "name", "person_title", "signature", "time", "remote")
_WIDTHS = tuple(width * MM for width in (34, 24, 28, 58, 20, 16))
_HIGH = 10.7 * MM
_LEAST, _BLANK, _HEAVY_EACH = 18, 3, 5
_WHO = Type(10.5, 14)
_BOX = 8.6


def pages(record: MeetingPrint, translate: Translate) -> list[Page]:
    """Return the sheet's pages."""
    meeting = record.agenda.meeting
    body = [*_table(meeting, translate), gap(4), *_note(translate)]
    return framed(_frame(record, translate), body, _foot(meeting, translate), translate)


def _frame(record: MeetingPrint, translate: Translate) -> Frame:
    meeting = record.agenda.meeting
    count = translate("sign_in.count", count=len(record.agenda.rows))
    strip = (
        (translate("sign_in.date"), start_words(meeting, translate)),
        (translate("sign_in.room"), meeting.room),
        (translate("sign_in.cases"), count),
    )
    return Frame(
        title=translate("sign_in.title", meeting=meeting.title),
        note="",
        letterhead=record.letterhead,
        stamp=record.stamp,
        name="",
        strip=tuple(part for part in strip if part[1]),
        sign=coded(meeting_code(meeting)),
        bookmark=translate("meeting.print.sign_in"),
    )


def people(meeting: MeetingRecord) -> Iterator[Attendee]:
    """Yield who is expected, required disciplines first; one that nobody stands for is empty."""
    expected = meeting.attendance
    for discipline in meeting.required:
        found = [one for one in expected if one.discipline == discipline]
        yield from found or [Attendee("", discipline=discipline)]
    yield from (one for one in expected if one.discipline not in meeting.required)


def _table(meeting: MeetingRecord, translate: Translate) -> Strips:
    head = (_head(translate),)
    known = list(people(meeting))
    count = max(_LEAST, len(known) + _BLANK)
    blank = [Attendee("")] * (count - len(known))
    strips: Strips = list(head)
    for number, one in enumerate([*known, *blank], 1):
        row = _row(_said(one, meeting.required, translate))
        heavy = number % _HEAVY_EACH == 0
        colour, width = (MUTED, RULE_HEAD) if heavy else (HAIRLINE, RULE_ROW)
        line = Rule(0, row.height, TEXT_WIDTH, width, colour)
        strips.append(replace(row, rules=(line,), head=head))
    return strips


def _head(translate: Translate) -> Strip:
    cells = [
        Cell(x, width - 2 * MM, (Span(translate(f"sign_in.{name}"), TABLE_HEAD),))
        for x, width, name in zip(_lefts(), _WIDTHS, _NAMES, strict=True)
    ]
    strip = compose(cells, above=2, below=2)[0]
    return replace(strip, rules=(Rule(0, strip.height, TEXT_WIDTH, 1.0, INK),), keep=True)


def _lefts() -> list[float]:
    return [sum(_WIDTHS[:n]) for n in range(len(_WIDTHS))]


def _said(
    one: Attendee, required: Iterable[str], translate: Translate
) -> tuple[tuple[str, Type], ...]:
    discipline = translate.code("discipline", one.discipline) if one.discipline else ""
    if one.discipline in required:
        marked = translate("sign_in.required", discipline=discipline)
        return (marked, _WHO.strong()), (one.person, _WHO.strong()), (one.title, BODY.muted())
    return (discipline, _WHO), (one.person, _WHO.strong()), (one.title, BODY.muted())


def _row(said: tuple[tuple[str, Type], ...]) -> Strip:
    """Return a row of its usual height, higher where a name needs more lines."""
    cells = [
        Cell(x, width - 1.5 * MM, (Span(words or " ", kind),))
        for x, width, (words, kind) in zip(_lefts(), _WIDTHS, said, strict=False)
    ]
    text = stacked(compose(cells))
    high = max(_HIGH, text.height + 2 * MM)
    above = (high - text.height) / 2
    made = stacked([Strip(above), text, Strip(above)])
    box = Mark(_lefts()[5] + 2 * MM, high / 2 + _BOX / 2, "box", _BOX, INK)
    return replace(made, marks=(box,))


def _note(translate: Translate) -> Strips:
    return paragraph(translate("sign_in.note"), TEXT_WIDTH, SECONDARY.muted())


def _foot(meeting: MeetingRecord, translate: Translate) -> Strip:
    here, when = translate("summary.sign.here"), translate("summary.sign.date")
    named = (("chair", meeting.chair), ("recorder", meeting.recorder))
    return signatures(
        [(translate(f"sign_in.{key}", name=name).strip(), here, when) for key, name in named]
    )
