# SPDX-License-Identifier: MIT
"""What is still needed, as links that lead to their fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from mdtdesk.ui import theme


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is needed: its path, its words, and where it stands."""

    path: str
    name: str
    place: str = ""


class _Link(QPushButton):
    """A bar, a name in the colour of links, and quietly at the right its section."""

    def __init__(self, missing: Missing) -> None:
        super().__init__()
        self._missing = missing
        self.setAccessibleName(
            f"{missing.name}, {missing.place}" if missing.place else missing.name
        )
        self.setProperty("kind", "row")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw bar, name and place."""
        super().paintEvent(event)
        painter = QPainter(self)
        tall = theme.px(16)
        top = (self.height() - tall) // 2
        painter.fillRect(0, top, theme.px(3), tall, theme.colour("warning"))
        right, left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
        painter.setFont(theme.font(9))
        painter.setPen(theme.colour("muted"))
        place = self._words(painter, self._missing.place, right, room=self.width())
        painter.setFont(theme.font(10.5))
        painter.setPen(theme.colour("accent"))
        room = self.width() - place - theme.px(24)
        self._words(painter, self._missing.name, left, room=room)

    def _words(self, painter: QPainter, text: str, side: Qt.AlignmentFlag, *, room: int) -> int:
        """Draw words at one side of the row and return how wide they are."""
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room, 0))
        rect = self.rect().adjusted(theme.px(10), 0, -theme.px(4), 0)
        painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
        return metrics.horizontalAdvance(shown)


class MissingList(QWidget):
    """Links to what listing (or closing) a case still needs; ``asked`` carries the path."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._shown: tuple[Missing, ...] = ()

    def show_missing(self, missing: Sequence[Missing]) -> None:
        """Show these; the cursor stays in the list if it was there."""
        if tuple(missing) == self._shown:
            return
        self._shown = tuple(missing)
        while self._column.count():
            item = self._column.takeAt(0)
            gone = item.widget() if item else None
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for one in missing:
            link = _Link(one)
            link.clicked.connect(partial(self.asked.emit, one.path))
            self._column.addWidget(link)
