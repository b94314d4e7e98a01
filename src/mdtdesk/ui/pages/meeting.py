# SPDX-License-Identifier: MIT
"""The meeting page: the meetings, one meeting's agenda in its order, who is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from mdtdesk.domain.agenda import AgendaRecord, MeetingRow
from mdtdesk.domain.changes import Changes
from mdtdesk.services import agendas, meetings
from mdtdesk.services.context import local_now
from mdtdesk.ui import of_case, theme
from mdtdesk.ui.actions import Slots
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.meeting import agenda_columns
from mdtdesk.ui.meeting.agenda_columns import Turn
from mdtdesk.ui.meeting.agenda_view import AgendaView
from mdtdesk.ui.meeting.attendance import Attendance
from mdtdesk.ui.meeting.doing import Doing
from mdtdesk.ui.meeting.head import MeetingHead
from mdtdesk.ui.meeting.meeting_list import MeetingList
from mdtdesk.ui.meeting.remarks import Remarks
from mdtdesk.ui.meeting.to_sign import ToSign
from mdtdesk.ui.models.table import TableModel, Take
from mdtdesk.ui.page import Page
from mdtdesk.ui.widgets.empty_state import EmptyState
from mdtdesk.ui.widgets.worklist_columns import WIDE_FROM

_ATTENDANCE = (348, 360)
_MARK = (132, 168)
_NARROW_WITHOUT = ("age", "minutes", "at", "clock")


class MeetingPage(Page):
    """One meeting at a time; every change is a command and the page asks again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._meetings: tuple[MeetingRow, ...] = ()
        self.agenda: AgendaRecord | None = None
        self._turns: tuple[Turn, ...] = ()
        self._wanted, self._row, self._entering = "", "", False
        self.doing = Doing(desk, self)
        self._make_widgets()
        self._lay_out()
        self._connect()
        self._ask()

    def _make_widgets(self) -> None:
        self.meetings, self.head = MeetingList(self.desk.translate), MeetingHead()
        self._model: TableModel[Turn] = TableModel(
            agenda_columns.columns(self.now, self.desk.settings.targets),
            self._fetch,
            self.desk.translate,
            header=agenda_columns.header,
            parent=self,
        )
        self.view, self.people = AgendaView(self._model), Attendance(self.desk.translate)
        self.remarks, self.to_sign = Remarks(), ToSign(self.desk)
        self._empty, self._middle = EmptyState(icon="meeting"), QWidget()
        self._empty.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, self.to_sign, self.view, self._empty, self.remarks):
            column.addWidget(part)
        column.setStretchFactor(self.view, 1)
        column.setStretchFactor(self._empty, 1)
        self._split = QSplitter()
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        for pane in (self._middle, self.people):
            self._split.addWidget(pane)
        self._split.setStretchFactor(0, 1)
        self.people.setMinimumWidth(theme.px(_ATTENDANCE[0]))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.meetings)
        whole.addWidget(self._split, 1)

    def _connect(self) -> None:
        self.desk.changed.connect(self._take_changes)
        self.meetings.chosen.connect(self.show_meeting)
        self.meetings.new_asked.connect(self.doing.make)
        self.head.asked.connect(self.doing.do)
        self.doing.made.connect(self.show_meeting)
        self.doing.closed.connect(self.view.setFocus)
        self.view.opened.connect(lambda _row: self._open())
        self.view.chosen.connect(self._choose)
        self.view.moved.connect(self._move)
        self.view.removed.connect(self._unlist)
        self.people.ticked.connect(self.doing.tick)
        self.people.added.connect(lambda person: self.doing.tick(person, person.presence))
        self.people.keep.clicked.connect(self.doing.keep_for_series)
        self._empty.pressed.connect(self._fill_emptiness)

    def now(self) -> datetime:
        """Return the time by the clock of the open store."""
        context = self.desk.context
        return context.clock() if context is not None else local_now()

    # what the window asks

    def retranslate(self) -> None:
        """Set every text anew."""
        translate = self.desk.translate
        self.meetings.retranslate(translate)
        self.head.retranslate(translate)
        self._model.retranslate(translate)
        self.view.setAccessibleName(translate("meeting.agenda"))
        self.people.retranslate(translate)
        self._show()

    def enter(self, what: Any) -> None:
        """Show a meeting by its id, or the one that was shown."""
        if isinstance(what, str) and what:
            self.show_meeting(what)
        self._entering = True
        self._focus()

    def _focus(self) -> None:
        """Put the cursor on the agenda, which is there when the answer is."""
        if self._entering and self._turns:
            self._entering = False
            self.view.setFocus()

    def reload(self) -> None:
        """Ask again for everything."""
        self._ask()

    def panes(self) -> tuple[QWidget, ...]:
        """Return meetings, agenda and attendance."""
        return (self.meetings.view, self.view, self.people)

    def slots(self) -> Slots:
        """Return what can be done with the meeting and the case the cursor is on."""
        slots: dict[str, Callable[[], object]] = {}
        if self.doing.may():
            slots["new_meeting"] = self.doing.make
        turn, can = self._turn(), self.doing.can()
        slots |= {
            f"meeting_{name}": partial(self.doing.do, name)
            for name in ("edit", "list", "run", "finish", "cancel", "series", "next")
            if can.get(name)
        }
        if can.get("print"):
            slots["print"] = partial(self.doing.do, "print_agenda")
        if turn is not None:
            slots |= of_case.slots(self.desk, turn.row.case.id)
            slots["open_case"] = self._open
            if self.desk.writing and turn.row.state == "open":
                slots["decision"] = lambda: self.desk.go("decision", turn.row.case.id)
        return slots

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what a narrow window has no room for."""
        super().resizeEvent(event)
        wide = self.window().width() >= theme.px(WIDE_FROM)
        self._show_columns(wide=wide)
        pane = theme.px(_ATTENDANCE[wide])
        self._split.setSizes([max(self._split.width() - pane, 1), pane])

    def _show_columns(self, *, wide: bool) -> None:
        """Leave out notes where there are none, and what a narrow window has no room for."""
        noted = any(agenda_columns.marks(t.row, self.desk.translate) for t in self._turns)
        without = {*(() if wide else _NARROW_WITHOUT), *(() if noted else ("mark",))}
        for at, column in enumerate(self._model.columns):
            self.view.setColumnHidden(at, column.id in without)
            if column.id == "mark":
                self.view.setColumnWidth(at, theme.px(_MARK[wide]))

    # asking and showing

    def _ask(self) -> None:
        if self.desk.context is not None:
            self.desk.ask(meetings.rows, done=self._take_meetings)

    def _take_meetings(self, rows: Sequence[MeetingRow]) -> None:
        self._meetings = tuple(rows)
        wanted = self._wanted or self._next()
        self.meetings.show_meetings(self._meetings, wanted)
        if wanted:
            self.show_meeting(wanted)
        else:
            self.agenda, self._turns = None, ()
            self._show()

    def _next(self) -> str:
        """Return the meeting one most likely wants: the one that runs, else the next one."""
        for state in ("running", "planned"):
            found = [row for row in self._meetings if row.state == state]
            if found:
                return min(found, key=lambda row: row.starts_at).id
        return self._meetings[0].id if self._meetings else ""

    def show_meeting(self, meeting_id: str) -> None:
        """Show a meeting."""
        self._wanted = meeting_id
        if self.desk.context is not None:
            self.desk.ask(agendas.get, meeting_id, done=self._take_agenda)

    def _take_agenda(self, agenda: AgendaRecord) -> None:
        if agenda.meeting.id != self._wanted:
            return
        self.agenda, self._turns = agenda, agenda_columns.turns(agenda)
        row = self._row
        self._model.ask()
        self._show_columns(wide=self.window().width() >= theme.px(WIDE_FROM))
        here = next((n for n, turn in enumerate(self._turns) if turn.row.id == row), 0)
        if self._turns:
            self.view.select(here)
        self._show()
        self._focus()

    def _show(self) -> None:
        translate, agenda, may = self.desk.translate, self.agenda, self.doing.may()
        self.doing.show_agenda(agenda)
        self.to_sign.show_meeting(agenda.meeting if agenda is not None else None)
        self.meetings.let_make(may)
        for part in (self.head, self.people):
            part.setVisible(agenda is not None)
        self.view.setVisible(bool(self._turns))
        self._empty.setVisible(not self._turns)
        self._remark()
        if agenda is None:
            words = translate("meeting.none" if may else "meeting.none_reading")
            self._empty.show_words(words, translate("meeting.new_meeting") if may else "")
        else:
            can = self.doing.can()
            self.head.show_agenda(agenda, translate, can)
            self.people.show_meeting(agenda.meeting, may=may and agenda.meeting.open)
            self.people.keep.setVisible(can["series"])
            self.view.let_move(can["list"])
            button = translate("meeting.button.list") if can["list"] else ""
            self._empty.show_words(translate("meeting.nobody"), button)
        self.desk.slots_changed.emit()

    def _fetch(self, offset: int, limit: int, take: Take[Turn]) -> None:
        take(self._turns[offset : offset + limit], len(self._turns))

    def _take_changes(self, changes: Changes) -> None:
        if any(kind in ("case", "patient", "meeting", "series") for kind, _ in changes):
            self._ask()

    # what a person does

    def _turn(self) -> Turn | None:
        at = self.view.current()
        return self._turns[at] if 0 <= at < len(self._turns) else None

    def _choose(self, _row: int) -> None:
        turn = self._turn()
        self._row = turn.row.id if turn is not None else ""
        self._remark()
        self.desk.slots_changed.emit()

    def _remark(self) -> None:
        turn = self._turn()
        self.remarks.show_case(turn.row if turn is not None else None, self.desk.translate)

    def _open(self) -> None:
        turn = self._turn()
        if turn is not None:
            self.desk.go("case", turn.row.case.id)

    def _fill_emptiness(self) -> None:
        self.doing.make() if self.agenda is None else self.doing.do("list")

    def _unlist(self, _row: int) -> None:
        turn = self._turn()
        if turn is not None:
            self.doing.unlist(turn.row)

    def _move(self, row: int, target: int) -> None:
        """Carry one open case before or behind another; what is discussed keeps its place."""
        self._row = self._turns[row].row.id
        self.doing.order(agenda_columns.moved(self._turns, row, target))
