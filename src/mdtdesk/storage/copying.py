# SPDX-License-Identifier: MIT
"""Copies an open database in short steps, so that a commit of the person typing waits for one."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from mdtdesk import system
from mdtdesk.storage import engine, integrity, manifest
from mdtdesk.storage.integrity import Progress
from mdtdesk.storage.lending import Loan
from mdtdesk.storage.manifest import Facts, Head
from mdtdesk.storage.store import Store

PAGES = 256  # some milliseconds of work
_RESTARTS, _ROUNDS = 3, 5
_SYNCED = 16  # steps
_PAUSE = 0.004  # long enough for a command that waits to get its turn
_DONE = 101  # SQLite's code for a copy that is whole
# nothing is promised of the copy before it is whole, synced and proved
_UNSAFE: dict[str, tuple[str, str | int]] = {
    "journal_mode": ("OFF", "off"),
    "synchronous": ("OFF", 0),
    "cache_size": ("128", 128),  # few pages are left for the last step to write
}


def copy(
    store: Store, target: Path, head: Head, progress: Progress, *, from_disk: bool = False
) -> Facts:
    """Copy an open store's database to a new file; return the facts of what was copied.

    from_disk   read each page from the disk, not what the writing connection remembers of it
    """
    into = engine.connect(target, store.data_key, reader=False, fresh=True)
    try:
        engine.set_pragmas(into, _UNSAFE)
        if not store.is_writer:
            return _beside_a_writer(store, into, head, progress)
        with store.lend() as loan:
            if from_disk:
                loan.forget()
            return _lent(_Walk(store, loan, head, progress, target), into)
    finally:
        into.close()


# through the writing connection


def _lent(walk: _Walk, into: Any) -> Facts:
    loan = walk.loan
    loan.take()
    if loan.source.execute("PRAGMA page_count").fetchone()[0] <= PAGES:
        loan.give()
        walk.settle()
    loan.source.backup(into, pages=PAGES, progress=walk.go_on, sleep=0.02)
    return walk.found()


class _Walk:
    """Between two steps the store is free; before the last one its rows are counted."""

    def __init__(
        self, store: Store, loan: Loan, head: Head, progress: Progress, target: Path
    ) -> None:
        self.loan = loan
        self._store, self._target = store, target
        self._head, self._progress = head, progress
        self._found: Facts | None = None
        self._steps = 0

    def go_on(self, status: int, remaining: int, total: int) -> None:
        """Be told of a step that is done, and make ready for the next."""
        if status == _DONE:
            return
        self.loan.give()
        self._steps += 1
        if self._steps % _SYNCED == 0:
            # a little at a time: the next commit's own sync would wait for all that waits there
            system.sync_file(self._target)
        self._progress("copy", total - remaining, total)
        time.sleep(_PAUSE)
        if remaining <= PAGES:
            self.settle()
        else:
            self.loan.take()

    def settle(self) -> None:
        """Count what the last step is going to complete, and let nothing be written before it."""
        for _ in range(_ROUNDS):
            before = self._store.commits
            self._found = manifest.facts_apart(self._store.read, self._head)
            self.loan.take()
            if self._store.commits == before:
                return
            self.loan.give()
        # somebody writes without a pause: the copy is known by the head of the chain
        self.loan.take()
        self._found = manifest.without_counts(self._store.read, self._head)

    def found(self) -> Facts:
        """Return what was counted."""
        if self._found is None:
            raise RuntimeError("the last step came before its time")
        return self._found


# beside another process that writes


def _beside_a_writer(store: Store, into: Any, head: Head, progress: Progress) -> Facts:
    """Copy while others commit; if commits come between each time, hold them for once."""
    source = engine.connect(store.database, store.data_key, reader=True)
    try:
        with engine.explained(store.database):
            for _ in range(_RESTARTS):
                before = _version(source)
                found = manifest.facts_apart(store.read, head)
                if _steps(source, into, progress) and _version(source) == before:
                    return found
            source.execute("BEGIN")
            _version(source)
            found = manifest.facts_apart(store.read, head)
            _steps(source, into, integrity.nothing)
            source.execute("ROLLBACK")
            return found
    finally:
        source.close()


def _version(connection: Any) -> int:
    """Return a number that another connection's commit changes."""
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


class _OvertakenError(Exception):
    """A commit came between two steps."""


def _steps(source: Any, into: Any, progress: Progress) -> bool:
    """Copy step by step; False if a commit came between, for SQLite would begin anew for ever."""
    least = None

    def report(status: int, remaining: int, total: int) -> None:
        nonlocal least
        if status == 0 and least is not None and remaining >= least:
            raise _OvertakenError
        least = remaining
        progress("copy", total - remaining, total)

    try:
        source.backup(into, pages=PAGES, progress=report, sleep=0.02)
    except _OvertakenError:
        return False
    return True
