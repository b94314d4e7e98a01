# SPDX-License-Identifier: MIT
"""One process writes while another lists, exports and prints: neither keeps the other waiting.

The machine may be loaded, so medians are compared, and what is allowed grows with what the same
work takes in the same run with nobody beside it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from builders import context, create, documents
from mdtdesk.domain.document import Document, document
from mdtdesk.domain.drafts import AmendDraft, RegisterDraft
from mdtdesk.services import cases
from mdtdesk.services.context import Context
from mdtdesk.storage.store import Store
from reader import Reader, Seconds

BESIDE, COMMIT = 0.2, 0.1  # seconds more than usual for who reads; for one commit
LOADED = 4.0  # how many times its own median a slow machine's commit may take
_FROM_FILE = ("format", "version", "id", "number", "source", "discussions", "registered")


class Writer(threading.Thread):
    """Amends one case again and again until it is told to stop, and notes what each took."""

    def __init__(self, who: Context, case_id: str, version: int) -> None:
        super().__init__()
        self._who, self._case_id, self.version = who, case_id, version
        self._enough = threading.Event()
        self.seconds: list[float] = []

    def run(self) -> None:
        """Amend."""
        while not self._enough.is_set():
            self.once()

    def once(self) -> None:
        """Amend once."""
        changes = {"referral.question": f"T11 病变是否需要手术？{self.version}"}
        began = time.monotonic()
        done = cases.amend(self._who, AmendDraft(self._case_id, self.version, changes))
        self.seconds.append(time.monotonic() - began)
        self.version = done.version

    def stop(self) -> list[float]:
        """End the thread; return the seconds of every amendment."""
        self._enough.set()
        self.join()
        return self.seconds


class Both:
    """A store with its writer here and its reader in a process of its own."""

    def __init__(self, store: Store) -> None:
        self._who = context(store)
        made = [cases.register(self._who, RegisterDraft(facts)) for facts in _facts()]
        self._case_id, self._version = made[-1].id, made[-1].version
        self.reader = Reader(store.path)

    def alone(self) -> list[float]:
        """Amend with nobody beside."""
        writer = Writer(self._who, self._case_id, self._version)
        for _ in range(21):
            writer.once()
        self._version = writer.version
        return writer.seconds

    def beside(self, work: str) -> tuple[Seconds, list[float]]:
        """Amend all the while the reader works; return what each took."""
        writer = Writer(self._who, self._case_id, self._version)
        writer.start()
        try:
            told = self.reader.ask(work)
        finally:
            seconds = writer.stop()
        self._version = writer.version
        return told, seconds


def _facts() -> Iterator[Document]:
    """Yield the demo's first case of each patient, as a person would register it."""
    first = {str(raw["patient"]["mrn"]): raw for raw in reversed(documents("invented"))}
    for raw in first.values():
        yield document({key: value for key, value in raw.items() if key not in _FROM_FILE})


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Both]:
    with create(tmp_path / "team.mdt").store as store:
        made = Both(store)
        yield made
        made.reader.end()


def _allowed(alone: list[float]) -> float:
    return max(COMMIT, LOADED * median(alone))


def _slow(seconds: list[float], allowed: float) -> float:
    """Return which part of the amendments took longer than is allowed."""
    return sum(each > allowed for each in seconds) / len(seconds)


def test_reading_takes_its_usual_time_while_another_process_writes(both: Both) -> None:
    usual = both.reader.ask("all")
    told, written = both.beside("all")
    assert len(written) > 10
    again = both.reader.ask("all")
    late = {
        work: (median(seconds), median(usual[work] + again[work]))
        for work, seconds in told.items()
        if median(seconds) > median(usual[work] + again[work]) + BESIDE
    }
    assert set(told) == {"list", "export", "print"}
    assert not late


def test_commits_are_quick_while_another_process_reads(both: Both) -> None:
    allowed = _allowed(both.alone())
    _, seconds = both.beside("all")
    assert len(seconds) > 10
    assert _slow(seconds, allowed) < 0.1


def test_a_reader_that_keeps_its_reading_open_is_noticed(both: Both) -> None:
    """The control: the same question of the same writer has another answer then."""
    allowed = _allowed(both.alone())
    _, seconds = both.beside("hold")
    assert _slow(seconds, allowed) >= 0.1
