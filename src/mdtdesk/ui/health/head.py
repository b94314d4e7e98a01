# SPDX-License-Identifier: MIT
"""The buttons of the store's page, and how far that is which one of them began."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from mdtdesk.i18n import Translate
from mdtdesk.ui import settled, theme
from mdtdesk.ui.widgets.labels import label

ACTS = ("back_up", "check", "test", "first", "second")
_SETTLED = {"first": "backup.first", "second": "backup.second"}


class HealthHead(QWidget):
    """``asked`` carries one of ``ACTS``, ``stopped`` ends what is under way."""

    asked = Signal(str)
    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.buttons = {act: QPushButton() for act in ACTS}
        self.stop, self._bar = QPushButton(), QProgressBar()
        self.said = label(role="muted", wraps=True)
        self._lay_out()

    def _lay_out(self) -> None:
        self._column, self._acts, self._state = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        for act, button in self.buttons.items():
            button.setObjectName(f"health_{act}")
            button.setAutoDefault(True)
            button.clicked.connect(lambda _on=False, act=act: self.asked.emit(act))
            self._acts.addWidget(button)
        self._acts.addStretch(1)
        self.buttons["back_up"].setProperty("kind", "primary")
        for act in ("first", "second"):
            self.buttons[act].setProperty("kind", "link")
        self.stop.setObjectName("health_stop")
        self.stop.setAutoDefault(True)
        self.stop.clicked.connect(self.stopped)
        self.said.setObjectName("health_said")
        self._bar.setTextVisible(False)
        self._state.addWidget(self.said, 1)
        self._state.addWidget(self.stop)
        self._column.addLayout(self._acts)
        self._column.addLayout(self._state)
        self._column.addWidget(self._bar)
        self.show_idle("")
        self._measure()

    def retranslate(self, translate: Translate) -> None:
        """Set the words of the buttons."""
        for act, button in self.buttons.items():
            button.setText(translate(f"health.act.{act}"))
            settled.grey(button, _SETTLED.get(act, ""), translate)
        self.stop.setText(translate("health.stop"))

    def show_busy(self, said: str) -> None:
        """Show that something is under way."""
        for button in self.buttons.values():
            button.setEnabled(False)
        self.said.setText(said)
        self.said.show()
        self._bar.setRange(0, 0)
        self._bar.show()
        self.stop.show()
        self.stop.setFocus()

    def show_step(self, said: str, done: int, total: int) -> None:
        """Show how far it is."""
        self.said.setText(said)
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def show_idle(self, said: str) -> None:
        """Show what became of it."""
        for act, button in self.buttons.items():
            button.setEnabled(not settled.holds(_SETTLED.get(act, "")))
        self.said.setText(said)
        self.said.setVisible(bool(said))
        self._bar.hide()
        self.stop.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes of the scale that is on."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_state"):
            self._measure()

    def _measure(self) -> None:
        self._column.setContentsMargins(theme.px(24), theme.px(12), theme.px(24), theme.px(8))
        self._column.setSpacing(theme.px(8))
        self._acts.setSpacing(theme.px(8))
        self._state.setSpacing(theme.px(8))
