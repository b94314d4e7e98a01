# SPDX-License-Identifier: MIT
"""The agenda's first column: who it is, how urgent, and how the case came here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mdtdesk.domain import dates
from mdtdesk.domain.document import group, text
from mdtdesk.reports.agenda.case import QUIET, SIGNS, SMALL, STRONG, Case, lines
from mdtdesk.reports.blocks import Strips
from mdtdesk.reports.codes import qr
from mdtdesk.reports.kinds import lowered
from mdtdesk.reports.review_summary.facts import clock_words
from mdtdesk.reports.review_summary.reading import Reading
from mdtdesk.reports.strips import Cell, Span, beside, compose
from mdtdesk.reports.style import MM, Type

_NAME, _NUMBER = Type(10.5, 14, bold=True), Type(13, 14, bold=True)
_INDENT = 7.4 * MM
_QR, _QR_BELOW = 6.2 * MM, 16.0
_URGENT = {"neurological": "danger", "impending_fracture": "warning"}


def patient(case: Case, width: float) -> Strips:
    """Return number, name, urgency, identifiers, warnings, and who sends the patient."""
    name = text(case.reading.document, "patient.name") or case.translate("print.dash")
    head = [
        Cell(0, _INDENT, (Span(str(case.row.position), _NUMBER),)),
        Cell(_INDENT, width - _INDENT + 0.5 * MM, (Span(name, _NAME),)),
    ]
    first, *rest = compose(head)
    sign = qr(case.code, 0, _QR, y=_QR_BELOW)
    return [
        replace(beside(first, sign), height=first.height, keep=first.keep),
        *rest,
        *_urgency(case, width),
        *lines(_numbers(case), width, SMALL, x=_INDENT),
        *lines(warnings(case), width, STRONG, x=_INDENT),
        *lines(sender(case.reading), width, QUIET, x=_INDENT),
        *_clocks(case, width),
    ]


def _urgency(case: Case, width: float) -> Strips:
    said = case.reading.say("referral.urgency")
    tone = _URGENT.get(text(case.reading.document, "referral.urgency"), "")
    times = case.row.carried.times
    whole = case.reading.joined(
        (
            said[:1].upper() + said[1:],
            case.t("ratification") if case.row.kind == "ratification" else "",
            case.t("carried", count=times) if times else "",
            lowered(case.translate, case.translate("worklist.do_not_wait"))
            if case.waits_for_nothing
            else "",
        )
    )
    x = _INDENT + (3.2 * MM if tone else 0)
    cell = Cell(x, width - x, (Span(whole, STRONG),), mark=SIGNS.get(tone))
    return compose([cell]) if whole else []


def _numbers(case: Case) -> Iterator[str]:
    reading = case.reading
    ages = dates.age(group(reading.document, "patient"), reading.record.today)
    age = dates.show_age(ages, case.translate)
    age += reading.unconfirmed("patient.age_years") if age else ""
    who = reading.spaced((reading.say("patient.sex"), age))
    yield reading.joined((who, reading.say("patient.birth_date")))
    yield reading.say("patient.mrn")
    yield case.code


def _clocks(case: Case, width: float) -> Strips:
    """Return how long each clock has run; one past its target is not to be overlooked."""
    strips: Strips = []
    for clock in case.reading.record.clocks:
        past = clock.target is not None and clock.hours > clock.target
        words = clock_words(case.reading, clock)
        strips += lines([words], width, STRONG if past else QUIET, x=_INDENT)
    return strips


def warnings(case: Case) -> Iterator[str]:
    """Yield what must not be overlooked: a namesake, a change since the last print, a late case."""
    row, at = case.row, case.printed_at
    for other in case.reading.record.namesakes:
        yield case.t("namesake", birth=other.birth, mrn=other.mrn)
    yield case.t("late") if row.late else ""
    yield case.t("because", words=row.because) if row.because else ""
    yield case.t("new", at=at) if row.new else ""
    if row.changed:
        labels = dict.fromkeys(case.reading.label(path) for path in row.changed)
        yield case.t("changed", at=at, fields=case.reading.joined(labels, "enum"))


def sender(reading: Reading) -> Iterator[str]:
    """Yield where the patient is and who asks."""
    ward, bed = text(reading.document, "referral.ward"), text(reading.document, "referral.bed")
    place = reading.t("ward_and_bed", ward=ward, bed=bed) if ward and bed else ward or bed
    place += reading.unconfirmed("referral.ward") if place else ""
    yield reading.joined((reading.say("referral.setting"), place))
    who = (text(reading.document, f"referral.{key}") for key in ("department", "doctor", "phone"))
    yield reading.spaced(who)
