# SPDX-License-Identifier: MIT
"""Discussions, the latest first: who was there, what each said, what came of it."""

from __future__ import annotations

from functools import partial

from mdtdesk.domain.document import Document, flag, get, rows, text
from mdtdesk.reports.blocks import (
    Column,
    Line,
    Strips,
    blank_lines,
    columns,
    gap,
    paragraph,
    section,
    table,
)
from mdtdesk.reports.blocks import signatures as signature_lines
from mdtdesk.reports.kinds import code, lowered, shown_moment
from mdtdesk.reports.review_summary.decision import asked, decision, named
from mdtdesk.reports.review_summary.reading import Reading
from mdtdesk.reports.strips import Strip
from mdtdesk.reports.style import BODY, MM, SECONDARY, TEXT_WIDTH

_BETWEEN = 14
_BLANK_OPINIONS = 4


def discussions(reading: Reading) -> list[Strips]:
    """Return the sections of every discussion, and lines to write on where none has decided."""
    found = rows(reading.document, "discussions")
    sections: list[Strips] = []
    for index in reversed(range(len(found))):
        path = f"discussions[{index}]"
        sections.append(_discussion(reading, path, found[index]))
        sections.append(decision(reading, f"{path}.decision"))
        for at in range(len(rows(found[index], "earlier_decisions"))):
            sections.append(decision(reading, f"{path}.earlier_decisions[{at}]"))
    closed = bool(text(reading.document, "closed.reason"))
    if not closed and (not found or get(found[-1], "decision") is None):
        sections = [*sections, *_to_be_filled(reading)]
    return sections


def _discussion(reading: Reading, path: str, found: Document) -> Strips:
    body: Strips = []
    origin = reading.imported(path)
    if origin:
        body += paragraph(origin, TEXT_WIDTH, SECONDARY.strong())
    about = _about(reading, path, found)
    if about:
        body += paragraph(about, TEXT_WIDTH, SECONDARY.muted())
    deferral = reading.facts(f"{path}.deferral", ("reason", "text"))
    if deferral:
        outcome = reading.facts(path, ("outcome",))
        words = reading.joined((outcome[:1].upper() + outcome[1:], deferral))
        body += [gap(2), *paragraph(words, TEXT_WIDTH, BODY.strong())]
    opinions = _opinions(reading, path, found)
    body += [gap(2), *opinions] if opinions else []
    note = _when(reading, path, found)
    if not deferral:
        note = reading.joined((note, reading.facts(path, ("outcome",))))
    body = body or paragraph(reading.translate("print.dash"), TEXT_WIDTH) if note else body
    return section(reading.t("opinions"), TEXT_WIDTH, body, note=note)


def _when(reading: Reading, path: str, found: Document) -> str:
    """Return the meeting's day and the minutes of this discussion."""
    start, end = text(found, "started_at"), text(found, "ended_at")
    day = text(found, "meeting.date")
    times = shown_moment(start or end)
    if start and end:
        same = start[:10] == end[:10] and "T" in end
        times = f"{times}–{end[11:16] if same else shown_moment(end)}"
    if day and times.startswith(day):
        day = ""
    return reading.joined((day, times, reading.say(f"{path}.mode")))


def _about(reading: Reading, path: str, found: Document) -> str:
    """Return meeting, presenter, attendance by presence and quorum."""
    people: dict[str, list[str]] = {}
    for index, row in enumerate(rows(found, "attendance")):
        inner = f"{path}.attendance[{index}]"
        who = text(row, "person") + reading.bracketed(
            reading.facts(inner, ("title", "discipline"), "list")
        )
        people.setdefault(text(row, "presence"), []).append(who)
    presence = [
        (
            lowered(reading.translate, code(reading.translate, "presence", kind))
            + reading.translate("print.colon")
            if kind
            else ""
        )
        + reading.joined(names, "enum")
        for kind, names in people.items()
    ]
    meeting = reading.facts(f"{path}.meeting", ("title", "starts_at", "room"), "list")
    presenter = reading.say(f"{path}.presenter")
    return reading.joined((meeting, presenter, *presence, _quorum(reading, path, found)), "stop")


def _quorum(reading: Reading, path: str, found: Document) -> str:
    met = flag(found, "quorum.met")
    words = reading.say(f"{path}.quorum.met") if met is not None else ""
    missing = rows_of_text(found)
    if missing:
        names = reading.joined((code(reading.translate, "discipline", d) for d in missing), "enum")
        words = reading.joined((words, reading.t("quorum_lacks", disciplines=names)), "list")
    return words


def rows_of_text(found: Document) -> tuple[str, ...]:
    """Return the disciplines that the quorum lacked."""
    missing = get(found, "quorum.missing")
    return tuple(str(d) for d in missing) if isinstance(missing, tuple) else ()


def _opinions(reading: Reading, path: str, found: Document) -> Strips:
    places = (
        Column("", 36 * MM, BODY.strong()),
        Column("", 30 * MM, BODY.muted()),
        Column("", 114 * MM),
    )
    lines = []
    for index, row in enumerate(rows(found, "opinions")):
        inner = f"{path}.opinions[{index}]"
        discipline = reading.say(f"{inner}.discipline")
        who = reading.spaced((text(row, "person"), text(row, "title")))
        at = text(row, "at")
        at = at[11:16] if at[:10] == text(found, "started_at")[:10] else shown_moment(at)
        said = reading.say(f"{inner}.text") + reading.bracketed(at)
        first = discipline[:1].upper() + discipline[1:]
        lines.append(Line((first, who, said)))
    return table(places, lines) if lines else []


def _to_be_filled(reading: Reading) -> list[Strips]:
    """Return lines to write on at the meeting, conclusion and procedures beside each other."""
    labels = asked(reading) or [""] * _BLANK_OPINIONS
    x = 54 * MM if any(labels) else 0
    return [
        section(reading.t("opinions"), TEXT_WIDTH, blank_lines(labels, TEXT_WIDTH, x)),
        columns((partial(_lines, reading, "conclusion"), partial(_lines, reading, "procedures"))),
    ]


def _lines(reading: Reading, of: str, width: float) -> Strips:
    numbered = of == "procedures"
    lines = ["1", "2", "3"] if numbered else [""] * 3
    return section(reading.t(of), width, blank_lines(lines, width, 8 * MM if numbered else 0))


def signature_foot(reading: Reading) -> Strip:
    """Return the lines to sign on, with the names of the latest decision."""
    found = rows(reading.document, "discussions")
    path = f"discussions[{len(found) - 1}].decision" if found else ""
    return signature_lines(named(reading, path))
