# SPDX-License-Identifier: MIT
"""From Enter on the password to a usable list of 100,000 cases, and the memory it takes then."""

from __future__ import annotations

import json
import subprocess
import sys

from bench.measure import Pair, Place, row
from bench.rows_start import BARE, seconds_to_paint
from bench.stores import PASSWORD, filled
from mdtdesk import app

CASES = 100_000
# The child waits until everything that loads while a person types is there, then types.
OURS = """
import json, os, sys, time
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView
from mdtdesk.ui import main
build, kept, told = main.build, [], {"argon": 0.0}

def watched(*given):
    kept.append(build(*given))
    return kept[0]

def type_password():
    window, _desk, tasks = kept[0]
    if tasks.busy or not window.isActiveWindow() and not window.isVisible():
        return
    wait.stop()
    from mdtdesk.storage import seals
    stretch = seals.hash_secret_raw

    def timed(*given):
        began = time.monotonic()
        made = stretch(*given)
        told["argon"] += time.monotonic() - began
        return made

    seals.hash_secret_raw = timed
    field = window.findChild(QLineEdit, "password")
    field.setText(sys.argv[2])
    told["enter"] = time.monotonic()
    QTest.keyClick(field, Qt.Key.Key_Return)
    QApplication.instance().installEventFilter(painted)

class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched.parent(), QTableView):
            table = watched.parent()
            model = table.model()
            if model is not None and model.rowCount() and model.index(0, 0).data() is not None:
                if "seconds" not in told:
                    told["seconds"] = time.monotonic() - told["enter"] - told["argon"]
                    QTimer.singleShot(0, usable)
        return False

def usable():
    told["rows"] = max(t.model().rowCount() for t in kept[0].window.findChildren(QTableView))
    told["kib"] = resident()
    os.write(1, json.dumps(told).encode())
    QApplication.instance().removeEventFilter(painted)
    kept[0].window.close()  # in order: else the next opening checks the whole store

def resident():
    lines = Path("/proc/self/status").read_text().splitlines()
    return sum(int(x.split()[1]) for x in lines if x.startswith("VmRSS:"))

painted, wait = Painted(), QTimer()
wait.timeout.connect(type_password)
main.build = watched
run = main._program
def program(arguments):
    made = run(arguments)
    wait.start(200)
    return made
main._program = program
main.main(Path(sys.argv[1]))
"""
BARE_MEMORY = BARE.replace(
    "os.write(1, str(time.monotonic_ns()).encode())",
    """
            lines = open("/proc/self/status").read().splitlines()
            kib = sum(int(x.split()[1]) for x in lines if x.startswith("VmRSS:"))
            os.write(1, str(kib).encode())""",
)


def _child(code: str, *arguments: str) -> str:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout


def _listed(store: str) -> dict[str, float]:
    told: dict[str, float] = json.loads(_child(OURS, store, PASSWORD))
    assert told["rows"] > 1_000
    return told


def _store(place: Place) -> str:
    signed = filled(place.shared, CASES)
    app.sign_out(signed)
    return str(signed.directory)


@row(
    "Enter on the password to a usable list of 100,000 cases, less Argon2",
    against="a script that imports PySide6 and shows an empty QTableView",
    goal=1.5,
)
def enter(place: Place) -> Pair:
    """Sign in at a window whose imports are done."""
    store, argon = _store(place), [0.0]

    def ours() -> float:
        told = _listed(store)
        argon.append(told["argon"])
        return told["seconds"]

    return Pair(
        ours,
        lambda: seconds_to_paint(BARE),
        rounds=7,
        note=lambda: f"Argon2 {sorted(argon)[len(argon) // 2] * 1000:,.0f} ms more",
    )


@row("memory with 100,000 cases listed", against="the empty QTableView", goal=1.6)
def memory(place: Place) -> Pair:
    """Compare what is resident when the list is painted."""
    store = _store(place)
    return Pair(
        lambda: _listed(store)["kib"] / 1024,
        lambda: int(_child(BARE_MEMORY)) / 1024,
        rounds=3,
        unit="MB",
        warm=False,
    )
