# SPDX-License-Identifier: MIT
"""The frame of a dialog that asks something: a title, why, its fields, two buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from mdtdesk.ui import theme
from mdtdesk.ui.tasks import Failure
from mdtdesk.ui.widgets.labels import label


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a dialog: without ``back`` there is one button only."""

    title: str
    why: str
    go: str
    back: str = ""


class AskDialog(QDialog):
    """Fields are put on ``body``; Enter answers, Esc goes back."""

    wide = 520

    def __init__(self, words: Asked, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.title)
        self.body = QVBoxLayout()
        self.why = label(words.why, "muted", wraps=True)
        self.go, self.back = QPushButton(words.go), QPushButton(words.back)
        self._lay_out(words)
        self.go.clicked.connect(self.answer)
        self.back.clicked.connect(self.reject)

    def _lay_out(self, words: Asked) -> None:
        column, foot = QVBoxLayout(self), QHBoxLayout()
        around = theme.px(24)
        column.setContentsMargins(around, around, around, around)
        column.setSpacing(theme.px(12))
        column.addWidget(label(words.title, "section", wraps=True))
        column.addWidget(self.why)
        self.why.setVisible(bool(words.why))
        self.body.setSpacing(theme.px(8))
        column.addLayout(self.body, 1)
        foot.setSpacing(theme.px(8))
        foot.addStretch(1)
        self.go.setObjectName("go")
        self.go.setProperty("kind", "primary")
        self.go.setDefault(True)
        self.back.setVisible(bool(words.back))
        for button in (self.back, self.go):
            button.setAutoDefault(True)
            foot.addWidget(button)
        column.addLayout(foot)

    def answer(self) -> None:
        """Take the answer; a dialog says here what it makes of it."""
        self.accept()

    def sizeHint(self) -> QSize:
        """Be as high as the lines need at the dialog's own width."""
        layout, wide = self.layout(), theme.px(self.wide)
        return QSize(wide, layout.totalHeightForWidth(wide) if layout is not None else 0)

    def fit(self) -> None:
        """Take the height that the words need now."""
        self.resize(self.sizeHint())

    def hold(self, busy: bool) -> None:
        """Take no second answer while the first is on its way."""
        self.go.setEnabled(not busy)
        self.back.setEnabled(not busy)


class Refusing(Protocol):
    """A dialog that says itself why its answer was not taken."""

    def refuse(self, failure: Failure) -> None:
        """Say it."""


def end(dialog: QDialog) -> None:
    """Close a dialog whose answer was taken, if it is still there."""
    if isValid(dialog):
        dialog.accept()


def refusing(dialog: Refusing, otherwise: Callable[[Failure], object]) -> Callable[[Failure], None]:
    """Return what says a failure in the dialog, or ``otherwise`` once it is gone."""

    def refuse(failure: Failure) -> None:
        (dialog.refuse if isValid(dialog) else otherwise)(failure)

    return refuse
