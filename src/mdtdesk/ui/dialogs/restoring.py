# SPDX-License-Identifier: MIT
"""Says what restoring a backup would undo, and asks once more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from mdtdesk.ui import theme
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.widgets.labels import label

_SIZE = (640, 440)


class RestoreDialog(QDialog):
    """``confirmed`` when it shall be done; Enter and Esc go back."""

    confirmed = Signal()

    def __init__(self, desk: Desk, title: str, lines: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("restore")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._desk, self._title, self._lines = desk, label(title, "section", wraps=True), lines
        self.back, self.go = QPushButton(), QPushButton()
        self._lay_out()
        self.back.clicked.connect(self.reject)
        self.go.clicked.connect(self._confirm)

    def _lay_out(self) -> None:
        translate = self._desk.translate
        column, foot, inside = QVBoxLayout(self), QHBoxLayout(), QWidget()
        around = theme.px(24)
        column.setContentsMargins(around, around, around, around)
        column.setSpacing(theme.px(12))
        column.addWidget(self._title)
        column.addWidget(label(translate("health.restore_kept"), "muted", wraps=True))
        column.addWidget(label(translate("health.restore_lost"), "strong"))
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px(8))
        for line in self._lines:
            rows.addWidget(label(line, wraps=True))
        rows.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setObjectName("restore_lost")
        column.addWidget(area, 1)
        foot.addStretch(1)
        for button in (self.back, self.go):
            foot.addWidget(button)
        column.addLayout(foot)
        self.back.setText(translate("health.restore_back"))
        self.go.setText(translate("health.restore_do"))
        self.go.setObjectName("restore_go")
        self.go.setProperty("kind", "danger")
        self.go.setAutoDefault(False)
        self.back.setDefault(True)
        self.back.setFocus()
        self.resize(theme.px(_SIZE[0]), theme.px(_SIZE[1]))

    def _confirm(self) -> None:
        self.accept()
        self.confirmed.emit()
