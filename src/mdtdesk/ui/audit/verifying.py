# SPDX-License-Identifier: MIT
"""Verifies the audit chain from the window: with an anchor, with progress, and what it found."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from mdtdesk.domain import audit
from mdtdesk.domain.audit import Verified
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.widgets.labels import label


class VerifyBar(QWidget):
    """A button, the head that is looked for, and in words what was found.

    asked carries the head that was typed, ``stopped`` ends the walk
    """

    asked = Signal(str)
    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.go, self.stop = QPushButton(), QPushButton()
        self.anchor, self._bar = QLineEdit(), QProgressBar()
        self.said = label(role="muted", wraps=True)
        self._lay_out()
        self.go.clicked.connect(lambda: self.asked.emit(self.anchor.text()))
        self.anchor.returnPressed.connect(self.go.click)
        self.stop.clicked.connect(self.stopped)

    def _lay_out(self) -> None:
        self._column, self._row = QVBoxLayout(self), QHBoxLayout()
        for name, part in (("go", self.go), ("anchor", self.anchor), ("stop", self.stop)):
            part.setObjectName(f"audit_verify_{name}")
            self._row.addWidget(part)
        self.said.setObjectName("audit_verify_said")
        self._row.addWidget(self.said, 1)
        for button in (self.go, self.stop):
            button.setAutoDefault(True)
        self._bar.setTextVisible(False)
        self._column.addLayout(self._row)
        self._column.addWidget(self._bar)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.stop.hide()
        self._bar.hide()
        self._measure()

    def retranslate(self, translate: Translate) -> None:
        """Set the words."""
        self.go.setText(translate("audit.verify"))
        self.stop.setText(translate("audit.stop"))
        self.anchor.setPlaceholderText(translate("audit.anchor"))
        self.anchor.setAccessibleName(translate("audit.anchor"))
        self.show_idle(translate("audit.anchor_why"))

    def show_busy(self, said: str) -> None:
        """Show that the walk is under way."""
        self._say(said, role="muted")
        self.go.setEnabled(False)
        self._bar.setRange(0, 0)
        self._bar.show()
        self.stop.show()

    def show_step(self, said: str, done: int, total: int) -> None:
        """Show how far it is."""
        self.said.setText(said)
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)

    def show_idle(self, said: str, *, role: str = "muted") -> None:
        """Show what became of it."""
        self._say(said, role=role)
        self.go.setEnabled(True)
        self._bar.hide()
        self.stop.hide()

    def _say(self, said: str, *, role: str) -> None:
        theme.mark(self.said, role=role)
        self.said.setText(said)

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes of the scale that is on."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_row"):
            self._measure()

    def _measure(self) -> None:
        self._column.setSpacing(theme.px(4))
        self._row.setSpacing(theme.px(8))
        self.anchor.setFixedWidth(theme.px(264))


def found(result: Verified, anchor: str, translate: Translate) -> tuple[str, bool]:
    """Return what a walk found, and whether all of it holds."""
    if result.fault:
        where = {"row": result.at, "case": result.case, "decision": result.decision}
        said = [translate(f"cli.chain.{result.fault}", **where)]
        if result.anchor:
            said.append(translate("audit.fault_anchor", anchor=audit.short(result.anchor)))
        return " ".join(said), False
    said = [translate("audit.holds", rows=result.rows, head=audit.short(result.head))]
    if anchor.strip():
        said.append(translate("audit.holds_anchor"))
    if result.backups:
        said.append(translate("audit.holds_backups", count=result.backups))
    return " ".join(said), True
