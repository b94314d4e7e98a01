# SPDX-License-Identifier: MIT
"""Asks for a coded reason, and a few words where wanted, before something is closed or removed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mdtdesk.ui import theme
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.widgets.choices import of_vocabulary
from mdtdesk.ui.widgets.fields import TextField
from mdtdesk.ui.widgets.labels import label
from mdtdesk.ui.widgets.segments import Segments


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, in words, and whose codes answer it.

    words, must_say  whether words may be added, and whether they must
    """

    title: str
    why: str
    vocabulary: str
    button: str
    words: bool = False
    must_say: bool = False


class ReasonDialog(QDialog):
    """A row of reasons answered by one key; ``answered`` carries the code and the words."""

    answered = Signal(str, str)

    def __init__(self, desk: Desk, question: Question, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("reason")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(question.title)
        self._question = question
        self.reasons = Segments(of_vocabulary(question.vocabulary), desk.translate)
        self.words = TextField()
        self._go, self._back = QPushButton(question.button), QPushButton()
        self._back.setText(desk.translate("case.cancel"))
        hint = desk.translate("case.reason_said" if question.must_say else "case.reason_words")
        self.words.setPlaceholderText(hint)
        self.words.setAccessibleName(hint)
        self.reasons.setAccessibleName(question.title)
        self._lay_out()

    def _lay_out(self) -> None:
        column, foot = QVBoxLayout(self), QHBoxLayout()
        around = theme.px(24)
        column.setContentsMargins(around, around, around, around)
        column.setSpacing(theme.px(12))
        column.addWidget(label(self._question.title, "section", wraps=True))
        column.addWidget(label(self._question.why, "muted", wraps=True))
        column.addWidget(self.reasons)
        column.addWidget(self.words)
        self.words.setVisible(self._question.words)
        foot.addStretch(1)
        for button in (self._back, self._go):
            button.setAutoDefault(True)
            foot.addWidget(button)
        column.addLayout(foot)
        self._go.setProperty("kind", "primary")
        self._go.setDefault(True)
        self._go.setEnabled(False)
        self.reasons.edited.connect(lambda _raw: self._weigh())
        self.words.textChanged.connect(lambda _text: self._weigh())
        self._go.clicked.connect(self._answer)
        self._back.clicked.connect(self.reject)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the reasons."""
        super().showEvent(event)
        layout, wide = self.layout(), theme.px(520)
        if layout is not None:
            self.setFixedSize(wide, layout.totalHeightForWidth(wide))
        self.reasons.setFocus()

    def _weigh(self) -> None:
        said = not self._question.must_say or self.words.text().strip()
        self._go.setEnabled(bool(self.reasons.raw() and said))

    def _answer(self) -> None:
        code, words = str(self.reasons.value() or ""), self.words.text().strip()
        self.accept()
        self.answered.emit(code, words)
