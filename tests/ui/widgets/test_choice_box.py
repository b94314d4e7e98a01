# SPDX-License-Identifier: MIT
"""A choice of many by keyboard: label, code, initials; Esc; words that are in no list; chips."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import hands
from mdtdesk.i18n import translator
from mdtdesk.ui.widgets import choices
from mdtdesk.ui.widgets.chip_box import ChipBox
from mdtdesk.ui.widgets.choice_box import ChoiceBox
from mdtdesk.ui.widgets.popup import Popup

Shown = Callable[..., QWidget]
Key = Qt.Key
ZH, EN = translator("zh"), translator("en")


def spell(label: str) -> tuple[str, ...]:
    """Stand in for the caller's pinyin."""
    return {"乳腺癌": ("ruxian", "rx"), "肺癌": ("fei", "f")}.get(label, ())


def popup_of(window: QWidget) -> Popup:
    """Return the window's open list."""
    (popup,) = window.findChildren(Popup)
    assert isinstance(popup, Popup)
    return popup


def sites() -> ChoiceBox:
    """Make a box of primary sites."""
    return ChoiceBox(choices.of_vocabulary("primary_site", spell=spell), ZH)


@pytest.mark.parametrize("typed", ["乳", "rx", "breast", "ruxian"])
def test_typing_finds_and_enter_takes(qtbot: QtBot, shown: Shown, typed: str) -> None:
    box = sites()
    committed: list[object] = []
    box.committed.connect(committed.append)
    shown(box)
    hands.write(box, typed)
    assert box.is_open()
    hands.press(box, Key.Key_Return)
    assert (box.value(), box.text(), committed) == ("breast", "乳腺癌", ["breast"])
    assert not box.is_open()


def test_tab_takes_the_marked_one_and_goes_on(qtbot: QtBot, shown: Shown) -> None:
    box = sites()
    shown(box)
    hands.write(box, "rx")
    hands.press(box, Key.Key_Tab)
    assert (box.value(), box.hasFocus()) == ("breast", False)


def test_tab_through_changes_nothing(qtbot: QtBot, shown: Shown) -> None:
    box = sites()
    box.set_value("lung")
    committed: list[object] = []
    box.committed.connect(committed.append)
    shown(box)
    hands.press(box, Key.Key_Down)
    assert box.is_open()
    hands.press(box, Key.Key_Tab)
    assert (box.value(), committed, box.is_open()) == ("lung", [], False)


def test_escape_brings_back_what_was_there(qtbot: QtBot, shown: Shown) -> None:
    box = sites()
    box.set_value("lung")
    shown(box)
    hands.write(box, "rx")
    hands.press(box, Key.Key_Escape)
    assert (box.value(), box.text(), box.is_open()) == ("lung", "肺癌", False)


def test_not_recorded_is_first_and_emptying_is_the_same(qtbot: QtBot, shown: Shown) -> None:
    box = sites()
    box.set_value("lung")
    committed: list[object] = []
    box.committed.connect(committed.append)
    window = shown(box)
    hands.press(box, Key.Key_Down)
    popup = popup_of(window)
    assert popup.model().index(0, 0).data() == "未记录"
    assert popup.height() < window.height()
    hands.press(box, Key.Key_Escape)
    box.selectAll()
    hands.press(box, Key.Key_Delete)
    hands.press(box, Key.Key_Escape)
    box.selectAll()
    hands.press(box, Key.Key_Delete)
    hands.press(box, Key.Key_Return)
    assert (box.value(), committed) == (None, [None])


def test_words_in_no_list_are_kept_and_said(qtbot: QtBot, shown: Shown) -> None:
    box = sites()
    committed: list[object] = []
    box.committed.connect(committed.append)
    shown(box)
    hands.write(box, "xyzzy")
    hands.press(box, Key.Key_Tab)
    problem = box.problem()
    assert problem is not None
    assert (problem.code, problem.values) == ("widget.not_a_choice", {"value": "xyzzy"})
    assert (box.raw(), box.value(), committed) == ("xyzzy", None, [])


def test_the_journal_brings_codes_and_words_back() -> None:
    box = sites()
    box.set_raw("breast")
    assert (box.value(), box.text()) == ("breast", "乳腺癌")
    box.set_raw("xy")
    assert (box.value(), box.raw()) == (None, "xy")


def test_words_change_and_the_choice_stays() -> None:
    box = sites()
    box.set_value("lung")
    box.retranslate(EN)
    assert (box.value(), box.text(), box.raw()) == ("lung", "Lung", "lung")


def test_the_mouse_takes_from_the_list(qtbot: QtBot, shown: Shown) -> None:
    box = sites()
    window = shown(box)
    hands.click(box)
    popup = popup_of(window)
    at = popup.visualRect(popup.model().index(2, 0)).center()
    hands.click(popup.viewport(), at)
    assert box.value() == "breast"


def test_chips_are_taken_one_by_one(qtbot: QtBot, shown: Shown) -> None:
    box = ChipBox(choices.of_vocabulary("discipline"), EN)
    committed: list[object] = []
    box.committed.connect(committed.append)
    shown(box)
    field = box.focusProxy()
    for typed in ("pathology", "radiology"):
        hands.write(field, typed)
        hands.press(field, Key.Key_Return)
    assert box.value() == ("pathology", "radiology")
    hands.press(field, Key.Key_Delete)
    hands.press(field, Key.Key_Backspace)
    assert committed[-1] == ("pathology",)
    hands.write(field, "pathology")
    assert not any(option.value == "pathology" for option in box._box._options)


def test_chips_come_back_from_the_journal() -> None:
    box = ChipBox(choices.of_vocabulary("discipline"), EN)
    box.set_raw("radiology,nobody")
    assert (box.value(), box.raw()) == (("radiology",), "radiology,nobody")
    assert box.problem() is not None
