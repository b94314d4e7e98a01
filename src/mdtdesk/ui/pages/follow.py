# SPDX-License-Identifier: MIT
"""The follow-through page: what decisions leave to do by owner, and its entry, a row a case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from mdtdesk.domain.changes import Changes
from mdtdesk.domain.roles import allowing
from mdtdesk.domain.tasks import Task
from mdtdesk.services import agendas
from mdtdesk.services.context import local_now
from mdtdesk.storage import pinyin
from mdtdesk.ui import of_case, theme
from mdtdesk.ui.actions import Slots
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.follow import columns
from mdtdesk.ui.follow.entry import DONE, PLAN, Entry
from mdtdesk.ui.follow.head import FollowHead
from mdtdesk.ui.follow.recording import FollowRecording
from mdtdesk.ui.models.table import TableModel, Take
from mdtdesk.ui.page import Page
from mdtdesk.ui.widgets.empty_state import EmptyState
from mdtdesk.ui.widgets.table_view import TableView
from mdtdesk.ui.widgets.worklist_columns import WIDE_FROM

_PANE = (400, 480)
_NARROW_WITHOUT = ("number",)


class FollowPage(Page):
    """Enter on a row begins its entry, Enter there records it and goes to the next row."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.tasks: tuple[Task, ...] = ()
        self._spelt: dict[str, tuple[str, ...]] = {}
        self._shown: tuple[Task, ...] = ()
        self._wanted, self._moves_on, self._listing, self._entering = "", False, False, False
        self._make_widgets()
        self._lay_out()
        self._connect()

    def _make_widgets(self) -> None:
        translate = self.desk.translate
        self.head, self.entry = FollowHead(translate), Entry(translate)
        self._model: TableModel[Task] = TableModel(
            columns.columns(self._now), self._fetch, translate, header=columns.header, parent=self
        )
        self.view = TableView(self._model)
        self.view.setObjectName("tasks")
        self.recording = FollowRecording(self.desk, self)
        self._left, self._empty = QWidget(), EmptyState(icon="follow-up")
        self._empty.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, self.view, self._empty):
            column.addWidget(part)
        column.setStretchFactor(self.view, 1)
        column.setStretchFactor(self._empty, 1)
        self._split = QSplitter()
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        for pane in (self._left, self.entry):
            self._split.addWidget(pane)
        self._split.setStretchFactor(0, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._split)

    def _connect(self) -> None:
        self.desk.changed.connect(self._take_changes)
        self.head.narrowed.connect(self._ask)
        self.view.chosen.connect(self._choose)
        self.view.opened.connect(lambda _row: self._begin())
        self.entry.typed.connect(self._note)
        self.entry.asked.connect(self.record)
        self.recording.recorded.connect(self._go_on)

    # what the window asks

    def enter(self, what: Any) -> None:
        """Show the list with the cursor on it, on a case where one is named."""
        self._wanted, self._entering = str(what or self._wanted), True
        self._ask()

    def reload(self) -> None:
        """Ask again: while the window was locked others may have written."""
        self._ask()

    def leave(self) -> None:
        """Write what is typed to the journal."""
        self.recording.keep()

    def panes(self) -> tuple[QWidget, ...]:
        """Return the choice of a person, the list and the entry."""
        return (self.head.person, self.view, self.entry)

    def slots(self) -> Slots:
        """Return what can be done with the case the cursor is on."""
        slots: dict[str, Callable[[], object]] = {"back": self.view.setFocus}
        task = self.task
        if task is not None:
            slots |= of_case.slots(self.desk, task.case_id, back="follow")
            slots["open_case"] = lambda: self.desk.go("case", task.case_id)
            if self._may():
                slots |= {
                    "save": self.record,
                    "decision": lambda: self.desk.go("decision", task.case_id),
                }
        return slots

    def retranslate(self) -> None:
        """Set every text anew."""
        translate = self.desk.translate
        self.head.retranslate(translate)
        self._model.retranslate(translate)
        self.entry.retranslate(translate)
        self.view.setAccessibleName(translate("follow.title"))
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what a narrow window has no room for."""
        super().resizeEvent(event)
        wide = self.window().width() >= theme.px(WIDE_FROM)
        for at, column in enumerate(self._model.columns):
            self.view.setColumnHidden(at, not wide and column.id in _NARROW_WITHOUT)
        pane = theme.px(_PANE[wide])
        self._split.setSizes([max(self._split.width() - pane, 1), pane])

    # who has something to do

    def _offer_people(self) -> None:
        """Offer them; how a name is spelled is looked up once, in a dictionary slow to load."""
        people = sorted({n for task in self.tasks for n in (task.owner, task.informs) if n})
        self.head.show_people(people, self._spelt, self.desk.translate)
        new = [name for name in people if name not in self._spelt]
        if new:
            self.desk.work(
                lambda _task: {name: tuple(pinyin.tokens(name)) for name in new},
                done=self._take_spelt,
            )

    def _take_spelt(self, spelt: dict[str, tuple[str, ...]]) -> None:
        self._spelt |= spelt
        self._offer_people()

    # asking and showing

    def _ask(self) -> None:
        if self.desk.context is not None:
            self.desk.ask(agendas.tasks, "", self.head.done.isChecked(), done=self._take)

    def _take(self, tasks: tuple[Task, ...]) -> None:
        self.tasks, at = tasks, max(self.view.current(), 0)
        self._offer_people()
        self._show()
        self._listing = True  # the cursor is nowhere while the rows change
        self._model.ask()
        found = [n for n, task in enumerate(self._shown) if task.case_id == self._wanted]
        if found:
            # what was recorded leaves its place to the next, or stays and is passed by
            at = found[0] + self._moves_on
        self._moves_on = False
        if self._shown:
            self.view.select(min(at, len(self._shown) - 1))
        self._listing = False
        self._choose(self.view.current())
        if self._entering and self._shown:
            self.view.setFocus()
        self._entering = False

    def _show(self) -> None:
        translate, person = self.desk.translate, self.head.person.value()
        self._shown = tuple(t for t in self.tasks if not person or t.is_for(str(person)))
        self.head.show_count(self._shown, translate)
        self.view.setVisible(bool(self._shown))
        self._empty.setVisible(not self._shown)
        self.entry.setVisible(bool(self._shown))
        self._empty.show_words(translate("follow.none"))
        self.desk.slots_changed.emit()

    def _fetch(self, offset: int, limit: int, take: Take[Task]) -> None:
        take(self._shown[offset : offset + limit], len(self._shown))

    def _take_changes(self, changes: Changes) -> None:
        if (
            self.isVisible()
            and not self.recording.busy
            and any(kind in ("case", "patient") for kind, _ in changes)
        ):
            self._ask()

    # one row

    @property
    def task(self) -> Task | None:
        """Return the decision the cursor is on."""
        at = self.view.current()
        return self._shown[at] if 0 <= at < len(self._shown) else None

    def _choose(self, _row: int) -> None:
        if self._listing:
            return
        task = self.task
        self.desk.slots_changed.emit()
        if task is None or self.desk.context is None:
            self.entry.show_task(None, {}, self.desk.translate, self._now())
            return
        if task == self.entry.task:
            return
        self._wanted = task.case_id
        self.entry.show_task(task, {}, self.desk.translate, self._now())
        self.entry.setEnabled(self._may())
        self.recording.open(task, lambda kept: self._restore(task, kept))

    def _restore(self, task: Task, kept: dict[str, str]) -> None:
        """Bring back what was typed, unless the cursor is elsewhere or types anew already."""
        if (
            kept
            and task == self.task
            and not (self.entry.changes(PLAN) or self.entry.changes(DONE))
        ):
            self.entry.show_task(task, kept, self.desk.translate, self._now())

    def _begin(self) -> None:
        if self.entry.isEnabled():
            self.entry.begin()

    def _note(self, path: str, raw: str) -> None:
        task = self.task
        if task is not None:
            self.recording.note(task, path, raw)

    def record(self) -> None:
        """Record what is new of the row, or say what it lacks."""
        task = self.entry.task
        if task is None or not self._may():
            return
        for row in self.entry.rows.values():
            row.editor.commit()
        fault = self.entry.fault()
        if fault is not None:
            fault.editor.setFocus()
            return
        changes = {group: self.entry.changes(group) for group in (PLAN, DONE)}
        if any(changes.values()):
            self.recording.record(task, changes)
        else:
            self.view.setFocus()

    def _go_on(self) -> None:
        """Go to the next row."""
        self._moves_on = True
        self._ask()
        self.view.setFocus()

    # who

    def _may(self) -> bool:
        actor = self.desk.actor
        may = actor is not None and allowing(actor.roles, "decide") is not None
        return may and self.desk.writing

    def _now(self) -> datetime:
        context = self.desk.context
        return context.clock() if context is not None else local_now()
