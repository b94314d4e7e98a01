# SPDX-License-Identifier: MIT
"""What is shown while the window closes: how far the backup is, and the two ways on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from mdtdesk.ui import theme
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.widgets.labels import label

_WIDE = 520


class LeavingDialog(QDialog):
    """``left`` closes without waiting, ``stayed`` goes back to work; Esc stays."""

    left = Signal()
    stayed = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("leaving")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._title, self._said = label(role="section", wraps=True), label(role="muted", wraps=True)
        self._said.setObjectName("leaving_said")
        self._bar = QProgressBar()
        self._stay, self._leave = QPushButton(), QPushButton()
        self._stay.clicked.connect(self.stayed)
        self._leave.clicked.connect(self.left)
        self._lay_out()

    def _lay_out(self) -> None:
        self._bar.setTextVisible(False)
        self._stay.setObjectName("leaving_stay")
        self._leave.setObjectName("leaving_go")
        column, foot = QVBoxLayout(self), QHBoxLayout()
        around = theme.px(24)
        column.setContentsMargins(around, around, around, around)
        column.setSpacing(theme.px(12))
        for part in (self._title, self._said, self._bar):
            column.addWidget(part)
        foot.addStretch(1)
        for button in (self._stay, self._leave):
            button.setAutoDefault(True)
            foot.addWidget(button)
        column.addLayout(foot)
        self.setFixedWidth(theme.px(_WIDE))

    def _say(self, title: str, said: str, leave: str) -> None:
        translate = self._desk.translate
        self.setWindowTitle(translate(title))
        self._title.setText(translate(title))
        self._said.setText(said)
        self._stay.setText(translate("backups.leaving.stay"))
        self._leave.setText(translate(leave))
        layout = self.layout()
        if layout is not None:
            self.setFixedHeight(layout.totalHeightForWidth(self.width()))

    def show_progress(self) -> None:
        """Show that the backup is being made."""
        self._say("backups.leaving.title", self._doing("copy"), "backups.leaving.skip")
        self._bar.setRange(0, 0)
        self._stay.setFocus()

    def show_step(self, stage: str, done: int, total: int) -> None:
        """Show how far it is."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._said.setText(self._doing(stage))

    def _doing(self, stage: str) -> str:
        translate = self._desk.translate
        doing = translate("backups.working", stage=translate(f"progress.{stage}"))
        return f"{doing}\n{translate('backups.leaving.kept')}"

    def tell_failed(self, said: str) -> None:
        """Say why there is no backup; the store has everything all the same."""
        self._bar.hide()
        kept = self._desk.translate("backups.leaving.no_backup")
        self._say("backups.leaving.failed", f"{said}\n{kept}", "backups.leaving.close")
        self._stay.setFocus()

    def ask_to_lose(self, said: str) -> None:
        """Ask whether typed text that could not be written is given up."""
        self._bar.hide()
        kept = self._desk.translate("backups.leaving.unwritten")
        self._say("backups.leaving.not_written", f"{said}\n{kept}", "backups.leaving.lose")
        self._stay.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to work."""
        if event.key() == Qt.Key.Key_Escape:
            self.stayed.emit()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the dialog by its frame goes back to work, unless it is closed by the program."""
        if event.spontaneous():
            self.stayed.emit()
        super().closeEvent(event)
