# SPDX-License-Identifier: MIT
"""Says in a window of its own why the program does not start."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox


def show(words: str) -> None:
    """Show words until they are closed; where there is no screen the stream has said them."""
    program = QApplication.instance() or QApplication(["mdtdesk"])
    box = QMessageBox(QMessageBox.Icon.Warning, "mdtdesk", "")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(words)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.exec()
    del program
