# SPDX-License-Identifier: MIT
"""The agenda as a table whose rows are put in order by the mouse or by Alt and the arrows."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication

from mdtdesk.ui import theme
from mdtdesk.ui.meeting.agenda_columns import Turn
from mdtdesk.ui.models.table import TableModel
from mdtdesk.ui.widgets.table_view import TableView


class AgendaView(TableView):
    """``moved`` carries a row and the place it goes to, both counted from 0."""

    moved = Signal(int, int)
    removed = Signal(int)

    def __init__(self, model: TableModel[Turn]) -> None:
        super().__init__(model)
        self.setObjectName("agenda")
        self._pressed: QPoint | None = None
        self._dragged, self._target = -1, -1
        self._movable = False

    def let_move(self, movable: bool) -> None:
        """Say whether rows may be put in another order."""
        self._movable = movable

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move a row by Alt and an arrow, take one off by Delete."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key, row = Qt.Key(event.key()), self.current()
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and key in steps and row >= 0:
            target = row + steps[key]
            if self._movable and 0 <= target < self.model().rowCount():
                self.moved.emit(row, target)
        elif key == Qt.Key.Key_Delete and row >= 0:
            self.removed.emit(row)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may begin."""
        super().mousePressEvent(event)
        self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry the pressed row; a line shows where it will stand."""
        here = event.position().toPoint()
        if self._pressed is None or not self._movable:
            return
        far = (here - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._dragged < 0 and far:
            self._dragged = self.rowAt(self._pressed.y())
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._dragged >= 0:
            self._target = self._gap(here.y())
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put the carried row down."""
        dragged, gap = self._dragged, self._target
        self._pressed, self._dragged, self._target = None, -1, -1
        self.viewport().unsetCursor()
        self.viewport().update()
        if dragged >= 0 and gap >= 0:
            target = gap - 1 if gap > dragged else gap
            if target != dragged:
                self.moved.emit(dragged, target)
            return
        super().mouseReleaseEvent(event)

    def _gap(self, y: int) -> int:
        """Return the gap between rows nearest to a height, 0 above the first."""
        tall = self.verticalHeader().defaultSectionSize()
        offset = self.verticalOffset()
        return min(max(round((y + offset) / tall), 0), self.model().rowCount())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line at which a carried row would stand."""
        super().paintEvent(event)
        if self._target >= 0:
            tall = self.verticalHeader().defaultSectionSize()
            y = self._target * tall - self.verticalOffset()
            line = QRect(0, y - theme.px(1), self.viewport().width(), theme.px(2))
            QPainter(self.viewport()).fillRect(line, theme.colour("accent"))
