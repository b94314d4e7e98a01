# SPDX-License-Identifier: MIT
"""A real window in the program's look for each test of a widget."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mdtdesk.ui import fonts, theme

Shown = Callable[..., QWidget]


@pytest.fixture
def shown(qtbot: QtBot, qapp: QApplication) -> Shown:
    """Show widgets above each other in an active window that ends with one more field."""
    fonts.load(qapp)
    theme.apply(qapp, "light", 100)

    kept: list[QWidget] = []

    def show(*widgets: QWidget, width: int = 900) -> QWidget:
        window = QWidget()
        kept.append(window)
        column = QVBoxLayout(window)
        for widget in (*widgets, QLineEdit()):
            column.addWidget(widget)
        column.addStretch(1)
        qtbot.addWidget(window)
        window.resize(width, 600)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        widgets[0].setFocus()
        return window

    return show
