# SPDX-License-Identifier: MIT
"""Paints blocks of a table as plain labels: headings, lines, rows with a value at the right."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from mdtdesk.ui import theme
from mdtdesk.ui.administration.table_words import Block, Row
from mdtdesk.ui.widgets.labels import SIGNS, hairline, label, sign

WIDE = 840


class _Sign(QWidget):
    """A tone's sign; the words beside it say the same."""

    def __init__(self, tone: str) -> None:
        super().__init__()
        self._tone = tone
        self.setFixedSize(theme.px(16), theme.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sign."""
        sign(QPainter(self), self._tone, QRectF(0, 0, self.width(), self.height()))


class Blocks(QWidget):
    """One column of blocks, no wider than a line can be read."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def sizeHint(self) -> QSize:
        """Ask for a line that can be read."""
        return QSize(theme.px(WIDE), super().sizeHint().height())

    def show_blocks(self, blocks: Iterable[Block]) -> None:
        """Show other blocks."""
        self.setMaximumWidth(theme.px(WIDE))
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._column.setSpacing(theme.px(16))
        for block in blocks:
            made = _made(block)
            self._column.addWidget(made)
            made.show()  # at once: left to the layout it comes an event later, and blinks


def _made(block: Block) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(4))
    column.addWidget(label(block.title, "strong", wraps=True))
    for line in block.lines:
        column.addWidget(label(line, "muted" if block.rows else "", wraps=True))
    if block.rows:
        column.addWidget(_table(block.rows))
    return made


def _table(rows: Iterable[Row]) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.px(8))
    grid.setVerticalSpacing(theme.px(4))
    grid.setColumnStretch(1, 1)
    for number, row in enumerate(rows):
        at, signed = number * 2, row.tone in SIGNS
        if signed:
            grid.addWidget(_Sign(row.tone), at, 0, Qt.AlignmentFlag.AlignTop)
        words, value = label(row.words, wraps=True), label(row.value, "strong")
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(words, at, int(signed), 1, 2 - int(signed))
        grid.addWidget(value, at, 2)
        grid.addWidget(hairline(), at + 1, 0, 1, 3)
    return made
