# SPDX-License-Identifier: MIT
"""What the program is and of which versions it is made."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

import mdtdesk
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.dialogs.licences import LicencesDialog
from mdtdesk.ui.gate import button
from mdtdesk.ui.widgets.labels import label
from mdtdesk.updates import Announced

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
        self._newer = label(role="muted", wraps=True)
        self._built, self._qt = label(role="muted"), label(role="secondary", wraps=True)
        self._licences, self._close = button("link"), button()
        self._lay_out()
        self._licences.clicked.connect(lambda: LicencesDialog(self._desk, self).open())
        self._close.clicked.connect(self.accept)
        desk.language_changed.connect(self.retranslate)
        self.retranslate()
        self._close.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        edge = theme.px(24)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(8))
        self._newer.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for widget in (self._name, self._version, self._newer, self._built):
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
        self._licences.setObjectName("licences_open")
        foot = QHBoxLayout()
        foot.addWidget(self._licences)
        foot.addStretch(1)
        foot.addWidget(self._close)
        column.addLayout(foot)
        self.setMinimumWidth(theme.px(400))

    def retranslate(self) -> None:
        """Set every text in the language that is on."""
        translate = self._desk.translate
        self.setWindowTitle(translate("action.about"))
        self._name.setText(translate("message.about_program"))
        self._version.setText(translate("message.about_version", version=mdtdesk.__version__))
        self._newer.setText(newer(self._desk.announced, translate))
        self._newer.setVisible(bool(self._newer.text()))
        self._built.setText(translate("message.about_built"))
        self._qt.setText(translate("message.about_qt"))
        self._licences.setText(translate("message.licences_open"))
        self._close.setText(translate("message.close"))


def newer(found: Announced, translate: Translate) -> str:
    """Say which version hospital IT has announced, and where it lies."""
    if found.state != "newer":
        return ""
    if not found.place:
        return translate("announcement.newer_about", version=found.version)
    return translate("announcement.newer_at", version=found.version, place=found.place)


def versions() -> list[tuple[str, str]]:
    """Return what the program is made of, each with its version."""
    found = [("Python", platform.python_version()), ("Qt", qVersion())]
    for part in _PARTS:
        try:
            found.append((part, version(part)))
        except PackageNotFoundError:  # a packaged program need not carry every part's metadata
            continue
    return found
