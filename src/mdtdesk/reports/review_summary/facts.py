# SPDX-License-Identifier: MIT
"""The question and the patient's state: what is narrow enough for two columns."""

from __future__ import annotations

from collections.abc import Sequence

from mdtdesk.domain.document import get, rows, text
from mdtdesk.domain.prints import Clock
from mdtdesk.reports.blocks import Labelled, Strips, gap, labelled, lead, paragraph, section
from mdtdesk.reports.kinds import lowered
from mdtdesk.reports.review_summary.reading import Reading
from mdtdesk.reports.strips import Cell, Shape, Span, compose
from mdtdesk.reports.style import BODY, DANGER, FINE, MM, SECONDARY, TEXT_WIDTH, WARNING

_SIGNS: dict[str, tuple[Shape, str]] = {
    "neurological": ("up", DANGER),
    "impending_fracture": ("diamond", WARNING),
    "routine": ("disc", FINE),
}
_DAYS_FROM = 72  # hours: from here on an elapsed time is said in days


def question(reading: Reading, width: float = TEXT_WIDTH) -> Strips:
    """Return what the room must answer, how urgent it is and who asked."""
    body: Strips = []
    if text(reading.document, "referral.question"):
        body += lead(reading.say("referral.question"), width)
    urgency = reading.say("referral.urgency")
    sender = reading.joined(
        reading.say(f"referral.{k}") for k in ("received_at", "department", "doctor", "phone")
    )
    clocks = reading.joined(
        (clock_words(reading, clock) for clock in reading.record.clocks), "stop"
    )
    sign = _SIGNS.get(text(reading.document, "referral.urgency"))
    x = 3.4 * MM if sign else 0
    words = [Span(urgency[:1].upper() + urgency[1:], BODY.strong())] if urgency else []
    rest = reading.joined((sender, clocks), "stop")
    if rest:
        words.append(Span(f"  {rest}" if words else rest, SECONDARY.muted()))
    if words:
        body += compose([Cell(x, width - x, tuple(words), mark=sign)], above=1)
    asked = reading.say("referral.requested_disciplines")
    if asked:
        body += paragraph(asked, width, SECONDARY.muted())
    return section(reading.t("question"), width, body)


def clock_words(reading: Reading, clock: Clock) -> str:
    """Say how long a clock has run, and against which target of whose."""
    words = reading.t(
        f"clock.{clock.kind}.{'stopped' if clock.until else 'running'}",
        since=clock.since.replace("T", " "),
        until=clock.until.replace("T", " "),
        time=_elapsed(reading, clock.hours),
    )
    if clock.target is None:
        return words
    target = reading.t("clock.target", time=_elapsed(reading, clock.target), source=clock.source)
    return words + reading.bracketed(target.strip(" ,，"))


def _elapsed(reading: Reading, hours: float) -> str:
    if hours < _DAYS_FROM:
        return reading.t("clock.hours", count=int(hours))
    return reading.t("clock.days", count=int(hours // 24))


def _rows(reading: Reading, pairs: Sequence[tuple[str, str]], width: float) -> Strips:
    lines = [Labelled(reading.t(f"row.{key}"), words) for key, words in pairs if words]
    return labelled(lines, width, reading.label_width)


def history(reading: Reading, width: float, *, told: bool = True) -> Strips:
    """Return the history with what anaesthesia and bleeding hang on; ``told`` includes its text."""
    body: Strips = []
    if told and text(reading.document, "history.text"):
        body += [*paragraph(reading.say("history.text"), width), gap(3)]
    elif not told:
        body += [*paragraph(reading.t("history_below"), width, SECONDARY.muted()), gap(2)]
    pairs = (
        ("comorbidities", reading.list_of("history.comorbidities", ("name", "detail"))),
        ("anticoagulants", reading.list_of("history.anticoagulants", ("drug", "last_dose"))),
        ("allergies", reading.say("history.allergies")),
        ("implants", reading.say("history.implants")),
    )
    body += _rows(reading, pairs, width)
    return section(reading.t("history"), width, _without_last_gap(body))


def full_history(reading: Reading) -> Strips:
    """Return the text of a history that is too long for a column."""
    body = paragraph(reading.say("history.text"), TEXT_WIDTH)
    return section(reading.t("history_in_full"), TEXT_WIDTH, body)


def _without_last_gap(strips: Strips) -> Strips:
    return strips[:-1] if strips and strips[-1].gap else strips


_PRIMARY = (
    "site",
    "detail",
    "histology",
    "diagnosed_on",
    "state",
    "stage",
    "hormone_dependent",
    "targeted_therapy",
)
_BONE = ("bone_metastases", "extraspinal_bone_count", "vertebral_count")


def disease(reading: Reading, width: float) -> Strips:
    """Return the primary, its spread and what was done about it."""
    pairs = (
        ("primary", _primary(reading)),
        ("biomarkers", reading.list_of("primary.biomarkers", ("name", "result", "date"))),
        ("codes", reading.list_of("primary.codes", ("code", "text", "system", "version"))),
        ("organs", organs(reading)),
        ("bone", reading.facts("systemic", _BONE)),
        ("treatments", _treatments(reading)),
        ("chemotherapy", reading.say("systemic.previous_chemotherapy")),
    )
    body = _rows(reading, pairs, width)
    note = reading.say("systemic.assessed_on")
    return section(reading.t("disease"), width, body, note=note)


def _primary(reading: Reading) -> str:
    """Return site, histology and state; the site is not said twice."""
    words = [reading.say(f"primary.{key}") for key in _PRIMARY]
    if words[0] and not words[1] and words[2].startswith(words[0]):
        words[0] = ""
    return reading.joined(words)


def organs(reading: Reading) -> str:
    """Say the visceral metastases with what is known of each, or that there are none."""
    visceral = rows(reading.document, "systemic.visceral")
    if not visceral:
        empty = get(reading.document, "systemic.visceral") is not None
        return reading.t("no_visceral") + reading.unconfirmed("systemic.visceral") if empty else ""
    entries = []
    for index, row in enumerate(visceral):
        path = f"systemic.visceral[{index}]"
        name = reading.say(f"{path}.name") or reading.say(f"{path}.organ")
        rest = reading.facts(path, ("pattern", "removable", "treatable"), "list")
        entries.append(name + (reading.translate("print.colon") + rest if rest else ""))
        del row
    return reading.joined(entries, "stop")


def _treatments(reading: Reading) -> str:
    """Return earlier treatments, each with its date and the lesions it was for."""
    if get(reading.document, "treatments") == ():
        return reading.translate("print.none") + reading.unconfirmed("treatments")
    entries = []
    for index, row in enumerate(rows(reading.document, "treatments")):
        path = f"treatments[{index}]"
        lesions = get(row, "lesions") or ()
        at = [reading.lesion_by_id(str(i)) for i in lesions] if isinstance(lesions, tuple) else []
        what = reading.joined((reading.say(f"{path}.kind"), reading.say(f"{path}.detail")), "list")
        rest = reading.joined((reading.say(f"{path}.date"), *at), "list")
        entries.append(what + reading.bracketed(rest))
    return reading.joined(entries, "stop")


def function(reading: Reading, width: float) -> Strips:
    """Return neurology, pain and what the patient can do and stand."""
    neurology = ("frankel", "ais", "level", "bladder_bowel", "ambulatory", "deficit_onset", "text")
    pairs = (
        ("neurology", reading.facts("neurology", neurology)),
        ("pain", reading.facts("pain", ("rest", "loading", "analgesic", "text"))),
        ("performance", reading.facts("performance", ("ecog", "kps", "asa"))),
        ("frailty", _frailty(reading)),
    )
    body = _rows(reading, pairs, width)
    note = reading.say("performance.assessed_on")
    return section(reading.t("function"), width, body, note=note)


def _frailty(reading: Reading) -> str:
    """Return the frailty items that are there, and those that were looked for and are not."""
    found = get(reading.document, "performance.frailty")
    if found is None or isinstance(found, (str, int, float, tuple)):
        return ""
    name = reading.translate.field
    words: dict[bool, list[str]] = {True: [], False: []}
    for item, value in found.items():
        path = f"performance.frailty.{item}"
        label = lowered(reading.translate, name(path))
        words[value is True].append(label + reading.unconfirmed(path))
    present = reading.joined(words[True], "enum")
    absent = reading.joined(words[False], "enum")
    return reading.joined(
        (present, reading.t("frailty_absent", items=absent) if absent else ""), "stop"
    )
