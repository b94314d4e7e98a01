# SPDX-License-Identifier: MIT
"""Pages that stand for the ones a list leads to: they only keep what they were to show."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from mdtdesk.ui.page import Page


class Elsewhere(Page):
    """Stands for the page of a case; Esc leads back."""

    seen: Any = "never"

    def enter(self, what: Any) -> None:
        """Keep what was to be shown."""
        self.seen = what
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()

    def slots(self) -> dict[str, Any]:
        """Lead back."""
        return {"back": lambda: self.desk.go("cases")}


class Decision(Elsewhere):
    """Stands for the page of a decision."""
