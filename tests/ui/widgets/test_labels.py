# SPDX-License-Identifier: MIT
"""Small things: plain text whatever it looks like, eliding, tags, links to what is missing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import hands
from mdtdesk.ui import theme
from mdtdesk.ui.widgets.empty_state import EmptyState
from mdtdesk.ui.widgets.labels import Elided, Tag, label, plain
from mdtdesk.ui.widgets.missing_list import Missing, MissingList

Shown = Callable[..., QWidget]
LONG = "<b>T<1 & N>2</b> <img src=x> " * 12


def test_markup_stays_words(qtbot: QtBot) -> None:
    assert label("<b>x</b>").textFormat() == Qt.TextFormat.PlainText
    assert plain("<b>x & y</b>") == "<p>&lt;b&gt;x &amp; y&lt;/b&gt;</p>"
    assert plain("") == ""


def test_only_what_is_cut_has_a_tool_tip(qtbot: QtBot, shown: Shown) -> None:
    line = Elided(LONG)
    window = shown(line, width=300)
    assert line.toolTip() == plain(LONG)
    assert line.minimumSizeHint().width() == 0
    window.resize(6000, 200)
    qtbot.waitUntil(lambda: line.toolTip() == "")


def test_a_tag_says_its_word_and_is_never_cut(
    qtbot: QtBot, qapp: QApplication, shown: Shown
) -> None:
    tag = Tag("神经急症", "danger")
    shown(tag)
    assert tag.accessibleName() == "神经急症"
    before = tag.width()
    theme.apply(qapp, "dark", 150)
    qtbot.waitUntil(lambda: tag.width() > before * 1.4)
    tag.show_tag("常规", "fine")
    assert tag.accessibleName() == "常规"


def test_links_lead_to_their_fields_by_keyboard(qtbot: QtBot, shown: Shown) -> None:
    missing = MissingList()
    asked: list[str] = []
    missing.asked.connect(asked.append)
    missing.show_missing([Missing("a.b", "ECOG", "Performance"), Missing("c", "Lesions")])
    shown(missing)
    links = missing.findChildren(QPushButton)
    assert [link.accessibleName() for link in links] == ["ECOG, Performance", "Lesions"]
    assert all(link.height() >= 28 for link in links)
    links[0].setFocus()
    hands.press(links[0], Qt.Key.Key_Space)
    hands.press(links[0], Qt.Key.Key_Tab)
    assert links[1].hasFocus()
    hands.click(links[1])
    assert asked == ["a.b", "c"]


def test_an_empty_list_offers_one_thing_or_none(qtbot: QtBot, shown: Shown) -> None:
    empty = EmptyState("Nothing here.", "New case")
    pressed: list[bool] = []
    empty.pressed.connect(lambda: pressed.append(True))
    shown(empty)
    (button,) = empty.findChildren(QPushButton)
    hands.click(button)
    assert pressed == [True]
    empty.show_words("Nothing here.")
    assert not button.isVisible()
