# SPDX-License-Identifier: MIT
"""The contents of the guide: its pages, the parts of the page that is read, or what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from mdtdesk.domain.guide.records import Part
from mdtdesk.ui import theme
from mdtdesk.ui.widgets.index_list import IndexList, paint_cursor

Index = QModelIndex | QPersistentModelIndex
_ROW, _SIDE, _INDENT = 30, 12, 16
_PART, _REMARK = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class _Lines(QAbstractListModel):
    """The parts that are listed."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: tuple[Part, ...] = ()
        self.titles: Mapping[str, str] = {}

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self.parts)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        part = self.parts[index.row()]
        if role == _PART:
            return part
        if role == _REMARK:
            return self.titles.get(part.page, "") if part.id else ""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return part.title
        return None

    def show_parts(self, parts: Sequence[Part], titles: Mapping[str, str]) -> None:
        self.beginResetModel()
        self.parts, self.titles = tuple(parts), titles
        self.endResetModel()


class _Painter(QStyledItemDelegate):
    """Draws a line: pages in bold; their parts indented, or with the title of their page."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        part, rect = index.data(_PART), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = rect.adjusted(theme.px(8), 0, -theme.px(8), 0)
        paint_cursor(painter, inside, self.parent(), index.row())
        _words(painter, inside, part, index.data(_REMARK))
        painter.restore()


def _words(painter: QPainter, inside: QRect, part: Part, remark: str) -> None:
    left = theme.px(_SIDE) + (theme.px(_INDENT) if part.id and not remark else 0)
    words = inside.adjusted(left, 0, -theme.px(_SIDE), 0)
    middle, cut = Qt.AlignmentFlag.AlignVCenter, Qt.TextElideMode.ElideRight
    painter.setFont(theme.font(9.5 if part.id else 10.5, bold=not part.id))
    painter.setPen(theme.colour("text"))
    title = painter.fontMetrics().elidedText(part.title, cut, words.width())
    painter.drawText(words, int(middle), title)
    after = painter.fontMetrics().horizontalAdvance(title) + theme.px(_SIDE)
    painter.setFont(theme.font(9))
    painter.setPen(theme.colour("muted"))
    rest = words.adjusted(after, 0, 0, 0)
    said = painter.fontMetrics().elidedText(remark, cut, max(rest.width(), 0))
    painter.drawText(rest, int(middle | Qt.AlignmentFlag.AlignRight), said)


class Contents(IndexList):
    """``chosen`` carries a part that the cursor came to, ``entered`` that it is to be read."""

    chosen = Signal(object)
    entered = Signal()

    def __init__(self) -> None:
        self._lines = _Lines()
        super().__init__(self._lines)
        self._quiet = False
        self.setObjectName("guide_contents")
        self.setItemDelegate(_Painter(self))
        self.setUniformItemSizes(True)
        self.selectionModel().currentChanged.connect(self._tell)

    def show_parts(self, parts: Sequence[Part], place: str, titles: Mapping[str, str]) -> None:
        """List parts with the cursor on one of them; that alone tells nobody.

        titles  of the pages, where a part is listed without its page
        """
        self._quiet = True
        if (tuple(parts), titles) != (self._lines.parts, self._lines.titles):
            self._lines.show_parts(parts, titles)
        places = [part.place for part in parts]
        known = places.index(place) if place in places else -1
        self.setCurrentIndex(self._lines.index(known) if known >= 0 else QModelIndex())
        if known >= 0:
            self.scrollTo(self.currentIndex())
        self._quiet = False
        self.viewport().update()

    def parts(self) -> tuple[Part, ...]:
        """Return what is listed."""
        return self._lines.parts

    def step(self, by: int) -> None:
        """Come to the next line, or the one before."""
        row = min(max(self.currentIndex().row() + by, 0), len(self._lines.parts) - 1)
        if row >= 0:
            self.setCurrentIndex(self._lines.index(row))

    def _tell(self, now: QModelIndex) -> None:
        self.viewport().update()
        if not self._quiet and now.isValid():
            self.chosen.emit(now.data(_PART))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go into the text by Enter or the right arrow."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def restyle(self) -> None:
        """Take the sizes of the look that is on."""
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
