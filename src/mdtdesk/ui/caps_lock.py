# SPDX-License-Identifier: MIT
"""Tells whether Caps Lock is on, from the keys themselves: Qt does not say."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent


class CapsLock(QObject):
    """A capital without Shift, or a small letter with it, means it is on."""

    changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.on = False
        self._known = False

    def look_at(self, event: QKeyEvent) -> None:
        """Learn from one key press."""
        if event.key() == Qt.Key.Key_CapsLock:
            if self._known:
                self._set(not self.on)
            return
        letter = event.text()
        if len(letter) == 1 and letter.isascii() and letter.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._known = True
            self._set(letter.isupper() != shift)

    def _set(self, on: bool) -> None:
        if on != self.on:
            self.on = on
            self.changed.emit(on)
