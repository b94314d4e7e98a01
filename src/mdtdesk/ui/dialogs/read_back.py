# SPDX-License-Identifier: MIT
"""A decision as it is read aloud before it is recorded, and an earlier version to look at."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mdtdesk.ui import theme
from mdtdesk.ui.widgets.labels import label
from mdtdesk.ui.widgets.read_lines import Lines, ReadLines


@dataclass(frozen=True, slots=True)
class _Look:
    """The roles of the dialog's type, and its size."""

    title: str
    caption: str
    words: str
    size: tuple[int, int]


_DESK = _Look("section", "secondary", "question", (680, 420))
_ROOM = _Look("room_question", "room_muted", "room", (1180, 620))


class ReadBack(QDialog):
    """Lines in large type, larger in a ``room``; Enter records if it is offered, Esc goes back."""

    confirmed = Signal()

    def __init__(self, title: str, lines: Lines, parent: QWidget, *, room: bool = False) -> None:
        super().__init__(parent)
        self._look = _ROOM if room else _DESK
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("read_back_dialog")
        self.setWindowTitle(title)
        self._title, self._lines = label(title, self._look.title), lines
        self.close_button, self.record_button = QPushButton(), QPushButton()
        self._lay_out()
        self.close_button.clicked.connect(self.reject)
        self.record_button.clicked.connect(self._confirm)

    def _lay_out(self) -> None:
        column, foot = QVBoxLayout(self), QHBoxLayout()
        edge = theme.px(24)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(16))
        column.addWidget(self._title)
        area = ReadLines(self._lines, caption=self._look.caption, words=self._look.words)
        column.addWidget(area, 1)
        foot.setSpacing(theme.px(8))
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.record_button)
        column.addLayout(foot)
        self.record_button.setProperty("kind", "primary")
        self.record_button.hide()
        for button in (self.close_button, self.record_button):
            theme.mark(button, room=self._look is _ROOM)
        self.resize(theme.px(self._look.size[0]), theme.px(self._look.size[1]))

    def name_buttons(self, close: str, record: str = "") -> None:
        """Name the buttons; without a word there is no way to record."""
        self.close_button.setText(close)
        self.record_button.setText(record)
        self.record_button.setVisible(bool(record))
        first = self.record_button if record else self.close_button
        first.setDefault(True)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirm(self) -> None:
        self.confirmed.emit()
        self.accept()
