# SPDX-License-Identifier: MIT
"""What an empty list says: one sentence and, where something can be done, one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mdtdesk.ui import icons, theme
from mdtdesk.ui.widgets.labels import IconLabel, label


class EmptyState(QWidget):
    """An icon, a sentence, a button in the middle of the room."""

    pressed = Signal()

    def __init__(self, sentence: str = "", button: str = "", *, icon: str = "inbox") -> None:
        super().__init__()
        self._icon = IconLabel(icon)
        self._sentence = label(role="question", wraps=True)
        self._button = QPushButton(icons.icon("plus", "on_accent"), "")
        self._lay_out()
        self._button.clicked.connect(self.pressed.emit)
        self.show_words(sentence, button)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(16))
        column.addStretch(1)
        middle = Qt.AlignmentFlag.AlignHCenter
        self._button.setProperty("kind", "primary")
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._icon, 0, middle)
        column.addWidget(self._sentence)
        column.addWidget(self._button, 0, middle)
        column.addStretch(1)

    def show_words(self, sentence: str, button: str = "", *, adds: bool = True) -> None:
        """Show other words; no button where there is nothing to do, a plus where it ``adds``."""
        self._button.setIcon(icons.icon("plus", "on_accent") if adds else QIcon())
        self._sentence.setText(sentence)
        self._button.setText(button)
        self._button.setVisible(bool(button))
