# SPDX-License-Identifier: MIT
"""The frame: languages, looks, geometry, lock and what a lock keeps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop import PASSWORD, Desktop
from mdtdesk import app, settings
from mdtdesk.storage import keys
from mdtdesk.ui import places, theme
from mdtdesk.ui.actions import ACTIONS, Slots
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.page import Page, Place

Start = Callable[[Path | None], Desktop]
_CHINESE = re.compile(r"[\u3400-\u9fff]")
# languages are named in their own language
_SAME_IN_BOTH = {"简体中文", "English"}


class Paper(Page):
    """A page as small as can be: two panes, a text, a memory of what happened to it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.told: list[str] = []
        self.title = QLabel()
        self.first, self.second = QLineEdit(), QLineEdit()
        self.first.setObjectName("paper_first")
        self.second.setObjectName("paper_second")
        column = QVBoxLayout(self)
        for widget in (self.title, self.first, self.second):
            column.addWidget(widget)

    def retranslate(self) -> None:
        """Set the title."""
        self.title.setText(self.desk.translate("shell.place_cases"))

    def enter(self, what: Any) -> None:
        """Put the cursor into the first field."""
        self.told.append("enter")
        self.first.setFocus()

    def reload(self) -> None:
        """Remember it."""
        self.told.append("reload")

    def leave(self) -> None:
        """Remember it, with whether the store was still there."""
        self.told.append("leave" if self.desk.actor else "too late")

    def slots(self) -> Slots:
        """Offer to print and to search."""
        return {"print": lambda: self.told.append("print"), "search": self.second.setFocus}

    def panes(self) -> tuple[QWidget, ...]:
        """Return both fields."""
        return (self.first, self.second)


@pytest.fixture
def paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put one page into the window."""
    monkeypatch.setattr(places, "PLACES", (Place("cases", Paper, icon="cases"),))


def _texts(window: QWidget) -> Iterator[str]:
    """Yield every text of the window and its dialogs, shown or not."""
    roots = [w for w in QApplication.topLevelWidgets() if w is window or w.parent() is window]
    for root in roots:
        yield root.windowTitle()
        for widget in root.findChildren(QWidget):
            yield from (widget.accessibleName(), widget.toolTip(), widget.windowTitle())
            if isinstance(widget, QLabel | QPushButton | QToolButton):
                yield widget.text()
        for action in root.findChildren(QAction):
            yield action.text()


def _shown(here: Desktop) -> Paper:
    return here.window.findChildren(Paper)[-1]


@pytest.mark.usefixtures("paper")
def test_a_switch_of_language_sets_every_text_anew(desktop: Start, store: Path) -> None:
    here = desktop(store)
    here.sign_in("wrong")
    here.sign_in()
    here.do("about")
    here.do("shortcuts")
    chinese = {text for text in _texts(here.window) if _CHINESE.search(text)}
    assert len(chinese) > 60
    here.do("language_en")
    left = {text for text in _texts(here.window) if _CHINESE.search(text)} - _SAME_IN_BOTH
    assert not left
    assert settings.load().language == "en"
    here.do("language_zh")
    assert {text for text in _texts(here.window) if _CHINESE.search(text)} >= chinese
    for dialog in here.window.findChildren(QDialog):
        dialog.close()


def test_the_sheet_of_keys_names_every_key_and_is_no_higher_than_a_small_screen(
    desktop: Start, store: Path
) -> None:
    here = desktop(store)
    here.sign_in()
    here.do("shortcuts")
    dialog = here.window.findChildren(QDialog)[-1]
    shown = {one.text() for one in dialog.findChildren(QLabel) if one.isVisible()}
    assert not {row.shortcut for row in ACTIONS} - {""} - shown
    assert dialog.height() <= 700
    dialog.close()


def test_the_languages_of_the_status_bar_switch_before_anybody_signs_in(
    desktop: Start, store: Path
) -> None:
    here = desktop(store)
    here.find(QPushButton, "language_en").click()
    assert here.find(QPushButton, "enter").text() == "Sign in   Enter"


@pytest.mark.usefixtures("paper")
def test_themes_and_scales_are_put_on_and_remembered(desktop: Start, store: Path) -> None:
    here = desktop(store)
    here.sign_in()
    here.do("theme_dark")
    assert theme.current().mode == "dark"
    assert here.window.palette().window().color() == theme.colour("window")
    rail = here.find(QToolButton, "rail_cases")
    before = rail.width()
    here.do("larger")
    assert theme.current().scale == 110
    QApplication.processEvents()
    assert rail.width() > before
    for _ in range(9):
        here.do("smaller")
    assert settings.load().scale == 80
    here.do("usual_size")
    here.do("theme_light")
    assert (settings.load().theme, settings.load().scale) == ("light", 100)


def test_the_geometry_is_restored(desktop: Start, store: Path) -> None:
    here = desktop(store)
    here.window.resize(1111, 666)
    here.close()
    again = desktop(store)
    assert (again.window.width(), again.window.height()) == (1111, 666)


@pytest.mark.usefixtures("paper")
@pytest.mark.promise("lock")
def test_a_lock_hides_everything_and_an_unlock_brings_it_back(desktop: Start, store: Path) -> None:
    here = desktop(store)
    here.sign_in()
    page = _shown(here)
    here.type("half a w")
    here.desk.copy("Anna")
    here.do("about")
    dialog = here.window.findChildren(QDialog)[0]
    here.do("lock")
    assert not page.isVisible()
    assert not dialog.isVisible()
    assert not here.window.menuBar().isVisible()
    assert here.desk.actor is None
    assert QGuiApplication.clipboard().text() == ""
    assert page.told == ["enter", "leave"]
    here.wait()
    other = app.sign_in(store, app.people(store)[0].id, PASSWORD)
    assert other.context.store.is_writer, "the writer's lock was not given back"
    app.sign_out(other)
    here.sign_in()
    assert _shown(here) is page
    assert page.told == ["enter", "leave", "reload"]
    assert page.first.text() == "half a w"
    assert dialog.isVisible()
    assert here.desk.writing
    dialog.close()


@pytest.mark.usefixtures("paper")
def test_nothing_is_kept_for_somebody_else(desktop: Start, store: Path) -> None:
    person = app.people(store)[0].id
    key = keys.unlock(store, person, PASSWORD)
    other = keys.NewPerson("01a20c32-1135-7fa1-a86f-3b82ef442599", "Ben", "", "another 12 words")
    keys.add_person(store, key, other)
    here = desktop(store)
    here.sign_in()
    page = _shown(here)
    here.type("mine")
    here.do("lock")
    people = here.find(QComboBox, "person")
    people.setCurrentIndex(people.findText("Ben"))
    here.sign_in("another 12 words")
    assert _shown(here) is not page
    assert _shown(here).first.text() == ""


@pytest.mark.usefixtures("paper")
@pytest.mark.promise("lock")
def test_idle_minutes_lock(desktop: Start, store: Path) -> None:
    here = desktop(store)
    here.sign_in()
    here.window.idle.start(0.2)
    here.bot.waitUntil(lambda: here.desk.actor is None, timeout=1_500)


@pytest.mark.usefixtures("paper")
def test_typing_holds_the_lock_off(desktop: Start, store: Path) -> None:
    here = desktop(store)
    here.sign_in()
    here.window.idle.start(1.0)
    handle = here.window.windowHandle()
    for _ in range(15):
        QTest.keyClick(handle, Qt.Key.Key_A)
        here.bot.wait(100)
    assert here.desk.actor is not None


@pytest.mark.usefixtures("paper")
def test_f6_goes_round_the_panes(desktop: Start, store: Path) -> None:
    here = desktop(store)
    here.sign_in()
    seen = [here.focus().objectName()]
    for _ in range(3):
        here.do("next_pane")
        seen.append(here.focus().objectName())
    assert seen == ["paper_first", "paper_second", "rail_cases", "paper_first"]
    here.do("previous_pane")
    assert here.focus().objectName() == "rail_cases"


@pytest.mark.usefixtures("paper")
def test_keys_reach_the_page_and_only_what_it_offers_is_enabled(
    desktop: Start, store: Path
) -> None:
    here = desktop(store)
    here.sign_in()
    control = Qt.KeyboardModifier.ControlModifier
    here.press(Qt.Key.Key_P, control)
    assert _shown(here).told[-1] == "print"
    here.press(Qt.Key.Key_K, control)
    assert here.focus().objectName() == "paper_second"
    enabled = {row.id for row in ACTIONS if here.find(QAction, row.id).isEnabled()}
    assert {"print", "search", "lock", "quit", "about"} <= enabled
    assert not {"undo", "save", "decision", "section_1", "back"} & enabled
    here.press(Qt.Key.Key_L, control)
    assert here.desk.actor is None
    assert not here.find(QAction, "print").isEnabled()


@pytest.mark.usefixtures("paper")
def test_closing_writes_down_what_was_typed_and_frees_the_store(
    desktop: Start, store: Path
) -> None:
    here = desktop(store)
    here.sign_in()
    page = _shown(here)
    here.close()
    assert page.told == ["enter", "leave"]
    assert (store / "clean").exists()


def test_the_rail_has_only_what_exists(desktop: Start, store: Path) -> None:
    here = desktop(store)
    here.sign_in()
    buttons = [b.objectName() for b in here.window.findChildren(QToolButton)]
    rail = {name for name in buttons if name.startswith("rail_")}
    assert rail == {f"rail_{place.id}" for place in places.PLACES if place.icon}


def test_no_shortcut_is_given_twice() -> None:
    given = [row.shortcut for row in ACTIONS if row.shortcut]
    assert len(given) == len(set(given))
