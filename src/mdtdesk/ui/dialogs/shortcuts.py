# SPDX-License-Identifier: MIT
"""All keys on one sheet, made from the table of actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from mdtdesk.i18n import unmarked
from mdtdesk.ui import theme
from mdtdesk.ui.actions import ACTIONS, MENUS, Menu
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.gate import button
from mdtdesk.ui.widgets.labels import label

_COLUMNS: tuple[tuple[Menu, ...], ...] = (("file", "edit", "view", "help"), ("case",), ("meeting",))


class ShortcutsDialog(QDialog):
    """Columns of menus; each line an action and its key."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._words = {row.id: label() for row in ACTIONS if row.shortcut}
        self._titles = {name: label(role="strong") for name in MENUS}
        self._close = button()
        self._lay_out()
        self._close.clicked.connect(self.accept)
        desk.language_changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        edge = theme.px(24)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(16))
        sides = QHBoxLayout()
        sides.setSpacing(theme.px(40))
        for menus in _COLUMNS:
            side = QVBoxLayout()
            side.setSpacing(theme.px(16))
            for name in menus:
                side.addLayout(self._menu(name))
            side.addStretch(1)
            sides.addLayout(side)
        column.addLayout(sides)
        column.addWidget(self._close, 0, Qt.AlignmentFlag.AlignRight)

    def _menu(self, name: Menu) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(24))
        grid.setVerticalSpacing(theme.px(4))
        grid.addWidget(self._titles[name], 0, 0)
        rows = [row for row in ACTIONS if row.shortcut and row.menu == name]
        for n, row in enumerate(rows, 1):
            grid.addWidget(self._words[row.id], n, 0)
            grid.addWidget(label(row.shortcut, "key"), n, 1, Qt.AlignmentFlag.AlignRight)
        return grid

    def retranslate(self) -> None:
        """Set every text in the language that is on."""
        translate = self._desk.translate
        self.setWindowTitle(translate("message.shortcuts_heading"))
        for action, words in self._words.items():
            words.setText(unmarked(translate(f"action.{action}")))
        for name, title in self._titles.items():
            title.setText(unmarked(translate(f"action.menu.{name}")))
        self._close.setText(translate("message.close"))
