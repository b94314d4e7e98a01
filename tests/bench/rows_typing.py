# SPDX-License-Identifier: MIT
"""A key typed into a case of ten lesions: scores, warnings and body map follow before the next."""

from __future__ import annotations

import subprocess
import sys

from bench.big import big
from bench.measure import Pair, Place, row
from bench.stores import PASSWORD, new_store
from mdtdesk import app
from mdtdesk.domain.drafts import RegisterDraft
from mdtdesk.domain.instruments import scoring
from mdtdesk.services import cases

_FRAME = 0.016
# Both children print the median time of a key, its painting included.
_TIMED = """
import os, statistics, sys, time
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

def timed(widget, program):
    took = []
    for sign in "pain at night, worse " * 3:
        began = time.perf_counter()
        QTest.keyClicks(widget, sign)
        program.processEvents()
        took.append(time.perf_counter() - began)
    os.write(1, str(statistics.median(took)).encode())
    os._exit(0)
"""
_BARE = (
    _TIMED
    + """
from PySide6.QtWidgets import QPlainTextEdit
program = QApplication([])
text = QPlainTextEdit()
text.resize(1366, 768)
text.show()
text.setFocus()
program.processEvents()
timed(text, program)
"""
)
_OURS = (
    _TIMED
    + """
from pathlib import Path
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QLineEdit, QPushButton
from mdtdesk import settings
from mdtdesk.ui import main
from mdtdesk.ui.pages.case import CasePage

folder, case_id, password = sys.argv[1:]
program = QApplication([])
built = main.build(program, settings.Settings())
window = built.window
window.resize(1366, 768)
window.start(Path(folder))
window.show()

def settle():
    for _ in range(6):
        loop = QEventLoop()
        QTimer.singleShot(50, loop.quit)
        loop.exec()

settle()
window.findChild(QLineEdit, "password").setText(password)
window.findChild(QPushButton, "enter").click()
settle()
built.desk.go("case", case_id)
settle()
page = window.findChild(CasePage)
page.area.build_all()
page.area.focus("history.text")
settle()
timed(program.focusWidget(), program)
"""
)


def _median(code: str, *arguments: str) -> float:
    command = [sys.executable, "-c", code, *arguments]
    ended = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return float(ended.stdout)


@row(
    "a key in the case page, 10 lesions, painted",
    against="the same key in a bare QPlainTextEdit",
    goal=2.0,
    enough=_FRAME,
)
def key(place: Place) -> Pair:
    """Type into the history while all scores are computed from what is typed."""
    made = new_store(place.folder)
    signed = app.sign_in(made.directory, made.person_id, PASSWORD)
    case_id = cases.register(signed.context, RegisterDraft(big(10, 4))).id
    app.sign_out(signed)
    arguments = (str(made.directory), case_id, PASSWORD)
    return Pair(lambda: _median(_OURS, *arguments), lambda: _median(_BARE), rounds=3, warm=False)


@row(
    "all instruments for a case of 10 lesions",
    against="a copy of the case's mappings",
    goal=2.0,
    enough=0.001,
)
def instruments(place: Place) -> Pair:
    """Compute every instrument of a case and its lesions."""
    case = big(10, 4)
    return Pair(lambda: scoring.results(case), lambda: dict(case), rounds=501)
