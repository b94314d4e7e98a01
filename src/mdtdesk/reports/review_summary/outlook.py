# SPDX-License-Identifier: MIT
"""The patient's wishes, the prognosis as typed in, scores that were kept, answers of a person."""

from __future__ import annotations

from collections.abc import Mapping

from mdtdesk.domain import kept_words
from mdtdesk.domain.document import Document, Value, get, group, leaves, number, rows, text
from mdtdesk.reports.blocks import Column, Labelled, Line, Strips, labelled, section, spans, table
from mdtdesk.reports.kinds import code, shown_number
from mdtdesk.reports.review_summary import said
from mdtdesk.reports.review_summary.reading import Reading
from mdtdesk.reports.strips import Span
from mdtdesk.reports.style import BODY, MM, SECONDARY, TEXT_WIDTH


def outlook(reading: Reading, width: float) -> Strips:
    """Return what the patient wants, estimates of survival, answers typed into scores."""
    lines = [Labelled(reading.t(f"row.{key}"), words) for key, words in _rows(reading) if words]
    body = labelled(lines, width, reading.label_width)
    return section(reading.t("outlook"), width, body)


def _rows(reading: Reading) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = [("wishes", reading.say("wishes"))]
    for index, row in enumerate(rows(reading.document, "prognosis")):
        found.append(("prognosis", _estimate(reading, f"prognosis[{index}]", row)))
    if get(reading.document, "prognosis") == ():
        none = reading.translate("print.none") + reading.unconfirmed("prognosis")
        found.append(("prognosis", none))
    given, colon = group(reading.document, "answers"), reading.translate("print.colon")
    for instrument, answers in given.items():
        if not said.answers(reading, instrument, group(given, instrument)):
            name = code(reading.translate, "instrument", instrument)
            found.append(("answers", name + colon + _flat(reading, answers)))
    return found


def _estimate(reading: Reading, path: str, row: Document) -> str:
    tool = text(row, "tool")
    name = reading.t("by_doctor") if tool == "doctor" else tool
    probability = number(row, "probability")
    chance = ""
    if probability is not None:
        chance = reading.t("probability", percent=shown_number(round(probability * 100, 6)))
    what = reading.joined(
        (reading.say(f"{path}.months"), chance, reading.say(f"{path}.horizon_months")), "list"
    )
    who = reading.facts(path, ("version", "person", "date"), "list")
    words = f"{name}{reading.translate('print.colon')}{what}" if what else name
    return words + reading.bracketed(who) + reading.unconfirmed(path)


def _flat(reading: Reading, value: Value) -> str:
    if not isinstance(value, Mapping):
        return str(value)
    equal = reading.translate("print.equals")
    return reading.joined((f"{key}{equal}{item}" for key, item in leaves(value)), "stop")


def scores(reading: Reading) -> Strips:
    """Return kept scores: totals first, items and points under them.

    What was kept as it is today, with every item, is named with its total in one line.
    """
    columns = (
        Column(reading.t("score.instrument"), 44 * MM, BODY.strong()),
        Column(reading.t("score.lesion"), 44 * MM),
        Column(reading.t("score.total"), 16 * MM, BODY.strong(), "right"),
        Column(reading.t("score.band"), 34 * MM),
        Column(reading.t("score.kept"), 42 * MM),
    )
    lines: list[Line] = []
    same: dict[str, list[str]] = {}
    for index, row in enumerate(rows(reading.document, "scores")):
        if said.as_today(reading, row) and not reading.imported(f"scores[{index}]"):
            when = reading.facts(f"scores[{index}]", _OCCASION, "list")
            same.setdefault(when, []).append(_brief(reading, index, row))
        else:
            lines.append(_score(reading, index, row))
    body = table(columns, lines) if lines else []
    for when, brief in same.items():
        head = Span(reading.translate("scores.as_today", when=when), SECONDARY.strong())
        told = reading.joined(dict.fromkeys(brief), "stop")  # two who sign in one minute keep twice
        words = Span(f"  {told}", SECONDARY.muted())
        body += spans((head, words), TEXT_WIDTH)
    return section(reading.t("scores"), TEXT_WIDTH, body)


_OCCASION = ("occasion", "at", "by")


def _brief(reading: Reading, index: int, row: Document) -> str:
    """Say a kept result without its items: which, of which lesion, its total or grade, its band."""
    lesion, total = text(row, "lesion"), number(row, "total")
    name = reading.say(f"scores[{index}].instrument") + reading.bracketed(text(row, "version"))
    value = shown_number(total) if total is not None else text(row, "answers.grade")
    said = reading.spaced((value, kept_words.band(row, reading.translate.language)))
    said = said or reading.translate("print.dash")
    place = reading.lesion_by_id(lesion) + reading.translate("print.colon") if lesion else ""
    return reading.spaced((name, place + said))


def _score(reading: Reading, index: int, row: Document) -> Line:
    path = f"scores[{index}]"
    lesion = text(row, "lesion")
    total = number(row, "total")
    name = reading.say(f"{path}.instrument") + reading.bracketed(text(row, "version"))
    note = reading.joined(
        (
            reading.imported(path),
            *kept_words.items(row, reading.translate),
            reading.say(f"{path}.overridden"),
        ),
        "stop",
    )
    return Line(
        (
            name,
            reading.lesion_by_id(lesion) if lesion else "",
            shown_number(total) if total is not None else reading.translate("print.dash"),
            kept_words.band(row, reading.translate.language),
            reading.facts(path, _OCCASION, "list"),
        ),
        note,
    )
