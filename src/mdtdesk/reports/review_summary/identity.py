# SPDX-License-Identifier: MIT
"""Who the summary is about: the strip on every page and what else identifies the patient."""

from __future__ import annotations

from mdtdesk.domain import dates
from mdtdesk.domain.document import get, group, text
from mdtdesk.reports.blocks import Strips, gap, paragraph
from mdtdesk.reports.page import Frame, strip_width
from mdtdesk.reports.review_summary.reading import Reading
from mdtdesk.reports.style import BODY, SECONDARY, TEXT_WIDTH

_ALWAYS = 5
_STRIP_AT_MOST = 60  # characters: a longer value stands whole under the strip and shortened in it


def frame(reading: Reading) -> Frame:
    """Return the frame of every page."""
    return Frame(
        title=reading.t("title"),
        note=reading.t("purpose"),
        letterhead=reading.record.letterhead,
        stamp=reading.record.stamp,
        name=shortened(text(reading.document, "patient.name")),
        strip=_split_strip(reading)[0],
    )


Part = tuple[str, str]


def _split_strip(reading: Reading) -> tuple[tuple[Part, ...], list[Part]]:
    """Return what stands in the strip in one line, and what has no room there.

    Whatever happens the strip holds sex, age, birth date, both numbers; a value too long for it is
    shortened there and stands whole among the rest.
    """
    parts = [part for part in _strip(reading) if part[1]]
    rest = [part for part in parts if shortened(part[1]) != part[1]]
    shown = [(label, shortened(value)) for label, value in parts]
    name = shortened(text(reading.document, "patient.name"))
    fixed = sum(1 for part in _strip(reading)[:_ALWAYS] if part[1])
    while len(shown) > fixed and strip_width(name, shown) > TEXT_WIDTH:
        shown.pop()
        if parts[len(shown)] not in rest:
            rest.append(parts[len(shown)])
    return tuple(shown), rest


def _strip(reading: Reading) -> tuple[Part, ...]:
    t = reading.t
    bed = text(reading.document, "referral.bed")
    ward = text(reading.document, "referral.ward")
    place = t("ward_and_bed", ward=ward, bed=bed) if ward and bed else ward or bed
    return (
        ("", reading.say("patient.sex")),
        ("", _age(reading)),
        (t("born"), reading.say("patient.birth_date")),
        (t("mrn"), reading.say("patient.mrn")),
        (t("case"), reading.record.number),
        ("", place and place + reading.unconfirmed("referral.ward")),
        ("", reading.say("referral.setting")),
    )


def _age(reading: Reading) -> str:
    patient = group(reading.document, "patient")
    ages = dates.age(patient, reading.record.today)
    words = dates.show_age(ages, reading.translate)
    return words + reading.unconfirmed("patient.age_years") if words else ""


def shortened(value: str) -> str:
    """Return a value in one line of a place that has no room for more."""
    line = " ".join(value.split())
    return line if len(line) <= _STRIP_AT_MOST else f"{line[:_STRIP_AT_MOST]}…"


def contacts(reading: Reading) -> Strips:
    """Return the other numbers and who is called, and in full what was too long for the strip."""
    source = text(reading.document, "source")
    phrases = [
        *_in_full(reading),
        reading.list_of("patient.identifiers", ("value", "kind")) if _has(reading) else "",
        reading.say("patient.phone"),
        _contact(reading),
        reading.t("source", words=source) if source else "",
    ]
    words = reading.joined(phrases, "stop")
    death = reading.joined((reading.say("patient.death.date"), reading.say("patient.death.cause")))
    strips: Strips = []
    if words:
        strips += paragraph(words, TEXT_WIDTH, SECONDARY.muted())
    if get(reading.document, "patient.death") is not None:
        strips += paragraph(reading.t("died", words=death), TEXT_WIDTH, BODY.strong())
    strips += _namesakes(reading)
    return [*strips, gap(3)] if strips else []


def no_mistake(reading: Reading) -> Strips:
    """Return what the strip has no room for, and other patients of the same name."""
    words = reading.joined(_in_full(reading), "stop")
    strips = paragraph(words, TEXT_WIDTH, SECONDARY.muted()) if words else []
    strips += _namesakes(reading)
    return [*strips, gap(3)] if strips else []


def _in_full(reading: Reading) -> list[str]:
    name = text(reading.document, "patient.name")
    rest = [f"{label} {value}".strip() for label, value in _split_strip(reading)[1]]
    return [name, *rest] if shortened(name) != name else rest


def _namesakes(reading: Reading) -> Strips:
    strips: Strips = []
    for other in reading.record.namesakes:
        words = reading.t("namesake", birth=other.birth, mrn=other.mrn)
        strips += paragraph(words, TEXT_WIDTH, BODY.strong())
    return strips


def _has(reading: Reading) -> bool:
    return bool(get(reading.document, "patient.identifiers"))


def _contact(reading: Reading) -> str:
    contact = reading.facts("patient.contact", ("name", "relation", "phone"), "list")
    return reading.t("contact", contact=contact) if contact else ""
