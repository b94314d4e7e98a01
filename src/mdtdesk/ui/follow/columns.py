# SPDX-License-Identifier: MIT
"""The columns of the follow-through list: who sees to a decision until when, and how far it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from mdtdesk.domain.tasks import Task
from mdtdesk.domain.worklist_words import short_day
from mdtdesk.i18n import Translate
from mdtdesk.ui.models.table import Cell, Column

Now = Callable[[], datetime]
_DONE: Mapping[str, str] = {"fully": "muted", "partly": "text", "no": "muted", "pending": "muted"}
_SAID: Mapping[str, str] = {"yes": "text", "partly": "text", "no": "warning", "pending": "muted"}


def columns(now: Now) -> tuple[Column[Task], ...]:
    """Return the columns from left to right."""
    return (
        Column("owner", _owner, 136),
        Column("due", lambda task, translate: _due(task, translate, now()), 124),
        Column("name", lambda task, _t: Cell(task.name, bold=task.open), 132),
        Column("number", lambda task, _t: Cell(task.number, "muted"), 104),
        Column("conclusion", lambda task, _t: Cell(task.conclusion, _tone(task))),
        Column("informs", lambda task, translate: _informs(task, translate, now()), 136),
        Column("agreed", _agreed, 104),
        Column("done", _done, 116),
    )


def header(name: str) -> str:
    """Return the key of a column's words."""
    return f"follow.column.{name}"


def _tone(task: Task) -> str:
    return "text" if task.open else "muted"


def _owner(task: Task, translate: Translate) -> Cell:
    if not task.owner:
        return Cell(translate("follow.nobody"), "warning" if task.open else "muted", bar=task.open)
    return Cell(task.owner, _tone(task))


def _due(task: Task, translate: Translate, now: datetime) -> Cell:
    if task.overdue:
        return Cell(_days(task.overdue, translate), "warning", sign="warning", bold=True)
    return Cell(short_day(task.due_on, now), _tone(task))


def _informs(task: Task, translate: Translate, now: datetime) -> Cell:
    until = short_day(task.informs_by, now)
    if task.untold:
        until = _days(task.untold, translate)
    tone = "warning" if task.untold else "muted"
    words = " ".join(filter(None, (task.informs, until)))
    return Cell(words, tone, sign="warning" if task.untold else "")


def _days(count: int, translate: Translate) -> str:
    return translate("follow.overdue_one" if count == 1 else "follow.overdue", count=count)


def _agreed(task: Task, translate: Translate) -> Cell:
    if not task.agreed:
        return Cell(translate("widget.not_recorded"), "muted")
    return Cell(translate.code("agreed", task.agreed), _SAID[task.agreed])


def _done(task: Task, translate: Translate) -> Cell:
    if not task.done:
        return Cell(translate("widget.not_recorded"), "muted")
    why = translate.code("not_done_reason", task.reason) if task.reason else ""
    return Cell(translate.code("carried_out", task.done, short=True), _DONE[task.done], tip=why)
