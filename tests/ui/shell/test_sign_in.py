# SPDX-License-Identifier: MIT
"""Who may come in, who may not, and what they are told."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton

from desktop import PASSWORD, Desktop
from mdtdesk import app
from mdtdesk.storage import keys, pending

Start = Callable[[Path | None], Desktop]


def _line(here: Desktop) -> str:
    field = here.find(QLineEdit, "password")
    return field.accessibleDescription()


def _person(store: Path) -> str:
    return app.people(store)[0].id


def test_the_cursor_is_in_the_password_and_enter_opens(desktop: Start, store: Path) -> None:
    here = desktop(store)
    assert here.focus() is here.find(QLineEdit, "password")
    assert here.find(QComboBox, "person").currentText() == "Anna Berger　Consultant"
    here.sign_in()
    assert here.desk.actor is not None
    assert here.window.menuBar().isVisible()
    assert here.find(QLabel, "corner_person").text() == "Anna Berger Consultant"


def test_a_wrong_password_says_how_often_one_may_try(desktop: Start, store: Path) -> None:
    here = desktop(store)
    here.sign_in("wrong")
    assert _line(here) == here.desk.translate("signin.wrong", left=4)
    here.type("x")
    assert _line(here) == ""
    assert here.desk.actor is None
    assert len(pending.waiting(store)) == 1


def test_five_wrong_ones_lock_out_and_say_until_when(desktop: Start, store: Path) -> None:
    here = desktop(store)
    for _ in range(6):
        here.sign_in("wrong")
    assert re.fullmatch(
        here.desk.translate("signin.locked_out", time="15:00").replace("15:00", r"1[45]:\d\d"),
        _line(here),
    )
    here.sign_in(PASSWORD)
    assert here.desk.actor is None
    here.desk.speak("en")
    assert "14:" in _line(here)


def test_a_one_time_password_opens_nothing_until_it_is_changed(desktop: Start, store: Path) -> None:
    person = _person(store)
    key = keys.unlock(store, person, PASSWORD)
    keys.set_password(store, key, person, "given once 7", must_change=True)
    here = desktop(store)
    here.sign_in("given once 7")
    assert not here.window.menuBar().isVisible()
    here.type("my own words 8")
    here.press(Qt.Key.Key_Tab)
    here.type("my own words 9")
    here.press(Qt.Key.Key_Return)
    assert not here.window.menuBar().isVisible()
    here.press(Qt.Key.Key_Backspace)
    here.type("8")
    here.press(Qt.Key.Key_Return)
    here.wait()
    assert here.window.menuBar().isVisible()
    assert keys.unlock(store, person, "my own words 8")
    assert not app.people(store)[0].must_change


def test_a_one_time_password_is_not_kept(desktop: Start, store: Path) -> None:
    person = _person(store)
    key = keys.unlock(store, person, PASSWORD)
    keys.set_password(store, key, person, "given once 7", must_change=True)
    here = desktop(store)
    here.sign_in("given once 7")
    for _ in range(2):
        here.type("given once 7")
        here.press(Qt.Key.Key_Tab)
    here.find(QPushButton, "enter").click()
    here.wait()
    assert not here.window.menuBar().isVisible()
    assert app.people(store)[0].must_change


def test_caps_lock_is_said_while_it_is_on(desktop: Start, store: Path) -> None:
    here = desktop(store)
    none, key = Qt.KeyboardModifier.NoModifier, Qt.Key.Key_A
    for letter, said in (("a", ""), ("A", here.desk.translate("signin.caps")), ("b", "")):
        QApplication.sendEvent(here.focus(), QKeyEvent(QEvent.Type.KeyPress, key, none, letter))
        assert _line(here) == said


def test_who_writes_is_said_and_the_second_window_reads(desktop: Start, store: Path) -> None:
    first = app.sign_in(store, _person(store), PASSWORD)
    try:
        here = desktop(store)
        here.sign_in()
        assert here.desk.actor is not None
        assert not here.desk.writing
        said = here.find(QLabel, "status_message").text()
        assert "Anna Berger" in said
        assert here.find(QLabel, "corner_person").text() == here.desk.translate(
            "shell.person_reader", person="Anna Berger Consultant"
        )
    finally:
        app.sign_out(first)
