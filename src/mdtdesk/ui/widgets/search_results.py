# SPDX-License-Identifier: MIT
"""What the palette found: cases told apart by age, site and number, then what else can be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mdtdesk.domain import worklist_words as words
from mdtdesk.domain.worklist import CaseRow, WorklistPage
from mdtdesk.i18n import Translate
from mdtdesk.ui import icons, theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
LINE = Qt.ItemDataRole.UserRole
_HEAD, _ROW, _SIDE = 32, 36, 16
_AGE, _SITES, _QUESTION, _NUMBER = 128, 196, 324, 88


@dataclass(frozen=True, slots=True)
class Line:
    """A line: a heading with a remark at its right, a case, or an action with its key."""

    words: str
    remark: str = ""
    row: CaseRow | None = None
    age: str = ""
    sites: str = ""
    action: bool = False

    @property
    def picks(self) -> bool:
        """Tell whether it can be chosen."""
        return self.row is not None or self.action


class _Lines(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Line, ...] = ()

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = (line.words, line.age, line.sites, line.remark)
            return " ".join(part for part in parts if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.lines[index.row()].picks:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags


class _Painter(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(LINE)
        return QSize(0, theme.px(_ROW if isinstance(line, Line) and line.picks else _HEAD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE)
        if not isinstance(line, Line):
            return
        painter.save()
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("selection"))
        inner = rect.adjusted(theme.px(_SIDE), 0, -theme.px(_SIDE), 0)
        if line.row is not None:
            _case(painter, inner, line)
        elif line.action:
            _action(painter, inner, line)
        else:
            _heading(painter, inner, line, whole=rect)
        painter.restore()


def _say(painter: QPainter, rect: QRect, text: str, tone: str, *, right: bool = False) -> None:
    painter.setPen(theme.colour(tone))
    line = " ".join(text.split())
    fits = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, rect.width())
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter), fits)


def _heading(painter: QPainter, rect: QRect, line: Line, *, whole: QRect) -> None:
    painter.fillRect(QRect(whole.left(), whole.top(), whole.width(), 1), theme.colour("line"))
    painter.setFont(theme.font(9))
    _say(painter, rect.adjusted(0, 4, 0, 0), line.words, "muted")
    _say(painter, rect.adjusted(0, 4, 0, 0), line.remark, "muted", right=True)


def _action(painter: QPainter, rect: QRect, line: Line) -> None:
    side = theme.px(16)
    box = QRect(rect.left(), rect.center().y() - side // 2 + 1, side, side)
    icons.paint(painter, "plus", box.toRectF(), "text")
    painter.setFont(theme.font(10.5))
    _say(painter, rect.adjusted(theme.px(24), 0, 0, 0), line.words, "text")
    painter.setFont(theme.font(9))
    wide, tall = painter.fontMetrics().horizontalAdvance(line.remark), theme.px(20)
    cap = QRect(0, 0, wide + theme.px(14), tall)
    cap.moveCenter(rect.center())
    cap.moveRight(rect.right())
    painter.setPen(theme.colour("line"))
    painter.setBrush(theme.colour("window"))
    painter.drawRoundedRect(cap, theme.px(3), theme.px(3))
    painter.setPen(theme.colour("muted"))
    painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, line.remark)


def _case(painter: QPainter, rect: QRect, line: Line) -> None:
    row = line.row
    if row is None:
        return
    left = rect.left()
    number = theme.px(_NUMBER)
    painter.setFont(theme.font(10.5, bold=True))
    _say(painter, QRect(left, rect.top(), theme.px(_AGE - 8), rect.height()), line.words, "text")
    painter.setFont(theme.font(10.5))
    for start, end, text, tone in (
        (_AGE, _SITES, line.age, "muted"),
        (_SITES, _QUESTION, line.sites, "text"),
    ):
        wide = theme.px(end - start - 8)
        _say(painter, QRect(left + theme.px(start), rect.top(), wide, rect.height()), text, tone)
    start = left + theme.px(_QUESTION)
    room = QRect(start, rect.top(), rect.right() - number - theme.px(8) - start, rect.height())
    _say(painter, room, row.question, "muted")
    painter.setFont(theme.font(9))
    _say(painter, rect, line.remark, "muted", right=True)


class Results(QListView):
    """The list; the palette's field keeps the keyboard."""

    picked = Signal()

    def __init__(self, *, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._lines = _Lines()
        self.setObjectName("palette_results")
        self.setModel(self._lines)
        self.setItemDelegate(_Painter(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.mark(self, role="results")
        self.clicked.connect(self._pick)

    def show_page(
        self, page: WorklistPage, text: str, translate: Translate, *, may_write: bool
    ) -> None:
        """Show what was found for a text, the first case marked."""
        lines = [self._heading(page, text, translate), *self._cases(page, translate)]
        if may_write:
            lines.append(Line(translate("search.actions")))
            lines.append(Line(translate("search.new_case"), "Ctrl+N", action=True))
        self._lines.show_lines(tuple(lines))
        tall = sum(self.sizeHintForRow(number) for number in range(len(lines)))
        self.setFixedHeight(tall + theme.px(8))
        first = next((n for n, line in enumerate(lines) if line.picks), -1)
        if page.rows:
            self.setCurrentIndex(self._lines.index(first))

    def _heading(self, page: WorklistPage, text: str, translate: Translate) -> Line:
        if not page.rows and text:
            return Line(translate("search.nothing", text=text))
        count = translate("search.more", count=page.total) if page.more else str(page.total)
        return Line(translate("search.cases"), count)

    def _cases(self, page: WorklistPage, translate: Translate) -> list[Line]:
        today = self._now().date()
        return [
            Line(
                row.name or translate("worklist.nothing"),
                row.number,
                row,
                words.person(row, translate, today),
                row.sites(translate.language),
            )
            for row in page.rows
        ]

    def marked(self) -> str | None:
        """Return the id of the marked case, empty for the action, None if nothing is marked."""
        number = self.currentIndex().row()
        if not 0 <= number < len(self._lines.lines):
            return None
        line = self._lines.lines[number]
        return line.row.id if line.row is not None else "" if line.action else None

    def move_mark(self, step: int) -> None:
        """Mark the next line that can be chosen."""
        number = self.currentIndex().row() + step
        while 0 <= number < len(self._lines.lines):
            if self._lines.lines[number].picks:
                self.setCurrentIndex(self._lines.index(number))
                return
            number += step

    def _pick(self, index: QModelIndex) -> None:
        if self._lines.lines[index.row()].picks:
            self.picked.emit()
