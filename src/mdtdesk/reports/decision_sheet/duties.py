# SPDX-License-Identifier: MIT
"""The sheet's lower half: reservations, overridden checks, who does what, who recorded it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mdtdesk.domain.document import Document, rows, text
from mdtdesk.reports.agenda.case import capital
from mdtdesk.reports.blocks import Strips, paragraph, section
from mdtdesk.reports.minutes.item import Discussed
from mdtdesk.reports.review_summary.decision import rest
from mdtdesk.reports.strips import Cell, Span, compose
from mdtdesk.reports.style import (
    BODY,
    MM,
    SECONDARY,
    SECTION,
    TEXT_WIDTH,
    Type,
)

_NAME = 26 * MM
_QUARTER = TEXT_WIDTH / 4
_KEPT = ("recorder", "ratified", "basis")


def dissent(of: Discussed) -> Strips:
    """Return who kept a reservation, and which."""
    body: Strips = []
    for row in rows(of.item.decision, "dissent"):
        body += _named(text(row, "person"), text(row, "text"))
    return section(of.translate("sheet.dissent"), TEXT_WIDTH, body)


def _named(who: str, said: str) -> Strips:
    return compose(
        [
            Cell(0, _NAME - 2 * MM, (Span(who, BODY.strong()),)),
            Cell(_NAME, TEXT_WIDTH - _NAME, (Span(said, BODY),)),
        ]
    )


def _rows_of(of: Discussed, *keys: str) -> list[tuple[str, str]]:
    found = rest(of.now, of.decision_path, of.item.decision)
    return [(key, said) for key, said in found if key in keys and said]


def checks(of: Discussed) -> Strips:
    """Return the checks that were overridden, with reason and person."""
    body: Strips = []
    for _, said in _rows_of(of, "overridden"):
        body += paragraph(said, TEXT_WIDTH)
    return section(of.translate("sheet.checks"), TEXT_WIDTH, body)


def kept(of: Discussed) -> Strips:
    """Return who recorded it when, what it rests on, and who ratified it."""
    said = (
        f"{of.now.t(f'row.{key}')}{of.translate('print.colon')}{words}"
        for key, words in _rows_of(of, *_KEPT)
    )
    return paragraph(of.now.joined(said, "stop"), TEXT_WIDTH, SECONDARY.muted())


def duties(of: Discussed) -> Strips:
    """Return owner, who tells the patient, what the patient says, what was done, in quarters."""
    decision = of.item.decision
    quarters = [
        ("owner", text(decision, "owner"), _day(of, "due", text(decision, "due_on"))),
        (
            "inform",
            text(decision, "informs.person"),
            _day(of, "inform_by", text(decision, "informs.by")),
        ),
        ("agreed", *_later(of, "patient_plan", ("agreed", "by"))),
        ("done", *_later(of, "carried_out", ("state", "reason"))),
    ]
    heads = [of.translate(f"sheet.{key}") for key, _, _ in quarters]
    who = [first or of.translate("sheet.open") for _, first, _ in quarters]
    types = [SECTION if first else BODY.muted() for _, first, _ in quarters]
    body = _quarters(heads, [SECONDARY.muted()] * 4)
    body += _quarters(who, types)
    body += _quarters([last or " " for _, _, last in quarters], [SECONDARY] * 4)
    return section(of.translate("sheet.duties"), TEXT_WIDTH, body)


def _quarters(said: Sequence[str], types: Sequence[Type]) -> Strips:
    cells = [
        Cell(n * _QUARTER, _QUARTER - 3 * MM, (Span(words, kind),))
        for n, (words, kind) in enumerate(zip(said, types, strict=True))
    ]
    return [replace(strip, keep=True) for strip in compose(cells)]


def _day(of: Discussed, key: str, day: str) -> str:
    return of.translate(f"sheet.{key}", day=day) if day else ""


def _later(of: Discussed, key: str, codes: tuple[str, str]) -> tuple[str, str]:
    """Return the code that was recorded, and who said it, when and in which words."""
    path = f"{of.decision_path}.{key}"
    found: Document = of.item.decision
    if key not in found:
        return "", ""
    first = capital(of.now.say(f"{path}.{codes[0]}"))
    return first, of.now.facts(path, (codes[1], "at", "text"))
