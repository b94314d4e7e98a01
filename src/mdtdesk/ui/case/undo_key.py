# SPDX-License-Identifier: MIT
"""Lets Ctrl+Z through a field in which nothing is typed, so that it takes back the last change."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from mdtdesk.ui.program import program


class UndoKey(QObject):
    """Watches the focused field inside an area only, and makes it the area's focus proxy."""

    def __init__(self, area: QWidget) -> None:
        super().__init__(area)
        self._area = area
        program().focusChanged.connect(self._follow)

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None:
            before.removeEventFilter(self)
        if now is not None and self._area.isAncestorOf(now):
            now.installEventFilter(self)
            self._area.setFocusProxy(now)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Ctrl+Z from a field that has nothing of its own to undo."""
        asked = event.type() == QEvent.Type.ShortcutOverride and not _can_undo(watched)
        undo = QKeySequence.StandardKey.Undo
        if asked and isinstance(event, QKeyEvent) and event.matches(undo):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def _can_undo(widget: QObject) -> bool:
    if isinstance(widget, QLineEdit):
        return widget.isUndoAvailable() and not widget.isReadOnly()
    return isinstance(widget, QPlainTextEdit) and widget.document().isUndoAvailable()
