# SPDX-License-Identifier: MIT
"""Choices by one key: digits, clearing, arrows, grades that share a digit, several, wrapping."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import hands
from mdtdesk.i18n import translator
from mdtdesk.ui import theme
from mdtdesk.ui.widgets import choices
from mdtdesk.ui.widgets.segments import Segments

Shown = Callable[..., QWidget]
ZH, EN = translator("zh"), translator("en")


def record(row: Segments) -> tuple[list[str], list[object]]:
    """Return the lists that what the row announces is added to."""
    edited: list[str] = []
    committed: list[object] = []
    row.edited.connect(edited.append)
    row.committed.connect(committed.append)
    return edited, committed


def test_nothing_is_recorded_until_a_key_says_so(qtbot: QtBot, shown: Shown) -> None:
    row = Segments(choices.of_vocabulary("matrix"), ZH)
    edited, committed = record(row)
    shown(row)
    assert (row.value(), row.raw(), row.accessibleDescription()) == (None, "", "未记录")
    hands.press(row, Qt.Key.Key_1)
    assert (row.value(), edited, committed) == ("lytic", ["lytic"], ["lytic"])
    assert row.accessibleDescription() == "溶骨性"


@pytest.mark.parametrize("key", [Qt.Key.Key_0, Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_an_answer_is_taken_back(qtbot: QtBot, shown: Shown, key: Qt.Key) -> None:
    row = Segments(choices.yes_no(), ZH)
    row.set_value(False)
    _, committed = record(row)
    shown(row)
    hands.press(row, key)
    assert (row.value(), committed) == (None, [None])


def test_arrows_move_and_leaving_commits(qtbot: QtBot, shown: Shown) -> None:
    row = Segments(choices.of_vocabulary("matrix"), EN)
    edited, committed = record(row)
    shown(row)
    for _ in range(2):
        hands.press(row, Qt.Key.Key_Right)
    assert (edited, committed) == (["lytic", "mixed"], [])
    hands.press(row, Qt.Key.Key_Tab)
    assert not row.hasFocus()
    assert committed == ["mixed"]


def test_a_scale_of_numbers_takes_the_number_itself(qtbot: QtBot, shown: Shown) -> None:
    row = Segments(choices.numbers(0, 5), EN)
    shown(row)
    hands.press(row, Qt.Key.Key_2)
    assert row.value() == 2
    hands.press(row, Qt.Key.Key_0)
    assert row.value() == 0
    hands.press(row, Qt.Key.Key_Delete)
    assert row.value() is None


def test_grades_take_their_digit_or_their_letter(qtbot: QtBot, shown: Shown) -> None:
    row = Segments(choices.of_vocabulary("escc"), EN)
    shown(row)
    for key, grade in ((Qt.Key.Key_2, "2"), (Qt.Key.Key_B, "1b"), (Qt.Key.Key_0, "0")):
        hands.press(row, key)
        assert row.value() == grade


def test_keys_are_known_by_code_and_no_input_method_is_asked(qtbot: QtBot, shown: Shown) -> None:
    row = Segments(choices.of_vocabulary("matrix"), ZH)
    shown(row)
    assert not row.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    hands.press(row, Qt.Key.Key_2, Qt.KeyboardModifier.KeypadModifier)
    assert row.value() == "mixed"
    hands.press(row, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert row.value() == "mixed"


def test_several_are_switched_one_by_one(qtbot: QtBot, shown: Shown) -> None:
    row = Segments(choices.of_vocabulary("segment"), EN, several=True)
    _, committed = record(row)
    shown(row)
    hands.press(row, Qt.Key.Key_2)
    hands.press(row, Qt.Key.Key_1)
    assert row.value() == ("proximal", "diaphysis")
    hands.press(row, Qt.Key.Key_Right)
    hands.press(row, Qt.Key.Key_Space)
    assert row.value() == ("proximal",)
    hands.press(row, Qt.Key.Key_1)
    assert committed[-1] is None


def test_the_mouse_answers(qtbot: QtBot, shown: Shown) -> None:
    row = Segments(choices.of_vocabulary("frankel"), EN)
    shown(row)
    hands.click(row, row._rects[4].center())
    assert row.value() == "D"
    hands.click(row, row._rects[0].center())
    assert row.value() is None


def test_words_change_and_the_answer_stays(qtbot: QtBot, shown: Shown) -> None:
    row = Segments(choices.of_vocabulary("matrix"), ZH)
    row.set_value("mixed")
    _, committed = record(row)
    shown(row)
    row.retranslate(EN)
    assert (row.value(), row.accessibleDescription(), committed) == ("mixed", "Mixed", [])


def test_choosing_moves_nothing(qtbot: QtBot, shown: Shown) -> None:
    row = Segments(choices.of_vocabulary("sins_pain"), EN)
    shown(row)
    before = row._rects
    hands.press(row, Qt.Key.Key_1)
    assert (row._rects, row.sizeHint()) == (before, row.size().boundedTo(row.sizeHint()))


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_it_wraps_instead_of_being_cut(
    qtbot: QtBot, qapp: QApplication, shown: Shown, scale: int
) -> None:
    row = Segments(choices.of_vocabulary("ambulatory"), EN)
    window = shown(row)
    theme.apply(qapp, "light", scale)
    for width in (900, 400, 300):
        window.resize(width, 600)
        qtbot.waitUntil(lambda: row.height() == row.heightForWidth(row.width()))
        assert all(row.rect().contains(rect) for rect in row._rects)
        assert all(rect.height() >= 26 and rect.width() >= 28 for rect in row._rects)
    assert row._rects[-1].top() > row._rects[0].top()
