# SPDX-License-Identifier: MIT
"""Notices that nobody has used keyboard or mouse for some minutes."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from mdtdesk import policy
from mdtdesk.ui.program import program

MINUTES = 5
ROOM_MINUTES = 60  # nobody types while a room talks
_USES = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    )
)


def minutes() -> int:
    """Return after how many minutes without a key the window locks: the policy's, else five."""
    return policy.current().idle_minutes or MINUTES


class Idle(QObject):
    """Watches the windows, not their widgets: a filter on all events would slow everything."""

    reached = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seconds = MINUTES * 60.0
        self._last = time.time()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        program().focusWindowChanged.connect(self._watch)

    def start(self, seconds: float = MINUTES * 60.0) -> None:
        """Begin to watch."""
        self._seconds = seconds
        self._watch(QGuiApplication.focusWindow())
        self.touch()
        self._look()

    def stop(self) -> None:
        """Stop watching: nobody is signed in."""
        self._timer.stop()

    def touch(self) -> None:
        """Count from now again."""
        self._last = time.time()

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)
            # after a sleep of the machine the clock has gone on, the timer has not
            if self._timer.isActive():
                self._look()

    def _look(self) -> None:
        """Wait on, or say that the time is over. The clock of the wall counts a sleep too."""
        left = self._last + self._seconds - time.time()
        if left <= 0:
            self._timer.stop()
            self.reached.emit()
        else:
            self._timer.start(int(left * 1_000) + 1)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note a use of the keyboard or the mouse."""
        if event.type() in _USES:
            self.touch()
        return False
