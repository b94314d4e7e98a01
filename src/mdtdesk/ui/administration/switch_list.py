# SPDX-License-Identifier: MIT
"""The list of instruments and rules: under three headings, each with the state it has."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from mdtdesk.domain.switches import Switch
from mdtdesk.ui import theme
from mdtdesk.ui.widgets.index_list import IndexList, paint_cursor
from mdtdesk.ui.widgets.labels import sign

Index = QModelIndex | QPersistentModelIndex
_ROW, _HEAD = 32, 36
_LINE = Qt.ItemDataRole.UserRole
TONES = {"on": "fine", "waiting_chair": "warning", "waiting_administrator": "warning"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a switch with its name and the words of its state; a heading has no switch."""

    name: str
    state: str = ""
    switch: Switch | None = None

    @property
    def tone(self) -> str:
        """Return the tone of the state."""
        return TONES.get(self.switch.state, "muted") if self.switch else "muted"


class _Lines(QAbstractListModel):
    """The lines as a list."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Line, ...] = ()

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role == _LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{line.name} {line.state}".strip()
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.lines[index.row()].switch is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        same = [one.switch is None for one in lines] == [one.switch is None for one in self.lines]
        if same:
            self.lines = lines
            self.dataChanged.emit(self.index(0), self.index(max(len(lines) - 1, 0)))
        else:
            self.beginResetModel()
            self.lines = lines
            self.endResetModel()


class _Painter(QStyledItemDelegate):
    """Draws a heading, or a name with the state at the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, theme.px(_ROW if index.data(_LINE).switch else _HEAD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, rect = index.data(_LINE), QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = rect.adjusted(theme.px(8), 0, -theme.px(8), 0)
        if line.switch is None:
            _heading(painter, inside, line.name)
        else:
            here = paint_cursor(painter, inside, self.parent(), index.row())
            _words(painter, inside, line, bold=here)
        painter.restore()


def _heading(painter: QPainter, rect: QRect, words: str) -> None:
    painter.setFont(theme.font(9))
    painter.setPen(theme.colour("muted"))
    room = rect.adjusted(theme.px(8), 0, 0, -theme.px(4))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft), words)


def _words(painter: QPainter, rect: QRect, line: Line, *, bold: bool) -> None:
    middle = Qt.AlignmentFlag.AlignVCenter
    room = rect.adjusted(theme.px(8), 0, -theme.px(8), 0)
    painter.setFont(theme.font(9))
    painter.setPen(theme.colour(line.tone))
    state = painter.fontMetrics().horizontalAdvance(line.state)
    painter.drawText(room, int(middle | Qt.AlignmentFlag.AlignRight), line.state)
    left = room.right() - state - theme.px(18)
    if line.tone != "muted":
        sign(painter, line.tone, QRectF(left, room.top(), theme.px(12), room.height()))
    painter.setFont(theme.font(10.5, bold=bold))
    painter.setPen(theme.colour("text"))
    wide = left - theme.px(6) - room.left()
    name = painter.fontMetrics().elidedText(line.name, Qt.TextElideMode.ElideRight, wide)
    painter.drawText(room, int(middle), name)


class SwitchList(IndexList):
    """One stop of the tab order; ``chosen`` carries the switch the cursor is on."""

    chosen = Signal(object)

    def __init__(self) -> None:
        self._lines = _Lines()
        super().__init__(self._lines)
        self.setObjectName("switches")
        self.setItemDelegate(_Painter(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.selectionModel().currentChanged.connect(lambda *_: self._tell())

    @property
    def switch(self) -> Switch | None:
        """Return the switch the cursor is on."""
        row = self.currentIndex().row()
        return self._lines.lines[row].switch if row >= 0 else None

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show other lines; the cursor stays on its switch, or goes to the first."""
        before = self.switch
        self._lines.show_lines(lines)
        switches = [(row, line.switch) for row, line in enumerate(lines) if line.switch]
        same = [row for row, one in switches if before and (one.kind, one.id) == _key(before)]
        if switches:
            self.setCurrentIndex(self._lines.index(same[0] if same else switches[0][0]))

    def choose(self, subject: str) -> None:
        """Put the cursor on an instrument or a rule."""
        for row, line in enumerate(self._lines.lines):
            if line.switch and line.switch.id == subject:
                self.setCurrentIndex(self._lines.index(row))

    def _tell(self) -> None:
        self.viewport().update()
        if self.switch is not None:
            self.chosen.emit(self.switch)


def _key(of: Switch) -> tuple[str, str]:
    return of.kind, of.id
