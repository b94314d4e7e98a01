# SPDX-License-Identifier: MIT
"""The agenda at the side of the room view: who was, who is, who comes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mdtdesk.domain.agenda import AgendaRow
from mdtdesk.domain.room import masked_name
from mdtdesk.i18n import Translate
from mdtdesk.ui import icons, theme

WIDTH, _ROW, _HEAD, _SIDE = 352, 64, 72, 24


class RoomSide(QWidget):
    """One row a case; ``chosen`` carries its place."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[AgendaRow, ...] = ()
        self._at, self._masked, self._used = -1, False, ""
        self._translate: Translate | None = None
        self.setFixedWidth(theme.px(WIDTH))

    def show_rows(
        self, rows: Sequence[AgendaRow], at: int, translate: Translate, *, masked: bool
    ) -> None:
        """Show the agenda with the case that is discussed."""
        self._rows, self._at, self._translate, self._masked = tuple(rows), at, translate, masked
        where = translate("room.place", at=at + 1, of=len(rows))
        self.setAccessibleName(f"{translate('meeting.agenda')} {where}")
        self.update()

    def show_used(self, words: str) -> None:
        """Say at the foot how long the meeting has gone on."""
        self._used = words
        self.update()

    def _first(self) -> int:
        """Return the row that stands first, so that the present one is in view."""
        room = max((self.height() - theme.px(_HEAD + _ROW)) // theme.px(_ROW), 1)
        return min(max(self._at - room // 2, 0), max(len(self._rows) - room, 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the case that was clicked."""
        place = (int(event.position().y()) - theme.px(_HEAD)) // theme.px(_ROW) + self._first()
        if event.position().y() >= theme.px(_HEAD) and 0 <= place < len(self._rows):
            self.chosen.emit(place)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw title, rows and the foot."""
        if self._translate is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("window"))
        self._paint_head(painter, self._translate)
        y, tall = theme.px(_HEAD), theme.px(_ROW)
        for place in range(self._first(), len(self._rows)):
            if y + 2 * tall > self.height():
                break
            self._paint_row(painter, QRect(0, y, self.width(), tall), place)
            y += tall
        foot = QRect(theme.px(_SIDE), self.height() - tall, self.width() - theme.px(48), tall)
        painter.setFont(theme.font(20))
        painter.setPen(theme.colour("muted"))
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignVCenter), self._used)
        line = QRect(self.width() - 1, 0, 1, self.height())
        painter.fillRect(line, theme.colour("line"))

    def _paint_head(self, painter: QPainter, translate: Translate) -> None:
        head = QRect(0, 0, self.width(), theme.px(_HEAD)).adjusted(
            theme.px(_SIDE), 0, -theme.px(_SIDE), 0
        )
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font(20, bold=True))
        painter.setPen(theme.colour("text"))
        painter.drawText(head, int(middle), translate("meeting.agenda"))
        painter.setFont(theme.font(20))
        painter.setPen(theme.colour("muted"))
        where = translate("room.place", at=self._at + 1, of=len(self._rows))
        painter.drawText(head, int(middle | Qt.AlignmentFlag.AlignRight), where)

    def _paint_row(self, painter: QPainter, rect: QRect, place: int) -> None:
        row, here, done = self._rows[place], place == self._at, self._rows[place].state != "open"
        if here:
            painter.fillRect(rect, theme.colour("selection"))
            painter.fillRect(
                QRect(0, rect.top(), theme.px(4), rect.height()), theme.colour("accent")
            )
        inner = rect.adjusted(theme.px(_SIDE), 0, -theme.px(16), 0)
        if done:
            side = theme.px(20)
            box = QRect(inner.left(), rect.center().y() - side // 2, side, side)
            icons.paint(
                painter, "undo" if row.state == "deferred" else "check", QRectF(box), "fine"
            )
        inner.adjust(theme.px(36), 0, 0, 0)
        translate = self._translate
        sites = row.case.sites(translate.language) if translate else ""
        tone = "text" if here or not done else "muted"
        name = masked_name(row.case.name) if self._masked else row.case.name
        wants = QFontMetrics(theme.font(20, bold=here)).horizontalAdvance(name)
        painter.setFont(theme.font(20))
        metrics = QFontMetrics(painter.font())
        least = min(metrics.horizontalAdvance(sites), inner.width() * 35 // 100)
        beside = max(inner.width() - wants - theme.px(12), least)
        right = metrics.elidedText(sites, Qt.TextElideMode.ElideRight, beside)
        painter.setPen(theme.colour("muted"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, int(middle | Qt.AlignmentFlag.AlignRight), right)
        painter.setFont(theme.font(20, bold=here))
        painter.setPen(theme.colour(tone))
        room = inner.width() - metrics.horizontalAdvance(right) - theme.px(12)
        words = QFontMetrics(painter.font()).elidedText(name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, int(middle), words)
        painter.fillRect(QRect(0, rect.bottom(), rect.width(), 1), theme.colour("line"))

    def changeEvent(self, event: QEvent) -> None:
        """Take the width of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setFixedWidth(theme.px(WIDTH))
