# SPDX-License-Identifier: MIT
"""Asks for the name under which a search of the worklist is kept."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from mdtdesk.ui import theme
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.widgets.labels import label

_LONGEST, _WIDE = 40, 400


class SearchNameDialog(QDialog):
    """One field; ``named`` carries a name that no other search has."""

    named = Signal(str)

    def __init__(
        self, desk: Desk, parent: QWidget, *, name: str, taken: Collection[str], renames: bool
    ) -> None:
        super().__init__(parent)
        self.setObjectName("search_name")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._taken = frozenset(taken)
        self._heading, self._fault = label(role="section"), label(role="error", wraps=True)
        self._field, self._back, self._go = QLineEdit(name), QPushButton(), QPushButton()
        self._say(desk, "searches.rename_title" if renames else "searches.keep_title")
        self._lay_out()
        self._field.textChanged.connect(self._check)
        self._check()

    def _say(self, desk: Desk, heading: str) -> None:
        translate = desk.translate
        self.setWindowTitle(translate(heading))
        self._heading.setText(translate(heading))
        self._field.setAccessibleName(translate("searches.name"))
        self._fault.setText(translate("searches.taken"))
        self._back.setText(translate("searches.cancel"))
        self._go.setText(translate("searches.save"))

    def _lay_out(self) -> None:
        column, foot = QVBoxLayout(self), QHBoxLayout()
        around = theme.px(24)
        column.setContentsMargins(around, around, around, around)
        column.setSpacing(theme.px(12))
        self._field.setObjectName("search_name_field")
        self._field.setMaxLength(_LONGEST)
        for each in (self._heading, self._field, self._fault):
            column.addWidget(each)
        foot.addStretch(1)
        foot.addWidget(self._back)
        foot.addWidget(self._go)
        column.addLayout(foot)
        theme.mark(self._go, kind="primary")
        self._go.setDefault(True)
        self._back.clicked.connect(self.reject)
        self._go.clicked.connect(self._answer)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the field, its words selected."""
        super().showEvent(event)
        self.setFixedWidth(theme.px(_WIDE))
        self._field.setFocus()
        self._field.selectAll()

    @property
    def _name(self) -> str:
        return " ".join(self._field.text().split())

    def _check(self) -> None:
        self._fault.setVisible(self._name in self._taken)
        self._go.setEnabled(bool(self._name) and self._name not in self._taken)

    def _answer(self) -> None:
        name = self._name
        self.accept()
        self.named.emit(name)
