# SPDX-License-Identifier: MIT
"""The card that welcome and sign-in stand on, and its entries: a label, a field, a line below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mdtdesk.ui import theme
from mdtdesk.ui.widgets.labels import label

WIDTH, PADDING = 400, 40


def button(kind: str = "") -> QPushButton:
    """Return a push button that Enter presses while it has the focus."""
    made = QPushButton()
    made.setAutoDefault(True)
    if kind:
        theme.mark(made, kind=kind)
    return made


class Entry(QWidget):
    """One field under its label; what is wrong with it stands below in words."""

    def __init__(self, field: QLineEdit | QComboBox, beside: QWidget | None = None) -> None:
        super().__init__()
        self.field = field
        self.name = label(role="muted")
        self.name.setBuddy(field)
        self.below = label(role="secondary", wraps=True)
        self.below.hide()
        self._row = QHBoxLayout()
        self._row.addWidget(field, 1)
        if beside is not None:
            self._row.addWidget(beside)
        self._column = QVBoxLayout(self)
        self._lay_out()

    def _lay_out(self) -> None:
        theme.mark(self.field, large=True)
        self._column.addWidget(self.name)
        self._column.addLayout(self._row)
        self._column.addWidget(self.below)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.restyle()

    def restyle(self) -> None:
        """Take the sizes of the scale that is on."""
        self.field.setFixedHeight(theme.px(32))
        self._column.setSpacing(theme.px(4))
        self._row.setSpacing(theme.px(8))

    def text(self) -> str:
        """Return what stands in a line."""
        return self.field.text() if isinstance(self.field, QLineEdit) else ""

    def set_name(self, text: str) -> None:
        """Set the label, which is the field's accessible name too."""
        self.name.setText(text)
        self.field.setAccessibleName(text)

    def note(self, text: str, *, wrong: bool = False) -> None:
        """Say something below the field; nothing takes the line away."""
        self.below.setText(text)
        self.below.setVisible(bool(text))
        theme.mark(self.below, role="error" if wrong else "secondary")
        theme.mark(self.field, invalid=wrong)
        self.field.setAccessibleDescription(text)


class Gate(QScrollArea):
    """A page with one card in its middle; at a small window or a large scale it scrolls."""

    def __init__(self, width: int = WIDTH) -> None:
        super().__init__()
        self._width = width
        self.card = QFrame()
        self.column = QVBoxLayout(self.card)
        self._ground = QWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        theme.mark(self._ground, role="page")
        theme.mark(self.card, role="card")
        self.card.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
        around = QVBoxLayout(self._ground)
        around.addStretch()
        around.addWidget(self.card, 0, Qt.AlignmentFlag.AlignHCenter)
        around.addStretch()
        self.setWidget(self._ground)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.restyle()

    def retranslate(self) -> None:
        """Set every text in the language that is on."""

    def restyle(self) -> None:
        """Take the sizes of the scale that is on."""
        self.card.setFixedWidth(theme.px(self._width))
        padding = theme.px(PADDING)
        self.column.setContentsMargins(padding, padding - theme.px(4), padding, theme.px(28))
        self.column.setSpacing(0)
        for entry in self.findChildren(Entry):
            entry.restyle()
