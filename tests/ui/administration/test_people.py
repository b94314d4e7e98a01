# SPDX-License-Identifier: MIT
"""The page of people in a real window: added, let out, given roles; who is only one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QMessageBox,
    QPushButton,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from builders import PASSWORD, documents
from desktop import Desktop
from mdtdesk import admitting, app, settings
from mdtdesk.domain import document
from mdtdesk.domain.drafts import PersonDraft
from mdtdesk.domain.people_drafts import PersonStepDraft, RolesDraft
from mdtdesk.errors import Denied
from mdtdesk.services import people
from mdtdesk.ui import main, seat_watch
from mdtdesk.ui.dialogs.change_password import ChangePasswordDialog
from mdtdesk.ui.dialogs.person import (
    AddPersonDialog,
    OneTimeDialog,
    SecondPersonDialog,
    SureDialog,
)
from mdtdesk.ui.pages.people import PeoplePage

Open = Callable[..., Desktop]
OWN, THIRD = "Blue table 57", "Green lamp 812"


def settle(desktop: Desktop) -> None:
    """Wait until the store has answered and what follows from it is answered too."""
    for _ in range(5):
        desktop.wait()
        desktop.bot.wait(0)


def opened(desktop: Desktop) -> PeoplePage:
    """Go to the page of people."""
    desktop.desk.go("people")
    settle(desktop)
    page = desktop.window.findChild(PeoplePage)
    assert page is not None
    return page


def added(desktop: Desktop, name: str, *roles: str) -> str:
    """Add a person with a password of their own beside the window; return their id."""
    assert desktop.desk.context is not None
    person = PersonDraft(name, roles)
    admitting.add(desktop.desk.context, admitting.Admission(person, OWN, must_change=False))
    return person.person_id


def chosen(page: PeoplePage, person_id: str, desktop: Desktop) -> None:
    """Show a person in the sheet."""
    page.enter(person_id)
    settle(desktop)
    assert page.sheet.person is not None
    assert page.sheet.person.id == person_id


def press(desktop: Desktop, name: str) -> None:
    """Press a button of the window by its name in code."""
    desktop.find(QPushButton, name).click()
    settle(desktop)


def names(desktop: Desktop) -> list[str]:
    """Return who the sign-in page offers."""
    people_box = desktop.find(QComboBox, "person")
    return [people_box.itemText(n).split("　")[0] for n in range(people_box.count())]


def said(desktop: Desktop) -> str:
    """Return every word the window shows."""
    labels = desktop.window.findChildren(QLabel)
    return "\n".join(one.text() for one in labels if one.isVisible())


def test_a_person_is_added_and_chooses_a_password(sit: Open) -> None:
    desktop = sit()
    opened(desktop)
    press(desktop, "add_person_button")
    dialog = desktop.find(AddPersonDialog, "add_person")
    assert not dialog.go.isEnabled()
    dialog.form.name.setText("韩立群")
    dialog.form.roles.boxes["surgeon"].setChecked(True)
    dialog.answer()
    settle(desktop)
    assert "已有名为" in dialog.form.entries["name"].below.text()
    layout = dialog.layout()
    assert layout is not None
    assert dialog.height() >= layout.totalHeightForWidth(dialog.width())
    dialog.form.name.setText("孟昭阳")
    dialog.answer()
    settle(desktop)
    once = desktop.find(OneTimeDialog, "one_time")
    password = once.shown.text()
    once.accept()
    desktop.window.sign_out()
    settle(desktop)
    assert "孟昭阳" in names(desktop)
    box = desktop.find(QComboBox, "person")
    box.setCurrentIndex(names(desktop).index("孟昭阳"))
    desktop.window.activateWindow()
    desktop.sign_in(password)
    assert desktop.desk.actor is None, "the password must be changed first"


def test_a_person_is_called_otherwise_and_given_roles(sit: Open) -> None:
    desktop = sit()
    known = added(desktop, "康宁", "coordinator")
    page = opened(desktop)
    chosen(page, known, desktop)
    save = desktop.find(QPushButton, "person_save")
    assert not save.isEnabled()
    page.sheet.form.title.setText("主管护师")
    page.sheet.form.roles.boxes["viewer"].setChecked(True)
    assert save.isEnabled()
    press(desktop, "person_save")
    assert page.sheet.person is not None
    assert page.sheet.person.title == "主管护师"
    assert page.sheet.person.roles == ("coordinator", "viewer")
    for box in page.sheet.form.roles.boxes.values():
        box.setChecked(False)
    press(desktop, "person_save")
    assert page.sheet.form._fault.isVisibleTo(page)


def test_own_roles_need_another_administrator_here(sit: Open) -> None:
    desktop = sit()
    page = opened(desktop)
    for name in ("person_reset", "person_disable", "person_enable"):
        assert desktop.find(QPushButton, name).isHidden()
    page.sheet.form.roles.boxes["auditor"].setChecked(False)
    press(desktop, "person_save")
    assert "另一位管理员" in page.sheet.form._fault.text()
    added(desktop, "梁爽", "administrator")
    page.reload()
    settle(desktop)
    press(desktop, "person_save")
    dialog = desktop.find(SecondPersonDialog, "second_person")
    dialog.password.line.setText("not this one")
    dialog.answer()
    settle(desktop)
    assert "还可以试" in dialog.password.below.text()
    dialog.password.line.setText(OWN)
    dialog.answer()
    settle(desktop)
    box = desktop.find(QMessageBox, "failure")
    assert "重新登录" in box.text()
    box.reject()
    assert desktop.desk.actor is None


def test_who_is_disabled_is_not_offered_any_more(sit: Open) -> None:
    desktop = sit()
    known = added(desktop, "康宁", "coordinator")
    page = opened(desktop)
    chosen(page, known, desktop)
    press(desktop, "person_disable")
    desktop.find(SureDialog, "sure_disabling").go.click()
    settle(desktop)
    assert "1 人已停用" in said(desktop)
    chosen(page, known, desktop)
    press(desktop, "person_enable")
    desktop.find(SureDialog, "sure_enabling").go.click()
    settle(desktop)
    desktop.find(OneTimeDialog, "one_time").accept()
    chosen(page, known, desktop)
    press(desktop, "person_reset")
    desktop.find(SureDialog, "sure_resetting").go.click()
    settle(desktop)
    once = desktop.find(OneTimeDialog, "one_time")
    assert once.shown.text().count("-") == 3
    once.accept()


def test_everybody_changes_the_own_password_from_the_menu(sit: Open) -> None:
    desktop = sit("viewer")
    desktop.do("change_password")
    dialog = desktop.find(ChangePasswordDialog, "change_password_dialog")

    def answer(old: str, new: str, repeat: str) -> None:
        for key, text in (("old", old), ("new", new), ("repeat", repeat)):
            dialog.entries[key].line.setText(text)
        dialog.answer()
        settle(desktop)

    answer("", THIRD, THIRD)
    assert dialog.entries["old"].below.text()
    answer(PASSWORD, "abc", "abc")
    assert dialog.entries["new"].below.text()
    answer(PASSWORD, THIRD, THIRD + "x")
    assert dialog.entries["repeat"].below.text()
    answer("not this one", THIRD, THIRD)
    assert "还可以试" in dialog.entries["old"].below.text()
    answer(PASSWORD, THIRD, THIRD)
    desktop.bot.waitUntil(lambda: desktop.window.findChild(ChangePasswordDialog) is None)
    desktop.window.lock()
    settle(desktop)
    desktop.window.activateWindow()
    desktop.sign_in(THIRD)
    assert desktop.desk.actor is not None


@pytest.fixture
def reader(
    sit: Open, qapp: QApplication, qtbot: QtBot
) -> Iterator[tuple[Desktop, app.SignedIn, str]]:
    """Return a coordinator's window that reads while an administrator writes elsewhere."""
    first = sit()
    assert first.desk.context is not None
    store = first.desk.context.store.path
    known = added(first, "康宁", "coordinator")
    first.close()
    admin = app.sign_in_as(store, _administrator(store), PASSWORD, writer=True)
    desktop = Desktop(main.build(qapp, settings.load()), qtbot)
    desktop.desk.remember_person(store, known)
    desktop.begin(store, None)
    desktop.sign_in(OWN)
    settle(desktop)
    yield desktop, admin, known
    app.sign_out(admin)
    desktop.close()


def _administrator(store: Path) -> str:
    return next(one.id for one in app.people(store) if one.name == "韩立群")


def test_the_window_of_who_is_disabled_is_left(
    reader: tuple[Desktop, app.SignedIn, str],
) -> None:
    desktop, admin, known = reader
    assert desktop.desk.actor is not None
    assert not desktop.desk.writing
    watch = desktop.window._session.watch
    assert seat_watch.EVERY_MS <= 30_000
    assert watch._timer.isActive()
    watch.look()
    settle(desktop)
    assert desktop.desk.actor is not None, "nothing happened yet"
    admitting.disable(admin.context, PersonStepDraft(known))
    watch._timer.timeout.emit()
    settle(desktop)
    assert desktop.desk.actor is None
    assert not watch._timer.isActive()
    assert "康宁 已停用" in desktop.find(QMessageBox, "failure").text()
    assert "康宁" not in names(desktop)
    desktop.find(QMessageBox, "failure").reject()


def test_other_roles_hold_at_once(reader: tuple[Desktop, app.SignedIn, str]) -> None:
    desktop, admin, known = reader
    people.set_roles(admin.context, RolesDraft(known, ("viewer",)))
    desktop.window._session.watch.look()
    settle(desktop)
    assert "重新登录" in desktop.find(QMessageBox, "failure").text()
    desktop.find(QMessageBox, "failure").reject()
    desktop.window.activateWindow()
    desktop.sign_in(OWN)
    settle(desktop)
    assert desktop.desk.actor is not None
    assert desktop.desk.actor.roles == {"viewer"}


PLACES = {
    "administrator": {"administration", "people", "health", "audit"},
    "auditor": {"audit"},
}


@pytest.mark.parametrize("role", ["administrator", "auditor"])
def test_who_is_only_that_sees_no_clinical_word(sit: Open, role: str) -> None:
    desktop = sit(role)
    settle(desktop)
    assert desktop.desk.places <= PLACES[role]
    told = []
    for place in sorted(desktop.desk.places):
        desktop.desk.go(place)
        settle(desktop)
        told.append(said(desktop))
    clinical = [
        str(document.get(document.document(case), path) or "-" * 9)
        for case in documents("invented")
        for path in ("patient.name", "patient.mrn", "referral.question")
    ]
    assert not [words for words in clinical if any(words in shown for shown in told)]
    rail = [b.objectName() for b in desktop.window.findChildren(QToolButton) if b.isVisible()]
    clinical_places = ("rail_cases", "rail_meeting", "rail_follow")
    assert not [name for name in rail if name in clinical_places]
    for action in ("search", "new_case", "open_case", "decision", "print", "new_meeting"):
        assert not desktop.find(QAction, action).isEnabled(), action
    assert any(words for words in told)


def test_who_is_only_auditor_changes_nothing(sit: Open) -> None:
    desktop = sit("auditor")
    settle(desktop)
    allowed = {"change_password", "lock", "sign_out", "quit", "about", "shortcuts"}
    here = desktop.desk.context
    assert here is not None
    with pytest.raises(Denied):
        people.set_roles(here, RolesDraft(here.actor.person_id, ("chair",)))
    for name in ("save", "undo", "sign", "add_to_decision", "meeting_run", "add_procedure"):
        assert not desktop.find(QAction, name).isEnabled(), name
    assert all(desktop.find(QAction, name).isEnabled() for name in allowed)
