# SPDX-License-Identifier: MIT
"""The left index: the sections, how complete each is, and the case's state below them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from mdtdesk.i18n import Translate
from mdtdesk.ui import icons, theme
from mdtdesk.ui.case.plans import SECTIONS, Section
from mdtdesk.ui.widgets.index_list import IndexList, paint_cursor
from mdtdesk.ui.widgets.labels import Tag, hairline, label

Index = QModelIndex | QPersistentModelIndex
_ROW, _LEAST_ROW = 32, 26
_ITEM = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Entry:
    """What one line says: its words, how much is missing, and else what stands at the right."""

    section: Section
    name: str
    missing: int = 0
    state: str = ""
    whole: bool = False

    def spoken(self, translate: Translate) -> str:
        """Say the line to who cannot see it."""
        if self.missing:
            return translate("case.index_missing", name=self.name, count=self.missing)
        return f"{self.name} {self.state}".strip()


class _Entries(QAbstractListModel):
    """The lines as a list."""

    def __init__(self, translate: Translate) -> None:
        super().__init__()
        self.translate = translate
        self.entries: tuple[Entry, ...] = tuple(Entry(section, "") for section in SECTIONS)

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role == _ITEM:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return entry.spoken(self.translate)
        return None

    def show_entries(self, entries: tuple[Entry, ...], translate: Translate) -> None:
        if (entries, translate) == (self.entries, self.translate):
            return
        self.entries, self.translate = entries, translate
        self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))


class _Painter(QStyledItemDelegate):
    """Draws a line: bar, number, name, and tick or count."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        view = self.parent()
        room = view.height() // len(SECTIONS) if isinstance(view, QWidget) else 0
        return QSize(0, min(max(room, theme.px(_LEAST_ROW)), theme.px(_ROW)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(_ITEM)
        rect = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = rect.adjusted(theme.px(8), 0, -theme.px(8), 0)
        here = paint_cursor(painter, inside, self.parent(), index.row())
        if entry.missing:
            bar = QRect(inside.left() + theme.px(4), 0, theme.px(3), theme.px(16))
            bar.moveTop(rect.center().y() - bar.height() // 2)
            painter.fillRect(bar, theme.colour("warning"))
        _words(painter, inside, entry, bold=here)
        painter.restore()


def _words(painter: QPainter, rect: QRect, entry: Entry, *, bold: bool) -> None:
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.setFont(theme.font(9))
    painter.setPen(theme.colour("muted"))
    left = rect.adjusted(theme.px(14), 0, 0, 0)
    if entry.section.number:
        painter.drawText(left, int(middle), str(entry.section.number))
    right = rect.adjusted(0, 0, -theme.px(10), 0)
    state = str(entry.missing) if entry.missing else entry.state
    if entry.whole and not entry.missing:
        side = theme.px(14)
        corner = QPoint(right.right() - side, rect.center().y() - side // 2)
        icons.paint(painter, "check", QRectF(QRect(corner, QSize(side, side))), "muted")
    else:
        painter.setPen(theme.colour("warning" if entry.missing else "muted"))
        painter.drawText(right, int(middle | Qt.AlignmentFlag.AlignRight), state)
    painter.setFont(theme.font(10.5, bold=bold))
    painter.setPen(theme.colour("text"))
    room = rect.adjusted(theme.px(33), 0, -theme.px(26), 0)
    name = painter.fontMetrics().elidedText(entry.name, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(middle), name)


class _List(IndexList):
    """One stop of the tab order; Enter and the mouse go to the section."""

    asked = Signal(str)

    def __init__(self, model: _Entries) -> None:
        super().__init__(model)
        self.setItemDelegate(_Painter(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self._ask(index.row()))

    def _ask(self, row: int) -> None:
        if 0 <= row < len(SECTIONS):
            self.asked.emit(SECTIONS[row].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, or go to the section."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self._ask(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the lines lower where there is little room."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class SectionIndex(QFrame):
    """The index with the case's state at its foot; ``asked`` carries a section's id."""

    asked = Signal(str)

    def __init__(self, translate: Translate) -> None:
        super().__init__()
        self._entries = _Entries(translate)
        self._title = label(role="secondary")
        self._list = _List(self._entries)
        self._tag, self._more = Tag(tinted=False), label(role="secondary", wraps=True)
        self._column, self._foot = QVBoxLayout(self), QVBoxLayout()
        self._lay_out()
        self._list.asked.connect(self.asked)

    def _lay_out(self) -> None:
        self.setProperty("role", "side")
        self._title.setContentsMargins(16, 0, 0, 0)
        self._column.addWidget(self._title)
        self._column.addWidget(self._list, 1)
        self._column.addWidget(hairline())
        self._foot.addWidget(self._tag)
        self._foot.addWidget(self._more)
        self._column.addLayout(self._foot)
        self.setFocusProxy(self._list)
        self._measure()

    def show_sections(self, entries: tuple[Entry, ...], translate: Translate) -> None:
        """Show how complete each section is."""
        self._title.setText(translate("case.sections"))
        self._list.setAccessibleName(translate("case.sections"))
        self._entries.show_entries(entries, translate)

    def show_state(self, words: str, tone: str, more: str) -> None:
        """Show the case's state: a word with its sign and what it means."""
        self._tag.show_tag(words, tone)  # type: ignore[arg-type]
        self._more.setText(more)

    def mark(self, section: str) -> None:
        """Mark the section in which the cursor is."""
        row = next((n for n, each in enumerate(SECTIONS) if each.id == section), -1)
        if row >= 0 and self._list.currentIndex().row() != row:
            self._list.setCurrentIndex(self._entries.index(row))

    def changeEvent(self, event: QEvent) -> None:
        """Keep the sizes of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        self._column.setContentsMargins(0, theme.px(12), 0, theme.px(12))
        self._column.setSpacing(theme.px(4))
        self._foot.setContentsMargins(theme.px(14), theme.px(6), theme.px(8), 0)
        self._foot.setSpacing(theme.px(2))


def entry(
    section: Section, missing: Mapping[str, int], state: str, *, whole: bool, translate: Translate
) -> Entry:
    """Make a line of the index."""
    name = translate(f"case.section.{section.id}")
    return Entry(section, name, missing.get(section.id, 0), state, whole)
