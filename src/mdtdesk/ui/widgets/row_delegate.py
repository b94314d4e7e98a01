# SPDX-License-Identifier: MIT
"""Paints every cell of a table: sign and word, bold names, quiet columns, hairlines, selection.

Selected is the fill with a bar of 3 px at the left; focused is the ring of 2 px round the row.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from mdtdesk.ui import icons, theme
from mdtdesk.ui.models.table import CELL, Cell, TableModel
from mdtdesk.ui.widgets.labels import sign

Index = QModelIndex | QPersistentModelIndex
ROW = 32
_PADDING, _LAST = 8, 16
_SIGN = 18
_DOT = 14


class RowDelegate(QStyledItemDelegate):
    """The one painter of a table; ``margin`` is the room before the first column's words."""

    def __init__(self, view: QTableView, *, margin: int = 24) -> None:
        super().__init__(view)
        self._view, self._margin = view, margin

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return a row's one height."""
        return QSize(0, theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        painter.save()
        painter.setClipRect(option.rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option, index)
        cell = index.data(CELL)
        if isinstance(cell, Cell):
            before = self._margin if self._is_end(index, last=False) else _PADDING
            after = _LAST if self._is_end(index, last=True) else _PADDING
            inner = option.rect.adjusted(theme.px(before), 0, -theme.px(after), -1)
            right = _is_right(index)
            paint_cell(painter, inner, cell, right=right)
        painter.restore()

    def _is_end(self, index: Index, *, last: bool) -> bool:
        """Tell whether this is the first column that is shown, or the last."""
        header = self._view.horizontalHeader()
        count = header.count()
        places = range(count - 1, -1, -1) if last else range(count)
        columns = (header.logicalIndex(place) for place in places)
        shown = (column for column in columns if not header.isSectionHidden(column))
        return next(shown, -1) == index.column()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect
        first = self._is_end(index, last=False)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("selection"))
            if first:
                bar = QRect(rect.left(), rect.top(), theme.px(3), rect.height())
                painter.fillRect(bar, theme.colour("accent"))
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, theme.colour("line"))
        if self._view.hasFocus() and self._view.currentIndex().row() == index.row():
            _ring(painter, rect, first=first, last=self._is_end(index, last=True))


def paint_cell(painter: QPainter, rect: QRect, cell: Cell, *, right: bool = False) -> None:
    """Draw bar, sign, icon and words of a cell into a rectangle."""
    if cell.icon:
        side = theme.px(16)
        box = QRectF(rect.left(), rect.center().y() - side / 2 + 1, side, side)
        icons.paint(painter, cell.icon, box, cell.tone)
        return
    font = theme.font(10.5, bold=cell.bold)
    room = rect.width() - (theme.px(_SIGN) if cell.sign else 0) - (theme.px(8) if cell.bar else 0)
    room -= theme.px(_DOT) if cell.tip else 0
    line = " ".join(cell.text.split())
    words = QFontMetrics(font).elidedText(line, Qt.TextElideMode.ElideRight, room)
    x = rect.left()
    if right:
        x = rect.right() + 1 - QFontMetrics(font).horizontalAdvance(words) - (rect.width() - room)
    painter.setFont(font)
    painter.setPen(theme.colour(cell.tone))
    if cell.bar:
        tall = theme.px(16)
        painter.fillRect(
            QRect(x, rect.center().y() - tall // 2 + 1, theme.px(3), tall), painter.pen().color()
        )
        x += theme.px(8)
    if cell.sign:
        box = QRectF(x, rect.top(), theme.px(13), rect.height())
        sign(painter, cell.sign, box, colour=cell.hue or cell.tone)
        x += theme.px(_SIGN)
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(QRect(x, rect.top(), rect.right() + 2 - x, rect.height()), int(flags), words)
    if cell.tip:
        end = x + painter.fontMetrics().horizontalAdvance(words)
        _dot(painter, QPointF(end, rect.center().y()))


def _dot(painter: QPainter, behind: QPointF) -> None:
    """Draw the small ring behind words that says: see the tip."""
    painter.setPen(QPen(theme.colour("accent"), theme.px(2)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    around = theme.px(3)
    painter.drawEllipse(behind + QPointF(theme.px(9), 1), around, around)


def _is_right(index: Index) -> bool:
    model = index.model()
    return isinstance(model, TableModel) and model.columns[index.column()].align == "right"


def _ring(painter: QPainter, rect: QRect, *, first: bool, last: bool) -> None:
    """Draw this cell's part of the ring round its row."""
    thick = theme.px(2)
    colour = theme.colour("accent")
    painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), thick), colour)
    painter.fillRect(QRect(rect.left(), rect.bottom() + 1 - thick, rect.width(), thick), colour)
    if first:
        painter.fillRect(QRect(rect.left(), rect.top(), thick, rect.height()), colour)
    if last:
        painter.fillRect(QRect(rect.right() + 1 - thick, rect.top(), thick, rect.height()), colour)
