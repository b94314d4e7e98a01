# SPDX-License-Identifier: MIT
"""One score as a row: name, lesion, total, band with its sign, direction; Enter opens it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from mdtdesk.ui import icons, theme
from mdtdesk.ui.widgets.labels import SIGNS, plain, sign

_WIDE_FROM = 360
_ROW, _TALL_ROW = 36, 46
_TOTAL_AT, _BAND_AT = 172, 232  # from here on: the right edge of the total, the band


@dataclass(frozen=True, slots=True)
class Line:
    """What a row says; ``key`` tells rows apart."""

    key: str
    name: str
    place: str = ""
    value: str = ""
    most: str = ""
    band: str = ""
    tone: str = "muted"
    direction: str = ""
    status: str = ""
    spoken: str = ""
    hint: str = ""


class ScoreLine(QPushButton):
    """The row; ``toggled_by`` asks to open or close it, ``moved`` to go to a neighbour."""

    asked = Signal(str, object)
    moved = Signal(str, int)
    hinted = Signal(str)

    def __init__(self, line: Line) -> None:
        super().__init__()
        self.line = line
        self.opened = self._two = False
        self.setProperty("kind", "row")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)
        self.clicked.connect(lambda: self.asked.emit(self.line.key, not self.opened))
        self.show_line(line, opened=False)

    def show_line(self, line: Line, *, opened: bool) -> None:
        """Show a row's words, opened or closed."""
        if (line, opened) != (self.line, self.opened) or not self.accessibleName():
            self.line, self.opened = line, opened
            self.setAccessibleName(line.spoken)
            self.setToolTip(plain(line.spoken))
            self._take_height()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, close, or go to the row above or below."""
        match event.key():
            case Qt.Key.Key_Right | Qt.Key.Key_Left:
                self.asked.emit(self.line.key, event.key() == Qt.Key.Key_Right)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.asked.emit(self.line.key, not self.opened)
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self.moved.emit(self.line.key, 1 if event.key() == Qt.Key.Key_Down else -1)
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        """Say the keys."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.hinted.emit(self.line.hint)

    def sizeHint(self) -> QSize:
        """Ask for one line, or two where the pane is narrow."""
        return QSize(theme.px(200), theme.px(_ROW if self._is_one() else _TALL_ROW))

    def resizeEvent(self, event: object) -> None:
        """Take one line or two."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._take_height()

    def _take_height(self) -> None:
        tall = self.sizeHint().height()
        if self.minimumHeight() != tall:
            self.setFixedHeight(tall)

    def fits(self) -> bool:
        """Tell whether one line has room for all: the direction is never left out."""
        line = self.line
        if not line.band or not self._is_wide():
            return not line.band
        quiet = QFontMetrics(theme.font(9)).horizontalAdvance(line.status or line.direction)
        band = QFontMetrics(theme.font(10.5, bold=line.tone in SIGNS)).horizontalAdvance(line.band)
        room = self.width() - theme.px(_BAND_AT - 26)
        return band + quiet + theme.px(17 + 12) <= room

    def take_two(self, two: bool) -> None:
        """Take two lines, as all rows do where one of them needs it."""
        self._two = two
        self._take_height()
        self.update()

    def _is_one(self) -> bool:
        return not self.line.band or not self._two

    def _is_wide(self) -> bool:
        return self.width() >= theme.px(_WIDE_FROM)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the row over the button's ground."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))
        side = theme.px(12)
        first = self.height() if self._is_one() else theme.px(26)
        box = QRectF(theme.px(1), (first - side) / 2, side, side)
        icons.paint(painter, "chevron-down" if self.opened else "chevron-right", box, "muted")
        if self._is_one():
            self._draw_wide(painter)
        else:
            self._draw_narrow(painter)

    def _draw_wide(self, painter: QPainter) -> None:
        edge, tall = theme.px(_TOTAL_AT), self.height()
        self._words(painter, QRect(edge + theme.px(1), 0, theme.px(40), tall), "most")
        value = self._value(painter, QRect(0, 0, edge, tall))
        left = theme.px(18)
        self._name(painter, QRect(left, 0, edge - value - left - theme.px(6), tall))
        said = self._words(painter, self.rect().adjusted(0, 0, -theme.px(2), 0), "direction")
        at = theme.px(_BAND_AT - 26)
        self._band(
            painter, QRect(at, 0, self.width() - at - said - theme.px(10), tall), small=False
        )

    def _draw_narrow(self, painter: QPainter) -> None:
        top, left, right = theme.px(26), theme.px(18), self.width() - theme.px(2)
        most = self._words(painter, QRect(0, 0, right, top), "most_right")
        value = self._value(painter, QRect(0, 0, right - most, top))
        self._name(painter, QRect(left, 0, right - most - value - left - theme.px(6), top))
        below = QRect(left, theme.px(23), right - left, theme.px(20))
        said = self._words(painter, below, "direction")
        self._band(painter, below.adjusted(0, 0, -said - theme.px(8), 0), small=True)

    def _name(self, painter: QPainter, rect: QRect) -> None:
        painter.setFont(theme.font(10.5, bold=self.opened))
        painter.setPen(theme.colour("text"))
        name = self.line.name if not self.line.place else f"{self.line.name}  {self.line.place}"
        _elided(painter, rect, name)

    def _value(self, painter: QPainter, rect: QRect) -> int:
        painter.setFont(theme.font(13, bold=True))
        painter.setPen(theme.colour("text"))
        painter.drawText(rect, int(_RIGHT), self.line.value)
        return painter.fontMetrics().horizontalAdvance(self.line.value)

    def _words(self, painter: QPainter, rect: QRect, what: str) -> int:
        """Draw a quiet part of the row and return how wide it is."""
        line = self.line
        most = f"/{line.most}" if line.most else ""
        quiet = line.status or line.direction
        words = {"most": most, "most_right": most}.get(what, quiet)
        painter.setFont(theme.font(9))
        painter.setPen(theme.colour("warning" if words and words == line.status else "muted"))
        if (
            words == line.direction
            and painter.fontMetrics().horizontalAdvance(words) > rect.width()
        ):
            return 0  # half a direction would mislead; the opened row and its spoken name have it
        shown = painter.fontMetrics().elidedText(words, _ELIDE, max(rect.width(), 0))
        side = _LEFT if what == "most" else _RIGHT
        painter.drawText(rect, int(side), shown)
        return painter.fontMetrics().horizontalAdvance(shown)

    def _band(self, painter: QPainter, rect: QRect, *, small: bool) -> int:
        """Draw sign and word of the band and return how wide they are."""
        line, left = self.line, 0
        if not line.band:
            return 0
        strong = line.tone in SIGNS
        painter.setFont(theme.font(9 if small else 10.5, bold=strong))
        painter.setPen(theme.colour(line.tone))
        if strong or line.tone == "not_known":
            sign(painter, line.tone, QRectF(rect.left(), rect.top(), theme.px(13), rect.height()))
            left = theme.px(17)
        shown = _elided(painter, rect.adjusted(left, 0, 0, 0), line.band)
        return left + painter.fontMetrics().horizontalAdvance(shown)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ELIDE = Qt.TextElideMode.ElideRight


def _elided(painter: QPainter, rect: QRect, words: str) -> str:
    shown = painter.fontMetrics().elidedText(words, _ELIDE, max(rect.width(), 0))
    painter.drawText(rect, int(_LEFT), shown)
    return shown
