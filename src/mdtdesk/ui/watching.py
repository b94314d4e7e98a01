# SPDX-License-Identifier: MIT
"""Carries progress with its stage from the store's thread to a page, and stops a job midway."""

from __future__ import annotations

import threading
from concurrent.futures import CancelledError

from PySide6.QtCore import QObject, Signal


class Watch(QObject):
    """``told`` carries stage, done and total on the main thread."""

    told = Signal(str, int, int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stopped = threading.Event()

    def begin(self) -> None:
        """Watch another job."""
        self._stopped.clear()

    def stop(self) -> None:
        """Have the job end at its next step with CancelledError."""
        self._stopped.set()

    def report(self, stage: str, done: int, total: int) -> None:
        """Say from inside the job how far it is."""
        if self._stopped.is_set():
            raise CancelledError
        self.told.emit(stage, done, total)
