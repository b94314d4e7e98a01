# SPDX-License-Identifier: MIT
"""The card that welcome and sign-in stand on, and its entries: a label, a field, a line below."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from mdtdesk.ui import icons, theme
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
        self._sign, self.below = label(), label(role="secondary", wraps=True)
        self._under = QWidget()
        self._under.hide()
        self._row = QHBoxLayout()
        self._row.addWidget(field, 1)
        if beside is not None:
            self._row.addWidget(beside)
        self._column = QVBoxLayout(self)
        self._kept = False
        self._lay_out()

    def _lay_out(self) -> None:
        theme.mark(self.field, large=True)
        self._column.addWidget(self.name)
        self._column.addLayout(self._row)
        self._column.addWidget(self._under)
        under = QHBoxLayout(self._under)
        under.setContentsMargins(0, 2, 0, 0)
        under.setSpacing(4)
        under.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        under.addWidget(self.below, 1)
        self.below.setAlignment(Qt.AlignmentFlag.AlignTop)
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

    def note(self, text: str, *, wrong: bool = False, sign: str = "") -> None:
        """Say something below the field, after a sign where one is named; nothing hides it."""
        self.below.setText(text)
        self._under.setVisible(bool(text) or self._kept)
        self._sign.setVisible(bool(sign))
        if sign:
            size = QSize(theme.px(16), theme.px(18))
            drawn = icons.icon(sign, "warning").pixmap(size, self.devicePixelRatioF())
            self._sign.setPixmap(drawn)
        theme.mark(self.below, role="error" if wrong else "secondary")
        theme.mark(self.field, invalid=wrong)
        self.field.setAccessibleDescription(text)

    def keep_line(self) -> None:
        """Keep the room for one line below the field, so that nothing jumps when it is used."""
        self._kept = True
        self._under.show()
        self._under.setMinimumHeight(theme.px(36))


class Choice(QComboBox):
    """A list to choose from, with the line icon for its arrow."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrow over what the style draws."""
        super().paintEvent(event)
        side = theme.px(16)
        left, top = self.width() - side - theme.px(8), (self.height() - side) / 2
        icons.paint(QPainter(self), "chevron-down", QRectF(left, top, side, side), "muted")


class _Card(QFrame):
    """As high as its wrapped lines need at its own width, whatever the width around it."""

    def hasHeightForWidth(self) -> bool:
        """Not ask for the height at the page's width, where fewer lines would wrap."""
        return False

    def sizeHint(self) -> QSize:
        """Return the height for the card's own width."""
        layout, wide = self.layout(), self.maximumWidth()
        return QSize(wide, layout.totalHeightForWidth(wide) if layout is not None else 0)

    def minimumSizeHint(self) -> QSize:
        """Never be squeezed."""
        return self.sizeHint()


class Gate(QScrollArea):
    """A page with one card in its middle; at a small window or a large scale it scrolls."""

    def __init__(self, width: int = WIDTH) -> None:
        super().__init__()
        self._width = width
        self.card = _Card()
        self.column = QVBoxLayout(self.card)
        self._ground = QWidget()
        self._gaps: list[tuple[QSpacerItem, int]] = []
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

    def set_out(
        self, head: Iterable[QWidget], entries: Iterable[QWidget], foot: Iterable[QWidget]
    ) -> None:
        """Put a form on the card: title and words, the fields, then error and buttons."""
        for at, widget in enumerate(head):
            if at:
                self.gap(4)
            self.column.addWidget(widget)
        self.gap(16)
        for entry in entries:
            self.column.addWidget(entry)
            self.gap(8)
        for widget in foot:
            self.gap(4)
            self.column.addWidget(widget)

    def gap(self, size: int) -> None:
        """Leave so much room before what comes next; it grows with the scale."""
        spacer = QSpacerItem(0, theme.px(size))
        self.column.addItem(spacer)
        self._gaps.append((spacer, size))

    def retranslate(self) -> None:
        """Set every text in the language that is on."""

    def restyle(self) -> None:
        """Take the sizes of the scale that is on."""
        self.card.setFixedWidth(theme.px(self._width))
        padding = theme.px(PADDING)
        self.column.setContentsMargins(padding, padding - theme.px(4), padding, theme.px(28))
        self.column.setSpacing(0)
        for spacer, size in self._gaps:
            spacer.changeSize(0, theme.px(size))
        self.column.invalidate()
        for entry in self.findChildren(Entry):
            entry.restyle()
