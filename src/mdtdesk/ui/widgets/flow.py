# SPDX-License-Identifier: MIT
"""A layout that sets things side by side and begins a new line where the width ends."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from mdtdesk.ui import theme


class Flow(QLayout):
    """Left to right, top to bottom; as tall as its lines. ``gap`` is in pixels of the design."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, None past the end as Qt asks."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item back."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Ask for no more than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Tell that narrower is taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines at a width."""
        return self._place(QRect(0, 0, width, 0), moves=False)

    def setGeometry(self, rect: QRect) -> None:
        """Set all items into a rectangle."""
        super().setGeometry(rect)
        self._place(rect, moves=True)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        hints = [item.sizeHint() for item in self._shown()]
        gap = theme.px(self._gap)
        wide = sum(hint.width() + gap for hint in hints) - gap
        return QSize(max(wide, 0), max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """Need the widest item only."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, moves: bool) -> int:
        x, y, tall, gap = rect.x(), rect.y(), 0, theme.px(self._gap)
        for item in self._shown():
            hint = item.sizeHint().boundedTo(QSize(max(rect.width(), 1), 1 << 20))
            if tall and x + hint.width() > rect.x() + rect.width():
                x, y, tall = rect.x(), y + tall + gap, 0
            if moves:
                item.setGeometry(QRect(QPoint(x, y), hint))
            x += hint.width() + gap
            tall = max(tall, hint.height())
        return y + tall - rect.y()
