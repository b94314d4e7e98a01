# SPDX-License-Identifier: MIT
"""The columns of the worklist: what each shows of a row, and how wide it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from mdtdesk.domain import worklist_words as words
from mdtdesk.domain.clocks import Target
from mdtdesk.domain.worklist import CaseRow
from mdtdesk.i18n import Language, Translate
from mdtdesk.ui.models.table import Cell, Column

Now = Callable[[], datetime]
WIDE_FROM = 1600
TONES: Mapping[str, str] = {
    "neurological": "danger",
    "impending_fracture": "warning",
    "routine": "fine",
    "": "not_known",
}
# pixels at 100 %, narrow and from 1600 on; the first holds the page's margin, 0 takes the rest
_WIDTHS: Mapping[Language, Mapping[str, tuple[int, int]]] = {
    "zh": {
        "urgency": (108, 124),
        "name": (132, 144),
        "age": (76, 76),
        "sites": (128, 176),
        "question": (0, 0),
        "primary": (64, 88),
        "status": (80, 92),
        "missing": (64, 72),
        "meets": (104, 112),
        "clock": (120, 132),
        "number": (104, 112),
    },
    "en": {
        "urgency": (148, 152),
        "name": (128, 152),
        "age": (76, 76),
        "sites": (144, 196),
        "question": (0, 0),
        "primary": (80, 96),
        "status": (96, 120),
        "missing": (68, 80),
        "meets": (108, 116),
        "clock": (140, 148),
        "number": (104, 112),
    },
}


def width(column: str, language: Language, *, wide: bool) -> int:
    """Return a column's first width, 0 for the one that stretches."""
    return _WIDTHS[language][column][wide]


def header(name: str) -> str:
    """Return the key of a column's words."""
    return f"worklist_column.{name}"


def columns(now: Now, targets: Mapping[str, Target]) -> tuple[Column[CaseRow], ...]:
    """Return the columns from left to right; ``now`` tells the clocks, that keep the targets."""

    def clock(row: CaseRow, translate: Translate) -> Cell:
        said = words.clock(row, translate, now(), targets)
        if said.alarm:
            return Cell(said.words, said.alarm, sign=said.alarm, bold=True)
        return Cell(said.words, "muted")

    def meets(row: CaseRow, _translate: Translate) -> Cell:
        return Cell(words.short_moment(row.meets_at, now()), "muted")

    def age(row: CaseRow, translate: Translate) -> Cell:
        said = words.person(row, translate, now().date())
        quiet = row.closed or not said
        return Cell(said or translate("worklist.nothing"), "muted" if quiet else "text")

    return (
        Column("urgency", _urgency, 108, sortable=True),
        Column("name", _name, 132, sortable=True),
        Column("age", age, 60, "right"),
        Column("sites", _sites, 128),
        Column("question", _question),
        Column("primary", _primary, 64),
        Column("status", _status, 80),
        Column("missing", _missing, 56),
        Column("meets", meets, 104),
        Column("clock", clock, 100, "right", sortable=True),
        Column("number", lambda row, _t: Cell(row.number, "muted"), 112, "right", sortable=True),
    )


def _urgency(row: CaseRow, translate: Translate) -> Cell:
    tone = TONES[row.urgency]
    alarming = row.undecided and tone in ("danger", "warning")
    said = words.urgency(row, translate, short=True)
    # once decided the sign is muted: red is always work to do
    colour = tone if row.undecided and tone != "not_known" else "muted"
    if row.undecided and tone == "fine":
        return Cell(said, "muted", sign=tone, hue=tone)
    return Cell(said, colour, sign=tone, bold=alarming)


def _name(row: CaseRow, translate: Translate) -> Cell:
    name = row.name or translate("worklist.nothing")
    tone, tip = "muted" if row.closed else "text", ""
    if row.unsaved:
        tip = translate("worklist.unsaved")
    return Cell(name, tone, bold=not row.closed, tip=tip)


def _sites(row: CaseRow, translate: Translate) -> Cell:
    said = row.sites(translate.language)
    return Cell(
        said or translate("worklist.nothing"), "muted" if row.closed or not said else "text"
    )


def _question(row: CaseRow, translate: Translate) -> Cell:
    if not row.question:
        return Cell(translate("worklist.no_question"), "muted")
    return Cell(row.question, "muted" if row.closed else "text")


def _primary(row: CaseRow, translate: Translate) -> Cell:
    said = translate.code("primary_site", row.primary, short=True) if row.primary else ""
    return Cell(said or translate("worklist.nothing"), "muted")


def _status(row: CaseRow, translate: Translate) -> Cell:
    return Cell(words.status(row, translate, short=True), "muted")


def _missing(row: CaseRow, translate: Translate) -> Cell:
    said = words.missing(row, translate)
    if not said:
        return Cell(translate("worklist.complete"), "muted", icon="check")
    return Cell(said, "warning" if row.undecided else "muted", bar=row.undecided)
