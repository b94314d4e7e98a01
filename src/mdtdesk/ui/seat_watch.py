# SPDX-License-Identifier: MIT
"""Looks every half minute whether who sits here may go on: disabled, or other roles by now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from mdtdesk.domain.changes import Changes
from mdtdesk.errors import Unavailable
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.tasks import Failure

if TYPE_CHECKING:  # services bring SQLAlchemy, which is imported while the password is typed
    from mdtdesk.services.context import Context

EVERY_MS = 30_000


class SeatWatch(QObject):
    """Has the window left, and says why, once who sits here was disabled or holds other roles."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        desk.actor_changed.connect(self._turn)
        desk.changed.connect(self._take_changes)

    def _turn(self) -> None:
        if self._desk.actor is not None:
            self._timer.start()
        else:
            self._timer.stop()

    def look(self) -> None:
        """Look now. A store that cannot be read at the moment is looked at the next time."""
        if self._desk.context is not None:
            self._desk.ask(_out, done=self._take, failed=_let_be)

    def _take(self, reason: str) -> None:
        actor = self._desk.actor
        if reason and actor is not None:
            self._desk.left.emit()
            self._desk.refuse(Unavailable(reason, person=actor.name))

    def _take_changes(self, changes: Changes) -> None:
        actor = self._desk.actor
        if actor is not None and ("person", actor.person_id) in changes:
            self.look()


def _out(context: Context) -> str:
    # Imported here: the window is shown before SQLAlchemy is.
    from mdtdesk import admitting

    return admitting.out(context)


def _let_be(_failure: Failure) -> None:
    """A store that is busy or gone is noticed by whoever uses it."""
