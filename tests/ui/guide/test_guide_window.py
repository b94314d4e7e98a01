# SPDX-License-Identifier: MIT
"""The guide inside the program: F1 where one is, search, back, keys, both languages, the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from builders import PASSWORD
from desktop import Desktop
from hands import write
from mdtdesk import settings
from mdtdesk.domain.guide import pages
from mdtdesk.imaging import pages as paper
from mdtdesk.ui.guide.window import GuideWindow

Open = Callable[[], Desktop]


def guide(here: Desktop) -> GuideWindow:
    """Return the guide's window, once it is before all others."""
    shown = here.window.guide.guide
    assert shown is not None
    here.bot.waitUntil(shown.isActiveWindow)
    return shown


def back_to(here: Desktop, window: QWidget) -> None:
    """Go back to another window."""
    window.activateWindow()
    here.bot.waitUntil(window.isActiveWindow)


def key(window: QWidget, pressed: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    """Press a key as the system sends it: shortcuts come before the focus."""
    handle = window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, pressed, held or Qt.KeyboardModifier.NoModifier)


def at_work(here: Desktop) -> None:
    here.sign_in(PASSWORD)
    here.wait()


def test_f1_opens_the_part_that_belongs_to_the_page_one_is_on(begin: Open) -> None:
    here = begin()
    key(here.window, Qt.Key.Key_F1)
    assert guide(here).place == "start#sign-in"
    back_to(here, here.window)
    at_work(here)
    key(here.window, Qt.Key.Key_F1)
    shown = guide(here)
    assert shown.place == "cases"
    for place, told in (("meeting", "meeting"), ("people", "people"), ("health", "backups")):
        back_to(here, here.window)
        here.desk.go(place)
        here.wait()
        key(here.window, Qt.Key.Key_F1)
        assert guide(here) is shown
        assert shown.place == told


def test_in_a_case_it_is_the_section_the_cursor_is_in(begin: Open) -> None:
    here = begin()
    at_work(here)
    here.do("open_case")
    here.wait()
    here.do("section_5")
    here.wait()
    key(here.window, Qt.Key.Key_F1)
    assert guide(here).place == "case#lesions"


def test_f1_in_a_dialog_opens_its_part_and_leaves_it_open(begin: Open) -> None:
    here = begin()
    at_work(here)
    here.do("change_password")
    dialog = next(d for d in here.window.findChildren(QDialog) if d.isVisible())
    back_to(here, dialog)
    key(dialog, Qt.Key.Key_F1)
    shown = guide(here)
    assert shown.place == "start#sign-in"
    assert dialog.isVisible()
    here.bot.waitUntil(shown.text.hasFocus)  # no dialog blocks it
    key(shown, Qt.Key.Key_F6)
    assert shown.search.hasFocus()
    dialog.close()


def test_a_search_lists_what_holds_the_words_and_esc_ends_it(begin: Open) -> None:
    here = begin()
    here.do("guide")
    shown = guide(here)
    key(shown, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert shown.search.hasFocus()
    write(shown.search, "恢复码 作废")
    found = pages.find(shown.guide, "恢复码 作废")
    assert [part.place for part in shown.contents.parts()] == [part.place for part in found]
    assert shown.place == found[0].place
    assert shown.text.extraSelections()
    QTest.keyClick(shown.search, Qt.Key.Key_Escape)
    assert not shown.search.text()
    assert not shown.text.extraSelections()
    assert len(shown.contents.parts()) > len(pages.load("zh").pages)
    QTest.keyClicks(shown.search, "zzzz")
    assert not shown.contents.parts()
    assert any("zzzz" in one.text() for one in shown.findChildren(QLabel))


def test_contents_links_and_back_by_keys(begin: Open) -> None:
    here = begin()
    here.do("guide")
    shown = guide(here)
    shown.open_at("start")
    shown.contents.setFocus()
    QTest.keyClick(shown.contents, Qt.Key.Key_Down)
    here.bot.waitUntil(lambda: shown.place == "start#who")
    QTest.keyClick(shown.contents, Qt.Key.Key_Return)
    assert shown.text.hasFocus()
    shown.text.followed.emit("backups#restore")
    assert shown.place == "backups#restore"
    assert shown.text.verticalScrollBar().value() > 0
    key(shown, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert shown.place == "start#who"
    key(shown, Qt.Key.Key_F6)
    assert shown.search.hasFocus()
    key(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()


def test_a_switch_of_language_and_of_size_keeps_the_place(begin: Open) -> None:
    here = begin()
    here.do("guide")
    shown = guide(here)
    shown.open_at("people#recovery")
    title = shown.windowTitle()
    here.do("language_en")
    assert shown.place == "people#recovery"
    assert shown.windowTitle() != title
    assert (
        "Recovery code" in shown.text.toPlainText() or "recovery code" in shown.text.toPlainText()
    )
    before = shown.text.document().defaultFont().pointSizeF()
    key(shown, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert here.desk.settings.scale > 100
    assert shown.text.document().defaultFont().pointSizeF() > before
    here.do("theme_dark")
    assert shown.place == "people#recovery"
    here.do("usual_size")


def test_pictures_come_from_the_program_alone(begin: Open) -> None:
    here = begin()
    here.do("guide")
    text = guide(here).text
    wanted = QTextDocument.ResourceType.ImageResource.value
    assert isinstance(text.loadResource(wanted, QUrl("picture:worklist")), QImage)
    for address in ("http://example.org/a.png", "file:///etc/passwd", "worklist.png"):
        assert text.loadResource(wanted, QUrl(address)) is None
    assert not text.openLinks()
    assert not text.openExternalLinks()


def test_it_is_saved_as_pdf_in_the_language_that_is_on(begin: Open, tmp_path: Path) -> None:
    here = begin()
    here.do("guide")
    shown, file = guide(here), tmp_path / "guide.pdf"
    shown._saving.write(file)
    here.bot.waitUntil(lambda: file.name in shown.said.text(), timeout=20_000)
    assert paper.page_count(file.read_bytes()) > 15
    assert pages.load("zh").pages[0].title in paper.page_text(file.read_bytes(), 1)
    shown._saving.write(tmp_path / "no folder" / "guide.pdf")
    here.bot.waitUntil(lambda: "no folder" in shown.said.text(), timeout=20_000)


def test_it_goes_with_the_window_and_comes_where_it_was(begin: Open) -> None:
    here = begin()
    here.do("guide")
    shown = guide(here)
    shown.resize(900, 640)
    here.close()
    assert not [
        w for w in QApplication.topLevelWidgets() if w.objectName() == "guide" and w.isVisible()
    ]
    assert settings.load().window["guide"]
    here = begin()
    here.do("guide")
    assert guide(here).size().toTuple() == (900, 640)


def test_the_lock_leaves_it_open_and_the_menu_names_it(begin: Open) -> None:
    here = begin()
    at_work(here)
    here.do("guide")
    shown = guide(here)
    here.do("lock")
    here.wait()
    assert shown.isVisible()
    assert here.find(QAction, "guide").isEnabled()


@pytest.mark.parametrize(("language", "scale"), [("zh", 100), ("en", 200)])
def test_every_page_is_drawn_no_wider_than_its_column(
    begin: Open, language: str, scale: int
) -> None:
    here = begin()
    here.do(f"language_{language}")
    here.desk.remember(scale=scale)
    here.window._appearance.apply()
    here.do("guide")
    shown = guide(here)
    for page in shown.guide.pages:
        shown.go(page.id)
        assert shown.text.document().size().width() <= shown.text.viewport().width(), page.id
        assert shown.text.horizontalScrollBar().maximum() == 0
