# SPDX-License-Identifier: MIT
"""Hides the dialogs that are open while the window is locked, with what was typed in them."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QDialog


class Curtain:
    """Shows them again to whoever locked, and to nobody else."""

    def __init__(self) -> None:
        self._hidden: list[QDialog] = []

    def draw(self) -> None:
        """Hide every dialog."""
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                self._hidden.append(widget)
                widget.hide()

    def open(self) -> None:
        """Show what was hidden."""
        hidden, self._hidden = self._hidden, []
        for dialog in hidden:
            dialog.show()

    def drop(self) -> None:
        """Throw away what was hidden: somebody else comes."""
        hidden, self._hidden = self._hidden, []
        for dialog in hidden:
            dialog.deleteLater()
