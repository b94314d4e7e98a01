# SPDX-License-Identifier: MIT
"""A key in a case of ten lesions: a letter, a choice; scores and warnings follow in its frame."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

from bench.big import big
from bench.measure import Pair, Place, row
from bench.stores import PASSWORD, new_store
from mdtdesk import app
from mdtdesk.domain.drafts import RegisterDraft
from mdtdesk.domain.instruments import scoring
from mdtdesk.services import cases

_FRAME = 0.016
_WIDE = "1920x1040"
# All children press a key, then look on for as long as a quick hand takes to the next one: the
# answer of the record, scores, body map and all else that follows. They print the median over the
# keys of the longest the window's thread was busy at once: processor time, painting included.
_TIMED = """
import os, statistics, sys, time
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

def busy(*work):
    began = time.thread_time()
    for each in work:
        each()
    return time.thread_time() - began

def timed(widget, program, keys):
    took = []
    for sign in keys:
        longest = busy(lambda: QTest.keyClicks(widget, sign), program.processEvents)
        until = time.monotonic() + 0.15
        while time.monotonic() < until:
            time.sleep(0.001)
            longest = max(longest, busy(program.processEvents))
        took.append(longest)
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
timed(text, program, "pain at night, worse " * 3)
"""
)
_BARE_CHOICE = (
    _TIMED
    + """
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QWidget
program = QApplication([])
row = QWidget()
across = QHBoxLayout(row)
for number in "123":
    button = QRadioButton(number)
    button.setShortcut(number)
    across.addWidget(button)
row.show()
program.processEvents()
timed(row, program, "123" * 10)
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

folder, case_id, password, size, path, keys = sys.argv[1:]
program = QApplication([])
built = main.build(program, settings.Settings())
window = built.window
window.resize(*map(int, size.split("x")))
window.start(Path(folder))
window.show()

def settle(ready=lambda: True):
    for _ in range(1_000):
        loop = QEventLoop()
        QTimer.singleShot(50, loop.quit)
        loop.exec()
        if ready() and not built.tasks.busy:
            return

settle()
window.activateWindow()
window.findChild(QLineEdit, "password").setText(password)
window.findChild(QPushButton, "enter").click()
settle(lambda: built.desk.context is not None)
built.desk.go("case", case_id)
page = window.findChild(CasePage)
settle(lambda: page.case_id() == case_id)
page.area.build_all()
page.area.focus(path.replace("[0]", f"[{page.area.lesions.current}]"))
settle(lambda: program.focusWidget() is not None)
settle()
timed(program.focusWidget(), program, keys)
"""
)


def _median(code: str, *arguments: str) -> float:
    command = [sys.executable, "-c", code, *arguments]
    ended = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return float(ended.stdout)


def _typed(place: Place, size: str, path: str, keys: str) -> Callable[[], float]:
    """Return what presses keys in a field of a case of ten lesions, in a window of its own."""
    made = new_store(place.folder)
    signed = app.sign_in(made.directory, made.person_id, PASSWORD)
    case_id = cases.register(signed.context, RegisterDraft(big(10, 4))).id
    app.sign_out(signed)
    arguments = (str(made.directory), case_id, PASSWORD, size, path, keys)
    return lambda: _median(_OURS, *arguments)


@row(
    "a letter in the case page, 10 lesions, painted",
    against="the same key in a bare QPlainTextEdit",
    goal=2.0,
    enough=_FRAME,
)
def key(place: Place) -> Pair:
    """Type into the history while all scores are computed from what is typed."""
    ours = _typed(place, _WIDE, "history.text", "pain at night, worse " * 3)
    return Pair(ours, lambda: _median(_BARE), rounds=3, warm=False)


@row(
    "a one-key choice in the case page, 10 lesions, painted",
    against="the same key in a bare row of QRadioButton",
    goal=2.0,
    enough=_FRAME,
)
def choice(place: Place) -> Pair:
    """Choose another pain of a lesion: recorded, and its scores are others each time."""
    ours = _typed(place, _WIDE, "lesions[0].sins.pain", "123" * 10)
    return Pair(ours, lambda: _median(_BARE_CHOICE), rounds=3, warm=False)


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
