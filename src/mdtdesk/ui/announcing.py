# SPDX-License-Identifier: MIT
"""Looks once, behind the window, whether hospital IT has announced a newer version."""

from __future__ import annotations

import contextlib

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from mdtdesk import policy, updates
from mdtdesk.ui.desk import Desk
from mdtdesk.updates import Announced


class Announcing(QObject):
    """Reads the share in a thread that nobody waits for: a share may not answer for minutes."""

    found = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.found.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def look(self) -> None:
        """Begin to look, if the policy names an announcement at all."""
        settled = policy.current()
        if settled.announcement:
            updates.look_beside(settled, self._hand_over)

    def _hand_over(self, found: Announced) -> None:
        """Give what was found to the window's thread; the window may be gone by now."""
        with contextlib.suppress(RuntimeError):
            if isValid(self):
                self.found.emit(found)

    def _take(self, found: Announced) -> None:
        self._desk.announce(found)
