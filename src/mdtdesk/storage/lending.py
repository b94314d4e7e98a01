# SPDX-License-Identifier: MIT
"""The writing connection, lent to one that copies the database: held for a step, free between two.

SQLite carries what the source's own connection writes into a copy that is under way, so a copy made
through the writing connection never begins anew, and a commit waits for one step at most.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from typing import Any


class Loan:
    """``source`` is used between ``take`` and ``give`` only."""

    def __init__(
        self, source: Any, writing: threading.Lock, called_back: Callable[[], bool]
    ) -> None:
        self.source = source
        self._writing = writing
        self._called_back = called_back
        self._held = False

    def take(self) -> None:
        """Wait for a command that is under way; raises CancelledError once the store closes."""
        self._writing.acquire()
        self._held = True
        if self._called_back():
            self.give()
            raise CancelledError

    def give(self) -> None:
        """Let commands go on; nothing if it is not held."""
        if self._held:
            self._held = False
            self._writing.release()
