# SPDX-License-Identifier: MIT
"""Starts the window: first what is painted, then, behind it, what is heavy to import."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QApplication

from mdtdesk import app, crashes, settings
from mdtdesk.domain.document import EMPTY
from mdtdesk.ui import instance, messages
from mdtdesk.ui.announcing import Announcing
from mdtdesk.ui.appearance import Appearance
from mdtdesk.ui.collector import Collector
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.main_window import MainWindow
from mdtdesk.ui.tasks import Task, Tasks


class Built(NamedTuple):
    """A window and what lies behind it."""

    window: MainWindow
    desk: Desk
    tasks: Tasks


def main(store: Path | None = None) -> int:
    """Show the window on a store, else on the one used last, until it is closed."""
    stored = settings.load()
    named = os.environ.get("MDTDESK_STORE", stored.store)
    directory = store or (Path(named) if named else None)
    program = _program(sys.argv[:1])
    if directory is not None and instance.call(directory):
        return 0
    before, running = crashes.sweep(), crashes.Running()
    running.begin()
    window, desk, tasks = build(program, stored)
    desk.before = before
    messages.catch_bugs(window.tell)
    collector = Collector(program)
    collector.start()
    known = directory is not None and (store is not None or app.is_store(directory))
    window.start(directory if known else None)
    window.show()
    for event in before.reports[-1:]:
        messages.tell_crashed(window, desk.translate, event)
    code = program.exec()
    tasks.close()
    collector.stop()
    running.end()
    return code


def build(program: QApplication, stored: settings.Settings) -> Built:
    """Make the window with all it needs, not shown yet."""
    tasks = Tasks(program)
    desk = Desk(tasks, stored, program)
    window = MainWindow(desk, Appearance(program, desk))
    window.painted.connect(Announcing(desk).look)
    window.painted.connect(
        lambda: tasks.run("store", _warm, done=lambda _none: window.status.look_for_backups())
    )
    return Built(window, desk, tasks)


def _program(arguments: Sequence[str]) -> QApplication:
    program = QApplication(list(arguments))
    program.setApplicationName("mdtdesk")
    program.setDesktopFileName("mdtdesk")
    return program


def _warm(_task: Task[None]) -> None:
    """Import what work needs; in the store's thread, so that its first job waits for it."""
    app.warm()
    # Imported here: the pages and all below them must not delay the first painting.
    from mdtdesk.domain.instruments import scoring
    from mdtdesk.ui import places
    from mdtdesk.ui.files import opened

    del places
    opened.sweep()
    scoring.results(EMPTY)  # reads the tables of all instruments
