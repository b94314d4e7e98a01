# SPDX-License-Identifier: MIT
"""Asks field by field which value holds where two people changed the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mdtdesk.domain.document import Value
from mdtdesk.ui import theme
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.widgets.labels import hairline, label


@dataclass(frozen=True, slots=True)
class Contest:
    """One field with the recorded value and the one typed here, both in words.

    by   who recorded the other value and when, empty if that is not known
    """

    path: str
    name: str
    theirs: str
    mine: str
    value: Value | None
    by: str = ""


class _Choice(QWidget):
    """The two values of a field; neither is chosen at first."""

    chosen = Signal()

    def __init__(self, contest: Contest, desk: Desk) -> None:
        super().__init__()
        self.contest = contest
        translate = desk.translate
        self.theirs = QRadioButton(_plain(translate("conflict.theirs", value=contest.theirs)))
        self.mine = QRadioButton(_plain(translate("conflict.mine", value=contest.mine)))
        self._group, column = QButtonGroup(self), QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(label(contest.name, "strong"))
        if contest.by:
            column.addWidget(label(contest.by, "muted", wraps=True))
        for button in (self.theirs, self.mine):
            self._group.addButton(button)
            column.addWidget(button)
        self._group.buttonToggled.connect(lambda _button, _on: self.chosen.emit())

    def is_made(self) -> bool:
        """Tell whether one of the two is chosen."""
        return self._group.checkedButton() is not None


class ConflictDialog(QDialog):
    """One choice for each field; ``decided`` carries (Contest, mine?) pairs."""

    decided = Signal(object)

    def __init__(self, desk: Desk, contests: Sequence[Contest], parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("conflict")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._choices = [_Choice(contest, desk) for contest in contests]
        self._heading, self._why = (
            label(role="section", wraps=True),
            label(role="muted", wraps=True),
        )
        self._save, self._later = QPushButton(), QPushButton()
        self._lay_out()
        self._say()
        self._show_made()

    def _lay_out(self) -> None:
        column, foot, inside = QVBoxLayout(self), QHBoxLayout(), QWidget()
        around = theme.px(24)
        column.setContentsMargins(around, around, around, around)
        column.setSpacing(theme.px(12))
        listed = QVBoxLayout(inside)
        listed.setContentsMargins(0, 0, 0, 0)
        for at, choice in enumerate(self._choices):
            if at:
                listed.addWidget(hairline())
            listed.addWidget(choice)
            choice.chosen.connect(self._show_made)
        listed.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot.addStretch(1)
        for button in (self._later, self._save):
            button.setAutoDefault(True)
            foot.addWidget(button)
        for part in (self._heading, self._why):
            column.addWidget(part)
        column.addWidget(area, 1)
        column.addLayout(foot)
        self._save.setProperty("kind", "primary")
        self._save.clicked.connect(self._decide)
        self._later.clicked.connect(self.reject)

    def _say(self) -> None:
        translate = self._desk.translate
        self.setWindowTitle(translate("conflict.title"))
        self._heading.setText(translate("conflict.title"))
        self._why.setText(translate("conflict.why"))
        self._save.setText(translate("conflict.save"))
        self._later.setText(translate("conflict.later"))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the first field."""
        super().showEvent(event)
        tall = min(520, 220 + 100 * len(self._choices))
        self.resize(theme.px(520), theme.px(tall))
        self._choices[0].theirs.setFocus()

    def _show_made(self) -> None:
        self._save.setEnabled(all(choice.is_made() for choice in self._choices))

    def _decide(self) -> None:
        made = tuple((choice.contest, choice.mine.isChecked()) for choice in self._choices)
        self.accept()
        self.decided.emit(made)


def _plain(words: str) -> str:
    """Return a button's words with no letter taken for its shortcut."""
    return words.replace("&", "&&")
