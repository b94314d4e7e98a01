# SPDX-License-Identifier: MIT
"""The roles as boxes to tick, each with what it may do."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mdtdesk.domain.roles import ROLES
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.widgets.labels import label
from mdtdesk.ui.widgets.tick_box import TickBox


class RoleTicks(QWidget):
    """One or several roles."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.boxes = {role: TickBox() for role in ROLES}
        self._may = {role: label(role="secondary", wraps=True) for role in ROLES}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        for role, box in self.boxes.items():
            box.setObjectName(f"role_{role}")
            self._may[role].setIndent(theme.px(24))
            column.addWidget(box)
            column.addWidget(self._may[role])
            box.toggled.connect(lambda _on: self.changed.emit())

    def roles(self) -> tuple[str, ...]:
        """Return the roles that are ticked."""
        return tuple(role for role, box in self.boxes.items() if box.isChecked())

    def show_roles(self, roles: Iterable[str]) -> None:
        """Tick these and no others."""
        held = frozenset(roles)
        for role, box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(role in held)
            box.blockSignals(False)

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        for role, box in self.boxes.items():
            box.setText(translate.code("role", role))
            self._may[role].setText(translate(f"people.may.{role}"))
            box.setAccessibleDescription(self._may[role].text())
