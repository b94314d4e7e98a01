# SPDX-License-Identifier: MIT
"""Tells a chair on the cases page what surgeons ask for; pressed, it opens the oldest."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from mdtdesk.domain.changes import Changes
from mdtdesk.domain.records import Request
from mdtdesk.domain.roles import allowing
from mdtdesk.services import corrections
from mdtdesk.ui.desk import Desk


class AskedLink(QObject):
    """Keeps a button to the number of requests that wait; without any it is hidden."""

    def __init__(self, desk: Desk, button: QPushButton) -> None:
        super().__init__(button)
        self._desk, self._button = desk, button
        self._waiting: tuple[Request, ...] = ()
        button.hide()
        button.clicked.connect(self._open)
        desk.changed.connect(self._take_changes)
        desk.language_changed.connect(lambda _language: self._show())

    def ask(self) -> None:
        """Ask what waits, where who sits here answers it."""
        actor = self._desk.actor
        if actor is not None and allowing(actor.roles, "close") is not None:
            self._desk.ask(corrections.asked, done=self._take)

    def _take(self, found: tuple[Request, ...]) -> None:
        self._waiting = found
        self._show()

    def _take_changes(self, changes: Changes) -> None:
        if any(kind == "case" for kind, _ in changes):
            self.ask()

    def _show(self) -> None:
        count = len(self._waiting)
        key = "correction.waiting_one" if count == 1 else "correction.waiting"
        self._button.setText(self._desk.translate(key, count=count))
        self._button.setVisible(bool(count))

    def _open(self) -> None:
        if self._waiting:
            self._desk.go("case", self._waiting[0].case_id)
