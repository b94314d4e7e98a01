# SPDX-License-Identifier: MIT
"""Collects Python's garbage on the main thread only.

A collection may run in whichever thread allocates, and would then destroy Qt objects outside the
main thread, which Qt does not survive. So the automatic one is off and a timer does it.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1_000


class Collector(QObject):
    """Takes the place of the automatic collection while a window is there."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """Switch the automatic collection off and the timer on."""
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Give collection back to Python."""
        self._timer.stop()
        gc.enable()

    def collect(self) -> int:
        """Collect the oldest generation whose threshold is passed; return what was freed."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation] > 0:
                return gc.collect(generation)
        return 0
