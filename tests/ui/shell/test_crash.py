# SPDX-License-Identifier: MIT
"""A bug in the window is shown by its id and where its report lies; after a crash work goes on."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QPushButton

from desktop import Desktop
from mdtdesk import __main__ as entry
from mdtdesk import crashes, logs, policy
from mdtdesk.crashes import Before
from mdtdesk.ui import main, messages, refusal, window_slots

Start = Callable[[Path | None], Desktop]
NAME = "欧阳建国"


@pytest.fixture
def _bugs_are_shown() -> Iterator[None]:
    """Put the hook of the test runner back."""
    hook = sys.excepthook
    yield
    sys.excepthook = hook


def fail(*_given: object) -> None:
    """Fail as a slot may, over what somebody typed."""
    patient = NAME
    raise ValueError(patient)


def failures(here: Desktop) -> list[QMessageBox]:
    """Return the dialogs of failures that are shown."""
    return [box for box in here.window.findChildren(QMessageBox, "failure") if box.isVisible()]


@pytest.mark.usefixtures("_bugs_are_shown")
@pytest.mark.promise("logs")
def test_a_slot_that_fails_shows_its_id_and_where_the_report_lies(
    desktop: Start, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = desktop(store)
    messages.catch_bugs(here.window.tell)
    monkeypatch.setattr(window_slots, "_tell_about", fail)
    here.do("about")
    (box,) = failures(here)
    (report,) = crashes.folder().glob("[0-9]*.txt")
    number = report.stem.rpartition("-")[2]
    assert number in box.text()
    assert str(report) in box.informativeText()
    text = report.read_text("utf-8")
    assert "action.about" in text
    assert "test_crash.py" in text
    assert NAME not in text + box.text() + box.informativeText()
    copy = box.findChild(QPushButton, "copy_event")
    assert copy is not None
    copy.click()
    assert number in QGuiApplication.clipboard().text()
    assert str(report) in QGuiApplication.clipboard().text()
    assert box.isVisible()
    here.do("about")
    assert failures(here) == [box]
    assert len(list(crashes.folder().iterdir())) == 1
    box.close()


def test_a_job_that_fails_has_a_report_too(desktop: Start, store: Path) -> None:
    here = desktop(store)
    here.desk.work(fail, done=lambda _none: None)
    here.bot.waitUntil(lambda: bool(failures(here)))
    assert len(list(crashes.folder().iterdir())) == 1
    for box in failures(here):
        box.close()


NEXT = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox
from mdtdesk.ui import main

make, failed = main.build, []

def build(program, stored):
    built = make(program, stored)
    window = built.window

    def tick():
        if built.tasks.busy:
            return
        if not failed:
            failed.append(True)
            raise KeyError
        timer.stop()
        boxes = [b for b in window.findChildren(QMessageBox, "failure") if b.isVisible()]
        told = [f"{box.text()} {box.informativeText()}" for box in boxes]
        sys.stdout.buffer.write(repr((built.desk.before.orderly, *told)).encode())
        window.close()

    timer = QTimer(window)
    timer.timeout.connect(tick)
    timer.start(100)
    return built

main.build = build
main.main(Path(sys.argv[1]))
"""


def test_the_next_start_says_what_happened_and_shows_bugs(store: Path) -> None:
    crashes.folder().mkdir(parents=True)
    left = crashes.folder() / "running-1.txt"
    left.write_text("action action.save\nFatal Python error: Aborted\n", "utf-8")
    command = [sys.executable, "-c", NEXT, str(store)]
    ended = subprocess.run(command, capture_output=True, timeout=60, check=True)
    orderly, crashed, bug = ast.literal_eval(ended.stdout.decode())
    assert not orderly
    for words, named in ((crashed, "Aborted"), (bug, "KeyError")):
        (report,) = [path for path in crashes.reports() if named in path.read_text("utf-8")]
        assert report.stem.rpartition("-")[2] in words
        assert str(report) in words
    assert crashes.sweep() == Before()
    assert len(list(crashes.folder().iterdir())) == len(crashes.reports()) == 2


def test_a_start_that_fails_says_so_in_a_window_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(main, "main", fail)
    monkeypatch.setattr(refusal, "show", shown.append)
    assert entry.main([]) == entry.BUG
    (report,) = crashes.folder().glob("[0-9]*.txt")
    (words,) = shown
    assert str(report) in words
    assert words == capsys.readouterr().err.rstrip("\n")
    assert NAME not in words + report.read_text("utf-8")


def test_a_broken_policy_stops_the_window_by_line_and_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: object
) -> None:
    file = tmp_path / "policy.toml"
    file.write_text("[lock]\nidle_minutes = 99\n", "utf-8")
    monkeypatch.setattr(policy, "place", lambda: file)
    monkeypatch.setattr(policy, "current", policy.current.__wrapped__)
    shown: list[str] = []

    def close(box: QMessageBox) -> int:
        shown.append(box.text())
        return 0

    monkeypatch.setattr(QMessageBox, "exec", close)
    assert entry.main([]) == entry.UNAVAILABLE
    (words,) = shown
    assert str(file) in words
    assert "lock.idle_minutes" in words
    assert "第 2 行" in words


def test_without_typed_text_nobody_is_led_anywhere(desktop: Start, store: Path) -> None:
    here = desktop(store)
    went: list[str] = []
    here.desk.went.connect(lambda place, _what: went.append(place))
    here.desk.before = Before((), orderly=False)
    here.sign_in()
    assert went == []
    assert here.desk.before == Before()
    assert not (logs.directory() / "mdtdesk.log").exists()
