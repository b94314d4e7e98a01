# SPDX-License-Identifier: MIT
"""The writing connection, lent to one that copies the database: held for a step, free between two.

SQLite carries what the source's own connection writes into a copy that is under way, so a copy made
through the writing connection never begins anew, and a commit waits for one step at most.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine


class Lending:
    """Lends to one at a time; ``ended`` calls the loan back and lends to nobody meanwhile."""

    def __init__(self, writing: threading.Lock) -> None:
        self._writing, self._lent = writing, threading.Lock()
        self._leaving = threading.Event()

    @contextmanager
    def lend(self, writer: Callable[[], Engine]) -> Iterator[Loan]:
        """Lend the connection of an engine that has only one."""
        with self._lent:
            with self._writing:
                pooled = writer().raw_connection()
                source = pooled.driver_connection
                pooled.close()  # back to its pool, open
            loan = Loan(source, self._writing, self._leaving.is_set)
            try:
                yield loan
            finally:
                loan.give()

    @contextmanager
    def ended(self) -> Iterator[None]:
        """Wait until the one it is lent to has ended, at their next step."""
        self._leaving.set()
        with self._lent:
            self._leaving.clear()
            yield


class Loan:
    """``source`` is used between ``take`` and ``give`` only."""

    def __init__(
        self, source: Any, writing: threading.Lock, called_back: Callable[[], bool]
    ) -> None:
        self.source = source
        self._writing = writing
        self._called_back = called_back
        self._held = False

    def forget(self) -> None:
        """Have the connection read every page anew from the disk."""
        self.take()
        self.source.execute("PRAGMA shrink_memory")
        self.give()

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
