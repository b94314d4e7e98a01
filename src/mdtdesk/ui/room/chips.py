# SPDX-License-Identifier: MIT
"""A row of chips in the size of the room: marked, chosen or plain, each with its key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mdtdesk.ui import icons, theme

_TALL, _PAD, _GAP, _SIGN, _LEAST = 44, 12, 8, 30, 54


@dataclass(frozen=True, slots=True)
class Chip:
    """One chip: ``key`` stands before the words, ``done`` puts a tick there."""

    id: str
    words: str
    key: str = ""
    done: bool = False
    chosen: bool = False


class Chips(QWidget):
    """``pressed`` carries the id of the chip that was clicked; keys are the page's."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._chips: tuple[Chip, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show other chips."""
        self._chips = tuple(chips)
        self.setAccessibleName(", ".join(chip.words for chip in self._chips))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for one line, of any width."""
        return QSize(theme.px(_TALL), theme.px(_TALL))

    def _placed(self) -> list[tuple[QRect, Chip]]:
        metrics, x, found = QFontMetrics(theme.font(20, bold=True)), 0, []
        around = [_before(chip, metrics) + 2 * theme.px(_PAD) for chip in self._chips]
        needs = [metrics.horizontalAdvance(chip.words) for chip in self._chips]
        between = theme.px(_GAP) * (len(needs) - 1)
        most = _most(needs, self.width() - sum(around) - between)
        for chip, before, need in zip(self._chips, around, needs, strict=True):
            wide = before + min(need, most)
            found.append((QRect(x, 0, wide, theme.px(_TALL)), chip))
            x += wide + theme.px(_GAP)
        return found

    def at(self, point: QPoint) -> str:
        """Return the id of the chip at a point."""
        return next((chip.id for rect, chip in self._placed() if rect.contains(point)), "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which chip was pressed."""
        found = self.at(event.position().toPoint())
        if found:
            self.pressed.emit(found)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chips that have room."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for rect, chip in self._placed():
            if rect.right() <= self.width():
                _paint(painter, rect, chip)


def _most(needs: Sequence[int], room: int) -> int:
    """Return how wide words may be for all to have room: the longest give way, down to a few."""
    left, count = room, len(needs)
    for need in sorted(needs):
        if need * count > left:
            return max(left // count, theme.px(_LEAST))
        left, count = left - need, count - 1
    return max(needs, default=0)


def _before(chip: Chip, metrics: QFontMetrics) -> int:
    """Return the room for the tick or the key before a chip's words."""
    if chip.done:
        return theme.px(_SIGN)
    return metrics.horizontalAdvance(chip.key) + theme.px(_PAD) if chip.key else 0


def _paint(painter: QPainter, rect: QRect, chip: Chip) -> None:
    painter.setPen(QPen(theme.colour("accent" if chip.chosen else "field_line"), 1))
    painter.setBrush(theme.colour("selection" if chip.chosen else "raised"))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    inner = rect.adjusted(theme.px(_PAD), 0, -theme.px(_PAD), 0)
    middle = int(Qt.AlignmentFlag.AlignVCenter)
    if chip.done:
        side = theme.px(20)
        box = QRect(inner.left(), rect.center().y() - side // 2, side, side)
        icons.paint(painter, "check", QRectF(box), "text")
        inner.adjust(theme.px(_SIGN), 0, 0, 0)
    elif chip.key:
        painter.setFont(theme.font(20))
        painter.setPen(theme.colour("muted"))
        painter.drawText(inner, middle, chip.key)
        inner.adjust(_before(chip, painter.fontMetrics()), 0, 0, 0)
    painter.setFont(theme.font(20, bold=chip.chosen))
    painter.setPen(theme.colour("text"))
    words = painter.fontMetrics().elidedText(chip.words, Qt.TextElideMode.ElideRight, inner.width())
    painter.drawText(inner, middle, words)
