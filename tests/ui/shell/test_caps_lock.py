# SPDX-License-Identifier: MIT
"""Caps Lock is read from what is typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from mdtdesk.ui.caps_lock import CapsLock

SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
LOCK = Qt.Key.Key_CapsLock


def _press(key: Qt.Key, modifier: Qt.KeyboardModifier, text: str) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifier, text)


@pytest.mark.parametrize(
    ("text", "modifier", "on"),
    [("a", NONE, False), ("A", NONE, True), ("a", SHIFT, True), ("A", SHIFT, False)],
)
def test_a_letter_tells(text: str, modifier: Qt.KeyboardModifier, on: bool) -> None:
    caps = CapsLock()
    caps.look_at(_press(Qt.Key.Key_A, modifier, text))
    assert caps.on is on


def test_the_key_itself_turns_what_is_known() -> None:
    caps = CapsLock()
    caps.look_at(_press(LOCK, NONE, ""))
    assert not caps.on, "without a letter nobody knows which way it turned"
    caps.look_at(_press(Qt.Key.Key_A, NONE, "A"))
    caps.look_at(_press(LOCK, NONE, ""))
    assert not caps.on


@pytest.mark.parametrize("text", ["1", "é", "中", ""])
def test_other_characters_tell_nothing(text: str) -> None:
    caps = CapsLock()
    caps.look_at(_press(Qt.Key.Key_A, NONE, "A"))
    caps.look_at(_press(Qt.Key.Key_1, SHIFT, text))
    assert caps.on
