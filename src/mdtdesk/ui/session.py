# SPDX-License-Identifier: MIT
"""Who sits at the window: from sign-in to lock, sign-out or close, each freeing the store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from mdtdesk import app
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.seat_watch import SeatWatch


class Session(QObject):
    """Holds what sign-in gave until it is given back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._held: app.SignedIn | None = None
        self.watch = SeatWatch(desk)
        self.person = ""
        self.directory = Path()

    def start(self, signed: app.SignedIn) -> bool:
        """Seat who signed in; True if it is the person who sat here before, on the same store."""
        actor = signed.context.actor
        same = (self.person, self.directory) == (actor.person_id, signed.directory)
        self._held = signed
        self.person, self.directory = actor.person_id, signed.directory
        self._desk.sit(signed.context)
        return same

    def end(self, then: Callable[[], object] | None = None) -> None:
        """Give the store and its lock back after what is queued for it; then call ``then``."""
        held, self._held = self._held, None
        self._desk.sit(None)
        if held is None:
            if then is not None:
                QTimer.singleShot(0, self, then)
            return

        def after(_nothing: object) -> None:
            if then is not None:
                then()

        self._desk.tasks.run(
            "store",
            lambda _task: app.sign_out(held),
            done=after,
            failed=lambda f: self._worse(f, then),
        )

    def forget(self) -> None:
        """Keep nobody's place: whoever comes next starts afresh."""
        self.person = ""

    def _worse(self, failure: object, then: Callable[[], object] | None) -> None:
        self._desk.refused.emit(failure)
        if then is not None:
            then()
