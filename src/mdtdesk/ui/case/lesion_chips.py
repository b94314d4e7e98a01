# SPDX-License-Identifier: MIT
"""The row of lesions: one chip each with where it is and what it lacks; arrows go through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from mdtdesk.ui import theme
from mdtdesk.ui.widgets.labels import SIGNS, sign

_HEIGHT, _GAP, _PADDING, _SIGN = 36, 8, 12, 18


@dataclass(frozen=True, slots=True)
class Chip:
    """A lesion: its id, where it is, and its state with a tone."""

    id: str
    name: str
    state: str = ""
    tone: str = "muted"


class LesionChips(QWidget):
    """One stop of the tab order; ``chosen`` carries a lesion's id."""

    chosen = Signal(str)
    removal_wanted = Signal()
    addition_wanted = Signal()
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._chips: tuple[Chip, ...] = ()
        self._current = ""
        self._rects: tuple[QRect, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_chips(self, chips: Sequence[Chip], current: str) -> None:
        """Show the lesions, one of them as the one below."""
        if (tuple(chips), current) == (self._chips, self._current) and chips:
            return
        self._chips, self._current = tuple(chips), current
        self.setVisible(bool(chips))
        shown = next((chip for chip in chips if chip.id == current), None)
        if shown is not None:
            self.setAccessibleDescription(f"{shown.name} {shown.state}".strip())
        self._rects = self._flow(self.width())
        self.updateGeometry()
        self.update()

    # what the keyboard and the mouse do

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to another lesion, add one or take this one away."""
        key = event.key()
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if key in steps and self._chips:
            at = next((n for n, c in enumerate(self._chips) if c.id == self._current), 0)
            self._choose((at + steps[Qt.Key(key)]) % len(self._chips))
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and key - Qt.Key.Key_1 < len(self._chips):
            self._choose(key - Qt.Key.Key_1)
        elif key == Qt.Key.Key_Delete:
            self.removal_wanted.emit()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Insert):
            self.addition_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the lesion that was clicked."""
        point = event.position().toPoint()
        hit = next((n for n, rect in enumerate(self._rects) if rect.contains(point)), None)
        if hit is not None:
            self._choose(hit)

    def _choose(self, at: int) -> None:
        self.chosen.emit(self._chips[at].id)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring, and say that the cursor is here."""
        super().focusInEvent(event)
        self.update()
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    # looks

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        rects = self._flow(1 << 20)
        return QSize(rects[-1].right() + 1 if rects else 0, theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Need the widest chip only."""
        return QSize(max((r.width() for r in self._flow(1)), default=0), theme.px(_HEIGHT))

    def heightForWidth(self, width: int) -> int:
        """Return the height of as many lines as the width asks for."""
        rects = self._flow(width)
        return rects[-1].bottom() + 1 if rects else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        self._rects = self._flow(self.width())

    def _flow(self, width: int) -> tuple[QRect, ...]:
        x = y = 0
        tall, gap = theme.px(_HEIGHT), theme.px(_GAP)
        placed: list[QRect] = []
        for chip in self._chips:
            wide = _width(chip.name, chip.state, _signed(chip), theme.current().scale)
            if placed and x + wide > width:
                x, y = 0, y + tall + gap
            placed.append(QRect(x, y, wide, tall))
            x += wide + gap
        return tuple(placed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chips."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for chip, rect in zip(self._chips, self._rects, strict=False):
            self._draw(painter, chip, rect)

    def _draw(self, painter: QPainter, chip: Chip, rect: QRect) -> None:
        here = chip.id == self._current
        thick = theme.px(2 if here and self.hasFocus() else 1)
        painter.setPen(QPen(theme.colour("accent" if here else "line"), thick))
        painter.setBrush(theme.colour("selection" if here else "surface"))
        half = thick / 2
        radius = theme.px(4)
        painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius, radius)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        inside = rect.adjusted(theme.px(_PADDING), 0, -theme.px(_PADDING), 0)
        painter.setFont(theme.font(10.5, bold=True))
        painter.setPen(theme.colour("muted" if chip.tone == "muted" else "text"))
        painter.drawText(inside, middle, chip.name)
        inside.setLeft(inside.left() + painter.fontMetrics().horizontalAdvance(chip.name))
        inside.setLeft(inside.left() + theme.px(8))
        if _signed(chip) and chip.state:
            box = QRectF(inside.left(), rect.top(), theme.px(14), rect.height())
            sign(painter, chip.tone, box)
            inside.setLeft(inside.left() + theme.px(_SIGN))
        painter.setFont(theme.font(9, bold=chip.tone in SIGNS))
        painter.setPen(theme.colour(chip.tone))
        painter.drawText(inside, middle, chip.state)


@lru_cache(maxsize=256)  # asked for four times at each key
def _width(name: str, state: str, signed: bool, _scale: int) -> int:
    """Return a chip's width at the scale that is on."""
    wide = QFontMetrics(theme.font(10.5, bold=True)).horizontalAdvance(name)
    shown = QFontMetrics(theme.font(9, bold=True)).horizontalAdvance(state)
    more = shown + theme.px(8 + (_SIGN if signed else 0)) if state else 0
    return wide + more + theme.px(2 * _PADDING)


def _signed(chip: Chip) -> bool:
    return chip.tone in SIGNS or chip.tone == "not_known"
