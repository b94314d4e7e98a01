# SPDX-License-Identifier: MIT
"""The clipboard, only after an explicit copy: cleared after two minutes if it is still ours."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

_MINUTES = 2


class Clipboard(QObject):
    """Remembers what it put there, so that it clears nobody else's text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ours = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_MINUTES * 60_000)
        self._timer.timeout.connect(self.clear)

    def copy(self, text: str) -> None:
        """Put a text on the clipboard for two minutes."""
        QGuiApplication.clipboard().setText(text)
        self._ours = text
        self._timer.start()

    def clear(self) -> None:
        """Take our text away again, if nothing else was copied since."""
        self._timer.stop()
        if self._ours and QGuiApplication.clipboard().text() == self._ours:
            QGuiApplication.clipboard().clear()
        self._ours = ""
