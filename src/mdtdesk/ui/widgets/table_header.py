# SPDX-License-Identifier: MIT
"""The head of a table: quiet words, the sorted column bold with an arrow."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from mdtdesk.ui import theme

_PADDING, _LAST = 8, 16


class TableHeader(QHeaderView):
    """A horizontal head whose first words stand at the page's margin."""

    def __init__(self, parent: QWidget | None = None, *, margin: int = 24) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._margin = margin
        self._sorted, self._descending = -1, False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionsMovable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_sort(self, section: int, *, descending: bool) -> None:
        """Mark the column the rows are sorted by; -1 for none."""
        self._sorted, self._descending = section, descending
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one column's head."""
        painter.save()
        painter.fillRect(rect, theme.colour("surface"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme.colour("line"))
        at_sort = section == self._sorted
        painter.setFont(theme.font(9, bold=at_sort))
        painter.setPen(theme.colour("text" if at_sort else "muted"))
        before = self._margin if self._is_first(section) else _PADDING
        after = _LAST if self._is_last(section) else _PADDING
        room = rect.adjusted(theme.px(before), 0, -theme.px(after), 0)
        painter.drawText(room, self._side(section), self._words(section, room.width()))
        painter.restore()

    def _shown(self) -> list[int]:
        places = (self.logicalIndex(at) for at in range(self.count()))
        return [section for section in places if not self.isSectionHidden(section)]

    def _is_first(self, section: int) -> bool:
        return self._shown()[:1] == [section]

    def _is_last(self, section: int) -> bool:
        return self._shown()[-1:] == [section]

    def _side(self, section: int) -> int:
        role = Qt.ItemDataRole.TextAlignmentRole
        return int(self.model().headerData(section, Qt.Orientation.Horizontal, role))

    def _words(self, section: int, room: int) -> str:
        words = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        if section == self._sorted:
            words += " ↓" if self._descending else " ↑"
        metrics = QFontMetrics(theme.font(9, bold=section == self._sorted))
        return metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
