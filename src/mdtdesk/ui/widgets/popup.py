# SPDX-License-Identifier: MIT
"""The list under a choice box: part of the window, so focus never leaves the field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from mdtdesk.ui import theme

Index = QModelIndex | QPersistentModelIndex
_MOST = 9
_ROW = 30


class _Row(QStyledItemDelegate):
    """Rows of one height."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, theme.px(_ROW))


class Popup(QListView):
    """A short list below (or above) a field; the field keeps the keyboard."""

    picked = Signal(int)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field.window())
        self._field = field
        self._rows = QStringListModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(_Row(self))
        self.setUniformItemSizes(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("role", "popup")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.clicked.connect(lambda index: self.picked.emit(index.row()))
        self.hide()

    def show_rows(self, texts: Sequence[str], at: int) -> None:
        """Show these rows with one of them marked."""
        self._rows.setStringList(list(texts))
        self.setCurrentIndex(self._rows.index(at))
        self._place(len(texts))
        self.raise_()
        self.show()

    def at(self) -> int:
        """Return the marked row, -1 if there is none."""
        return self.currentIndex().row()

    def move_mark(self, step: int) -> None:
        """Mark another row."""
        row = min(max(self.at() + step, 0), self._rows.rowCount() - 1)
        self.setCurrentIndex(self._rows.index(row))

    def _place(self, rows: int) -> None:
        """Sit below the field, or above where there is more room; as wide as the words ask for."""
        window, field = self._field.window(), self._field
        if self.parentWidget() is not window:
            self.setParent(window)
        top = field.mapTo(window, QPoint(0, 0))
        below = window.height() - top.y() - field.height() - theme.px(4)
        above = top.y() - theme.px(4)
        wanted = min(rows, _MOST) * theme.px(_ROW) + theme.px(6)
        up = below < wanted and above > below
        tall = min(wanted, max(above if up else below, theme.px(_ROW)))
        words = self.sizeHintForColumn(0) + theme.px(32)
        wide = min(max(field.width(), words), max(window.width() - theme.px(16), field.width()))
        x = max(min(top.x(), window.width() - wide - theme.px(8)), 0)
        y = top.y() - tall - theme.px(2) if up else top.y() + field.height() + theme.px(2)
        self.setGeometry(x, y, wide, tall)
