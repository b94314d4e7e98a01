# SPDX-License-Identifier: MIT
"""An administrator who lost the password comes in by the recovery code, which is replaced."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QLineEdit, QPushButton

from desktop import PASSWORD, Desktop
from mdtdesk import app
from mdtdesk.domain.drafts import PersonDraft
from mdtdesk.errors import Unavailable
from mdtdesk.services import audit_trail
from mdtdesk.storage import keys

Start = Callable[[Path | None], Desktop]
NEW = "Kirschbaum im Mai 7"


@pytest.fixture
def code(_made: app.CreatedStore) -> str:
    """Return the recovery code of the store."""
    return _made.recovery_code


def fill(here: Desktop, code: str) -> None:
    """Go from the sign-in page to the form, fill it in by the keyboard and send it."""
    if here.window.findChild(QLineEdit, "recovery_code") is None:
        here.find(QPushButton, "forgot").click()
    field = here.find(QLineEdit, "recovery_code")
    field.setFocus()
    field.clear()
    here.type(code)
    for _ in range(2):
        here.press(Qt.Key.Key_Tab)
        line = here.focus()
        assert isinstance(line, QLineEdit)
        line.clear()
        here.type(NEW)
    here.press(Qt.Key.Key_Return)
    here.wait()


def at(here: Desktop, name: str) -> str:
    """Return what is said at a field of the form."""
    return here.find(QLineEdit, f"recovery_{name}").accessibleDescription()


def opens(store: Path, password: str) -> bool:
    """Tell whether a password opens the store for its first person."""
    try:
        return bool(keys.unlock(store, app.people(store)[0].id, password))
    except Unavailable:
        return False


def test_the_code_sets_a_password_and_gives_way_to_a_new_one(
    desktop: Start, store: Path, code: str
) -> None:
    here = desktop(store)
    fill(here, code.lower().replace("-", " "))
    shown = here.find(QLabel, "recovery_shown").text().replace("\n", "-")
    assert shown != code
    assert opens(store, PASSWORD)  # nothing is changed before the new code is on paper
    here.press(Qt.Key.Key_Return)
    here.press(Qt.Key.Key_Return)
    here.wait()
    assert here.window.menuBar().isVisible()
    assert opens(store, NEW)
    assert not opens(store, PASSWORD)
    assert keys.unlock_with_recovery(store, shown)
    with pytest.raises(Unavailable, match="recovery_wrong"):
        keys.unlock_with_recovery(store, code)
    assert here.desk.context is not None
    with here.desk.context.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT action, person FROM audit ORDER BY sequence")
        found = [tuple(row) for row in rows]
    assert ("password_recovered", "Anna Berger") in found
    assert ("recovery_code_replaced", "Anna Berger") in found
    assert ("opened_by_recovery_code", "Anna Berger") in found
    assert not audit_trail.verify(here.desk.context).fault


def test_who_goes_back_before_it_is_written_down_changes_nothing(
    desktop: Start, store: Path, code: str
) -> None:
    here = desktop(store)
    fill(here, code)
    here.find(QDialog, "recovery_code").reject()
    here.wait()
    assert opens(store, PASSWORD)
    assert keys.unlock_with_recovery(store, code)
    assert not here.window.menuBar().isVisible()
    app.sign_out(app.sign_in_as(store, app.people(store)[0].id, PASSWORD, writer=True))


def test_a_slip_is_no_guess_and_five_wrong_codes_lock_it(
    desktop: Start, store: Path, code: str
) -> None:
    here = desktop(store)
    other = app.create_store(store.parent / "other.mdt", app.FirstPerson("B", "", PASSWORD))
    fill(here, code[:-1] + ("2" if code[-1] != "2" else "3"))
    assert at(here, "code") == here.desk.translate("unavailable.recovery_mistyped")
    for left in (4, 3, 2, 1):
        fill(here, other.recovery_code)
        assert at(here, "code") == here.desk.translate("signin.recovery.wrong", left=left)
    fill(here, other.recovery_code)
    fill(here, code)
    assert at(here, "code") == here.desk.translate("signin.recovery.locked_out", minutes=15)
    assert here.window.findChild(QCheckBox, "recovery_written") is None
    here.find(QPushButton, "recovery_submit").setFocus()
    assert opens(store, PASSWORD)


def test_it_is_for_administrators_alone(desktop: Start, store: Path, code: str) -> None:
    signed = app.sign_in(store, app.people(store)[0].id, PASSWORD)
    app.add_person(signed, PersonDraft("Carl", ("surgeon",)), "another one 55")
    app.sign_out(signed)
    here = desktop(store)
    carl = next(each.id for each in app.people(store) if each.name == "Carl")
    here.desk.remember_person(store, carl)
    fill(here, code)
    people = here.window.findChild(QDialog, "recovery_code")
    assert people is None
    said = here.desk.translate("error.not_administrator", value="Anna Berger")
    assert said in [each.text() for each in here.window.findChildren(QLabel)]
    assert keys.unlock(store, carl, "another one 55")


def test_a_locked_out_administrator_comes_in(desktop: Start, store: Path, code: str) -> None:
    here = desktop(store)
    for _ in range(6):
        here.sign_in("wrong")
    fill(here, code)
    here.press(Qt.Key.Key_Return)
    here.press(Qt.Key.Key_Return)
    here.wait()
    assert here.window.menuBar().isVisible()
    copied = Path(shutil.copytree(store, store.parent / "copy.mdt"))
    app.sign_out(app.sign_in(copied, app.people(copied)[0].id, NEW))
