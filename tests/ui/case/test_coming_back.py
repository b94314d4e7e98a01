# SPDX-License-Identifier: MIT
"""After a crash who signs in is at the form again, with what they typed; else where all begin."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builders import PASSWORD
from mdtdesk import app, crashes, settings
from mdtdesk.crashes import Before
from mdtdesk.services import cases, journal
from mdtdesk.ui import main
from mdtdesk.ui.pages.case import CasePage
from mdtdesk.ui.pages.decision import DecisionPage
from typist import Typist

MRN = "DEMO-26012"


def left(ward: Path, kind: str, **typed: str) -> str:
    """Leave typed text in a form of the case, as a window that died would; return the case."""
    (person,) = app.people(ward)
    signed = app.sign_in_as(ward, person.id, PASSWORD, writer=True)
    try:
        case_id = cases.find(signed.context, MRN)
        journal.write(signed.context, f"{kind}:{case_id}" if kind != "register" else kind, typed)
    finally:
        app.sign_out(signed)
    return case_id


@pytest.fixture
def typist(qapp: QApplication, qtbot: QtBot, ward: Path) -> Iterator[Typist]:
    """Return somebody before the sign-in page."""
    made = Typist(main.build(qapp, settings.load()), qtbot)
    made.begin(ward)
    yield made
    made.close()


def shown(typist: Typist, kind: type[CasePage | DecisionPage]) -> bool:
    """Tell whether a page of this kind is on the screen."""
    return any(page.isVisible() for page in typist.window.findChildren(kind))


@pytest.mark.promise("typed-text")
def test_after_a_crash_the_form_is_open_with_what_was_typed(typist: Typist, ward: Path) -> None:
    case_id = left(ward, "case", wishes="想回家过年")
    typist.desk.before = Before(("1f0c9a2b",), orderly=False)
    typist.sign_in(PASSWORD)
    typist.wait()
    assert typist.page.case_id() == case_id
    assert shown(typist, CasePage)
    assert typist.page.area.typed()["wishes"] == "想回家过年"


def test_after_a_crash_a_new_case_goes_on(typist: Typist, ward: Path) -> None:
    left(ward, "register", **{"patient.name": "李雷"})
    typist.desk.before = Before((), orderly=False)
    typist.sign_in(PASSWORD)
    typist.wait()
    assert typist.page.area.typed() == {"patient.name": "李雷"}


def test_after_an_orderly_end_everybody_begins_at_the_list(typist: Typist, ward: Path) -> None:
    left(ward, "case", wishes="想回家过年")
    typist.sign_in(PASSWORD)
    typist.wait()
    assert not shown(typist, CasePage)


DYING = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from mdtdesk.services import cases, journal
from mdtdesk.ui import main

store, password, mrn = sys.argv[1:]
make, step = main.build, [0]

def build(program, stored):
    built = make(program, stored)
    window, desk, tasks = built

    def tick():
        if tasks.busy:
            return
        if step[0] == 0:
            window.findChild(QLineEdit, "password").setText(password)
            window.findChild(QPushButton, "enter").click()
        elif step[0] == 1:
            window.trigger("open_case")
            desk.go("case", cases.find(desk.context, mrn))
            window.activateWindow()
        elif step[0] == 2:
            from mdtdesk.ui.pages.case import CasePage
            window.findChild(CasePage).area.focus("wishes")
            if QApplication.focusWidget() is None:
                window.activateWindow()
                return
            QTest.keyClicks(QApplication.focusWidget(), "home for new year")
        elif journal.forms(desk.context):
            os.abort()
        else:
            return
        step[0] += 1

    timer = QTimer(window)
    timer.timeout.connect(tick)
    timer.start(150)
    return built

main.build = build
main.main(Path(store))
"""


@pytest.mark.long
@pytest.mark.promise("typed-text")
def test_a_window_that_died_is_reported_and_its_text_comes_back(typist: Typist, ward: Path) -> None:
    typist.close()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", DYING, str(ward), PASSWORD, MRN]
    ended = subprocess.run(command, env=environment, timeout=60, check=False)
    assert ended.returncode == -signal.SIGABRT
    program = QApplication.instance()
    assert isinstance(program, QApplication)
    again = Typist(main.build(program, settings.load()), typist.bot)
    again.desk.before = crashes.sweep()
    (number,) = again.desk.before.reports
    place = crashes.place(number)
    assert place is not None
    report = place.read_text("utf-8")
    assert "page.case" in report
    assert "tick" in report
    assert "home for" not in report
    again.begin(ward)
    again.sign_in(PASSWORD)
    again.wait()
    assert again.page.area.typed()["wishes"].endswith("home for new year")
    again.close()
