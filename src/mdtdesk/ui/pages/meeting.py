# SPDX-License-Identifier: MIT
"""The meeting page: the meetings, one meeting's agenda in its order, who is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from mdtdesk.domain.agenda import AgendaRecord, Attendee, MeetingRow
from mdtdesk.domain.changes import Changes
from mdtdesk.domain.meeting_drafts import (
    AttendanceDraft,
    ListDraft,
    MeetingDraft,
    MeetingStepDraft,
    OrderDraft,
    SeriesDraft,
    UnlistDraft,
)
from mdtdesk.domain.roles import allowing
from mdtdesk.services import agendas, meetings
from mdtdesk.services.context import local_now
from mdtdesk.ui import theme
from mdtdesk.ui.actions import Slots
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.dialogs.listing import ListingDialog
from mdtdesk.ui.dialogs.meeting import MeetingDialog
from mdtdesk.ui.meeting import agenda_columns
from mdtdesk.ui.meeting.agenda_columns import Turn
from mdtdesk.ui.meeting.agenda_view import AgendaView
from mdtdesk.ui.meeting.attendance import Attendance
from mdtdesk.ui.meeting.head import MeetingHead
from mdtdesk.ui.meeting.meeting_list import MeetingList
from mdtdesk.ui.models.table import TableModel, Take
from mdtdesk.ui.page import Page
from mdtdesk.ui.printing import PLACE, Wanted
from mdtdesk.ui.tasks import Failure
from mdtdesk.ui.widgets.empty_state import EmptyState
from mdtdesk.ui.widgets.worklist_columns import WIDE_FROM

_ROOM = "room"
_ATTENDANCE = (300, 344)
_NARROW_WITHOUT = ("age", "minutes", "at")


class MeetingPage(Page):
    """One meeting at a time; every change is a command and the page asks again."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._meetings: tuple[MeetingRow, ...] = ()
        self.agenda: AgendaRecord | None = None
        self._turns: tuple[Turn, ...] = ()
        self._wanted, self._row = "", ""
        self._listing: ListingDialog | None = None
        self._make_widgets()
        self._lay_out()
        self._connect()
        self._ask()

    def _make_widgets(self) -> None:
        self.meetings, self.head = MeetingList(self.desk.translate), MeetingHead()
        self._model: TableModel[Turn] = TableModel(
            agenda_columns.columns(self.now),
            self._fetch,
            self.desk.translate,
            header="meeting.column",
            parent=self,
        )
        self.view, self.people = AgendaView(self._model), Attendance(self.desk.translate)
        self._empty, self._middle = EmptyState(icon="meeting"), QWidget()
        self._empty.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, self.view, self._empty):
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
        self.meetings.new_asked.connect(self._make_meeting)
        self.head.asked.connect(self._do)
        self.view.opened.connect(lambda _row: self._open())
        self.view.chosen.connect(self._choose)
        self.view.moved.connect(self._move)
        self.view.removed.connect(self._unlist)
        self.people.ticked.connect(self._tick)
        self.people.added.connect(lambda person: self._tick(person, person.presence))
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
        if self._may():
            slots["new_meeting"] = self._make_meeting
        agenda, turn = self.agenda, self._turn()
        if agenda is not None:
            can = self._can(agenda)
            slots |= {
                f"meeting_{name}": partial(self._do, name)
                for name in ("edit", "list", "run", "finish")
                if can[name]
            }
            if can["print"]:
                slots["print"] = lambda: self._do("print_agenda")
        if turn is not None:
            slots["open_case"] = self._open
            if self.desk.writing and turn.row.state == "open":
                slots["decision"] = lambda: self.desk.go("decision", turn.row.case.id)
        return slots

    def _may(self, permission: str = "meet") -> bool:
        actor = self.desk.actor
        return self.desk.writing and actor is not None and bool(allowing(actor.roles, permission))

    def _can(self, agenda: AgendaRecord) -> dict[str, bool]:
        may, meeting = self._may(), agenda.meeting
        ready = may and meeting.open and bool(agenda.rows)
        return {
            "edit": may and meeting.open,
            "list": may and meeting.open,
            "print": PLACE in self.desk.places,
            "run": ready and _ROOM in self.desk.places,
            "finish": may and meeting.state == "running",
        }

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what a narrow window has no room for."""
        super().resizeEvent(event)
        wide = self.window().width() >= theme.px(WIDE_FROM)
        for at, column in enumerate(self._model.columns):
            self.view.setColumnHidden(at, column.id in _NARROW_WITHOUT and not wide)
        pane = theme.px(_ATTENDANCE[wide])
        self._split.setSizes([max(self._split.width() - pane, 1), pane])

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
        here = next((n for n, turn in enumerate(self._turns) if turn.row.id == row), 0)
        if self._turns:
            self.view.select(here)
        if self._listing is not None:
            self._listing.show_listed([turn.row.case.id for turn in self._turns])
        self._show()

    def _show(self) -> None:
        translate, agenda = self.desk.translate, self.agenda
        self.meetings.let_make(self._may())
        for part in (self.head, self.people):
            part.setVisible(agenda is not None)
        self.view.setVisible(bool(self._turns))
        self._empty.setVisible(not self._turns)
        if agenda is None:
            words = translate("meeting.none" if self._may() else "meeting.none_reading")
            self._empty.show_words(words, translate("meeting.new_meeting") if self._may() else "")
        else:
            can = self._can(agenda)
            self.head.show_agenda(agenda, translate, can)
            self.people.show_meeting(agenda.meeting, may=self._may() and agenda.meeting.open)
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
        self.desk.slots_changed.emit()

    def _open(self) -> None:
        turn = self._turn()
        if turn is not None:
            self.desk.go("case", turn.row.case.id)

    def _fill_emptiness(self) -> None:
        if self.agenda is None:
            self._make_meeting()
        else:
            self._do("list")

    def _do(self, name: str) -> None:
        agenda = self.agenda
        if agenda is None:
            return
        meeting = agenda.meeting
        if name.startswith("print_"):
            what = name.removeprefix("print_")
            self.desk.go(PLACE, Wanted(meeting.id, "meeting", what))
        elif name == "run":
            self.desk.go(_ROOM, meeting.id)
        elif name == "finish":
            self.desk.do(meetings.finish, MeetingStepDraft(meeting.id))
        elif name == "edit":
            dialog = MeetingDialog(self.desk, self, meeting)
            dialog.made.connect(self._keep)
            dialog.open()
        else:
            self._open_listing(agenda)

    def _make_meeting(self) -> None:
        dialog = MeetingDialog(self.desk, self)
        dialog.made.connect(self._keep)
        dialog.open()

    def _keep(self, draft: MeetingDraft | SeriesDraft) -> None:
        if isinstance(draft, SeriesDraft):
            self.desk.do(meetings.make_series, draft)
            return
        self._wanted = draft.meeting_id
        self.desk.do(meetings.change if draft.version else meetings.make, draft)

    def _open_listing(self, agenda: AgendaRecord) -> None:
        dialog = ListingDialog(self.desk, self, may_force=self._may("list_incomplete"))
        self._listing = dialog
        dialog.listed.connect(self._list)
        dialog.opened.connect(lambda case_id: self.desk.go("case", case_id))
        dialog.finished.connect(self._close_listing)
        dialog.show_listed([row.case.id for row in agenda.rows])
        dialog.open()

    def _close_listing(self) -> None:
        self._listing = None
        self.view.setFocus()

    def _list(self, case_id: str, because: str) -> None:
        def refused(failure: Failure) -> None:
            if self._listing is not None:
                self._listing.refuse(case_id, failure)
            else:
                self.desk.refuse(failure)

        draft = ListDraft(self._wanted, case_id, because)
        way = agendas.list_incomplete if because else agendas.list_case
        self.desk.do(way, draft, failed=refused)

    def _unlist(self, _row: int) -> None:
        turn = self._turn()
        if turn is None or turn.row.state != "open" or not self._may():
            return
        listed = ListDraft(self._wanted, turn.row.case.id, turn.row.because, turn.row.minutes)

        def undo() -> None:
            self.desk.do(agendas.list_incomplete if listed.because else agendas.list_case, listed)

        self.desk.do(
            agendas.unlist,
            UnlistDraft(turn.row.id),
            done=lambda _o: self.desk.say("meeting.unlisted", undo, name=turn.row.case.name),
        )

    def _move(self, row: int, target: int) -> None:
        ids = [turn.row.id for turn in self._turns]
        self._row = ids[row]
        ids.insert(target, ids.pop(row))
        self.desk.do(agendas.order, OrderDraft(self._wanted, tuple(ids)))

    def _tick(self, who: Attendee, presence: str) -> None:
        draft = AttendanceDraft(self._wanted, who.person, presence, who.title, who.discipline)
        self.desk.do(meetings.attend, draft)
