# SPDX-License-Identifier: MIT
"""Somebody who makes and leads a meeting by the keyboard alone, and the stores they sit at."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

import weekly
from builders import PASSWORD, context, create, documents
from decider import ALT, CONTROL, Decider
from mdtdesk import settings
from mdtdesk.domain import document, listing
from mdtdesk.domain.agenda import AgendaRecord
from mdtdesk.domain.imports import Entry, ImportDraft
from mdtdesk.domain.meeting_drafts import ListDraft, SeriesDraft
from mdtdesk.services import agendas, imports, meetings
from mdtdesk.services.context import local_now
from mdtdesk.ui import main
from mdtdesk.ui.pages.meeting import MeetingPage
from mdtdesk.ui.pages.room import RoomPage

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
DIGITS = {n: Qt.Key(Qt.Key.Key_0 + n) for n in range(10)}


class Leader(Decider):
    """Presses keys where the cursor is; every key is counted."""

    @property
    def meeting(self) -> MeetingPage:
        """Return the meeting page."""
        found = self.window.findChild(MeetingPage)
        assert isinstance(found, MeetingPage)
        return found

    @property
    def room(self) -> RoomPage:
        """Return the room view."""
        found = self.window.findChild(RoomPage)
        assert isinstance(found, RoomPage)
        return found

    @property
    def agenda(self) -> AgendaRecord:
        """Return the agenda of the shown meeting as it is stored."""
        self.settle()
        shown = self.meeting.agenda
        assert shown is not None
        return agendas.get(self.context, shown.meeting.id)

    def names(self) -> list[str]:
        """Return the names on the agenda in their order."""
        return [row.case.name for row in self.agenda.rows]

    def states(self) -> list[str]:
        """Return the states of the agenda's cases in their order."""
        return [row.state for row in self.agenda.rows]

    def go_to_meeting(self) -> None:
        """Show the meeting page."""
        self.desk.go("meeting")
        self.settle()
        self.front()

    def front(self) -> None:
        """Have the window take the keys: no window manager does it here."""
        self.window.activateWindow()
        self.bot.waitUntil(self.window.isActiveWindow)

    def dialog(self, name: str) -> QDialog:
        """Wait for a dialog to take the keys."""
        found = self.find(QDialog, name)
        found.activateWindow()
        self.bot.waitUntil(found.isActiveWindow)
        return found

    def enter_room(self) -> None:
        """Start the meeting by its key."""
        self.key(Key.Key_F5)
        self.settle()
        self.front()
        self.settle()
        assert self.room.isVisible()

    def digit(self, number: int) -> None:
        """Choose a procedure by its digit."""
        self.key(DIGITS[number], ALT)

    def confirm(self) -> None:
        """Record what is read back."""
        self.dialog("read_back_dialog")
        self.key(Key.Key_Return)
        self.settle()
        self.front()
        self.settle()

    def decide(self, *digits: int) -> int:
        """Decide the shown case in the usual way; return how many actions it took."""
        before = self.keys
        for digit in digits:
            self.digit(digit)
        self.key(Key.Key_Return)
        self.confirm()
        return self.keys - before


def day(after: int = 2) -> str:
    """Return a day to come as it is typed."""
    return (local_now().date() + timedelta(days=after)).isoformat()


def ward(folder: Path, *mrns: str, listed: bool = True) -> Path:
    """Make a store with cases of the demo, on the agenda of a weekly meeting if ``listed``."""
    with create(folder).store as store:
        team = context(store)
        if listed:
            draft = SeriesDraft(
                "骨转移瘤多学科讨论",
                day(),
                "15:00",
                chair="韩立群",
                members=weekly.MEMBERS,
                required=weekly.REQUIRED,
                capacity=12,
            )
            meetings.make_series(team, draft)
        for mrn in mrns:
            case_id = weekly.registered(team, mrn)
            if listed:
                meeting_id = meetings.rows(team)[0].id
                agendas.list_case(team, ListDraft(meeting_id, case_id))
    return folder


def demo(folder: Path) -> Path:
    """Make a store with the demo's cases as they are imported, and no meeting."""
    entries = tuple(
        Entry(f"cases[{at}]", case, missing=listing.missing(case))
        for at, case in enumerate(map(document.document, documents("invented")))
    )
    with create(folder).store as store:
        imports.run(context(store), ImportDraft("demo.json", "0" * 64, entries))
    return folder


def sit(qapp: QApplication, qtbot: QtBot, store: Path, size: tuple[int, int]) -> Leader:
    """Open the window on a store and sign in."""
    leader = Leader(main.build(qapp, settings.load()), qtbot)
    leader.begin(store, size)
    leader.sign_in(PASSWORD)
    leader.settle()
    return leader


__all__ = ["ALT", "CONTROL", "SHIFT", "Key", "Leader", "demo", "sit", "ward"]
