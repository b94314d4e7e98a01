# SPDX-License-Identifier: MIT
"""The window: the gate (welcome, new store, sign-in) or the workplace, under one frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from mdtdesk import app, crashes
from mdtdesk.ui import damaged, messages, theme, window_slots
from mdtdesk.ui.actions import Actions, Slots, When
from mdtdesk.ui.appearance import Appearance
from mdtdesk.ui.backing_up import BackingUp
from mdtdesk.ui.clipboard import Clipboard
from mdtdesk.ui.corner import Corner
from mdtdesk.ui.curtain import Curtain
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.front import Front
from mdtdesk.ui.guide.opening import GuideOpening
from mdtdesk.ui.idle import Idle
from mdtdesk.ui.instance import Instance
from mdtdesk.ui.leaving import Leaving
from mdtdesk.ui.session import Session
from mdtdesk.ui.status_line import StatusLine
from mdtdesk.ui.tasks import Broken, Failure
from mdtdesk.ui.whole_screen import WholeScreen
from mdtdesk.ui.workplace import Workplace

State = Literal["gate", "work", "closing", "closed"]
_GEOMETRY = "main"


class MainWindow(QMainWindow):
    """Shows the front until somebody signs in, then their workplace, until they leave."""

    painted = Signal()

    def __init__(self, desk: Desk, appearance: Appearance) -> None:
        super().__init__()
        self._desk, self._appearance = desk, appearance
        self._state: State = "gate"
        self._curtain, self._was_painted = Curtain(), False
        self._workplace: Workplace | None = None
        self._make_widgets()
        self._connect()
        self._screen.restore(desk.settings.window.get(_GEOMETRY, ""))
        self.retranslate()
        self.restyle()
        self._show_front()

    def _make_widgets(self) -> None:
        self._session, self._clipboard = Session(self._desk), Clipboard(self)
        self.idle, self._instance = Idle(self), Instance(self)
        self._front, self._rooms = Front(self._desk), QStackedWidget()
        self._rooms.addWidget(self._front)
        self.setCentralWidget(self._rooms)
        self._actions = Actions(self.menuBar(), self, self.trigger)
        self._corner = Corner(self._desk)
        self.menuBar().setCornerWidget(self._corner)
        self.status = StatusLine(self._desk, self)
        self.setStatusBar(self.status)
        self.guide = GuideOpening(self._desk, self, self._appearance.zoom)
        self._screen, self._backing = WholeScreen(self, self.idle), BackingUp(self._desk)
        self._leaving = Leaving(self._desk, self._backing, self)

    def _connect(self) -> None:
        desk = self._desk
        desk.language_changed.connect(self.retranslate)
        desk.theme_changed.connect(self.restyle)
        desk.slots_changed.connect(self._enable)
        desk.refused.connect(self.tell)
        desk.filled.connect(self._screen.fill)
        desk.left.connect(self.sign_out)
        desk.tasks.broke.connect(lambda event: self.tell(Broken(event)))
        desk.copied.connect(self._clipboard.copy)
        self._front.signed_in.connect(self._seat)
        self._front.store_chosen.connect(self._take_store)
        self._corner.lock_wanted.connect(self.lock)
        self.status.language_chosen.connect(desk.speak)
        self.idle.reached.connect(self.lock)
        self._instance.called.connect(self.come_to_front)
        self._backing.ended.connect(self.status.take_backup)

    # from one state to the next

    def start(self, directory: Path | None) -> None:
        """Ask for a store's people, or welcome whoever has none."""
        self._front.start(directory)

    def _take_store(self, directory: Path | None) -> None:
        self.status.show_gate(directory)
        name = app.name_of(directory) if directory else self._desk.translate("shell.title")
        self.setWindowTitle(self._desk.translate("shell.window", store=name))
        self._instance.follow(directory)

    def _seat(self, signed: app.SignedIn) -> None:
        """Show the workplace: as it was left for whoever locked it, anew for anybody else."""
        same = self._session.start(signed)
        if self._workplace is not None and same:
            self._workplace.reload()
        else:
            self._drop_workplace()
            self._make_workplace()
        self._state = "work"
        self.status.show_work()
        self._show_state(signed)
        self._backing.start(signed.directory)
        self._curtain.open()

    def _make_workplace(self) -> None:
        # Imported here: the pages need what was imported while the password was typed.
        from mdtdesk.ui import coming_back
        from mdtdesk.ui.places import places_of

        own = places_of(self._desk.actor)
        self._workplace = Workplace(self._desk, own)
        self._workplace.retranslate()
        self._rooms.addWidget(self._workplace)
        if own:
            self._workplace.go(own[0].id)
            coming_back.lead(self._desk)

    def _show_state(self, signed: app.SignedIn) -> None:
        self.menuBar().show()
        if self._workplace is not None:
            self._rooms.setCurrentWidget(self._workplace)
        self._corner.retranslate()
        self._screen.watch()
        self._enable()
        if signed.holder is not None:
            self._desk.say("shell.reading", person=signed.holder.person, host=signed.holder.host)
        elif signed.context.store.damaged:
            damaged.offer(self._desk, signed.directory, self)

    def _show_front(self) -> None:
        self._state = "gate"
        self._rooms.setCurrentWidget(self._front)
        self.menuBar().hide()
        self._enable()

    def lock(self) -> None:
        """Hide everything, keep what was typed, free the store; ask for the password."""
        if self._state != "work":
            return
        self._curtain.draw()
        self._show_front()
        self._front.ask_for(self._session.directory, self._session.person)
        self._free()

    def sign_out(self) -> None:
        """Leave the store to somebody else."""
        directory = self._session.directory
        self._curtain.draw()
        self._show_front()
        self._front.ask_for(directory)
        self._free(then=self._drop_workplace)
        self._session.forget()

    def _free(self, then: Callable[[], object] | None = None) -> None:
        self.idle.stop()
        self._backing.stop()
        self._clipboard.clear()
        if self._workplace is not None and self._state != "closing" and self._desk.actor:
            self._workplace.leave()
        self._session.end(then)

    def _drop_workplace(self) -> None:
        dropped, self._workplace = self._workplace, None
        if dropped is not None:
            self._rooms.removeWidget(dropped)
            dropped.deleteLater()
        self._curtain.drop()

    def open_store(self) -> None:
        """Go back to the welcome page, which knows the ways to another store."""
        self.sign_out()
        self._front.show_welcome()

    def new_store(self) -> None:
        """Go to the form that makes a store."""
        self.sign_out()
        self._front.show_new_store()

    # actions

    def trigger(self, action: str) -> None:
        """Do what an action asks for, by the page's slot or the window's own."""
        crashes.note(f"action.{action}")
        self._slots().get(action, lambda: None)()

    def _slots(self) -> Slots:
        everywhere = window_slots.everywhere(self, self._desk, self._appearance)
        if self._state != "work" or self._workplace is None:
            return everywhere
        own = window_slots.signed_in(self)
        return everywhere | own | window_slots.at_work(self._workplace, self._desk)

    def _enable(self) -> None:
        at_work = self._state == "work"
        holds: Mapping[When, bool] = {
            "always": True,
            "unlocked": at_work,
            "writing": at_work and self._desk.writing,
        }
        self._actions.enable(self._slots(), holds)
        self._actions.choose(f"language_{self._desk.language}")
        self._actions.choose(f"theme_{self._desk.settings.theme}")

    # words, looks, failures

    def tell(self, failure: Failure) -> None:
        """Show a failure that no page took."""
        messages.tell(self, self._desk.translate, failure)

    def retranslate(self) -> None:
        """Set every text in the language that is on."""
        translate = self._desk.translate
        self._actions.retranslate(translate)
        self._front.retranslate()
        self._corner.retranslate()
        self.status.retranslate(translate)
        if self._workplace is not None:
            self._workplace.retranslate()
        self._enable()

    def restyle(self) -> None:
        """Take the sizes and colours of the look that is on."""
        self.menuBar().setFixedHeight(theme.px(32))
        for part in (self._front, self._corner, self.status, self._workplace):
            if part is not None:
                part.restyle()
        self._enable()

    def come_to_front(self) -> None:
        """Show the window over the others: it was started a second time."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    # the end

    def paintEvent(self, event: QPaintEvent) -> None:
        """Announce the first painting, after which heavy things may be imported."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def event(self, event: QEvent) -> bool:
        """Leave the status bar to the focused field: where the mouse is says nothing there."""
        return event.type() == QEvent.Type.StatusTip or super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Write down what was typed, close the store, and only then close."""
        if self._state == "closed":
            event.accept()
            return
        event.ignore()
        if self._state != "closing":
            at_work, self._state = self._state == "work", "closing"
            self._desk.remember_window(_GEOMETRY, self._screen.geometry())
            if at_work and self._workplace is not None:
                self._workplace.leave()
                self._leaving.begin(lambda: self._free(then=self._end), self._stay)
            else:
                self._session.end(self._end)

    def _stay(self) -> None:
        self._state = "work"

    def _end(self) -> None:
        self._state = "closed"
        self._instance.close()
        self.guide.close()
        self.close()
