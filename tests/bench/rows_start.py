# SPDX-License-Identifier: MIT
"""How long from the start of the process to a painted sign-in page."""

from __future__ import annotations

import subprocess
import sys
import time

from bench.measure import Pair, Place, row
from bench.stores import new_store

# Both children print the clock that all processes share at their first painting, and end there.
BARE = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QTableView

class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            os.write(1, str(time.monotonic_ns()).encode())
            os._exit(0)
        return False

program = QApplication([])
table = QTableView()
painted = Painted()
table.installEventFilter(painted)
table.viewport().installEventFilter(painted)
table.resize(1366, 768)
table.show()
program.exec()
"""
OURS = """
import os, sys, time
from pathlib import Path
from mdtdesk.ui import main
build = main.build

def watched(*given):
    built = build(*given)
    built.window.painted.connect(painted)
    return built

def painted():
    os.write(1, str(time.monotonic_ns()).encode())
    os._exit(0)

main.build = watched
main.main(Path(sys.argv[1]))
"""


def seconds_to_paint(code: str, *arguments: str) -> float:
    """Start a child and return how long it took to its first painting."""
    began = time.monotonic_ns()
    command = [sys.executable, "-c", code, *arguments]
    ended = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return (int(ended.stdout) - began) / 1e9


@row(
    "start to a painted sign-in page",
    against="a script that imports PySide6 and shows an empty QTableView",
    goal=1.5,
)
def start(place: Place) -> Pair:
    """Start the window on a store, against the smallest window there is."""
    store = str(new_store(place.folder).directory)
    return Pair(
        ours=lambda: seconds_to_paint(OURS, store),
        bare=lambda: seconds_to_paint(BARE),
    )
