# SPDX-License-Identifier: MIT
"""From a machine without a store to work, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton

from desktop import PASSWORD, Desktop
from mdtdesk import app, demo, settings
from mdtdesk.errors import Unavailable
from mdtdesk.storage import keys

Start = Callable[[Path | None], Desktop]


def _fill(here: Desktop, folder: Path, *, password: str, repeat: str) -> None:
    here.press(Qt.Key.Key_Return)  # the first button: make a store
    here.type("Board")
    here.press(Qt.Key.Key_Tab)
    here.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    here.type(str(folder))
    for text in ("", "Anna Berger", "Consultant", password, repeat):
        here.press(Qt.Key.Key_Tab)
        if text:
            here.type(text)
    here.press(Qt.Key.Key_Return)
    here.wait()


def _below(here: Desktop, name: str) -> str:
    entry = here.find(QLineEdit, name).parentWidget()
    assert entry is not None
    return " ".join(
        label.text() for label in entry.findChildren(QLabel) if label.property("role") == "error"
    )


def test_a_store_is_made_by_keyboard_alone(desktop: Start, tmp_path: Path) -> None:
    here = desktop(None)
    _fill(here, tmp_path, password=PASSWORD, repeat=PASSWORD)
    directory = tmp_path / "Board.mdt"
    assert [person.name for person in app.people(directory)] == ["Anna Berger"]

    code = here.find(QLabel, "recovery_shown").text().replace("\n", "-")
    dialog = here.find(QDialog, "recovery_code")
    here.bot.waitUntil(dialog.isActiveWindow)
    here.press(Qt.Key.Key_Escape)
    here.press(Qt.Key.Key_Escape)
    assert dialog.isVisible(), "the code is shown only once"
    assert not here.find(QPushButton, "recovery_continue").isEnabled()
    here.press(Qt.Key.Key_Space)
    here.press(Qt.Key.Key_Return)
    here.wait()
    assert here.desk.actor is not None
    assert here.desk.actor.name == "Anna Berger"
    assert here.desk.actor.roles == {"administrator", "chair", "surgeon", "auditor"}
    assert here.desk.writing
    assert keys.unlock_with_recovery(directory, code)
    assert settings.load().recent == (str(directory),)


def test_what_is_wrong_stands_at_its_field_and_nothing_is_made(
    desktop: Start, tmp_path: Path
) -> None:
    here = desktop(None)
    _fill(here, tmp_path / "nowhere", password="12345678", repeat="1234567")
    words = here.desk.translate
    assert _below(here, "new_folder") == words("welcome.folder_missing")
    assert _below(here, "new_password") == words("welcome.strength_weak")
    assert _below(here, "new_repeat") == words("welcome.repeat_differs")
    assert here.focus() is here.find(QLineEdit, "new_folder")
    assert list(tmp_path.iterdir()) == []
    here.desk.speak("en")
    assert _below(here, "new_repeat") == here.desk.translate("welcome.repeat_differs")


def test_a_folder_that_refuses_says_so(desktop: Start, tmp_path: Path) -> None:
    synced = tmp_path / "Dropbox"
    synced.mkdir()
    here = desktop(None)
    _fill(here, synced, password=PASSWORD, repeat=PASSWORD)
    assert _below(here, "new_folder") == here.desk.translate(
        "unavailable.remote_folder", path=synced / "Board.mdt"
    )
    assert here.desk.actor is None


def test_a_store_used_lately_is_opened_by_enter(desktop: Start, store: Path) -> None:
    here = desktop(store)
    here.find(QPushButton, "other_store").click()
    assert here.focus().objectName() == "recent"
    here.press(Qt.Key.Key_Return)
    assert here.focus() is here.find(QLineEdit, "password")


def test_a_store_that_cannot_be_read_is_told_on_the_welcome_page(
    desktop: Start, store: Path
) -> None:
    (store / "keys.json").write_text("{}", "utf-8")
    here = desktop(store)
    expected = here.desk.translate("unavailable.keys_damaged", path=store / "keys.json")
    shown = [label.text() for label in here.window.findChildren(QLabel) if label.isVisible()]
    assert expected in shown


def test_the_store_is_what_was_typed_and_no_more(desktop: Start, tmp_path: Path) -> None:
    here = desktop(None)
    _fill(here, tmp_path, password=PASSWORD, repeat=PASSWORD)
    person = app.people(tmp_path / "Board.mdt")[0].id
    with pytest.raises(Unavailable, match="wrong_password"):
        app.sign_in(tmp_path / "Board.mdt", person, PASSWORD + " ")


def test_the_demo_opens_with_the_password_it_says(
    desktop: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "home", lambda: tmp_path / "demo")
    here = desktop(None)
    here.find(QPushButton, "demo").click()
    here.wait()
    hint = here.desk.translate("signin.demo", password=demo.password())
    assert hint in [label.text() for label in here.window.findChildren(QLabel) if label.isVisible()]
    here.sign_in(demo.password())
    assert here.desk.actor is not None
