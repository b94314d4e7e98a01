# SPDX-License-Identifier: MIT
"""A person's own searches on a real window: kept, shown, renamed, forgotten, there at a restart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from builders import PASSWORD
from desktop import Desktop
from mdtdesk import settings
from mdtdesk.ui import main
from mdtdesk.ui.dialogs.search_name import SearchNameDialog
from mdtdesk.ui.pages.cases import CasesPage
from mdtdesk.ui.widgets.worklist_views import SavedTab

Opened = Callable[..., Desktop]
Key = Qt.Key


def names(desktop: Desktop) -> list[str]:
    """Return the names that are listed, from above."""
    page = desktop.window.findChild(CasesPage)
    assert page is not None
    rows = (page.list.model.row(number) for number in range(page.list.model.rowCount()))
    return [row.name for row in rows if row is not None]


def tabs(desktop: Desktop) -> list[str]:
    """Return the names of the searches that have a tab."""
    found = [tab for tab in desktop.window.findChildren(SavedTab) if not tab.isHidden()]
    return [tab.saved.name for tab in sorted(found, key=lambda tab: tab.x())]


def tab(desktop: Desktop, name: str) -> SavedTab:
    """Return the tab of a search."""
    return next(
        t
        for t in desktop.window.findChildren(SavedTab)
        if not t.isHidden() and t.saved.name == name
    )


def answer(desktop: Desktop, name: str) -> None:
    """Type a name into the dialog and press Enter."""
    dialog = desktop.window.findChild(SearchNameDialog)
    assert dialog is not None
    field = dialog.findChild(QLineEdit, "search_name_field")
    assert field is not None
    desktop.bot.waitUntil(field.hasFocus)
    desktop.type(name)
    desktop.press(Key.Key_Return)
    desktop.wait()
    # without a window manager nothing gives the window its focus back
    desktop.window.activateWindow()
    desktop.bot.waitUntil(desktop.window.isActiveWindow)


def keep(desktop: Desktop, typed: str, name: str) -> None:
    """Type a search and keep it under a name, by keys."""
    desktop.find(QLineEdit, "search").setFocus()
    desktop.find(QLineEdit, "search").clear()
    desktop.type(typed)
    desktop.wait()
    desktop.do("save_search")
    answer(desktop, name)


def test_a_search_is_kept_and_comes_back_with_its_view(opened: Opened, ward: Path) -> None:
    desktop = opened(ward)
    desktop.find(QPushButton, "view_drafts").click()
    keep(desktop, "lc", "lin drafts")
    assert tabs(desktop) == ["lin drafts"]
    assert tab(desktop, "lin drafts").isChecked()
    assert names(desktop) == ["林晨"]
    desktop.find(QPushButton, "view_all").click()
    desktop.wait()
    assert desktop.find(QLineEdit, "search").text() == ""
    assert len(names(desktop)) == 16
    tab(desktop, "lin drafts").click()
    desktop.wait()
    assert names(desktop) == ["林晨"]
    assert desktop.find(QLineEdit, "search").text() == "lc"


def test_the_button_stands_there_while_a_new_search_is_typed(opened: Opened, ward: Path) -> None:
    desktop = opened(ward)
    button = desktop.find(QToolButton, "keep_search")
    assert not button.isVisible()
    assert not desktop.find(QAction, "save_search").isEnabled()
    desktop.type("wl")
    desktop.wait()
    assert button.isVisible()
    button.click()
    answer(desktop, "wang")
    assert not button.isVisible()
    assert not desktop.find(QAction, "save_search").isEnabled()
    assert desktop.find(QAction, "rename_search").isEnabled()


def test_words_typed_on_leave_the_kept_search_as_it_was(opened: Opened, ward: Path) -> None:
    desktop = opened(ward)
    keep(desktop, "wl", "wang")
    desktop.find(QLineEdit, "search").setFocus()
    desktop.press(Key.Key_End)
    desktop.type(" s2")
    desktop.wait()
    assert not tab(desktop, "wang").isChecked()
    assert desktop.find(QPushButton, "view_all").isChecked()
    tab(desktop, "wang").click()
    desktop.wait()
    assert names(desktop) == ["王磊", "王磊"]


def test_f2_renames_and_a_name_is_taken_once(opened: Opened, ward: Path) -> None:
    desktop = opened(ward)
    keep(desktop, "wl", "wang")
    keep(desktop, "zs", "zhang")
    tab(desktop, "wang").setFocus()
    desktop.press(Key.Key_F2)
    dialog = desktop.window.findChild(SearchNameDialog)
    assert dialog is not None
    desktop.bot.waitUntil(lambda: isinstance(desktop.focus(), QLineEdit))
    desktop.type("zhang")
    desktop.press(Key.Key_Return)
    assert dialog.isVisible()
    desktop.focus().setProperty("text", "")
    desktop.type("wang lei")
    desktop.press(Key.Key_Return)
    desktop.wait()
    assert tabs(desktop) == ["wang lei", "zhang"]


def test_delete_forgets_and_undo_brings_it_back(opened: Opened, ward: Path) -> None:
    desktop = opened(ward)
    keep(desktop, "wl", "wang")
    keep(desktop, "zs", "zhang")
    tab(desktop, "wang").setFocus()
    desktop.press(Key.Key_Delete)
    desktop.wait()
    assert tabs(desktop) == ["zhang"]
    desktop.find(QPushButton, "status_undo").click()
    desktop.wait()
    assert tabs(desktop) == ["wang", "zhang"]
    tab(desktop, "wang").click()
    desktop.wait()
    assert names(desktop) == ["王磊", "王磊"]


def test_it_is_there_at_a_restart_and_in_no_settings(
    opened: Opened, ward: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    first = opened(ward)
    keep(first, "zhangxiulan", "her")
    context = first.desk.context
    assert context is not None
    store = context.store.path
    first.close()
    again = Desktop(main.build(qapp, settings.load()), qtbot)
    again.window.start(store)
    again.window.show()
    again.window.activateWindow()
    again.wait()
    again.sign_in(PASSWORD)
    again.wait()
    assert tabs(again) == ["her"]
    tab(again, "her").click()
    again.wait()
    assert set(names(again)) == {"张秀兰"}
    again.close()
    assert "zhangxiulan" not in repr(settings.load())


def test_who_only_reads_sees_them_and_changes_none(opened: Opened, ward: Path) -> None:
    desktop = opened(ward)
    keep(desktop, "wl", "wang")
    context = desktop.desk.context
    assert context is not None
    context.store.release_writer()
    page = desktop.window.findChild(CasesPage)
    assert page is not None
    page.reload()
    desktop.wait()
    assert tabs(desktop) == ["wang"]
    for action in ("save_search", "rename_search", "delete_search"):
        assert not desktop.find(QAction, action).isEnabled()
    tab(desktop, "wang").setFocus()
    desktop.press(Key.Key_Delete)
    desktop.wait()
    assert tabs(desktop) == ["wang"]


@pytest.mark.parametrize("width", [1000, 1366])
def test_what_finds_no_room_stands_in_a_menu(opened: Opened, ward: Path, width: int) -> None:
    desktop = opened(ward, (width, 700))
    for number in range(9):
        keep(desktop, f"search{number}", f"a long name of a search, {number}")
    more = desktop.find(QPushButton, "saved_more")
    assert more.isVisible()
    assert more.mapTo(desktop.window, more.rect().topRight()).x() < width
    actions = more.menu().actions()
    assert len(tabs(desktop)) + len(actions) == 9
    assert desktop.window.width() == width
    actions[-1].trigger()
    desktop.wait()
    assert tab(desktop, tabs(desktop)[-1]).isChecked()
