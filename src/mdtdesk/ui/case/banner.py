# SPDX-License-Identifier: MIT
"""What is said across the whole case under its head: one line, and the buttons that settle it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mdtdesk.ui import theme
from mdtdesk.ui.widgets.labels import IconLabel, label


@dataclass(frozen=True, slots=True)
class Told:
    """One line; ``buttons`` are (id, words), of which ``Banners.pressed`` carries the id."""

    words: str
    buttons: Sequence[tuple[str, str]] = ()


class Banners(QWidget):
    """As many lines as there is to say, most often none."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._told: tuple[Told, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._lines: list[_Line] = []
        self.hide()

    def show_told(self, told: Sequence[Told]) -> None:
        """Show these lines; the same ones stay as they are, with the cursor where it is."""
        if tuple(told) == self._told:
            return
        self._told = tuple(told)
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [_Line(one, self.pressed.emit) for one in told]
        self.setVisible(bool(told))
        for line in self._lines:
            self._column.addWidget(line)
            line.show()  # at once: a layout shows what is put in with the next event


class _Line(QFrame):
    """One line with its buttons at the right."""

    def __init__(self, told: Told, press: Callable[[str], object]) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.setAccessibleName(told.words)
        self._row = QHBoxLayout(self)
        self._row.addWidget(IconLabel("diamond", "warning", size=12))
        self._row.addWidget(label(told.words, wraps=True), 1)
        for name, words in told.buttons:
            button = QPushButton(words)
            button.setObjectName(f"banner_{name}")
            button.setAutoDefault(True)
            button.clicked.connect(partial(_press, press, name))
            self._row.addWidget(button)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the gaps of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_row"):
            self._measure()

    def _measure(self) -> None:
        self._row.setContentsMargins(*map(theme.px, (24, 5, 24, 5)))
        self._row.setSpacing(theme.px(10))


def _press(press: Callable[[str], object], name: str, _checked: bool = False) -> None:
    press(name)
