# SPDX-License-Identifier: MIT
"""Asks why a case is deferred, in the size of the room: a digit says it, Enter defers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mdtdesk.domain import vocabulary
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.room.chips import Chip, Chips
from mdtdesk.ui.widgets.fields import TextField
from mdtdesk.ui.widgets.labels import label

_WIDE, _ABREAST = 1180, 2


class DeferDialog(QDialog):
    """One reason of ten under its digit; ``answered`` carries the code and the words."""

    answered = Signal(str, str)

    def __init__(self, translate: Translate, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("reason")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("room.defer_title"))
        self._translate, self.reason = translate, ""
        self._codes = vocabulary.codes("deferral_reason")
        self._cells = [Chips() for _ in self._codes]
        self.words = TextField()
        self.back, self.go = QPushButton(), QPushButton()
        self._name()
        self._lay_out()
        self._connect()
        self._show()

    def _name(self) -> None:
        translate = self._translate
        self.words.setPlaceholderText(translate("room.defer_words"))
        self.words.setAccessibleName(translate("room.defer_words"))
        self.back.setText(translate("decision.back_to_form"))
        self.go.setText(translate("room.key.defer"))

    def _lay_out(self) -> None:
        column, foot, edge = QVBoxLayout(self), QHBoxLayout(), theme.px(24)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(12))
        column.addWidget(label(self._translate("room.defer_title"), "room_question"))
        column.addWidget(label(self._translate("room.defer_why"), "room_muted", wraps=True))
        grid = QGridLayout()
        grid.setSpacing(theme.px(8))
        for at, cell in enumerate(self._cells):
            grid.addWidget(cell, at // _ABREAST, at % _ABREAST)
        column.addLayout(grid)
        column.addWidget(self.words)
        foot.setSpacing(theme.px(8))
        foot.addStretch(1)
        for button in (self.back, self.go):
            button.setAutoDefault(True)
            theme.mark(button, room=True)
            foot.addWidget(button)
        column.addLayout(foot)
        theme.mark(self.words, room=True)
        self.go.setProperty("kind", "primary")
        self.go.setDefault(True)
        self.setFixedWidth(theme.px(_WIDE))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()

    def _connect(self) -> None:
        for cell in self._cells:
            cell.pressed.connect(self.choose)
        self.go.clicked.connect(self._answer)
        self.back.clicked.connect(self.reject)

    def _show(self) -> None:
        """Show the reasons in columns, each under its digit; 0 is the tenth."""
        translate = self._translate
        chips = [
            Chip(
                code,
                translate.code("deferral_reason", code),
                str(at % 10),
                chosen=code == self.reason,
            )
            for at, code in enumerate(self._codes, start=1)
        ]
        for cell, chip in zip(self._cells, chips, strict=True):
            cell.show_chips([chip])
        self.go.setEnabled(bool(self.reason))

    def choose(self, code: str) -> None:
        """Take a reason."""
        self.reason = code
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the reason under a digit, wherever nothing is typed."""
        digit = event.text()
        at = (int(digit) - 1) % 10 if digit.isascii() and digit.isdecimal() else -1
        if 0 <= at < len(self._codes):
            self.choose(self._codes[at])
        else:
            super().keyPressEvent(event)

    def _answer(self) -> None:
        if self.reason:
            words = self.words.text().strip()
            self.accept()
            self.answered.emit(self.reason, words)
