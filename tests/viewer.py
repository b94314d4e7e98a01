# SPDX-License-Identifier: MIT
"""Drives the preview as a person does who wants a case on paper."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from desktop import Desktop
from mdtdesk.ui.pages.preview import PreviewPage


class Viewer(Desktop):
    """Somebody who looks at a print."""

    @property
    def page(self) -> PreviewPage:
        """Return the preview."""
        found = self.window.findChild(PreviewPage)
        assert found is not None
        return found

    def look(self) -> PreviewPage:
        """Go to the selected case's print by keys and wait until what is in view is drawn."""
        action = self.find(QAction, "print")
        self.bot.waitUntil(action.isEnabled)  # the cursor of the list has come to rest
        self.wait()
        self.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        self.wait()
        self.bot.waitUntil(self.page.sheets.is_drawn, timeout=20_000)
        return self.page
