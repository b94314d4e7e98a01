# SPDX-License-Identifier: MIT
"""The licences of what the program is made of, in the words of their authors."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from mdtdesk import licences
from mdtdesk.ui import theme
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.gate import button
from mdtdesk.ui.widgets.labels import label

_WIDE, _HIGH = 760, 560


class LicencesDialog(QDialog):
    """A sentence in the window's language over the page itself, which can be copied."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("licences")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._about, self.page, self._close = label(wraps=True), QPlainTextEdit(), button()
        self._lay_out()
        self._close.clicked.connect(self.accept)
        desk.language_changed.connect(self.retranslate)
        self.retranslate()
        # beside the window: from a checkout the page is made of every package's own files
        desk.work(lambda _task: licences.text(), done=self.page.setPlainText)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        edge = theme.px(24)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(12))
        self.page.setReadOnly(True)
        column.addWidget(self._about)
        column.addWidget(self.page, 1)
        column.addWidget(self._close, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(theme.px(_WIDE), theme.px(_HIGH))

    def retranslate(self) -> None:
        """Set every text in the language that is on."""
        translate = self._desk.translate
        self.setWindowTitle(translate("message.licences"))
        self._about.setText(translate("message.licences_about"))
        self.page.setAccessibleName(translate("message.licences"))
        self._close.setText(translate("message.close"))
