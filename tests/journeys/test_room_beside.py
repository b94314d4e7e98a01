# SPDX-License-Identifier: MIT
"""One holds the room, another process lists, exports and prints: neither keeps the other waiting.

As in tests/services/test_beside.py medians are compared, since the machine may be loaded, and a
commit is allowed what it takes while the same is done on a copy of the store, four times over.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import Connection

from leader import CONTROL, Key, Leader, sit, ward
from mdtdesk.storage.store import Store
from reader import Reader, Seconds

BESIDE, COMMIT, LOADED = 0.2, 0.1, 4.0
CASES = ("DEMO-26007", "DEMO-26005", "DEMO-26010")


class Commits:
    """Notes how long each writing transaction of this process takes."""

    def __init__(self, patched: pytest.MonkeyPatch) -> None:
        self.seconds: list[float] = []
        write = Store.write

        @contextmanager
        def timed(store: Store) -> Iterator[Connection]:
            began = time.monotonic()
            with write(store) as connection:
                yield connection
            self.seconds.append(time.monotonic() - began)

        patched.setattr(Store, "write", timed)

    def take(self) -> list[float]:
        """Return what was noted, and begin anew."""
        taken, self.seconds = self.seconds, []
        return taken


class Asking(threading.Thread):
    """Has the reader work while the window goes on."""

    def __init__(self, reader: Reader, work: str) -> None:
        super().__init__()
        self._reader, self._work = reader, work
        self.told: Seconds = {}

    def run(self) -> None:
        """Wait for the answer."""
        self.told = self._reader.ask(self._work)


@pytest.fixture
def room(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Leader]:
    made = sit(qapp, qtbot, ward(tmp_path / "ward.mdt", *CASES), (1366, 768))
    made.go_to_meeting()
    made.enter_room()
    yield made
    made.close()


@pytest.fixture
def readers(room: Leader, tmp_path: Path) -> Iterator[tuple[Reader, Reader]]:
    """Return who reads the room's store, and who reads another of the same cases."""
    made = [Reader(room.context.store.path), Reader(ward(tmp_path / "other.mdt", *CASES))]
    yield made[0], made[1]
    for each in made:
        each.end()


def _lead(here: Leader) -> None:
    """Tick somebody, type a conclusion, turn to the next case and back: commits and journal."""
    people = here.agenda.meeting.attendance
    here.meeting.doing.tick(people[0], "" if people[0].present else "in_room")
    here.words("x")
    here.key(Key.Key_PageDown)
    here.settle()
    here.key(Key.Key_PageUp)
    here.settle()
    here.key(Key.Key_A, CONTROL)


def _beside(here: Leader, reader: Reader, work: str) -> Seconds:
    asking = Asking(reader, work)
    asking.start()
    while asking.is_alive():
        _lead(here)
    asking.join()
    return asking.told


def _late(seconds: list[float], allowed: float) -> float:
    """Return the share of commits that took longer."""
    return sum(each > allowed for each in seconds) / len(seconds)


@pytest.mark.long
def test_the_room_and_a_reader_beside_it_do_not_wait_for_each_other(
    room: Leader,
    readers: tuple[Reader, Reader],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    reader, elsewhere = readers
    commits = Commits(monkeypatch)
    _beside(room, elsewhere, "all")
    alone = commits.take()
    allowed = max(COMMIT, LOADED * median(alone))
    usual = reader.ask("all")
    told = _beside(room, reader, "all")
    seconds = commits.take()
    usual = {work: each + reader.ask(work)[work] for work, each in usual.items()}
    late = {
        work: (median(each), median(usual[work]))
        for work, each in told.items()
        if median(each) > median(usual[work]) + BESIDE
    }
    assert set(told) == {"list", "export", "print"}
    assert not late
    assert len(seconds) > 5
    assert _late(seconds, allowed) < _late(alone, allowed) + 0.1
    _beside(room, reader, "hold")  # the control: a reading that is kept open is noticed
    held = commits.take()
    assert _late(held, allowed) >= _late(alone, allowed) + 0.1
    with capsys.disabled():
        print(f" commit {median(seconds) * 1000:.0f} ms ", end="")
