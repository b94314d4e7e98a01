# SPDX-License-Identifier: MIT
"""What holds for every test: its own folders, no thread and no timer left behind."""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Iterator

import pytest


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
    yield
    deadline = time.monotonic() + 5
    left = set(threading.enumerate()) - before
    for thread in left:
        thread.join(max(0.0, deadline - time.monotonic()))
    alive = sorted(thread.name for thread in left if thread.is_alive())
    assert not alive, f"threads left running: {', '.join(alive)}"
    timers = stop_timers()
    assert not timers, f"timers left running: {', '.join(timers)}"


def stop_timers() -> list[str]:
    """Stop what still runs of Qt's timers, so that no later test is blamed; return their owners."""
    if "PySide6.QtWidgets" not in sys.modules:
        return []
    # Imported here: tests of the lower layers run without Qt.
    from PySide6.QtCore import QCoreApplication, QEvent, QTimer
    from shiboken6 import isValid

    if QCoreApplication.instance() is None:
        return []
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    timers = [each for each in gc.get_objects() if type(each) is QTimer and isValid(each)]
    running = [timer for timer in timers if timer.isActive()]
    for timer in running:
        timer.stop()
    return [f"{timer.parent()!r} {timer.interval()} ms" for timer in running]
