# SPDX-License-Identifier: MIT
"""Drives the window as a person does: looks at what is shown, types, waits for the answer."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from mdtdesk.ui.main import Built

PASSWORD = "Nurburg ring 94"
W = TypeVar("W", bound=QObject)


class Desktop:
    """One window with its threads."""

    def __init__(self, built: Built, bot: QtBot) -> None:
        self.window, self.desk, self.tasks = built
        self.bot = bot

    def begin(self, store: Path | None, size: tuple[int, int] | None = (1366, 768)) -> None:
        """Show the window on a store, with None as large as it will; nobody else activates it."""
        if size is not None:
            self.window.resize(*size)
        self.window.start(store)
        self.window.show()
        self.window.activateWindow()
        self.bot.waitUntil(self.window.isActiveWindow)
        self.wait()

    def wait(self) -> None:
        """Wait until every job is answered."""
        self.bot.waitUntil(lambda: self.tasks.busy == 0, timeout=20_000)

    def find(self, kind: type[W], name: str) -> W:
        """Return a thing of the window by the name it has in code."""
        found = self.window.findChild(kind, name)
        assert found is not None, name
        return found

    def type(self, text: str) -> None:
        """Type into whatever has the focus."""
        QTest.keyClicks(self.focus(), text)

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press one key in whatever has the focus."""
        QTest.keyClick(self.focus(), key, modifier)

    def focus(self) -> QWidget:
        """Return what has the focus."""
        self.bot.waitUntil(lambda: QApplication.focusWidget() is not None)
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def sign_in(self, password: str = PASSWORD) -> None:
        """Type a password and Enter."""
        field = self.find(QLineEdit, "password")
        field.setFocus()
        field.clear()
        self.type(password)
        self.press(Qt.Key.Key_Return)
        self.wait()

    def do(self, action: str) -> None:
        """Trigger an action of the menu, if it is enabled."""
        found = self.find(QAction, action)
        assert found.isEnabled(), action
        found.trigger()

    def close(self) -> None:
        """Close the window and join its threads; once."""
        if not isValid(self.window):
            return
        self.window.close()
        self.bot.waitUntil(lambda: not self.window.isVisible(), timeout=20_000)
        self.tasks.close()
        for each in (self.window, self.desk, self.tasks):
            delete(each)
