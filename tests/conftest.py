# SPDX-License-Identifier: MIT
"""What holds for every test: its own folders, no thread and no timer left behind."""

from __future__ import annotations

import os
import sys
import threading
import time
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest_plugins = ["promises"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --long, which runs the tests that take minutes."""
    parser.addoption("--long", action="store_true", help="run the tests marked long, too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the long tests unless they are asked for."""
    if config.getoption("--long"):
        return
    left_out = [item for item in items if item.get_closest_marker("long")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("long")]


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path_factory.mktemp("person")
    monkeypatch.setenv("MDTDESK_CONFIG", str(folder / "config"))
    monkeypatch.setenv("MDTDESK_STATE", str(folder / "state"))
    for name in ("MDTDESK_STORE", "MDTDESK_PASSWORD"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _nothing_left_behind(_own_folders: None) -> Iterator[None]:
    before = set(threading.enumerate())
    _note_timers()
    yield
    deadline = time.monotonic() + 5
    left = set(threading.enumerate()) - before
    for thread in left:
        thread.join(max(0.0, deadline - time.monotonic()))
    alive = sorted(thread.name for thread in left if thread.is_alive())
    assert not alive, f"threads left running: {', '.join(alive)}"
    timers = stop_timers()
    assert not timers, f"timers left running: {', '.join(timers)}"


@pytest.fixture
def silent(tmp_path: Path) -> Iterator[Path]:
    """Give a file that answers nobody: opening it waits until the test is over."""
    if sys.platform == "win32":
        pytest.skip("no FIFO here")
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    yield fifo
    os.close(os.open(fifo, os.O_RDWR | os.O_NONBLOCK))  # whoever waits reads nothing and ends


_timers: weakref.WeakSet[Any] = weakref.WeakSet()


def _note_timers() -> None:
    """Have every timer noted as it is made, once Qt is there; a search of the heap costs 0.1 s."""
    core = sys.modules.get("PySide6.QtCore")
    if core is None or core.QTimer.__init__.__name__ == "note":
        return
    make = core.QTimer.__init__

    def note(timer: Any, *given: Any, **named: Any) -> None:
        make(timer, *given, **named)
        _timers.add(timer)

    core.QTimer.__init__ = note


def stop_timers() -> list[str]:
    """Stop what still runs of Qt's timers, so that no later test is blamed; return their owners."""
    if not _timers:
        return []
    # Imported here: tests of the lower layers run without Qt.
    from PySide6.QtCore import QCoreApplication, QEvent
    from shiboken6 import isValid

    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    running = [timer for timer in list(_timers) if isValid(timer) and timer.isActive()]
    for timer in running:
        timer.stop()
    return [f"{timer.parent()!r} {timer.interval()} ms" for timer in running]
