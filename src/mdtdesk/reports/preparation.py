# SPDX-License-Identifier: MIT
"""Preparation lists: what radiology, pathology and the others bring to a meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from mdtdesk.domain.document import flag, get, items, rows, text
from mdtdesk.domain.meeting_prints import MeetingPrint, meeting_code, start_words
from mdtdesk.i18n import Translate
from mdtdesk.reports.agenda.case import Case, capital
from mdtdesk.reports.agenda.facts import neurology, primary
from mdtdesk.reports.agenda.identity import sender, warnings
from mdtdesk.reports.blocks import Strips, paragraph
from mdtdesk.reports.codes import coded
from mdtdesk.reports.page import Frame
from mdtdesk.reports.page import pages as framed
from mdtdesk.reports.paint import Page
from mdtdesk.reports.review_summary.reading import Reading
from mdtdesk.reports.strips import Cell, Mark, Rule, Span, Strip, compose
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

_NUMBER, _WHO = 13 * MM, 52 * MM
_REST = TEXT_WIDTH - _NUMBER - _WHO
_NAME = Type(10, 13.5, bold=True)
_BOX = 8.0


@dataclass(frozen=True, slots=True)
class _List:
    """One list: what it says of a case, and what its head counts."""

    said: Callable[[Case], Iterator[str]]
    counted: Callable[[Case], int]
    count: str


def pages(record: MeetingPrint, translate: Translate) -> list[Page]:
    """Return the lists one after the other, each on pages of its own."""
    at = record.agenda.printed_at[:16].replace("T", " ")
    both = zip(record.agenda.rows, record.cases, strict=True)
    cases = [Case(row, Reading(facts, translate), at) for row, facts in both]
    made: list[Page] = []
    for name, kind in _LISTS.items():
        body = _table(name, kind, cases, translate)
        body = body or paragraph(translate("preparation.empty"), TEXT_WIDTH)
        made += framed(_frame(record, translate, name, cases), body, None, translate)
    return made


def _frame(record: MeetingPrint, translate: Translate, name: str, cases: list[Case]) -> Frame:
    meeting, kind = record.agenda.meeting, _LISTS[name]
    listed = translate(f"preparation.list.{name}")
    count = sum(kind.counted(case) for case in cases)
    said = translate(f"preparation.{kind.count}", count=count) if count else ""
    strip = (
        (translate("preparation.date"), start_words(meeting, translate)),
        (translate("preparation.place"), meeting.room),
        (translate("preparation.cases"), translate("preparation.count", count=len(cases))),
        ("", said),
    )
    return Frame(
        title=translate("preparation.title", meeting=meeting.title, list=listed),
        note=translate("preparation.note"),
        letterhead=record.letterhead,
        stamp=record.stamp,
        name="",
        strip=tuple(part for part in strip if part[1]),
        sign=coded(meeting_code(meeting)),
        bookmark=listed,
    )


def _table(name: str, kind: _List, cases: list[Case], translate: Translate) -> Strips:
    heads = (translate("preparation.patient"), translate(f"preparation.bring.{name}"))
    cells = [
        Cell(x, width, (Span(words, TABLE_HEAD),))
        for x, width, words in zip((_NUMBER, _NUMBER + _WHO), (_WHO, _REST), heads, strict=True)
    ]
    head = compose(cells, below=2)[0]
    head = replace(head, rules=(Rule(0, head.height, TEXT_WIDTH, RULE_HEAD, MUTED),), keep=True)
    strips: Strips = [head]
    for case in cases:
        strips += _row(case, list(kind.said(case)), head)
    return strips if cases else []


def _row(case: Case, said: list[str], head: Strip) -> Strips:
    """Return a case: a box to tick, who it is, what to bring, one line each."""
    who = [Span(text(case.reading.document, "patient.name"), _NAME)]
    who += [Span(f"\n{words}", SECONDARY.muted()) for words in _identity(case) if words]
    who += [Span(f"\n{words}", SECONDARY.strong()) for words in warnings(case) if words]
    cells = [
        Cell(_BOX + 2 * MM, _NUMBER - _BOX - 3 * MM, (Span(str(case.row.position), _NAME),)),
        Cell(_NUMBER, _WHO - 3 * MM, tuple(who)),
        Cell(_NUMBER + _WHO, _REST, (Span("\n".join(filter(None, said)) or " ", BODY),)),
    ]
    strips = compose(cells, above=2.5, below=3)
    box = Mark(0, 13.5, "box", _BOX, INK)
    strips[0] = replace(strips[0], marks=(*strips[0].marks, box))
    last = strips[-1]
    line = Rule(0, last.height, TEXT_WIDTH, RULE_ROW, HAIRLINE)
    strips[-1] = replace(last, rules=(*last.rules, line))
    return [replace(strip, head=(head,)) for strip in strips]


def _identity(case: Case) -> Iterator[str]:
    reading = case.reading
    sex, birth = reading.say("patient.sex"), reading.say("patient.birth_date")
    yield reading.joined((sex, birth))
    yield reading.joined((reading.say("patient.mrn"), case.code))
    yield from sender(reading)


# what each list says of a case


def _radiology(case: Case) -> Iterator[str]:
    reading = case.reading
    yield reading.say("referral.question")
    found = rows(reading.document, "imaging")
    for index in range(len(found)):
        yield _film(case, index)
    if not found:
        yield case.translate("preparation.no_imaging")
    elif not any(text(row, "modality") == "mri" for row in found):
        yield case.translate("preparation.no_mri")


def _film(case: Case, index: int) -> str:
    reading, path = case.reading, f"imaging[{index}]"
    head = reading.spaced(
        (
            capital(reading.say(f"{path}.modality")),
            text(reading.document, f"{path}.date"),
            reading.say(f"{path}.region"),
        )
    )
    more = [reading.say(f"{path}.{key}") for key in ("place", "available", "accession_number")]
    more.append(case.translate("preparation.away") if _is_away(case, index) else "")
    report = reading.say(f"{path}.report")
    return head + reading.bracketed(reading.joined(more, "list")) + (f" {report}" if report else "")


def _is_away(case: Case, index: int) -> bool:
    """Tell whether a film is not at hand: made elsewhere and not known to be available."""
    row = rows(case.reading.document, "imaging")[index]
    at_hand = flag(row, "available")
    return at_hand is False or (text(row, "place") == "outside" and at_hand is None)


def _outside(case: Case) -> int:
    found = rows(case.reading.document, "imaging")
    return sum(
        1
        for index, row in enumerate(found)
        if text(row, "place") == "outside" or _is_away(case, index)
    )


def _pathology(case: Case) -> Iterator[str]:
    reading = case.reading
    yield capital(primary(reading))
    found = rows(reading.document, "pathology")
    for index, row in enumerate(found):
        path = f"pathology[{index}]"
        head = reading.spaced((text(row, "date"), reading.say(f"{path}.specimen")))
        result = reading.say(f"{path}.result")
        more = reading.facts(path, ("number", "biopsy_needed"), "list")
        said = reading.joined((head, result), "list")
        yield said + reading.bracketed(more) if said else more
    if not found:
        yield case.translate("preparation.no_pathology")


def _needed(case: Case) -> int:
    found = rows(case.reading.document, "pathology")
    return int(any(flag(row, "biopsy_needed") for row in found))


def _others(case: Case) -> Iterator[str]:
    """Yield who is invited, what is missing, and what anaesthesia must know."""
    reading, translate, document = case.reading, case.translate, case.reading.document
    yield reading.say("referral.question")
    invited = [translate.code("discipline", code) for code in _invited(reading)]
    said = reading.joined(invited, "enum")
    yield translate("preparation.invited", disciplines=said) if invited else ""
    labels = reading.joined((reading.label(path) for path in case.row.missing), "enum")
    yield translate("preparation.lacks", fields=labels) if labels else ""
    yield reading.joined((neurology(reading), reading.facts("performance", ("ecog", "kps", "asa"))))
    if get(document, "history.comorbidities"):
        ill = reading.list_of("history.comorbidities", ("name", "detail"))
        yield translate("preparation.comorbidities", words=ill)
    if get(document, "history.anticoagulants"):
        taken = reading.list_of("history.anticoagulants", ("drug", "last_dose"))
        yield case.t("anticoagulants", words=taken)
    allergies, implants = (reading.say(f"history.{key}") for key in ("allergies", "implants"))
    yield case.t("allergies", words=allergies) if allergies else ""
    yield translate("preparation.implants", words=implants) if implants else ""


def _invited(reading: Reading) -> tuple[str, ...]:
    return items(reading.document, "referral.requested_disciplines")


def _incomplete(case: Case) -> int:
    return int(bool(case.row.missing))


_LISTS: Mapping[str, _List] = {
    "radiology": _List(_radiology, _outside, "outside"),
    "pathology": _List(_pathology, _needed, "needed"),
    "others": _List(_others, _incomplete, "missing_count"),
}
