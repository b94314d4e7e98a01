# SPDX-License-Identifier: MIT
"""Where the window stands: its kept geometry, or the whole screen with a longer wait to lock."""

from __future__ import annotations

from base64 import b64decode, b64encode

from PySide6.QtCore import QByteArray, QRect
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QMainWindow

from mdtdesk.ui.idle import ROOM_MINUTES, Idle, minutes

_FIRST_SIZE = (1366, 768)


class WholeScreen:
    """The window without menu and status bar, while a page fills the screen."""

    def __init__(self, window: QMainWindow, idle: Idle) -> None:
        self._window, self._idle = window, idle
        self._filled, self._maximized = False, False
        self._home = QRect()

    def fill(self, whole: bool, screen: QScreen | None = None) -> None:
        """Fill a screen, its own where none is named, or be the window that it was before."""
        window = self._window
        if whole and self._filled:
            self._move(screen)
        if whole == self._filled:
            return
        self._filled = whole
        window.menuBar().setVisible(not whole)
        window.statusBar().setVisible(not whole)
        self.watch()
        if whole:
            self._maximized, self._home = window.isMaximized(), window.geometry()
            self._move(screen)
        elif window.isVisible():
            window.showMaximized() if self._maximized else window.showNormal()
            if not self._maximized:
                window.setGeometry(self._home)

    def _move(self, screen: QScreen | None) -> None:
        window = self._window
        if screen is not None and screen is not window.screen():
            window.showNormal()
            window.setScreen(screen)
            window.setGeometry(screen.geometry())
        window.showFullScreen()

    def restore(self, kept: str) -> None:
        """Stand where the window stood last."""
        self._window.resize(*_FIRST_SIZE)
        if kept:
            self._window.restoreGeometry(QByteArray(b64decode(kept)))

    def geometry(self) -> str:
        """Return where the window stands; one that fills the screen stands where it did before."""
        self.fill(False)
        return b64encode(self._window.saveGeometry().data()).decode()

    def watch(self) -> None:
        """Count the minutes until the lock: nobody types while a room talks."""
        self._idle.start(60.0 * (ROOM_MINUTES if self._filled else minutes()))
