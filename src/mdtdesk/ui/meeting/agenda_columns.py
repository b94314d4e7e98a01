# SPDX-License-Identifier: MIT
"""The columns of an agenda: what each shows of a case on it, and when its turn comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mdtdesk.domain import checks
from mdtdesk.domain.agenda import AgendaRecord, AgendaRow
from mdtdesk.domain.clocks import Target
from mdtdesk.i18n import Translate
from mdtdesk.ui.models.table import Cell, Column
from mdtdesk.ui.widgets import worklist_columns
from mdtdesk.ui.widgets.worklist_columns import Now

_STATES: Mapping[str, str] = {
    "open": "text",
    "discussed": "muted",
    "ratified": "muted",
    "deferred": "warning",
    "carried": "muted",
}


@dataclass(frozen=True, slots=True)
class Turn:
    """A case on the agenda with the time at which its turn is planned, empty if nobody knows."""

    row: AgendaRow
    at: str


def turns(agenda: AgendaRecord) -> tuple[Turn, ...]:
    """Return the agenda's rows in order, each with its planned time."""
    starts = agenda.meeting.starts_at
    clock = datetime.fromisoformat(starts) if "T" in starts else None
    found = []
    for row in agenda.rows:
        found.append(Turn(row, f"{clock:%H:%M}" if clock else ""))
        clock = clock + timedelta(minutes=row.minutes) if clock else None
    return tuple(found)


def moved(turns: Sequence[Turn], row: int, target: int) -> list[str]:
    """Return the ids of the open cases in their order once one row is carried to another place."""
    ids = [turn.row.id for turn in turns]
    ids.insert(target, ids.pop(row))
    held = {turn.row.id for turn in turns if turn.row.state == "open"}
    return [item_id for item_id in ids if item_id in held]


def columns(now: Now, targets: Mapping[str, Target]) -> tuple[Column[Turn], ...]:
    """Return the columns from left to right."""
    of_case = {column.id: column for column in worklist_columns.columns(now, targets)}

    def case_cell(name: str) -> Callable[[Turn, Translate], Cell]:
        return lambda turn, translate: of_case[name].cell(turn.row.case, translate)

    return (
        Column("position", lambda turn, _t: Cell(str(turn.row.position), "muted"), 52, "right"),
        Column("at", lambda turn, _t: Cell(turn.at, "muted"), 60),
        Column("urgency", case_cell("urgency"), 124),
        Column("name", case_cell("name"), 132),
        Column("age", case_cell("age"), 76, "right"),
        Column("sites", case_cell("sites"), 128),
        Column("question", case_cell("question")),
        Column("mark", _mark, 104),
        Column("clock", case_cell("clock"), 128, "right"),
        Column("minutes", _minutes, 72, "right"),
        Column("state", _state, 80),
    )


def header(name: str) -> str:
    """Return the key of a column's words."""
    return f"meeting.column.{name}"


def marks(row: AgendaRow, translate: Translate) -> tuple[tuple[str, str], ...]:
    """Return what is remarkable about a case on an agenda: (words, tone), the gravest first."""
    found: list[tuple[str, str]] = []
    if row.state == "open" and checks.do_not_wait(row.document) is not None:
        found.append((translate("worklist.do_not_wait"), "danger"))
    if row.kind == "ratification":
        found.append((translate("meeting.to_ratify"), "text"))
    if row.missing:
        found.append((translate("meeting.lacks", count=len(row.missing)), "warning"))
    if row.late:
        found.append((translate("meeting.late"), "warning"))
    if row.carried.times:
        found.append((translate("meeting.carried", count=row.carried.times), "text"))
    if row.new:
        found.append((translate("meeting.new"), "text"))
    elif row.changed:
        found.append((translate("meeting.changed"), "text"))
    return tuple(found)


def _mark(turn: Turn, translate: Translate) -> Cell:
    found = marks(turn.row, translate)
    if not found:
        return Cell()
    words = translate("meeting.join").join(words for words, _ in found)
    tone = found[0][1]
    return Cell(words, tone, sign="danger" if tone == "danger" else "", bar=tone == "warning")


def _minutes(turn: Turn, translate: Translate) -> Cell:
    return Cell(translate("meeting.minutes", count=turn.row.minutes), "muted")


def _state(turn: Turn, translate: Translate) -> Cell:
    state = turn.row.state
    return Cell(translate(f"meeting.state.{state}"), _STATES[state])
