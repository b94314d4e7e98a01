# SPDX-License-Identifier: MIT
"""A list beside a page that draws its own lines: one stop of the tab order, walked by arrows."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QWidget

from mdtdesk.ui import theme


class IndexList(QListView):
    """Takes digits and letters past the input method, and shows whether the keys go to it."""

    def __init__(self, model: QAbstractListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "index")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()


def paint_cursor(painter: QPainter, inside: QRect, view: object, row: int) -> bool:
    """Draw the ground of the line the cursor is on, with the ring; tell whether this is it."""
    here = isinstance(view, QListView) and view.currentIndex().row() == row
    if isinstance(view, QListView) and here:
        ring = QPen(theme.colour("accent"), theme.px(2))
        painter.setPen(ring if view.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("selection"))
        around = QRectF(inside).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(around, theme.px(4), theme.px(4))
    return here
