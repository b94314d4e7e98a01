# SPDX-License-Identifier: MIT
"""Keys and the mouse as a person uses them, for tests of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

NOTHING = Qt.KeyboardModifier.NoModifier


def press(widget: QWidget | None, key: Qt.Key, modifier: Qt.KeyboardModifier = NOTHING) -> None:
    """Press and release a key where the cursor is."""
    assert widget is not None
    QTest.keyClick(widget, key, modifier)


def write(widget: QWidget | None, words: str) -> None:
    """Type words; what no key bears arrives as an input method's finished text."""
    assert widget is not None
    for sign in words:
        if sign.isascii():
            QTest.keyClicks(widget, sign)
        else:
            done = QInputMethodEvent()
            done.setCommitString(sign)
            QCoreApplication.sendEvent(widget, done)


def click(widget: QWidget | None, at: QPoint | None = None) -> None:
    """Click with the left button."""
    assert widget is not None
    place = widget.rect().center() if at is None else at
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NOTHING, place)
