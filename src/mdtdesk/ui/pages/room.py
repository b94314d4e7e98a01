# SPDX-License-Identifier: MIT
"""The room view: one case of the running meeting on one page, for everybody in the room.

Keyboard only: Alt and a digit chooses a procedure, Enter reads the decision back, Enter records it.
What is half typed stays in the journal, case by case, so that going back loses nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mdtdesk.domain.agenda import AgendaRecord, AgendaRow
from mdtdesk.domain.changes import Changes
from mdtdesk.domain.files import has_pictures
from mdtdesk.domain.meeting_drafts import MeetingStepDraft
from mdtdesk.services import agendas, instruments, meetings
from mdtdesk.services.context import local_now
from mdtdesk.ui import theme
from mdtdesk.ui.actions import Slots
from mdtdesk.ui.decision.draft import Draft
from mdtdesk.ui.decision.work import DecisionWork
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.files.viewer import show_all
from mdtdesk.ui.page import Page
from mdtdesk.ui.room import returning
from mdtdesk.ui.room.foot import Foot
from mdtdesk.ui.room.head import RoomHead, who
from mdtdesk.ui.room.middle import Middle
from mdtdesk.ui.room.notes import Notes
from mdtdesk.ui.room.recording import Recording
from mdtdesk.ui.room.screens import RoomScreens
from mdtdesk.ui.room.seeing import seen
from mdtdesk.ui.room.side import RoomSide

_MEETING, _CASE, _DECISION = "meeting", "case", "decision"
_NARROW = 1600


class RoomPage(Page):
    """Leads through an agenda; every confirmed decision is in the store at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.agenda: AgendaRecord | None = None
        self._at, self._masked, self._wanted = 0, False, ""
        self._since: dict[str, float] = {}
        self._enabled: frozenset[str] = frozenset()
        self.draft = Draft(self)
        self.work = DecisionWork(desk, self.draft, self)
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._make_widgets()
        self._lay_out()
        self._connect()

    def _make_widgets(self) -> None:
        self.side, self.head = RoomSide(), RoomHead()
        self.middle = Middle(self.desk.translate)
        self.side.hide()
        self.foot = Foot(self.draft)
        self.notes = Notes(self)
        self.screens = RoomScreens(self.desk, self.notes)
        self.recording = Recording(self.desk, self.work, self.foot, self)

    def _lay_out(self) -> None:
        theme.mark(self, role="surface")
        whole, main = QHBoxLayout(self), QVBoxLayout()
        for box in (whole, main):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(0)
        main.addWidget(self.head)
        main.addWidget(self.middle, 1)
        main.addWidget(self.foot)
        whole.addWidget(self.side)
        whole.addLayout(main, 1)

    def _connect(self) -> None:
        self.desk.changed.connect(self._take_changes)
        self.side.chosen.connect(self.go_to)
        self.foot.keys.pressed.connect(self._press)
        self.work.loaded.connect(self._begin)
        self.recording.recorded.connect(self._go_on)
        self.draft.changed.connect(self._show)
        self._tick.timeout.connect(self._show_time)

    # what the window asks

    def enter(self, what: Any) -> None:
        """Open the room for a meeting, at the case where it was left."""
        self._wanted = self.draft.meeting_id = str(what or self._wanted)
        self._ask()

    def leave(self) -> None:
        """Write what is typed to the journal."""
        self.work.keep()

    def reload(self) -> None:
        """Ask again: while the window was locked others may have written."""
        if self._wanted:
            self._ask()
            self.work.open_again()

    def showEvent(self, event: QShowEvent) -> None:
        """Take the whole screen."""
        super().showEvent(event)
        if not event.spontaneous():
            self._tick.start()
            self.screens.take()
            self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the screen back."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._tick.stop()
            self.screens.give_back()

    def _swap_screens(self) -> None:
        self.screens.swap()
        self._show()

    def panes(self) -> tuple[QWidget, ...]:
        """Return opinions and conclusion."""
        return (self.foot.discipline, self.foot.conclusion)

    def slots(self) -> Slots:
        """Return what the keys of the room do."""
        slots: dict[str, Callable[[], object]] = {
            "back": self._leave_room,
            "mask": self._mask,
            "whole_case": self.middle.turn,
            "next_case": lambda: self.go_to(self._at + 1),
            "previous_case": lambda: self.go_to(self._at - 1),
            "open_case": lambda: self.desk.go(_CASE, self.draft.case_id),
        }
        if not self.notes.isHidden():
            slots["swap_screens"] = self._swap_screens
        row = self._row()
        if row is not None and has_pictures(row.document):
            named = not self._masked
            slots["pictures"] = partial(show_all, self.desk, row.case.id, self, named=named)
        decides = self.recording.slots()
        if "defer" in decides:
            slots |= {f"section_{n}": partial(self.foot.choose, n) for n in range(1, 9)}
            slots["decision"] = lambda: self.desk.go(_DECISION, self.draft.case_id)
        return slots | decides

    def retranslate(self) -> None:
        """Set every text anew."""
        self.draft.speak(self.desk.translate)
        self.foot.retranslate(self.desk.translate)
        self.middle.retranslate(self.desk.translate)
        self._show()

    # the agenda

    def _ask(self) -> None:
        if self.desk.context is not None and self._wanted:
            self.desk.ask(instruments.enabled, done=self._enable)
            self.desk.ask(agendas.get, self._wanted, done=self._take)

    def _take(self, agenda: AgendaRecord) -> None:
        first = self.agenda is None or self.agenda.meeting.id != agenda.meeting.id
        self.agenda = agenda
        if first:
            self._at = returning.place(self.desk, agenda)
            if agenda.meeting.state == "planned" and self.desk.writing:
                self.desk.do(meetings.start, MeetingStepDraft(agenda.meeting.id))
        self.foot.show_people(agenda.meeting.attendance)
        if agenda.rows:
            self.go_to(min(self._at, len(agenda.rows) - 1))

    def _enable(self, enabled: frozenset[str]) -> None:
        self._enabled = enabled

    def _row(self) -> AgendaRow | None:
        rows = self.agenda.rows if self.agenda is not None else ()
        return rows[self._at] if 0 <= self._at < len(rows) else None

    def go_to(self, place: int) -> None:
        """Show a case of the agenda; what is half typed at the one before stays with it."""
        agenda = self.agenda
        if agenda is None or not 0 <= place < len(agenda.rows):
            return
        if place != self._at:
            self.middle.close_whole()
        self._at = place
        row = agenda.rows[place]
        self._since.setdefault(row.id, time.monotonic())
        returning.remember(self.desk, agenda.meeting.id, row.id)
        self.recording.show_row(row, agenda.meeting.id)
        self.work.open(row.case.id)
        self._show()

    def _take_changes(self, changes: Changes) -> None:
        if self.isVisible() and any(kind in ("case", "meeting") for kind, _ in changes):
            self._ask()

    # showing

    def _begin(self) -> None:
        self.foot.begin()
        self._show()

    def _show(self) -> None:
        agenda, row, translate = self.agenda, self._row(), self.desk.translate
        if agenda is None or row is None:
            return
        now = self._now()
        self.side.show_rows(agenda.rows, self._at, translate, masked=self._masked)
        narrow = self.width() < theme.px(_NARROW)
        self.head.show_who(
            who(agenda, self._at, translate, masked=self._masked, today=now.date()),
            row.case.question,
            narrow=narrow,
        )
        all_of_it = seen(self.desk, row.document, draft=self.draft, enabled=self._enabled, now=now)
        self.middle.show_case(all_of_it, translate)
        self._fit()
        if not self.notes.isHidden():
            self.notes.show_case(agenda, self._at, all_of_it.words, translate)
        self._show_time()
        self.foot.show_keys(self.slots())
        self.desk.slots_changed.emit()

    def _show_time(self) -> None:
        row, agenda = self._row(), self.agenda
        if row is None or agenda is None:
            return
        gone = int(time.monotonic() - self._since.get(row.id, time.monotonic()))
        self.head.show_time(gone, row.minutes)
        started = agenda.meeting.started_at
        if started:
            used = int((self._now() - datetime.fromisoformat(started)).total_seconds() // 60)
            words = self.desk.translate("room.used", minutes=max(used, 0))
            self.side.show_used(words)
            self.notes.show_time(self.head.timer.text(), words)

    def _fit(self) -> None:
        """On a small projector the agenda shrinks to the number and the next name."""
        wide = self.width() >= theme.px(_NARROW)
        self.side.setVisible(wide)
        self.middle.fit(wide=wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take what the projector has."""
        super().resizeEvent(event)
        self._fit()
        self._show()

    # going on

    def _go_on(self) -> None:
        """Show the next case that is open."""
        self.desk.saved()
        agenda = self.agenda
        if agenda is None:
            return
        later = [n for n in range(self._at + 1, len(agenda.rows)) if agenda.rows[n].state == "open"]
        if later:
            self.go_to(later[0])
        self._ask()

    # the rest

    def _press(self, action: str) -> None:
        slot = self.slots().get(action)
        if slot is not None:
            slot()

    def _mask(self) -> None:
        self._masked = not self._masked
        self._show()

    def _leave_room(self) -> None:
        if self.middle.opened:
            self.middle.close_whole()
            return
        returning.forget(self.desk)
        self.desk.go(_MEETING, self._wanted)

    def _now(self) -> datetime:
        context = self.desk.context
        return context.clock() if context is not None else local_now()
