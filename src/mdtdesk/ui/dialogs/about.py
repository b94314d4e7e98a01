# SPDX-License-Identifier: MIT
"""What the program is and of which versions it is made."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QFormLayout, QVBoxLayout, QWidget

import mdtdesk
from mdtdesk.ui import theme
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.gate import button
from mdtdesk.ui.widgets.labels import label

_PARTS = (
    "PySide6-Essentials",
    "SQLAlchemy",
    "sqlcipher3",
    "alembic",
    "argon2-cffi",
    "cryptography",
    "reportlab",
    "pypdfium2",
    "pillow",
    "pydicom",
    "pypinyin",
)


class AboutDialog(QDialog):
    """Versions as text that can be selected and sent to whoever maintains the program."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._name, self._version = label(role="section"), label(role="muted")
        self._built, self._qt = label(role="muted"), label(role="secondary", wraps=True)
        self._close = button()
        self._lay_out()
        self._close.clicked.connect(self.accept)
        desk.language_changed.connect(self.retranslate)
        self.retranslate()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        edge = theme.px(24)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(8))
        for widget in (self._name, self._version, self._built):
            column.addWidget(widget)
        table = QFormLayout()
        table.setHorizontalSpacing(theme.px(24))
        for name, number in versions():
            found = label(number)
            found.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            table.addRow(label(name, "muted"), found)
        column.addLayout(table)
        column.addWidget(self._qt)
        column.addSpacing(theme.px(8))
        column.addWidget(self._close, 0, Qt.AlignmentFlag.AlignRight)
        self.setMinimumWidth(theme.px(400))

    def retranslate(self) -> None:
        """Set every text in the language that is on."""
        translate = self._desk.translate
        self.setWindowTitle(translate("action.about"))
        self._name.setText(translate("message.about_program"))
        self._version.setText(translate("message.about_version", version=mdtdesk.__version__))
        self._built.setText(translate("message.about_built"))
        self._qt.setText(translate("message.about_qt"))
        self._close.setText(translate("message.close"))


def versions() -> list[tuple[str, str]]:
    """Return what the program is made of, each with its version."""
    found = [("Python", platform.python_version()), ("Qt", qVersion())]
    for part in _PARTS:
        try:
            found.append((part, version(part)))
        except PackageNotFoundError:  # a packaged program need not carry every part's metadata
            continue
    return found
