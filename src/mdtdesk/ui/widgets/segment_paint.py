# SPDX-License-Identifier: MIT
"""Measures, wraps and draws the segments of a choice; sizes are those of bold, so nothing jumps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPen

from mdtdesk.ui import theme

HEIGHT = 30
_MARGIN = 2
_PADDING = 11
_CHIP_GAP = 6
_LEAST = 28


@dataclass(frozen=True, slots=True)
class Row:
    """What is drawn: texts ("not recorded" first), keys while focused, chosen places, the ring."""

    texts: tuple[str, ...]
    keys: tuple[str, ...]
    chosen: frozenset[int]
    cursor: int


def key_range(keys: Sequence[str]) -> str:
    """Say which keys answer: a run of digits as "1–4", others one by one."""
    known = [key for key in keys if key]
    digits = [key for key in known if key.isdigit()]
    if len(digits) == len(known) > 1 and int(digits[-1]) - int(digits[0]) == len(digits) - 1:
        return f"{digits[0]}–{digits[-1]}"
    return " ".join(known)


def one_line(texts: Sequence[str], *, chips: bool) -> QSize:
    """Return the size of all segments side by side."""
    rects = flow(texts, 1 << 20, chips=chips)
    return QSize(rects[-1].right() + 1 + _edge(chips), theme.px(HEIGHT))


def least(texts: Sequence[str], *, chips: bool) -> QSize:
    """Return the size of the widest segment alone."""
    return QSize(max(_widths(texts)) + 2 * _edge(chips), theme.px(HEIGHT))


def height(rects: Sequence[QRect]) -> int:
    """Return the height of segments as ``flow`` placed them."""
    return rects[-1].bottom() + 1 + (theme.px(_MARGIN) if rects[0].top() else 0)


def flow(texts: Sequence[str], width: int, *, chips: bool) -> tuple[QRect, ...]:
    """Place the segments from left to right, on further lines where the width ends."""
    edge, gap = _edge(chips), theme.px(_CHIP_GAP) if chips else 0
    tall = theme.px(HEIGHT) - 2 * edge
    x = y = edge
    placed: list[QRect] = []
    for wide in _widths(texts):
        if placed and x + wide + edge > width:
            x, y = edge, y + tall + (gap or edge)
        placed.append(QRect(x, y, wide, tall))
        x += wide + gap
    return tuple(placed)


def paint_row(painter: QPainter, row: Row, rects: Sequence[QRect]) -> None:
    """Draw the choice of one: a frame round all, hairlines between what is not chosen."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _frame(painter, rects, focused=bool(row.keys))
    for n, rect in enumerate(rects):
        _segment(painter, row, n, rect)
        following = n + 1 < len(rects) and rects[n + 1].top() == rect.top()
        if following and not {n, n + 1} & row.chosen:
            painter.setPen(QPen(theme.colour("line"), 1))
            inset = theme.px(5)
            right = rect.right() + 1
            painter.drawLine(right, rect.top() + inset, right, rect.bottom() - inset)


def paint_chips(painter: QPainter, row: Row, rects: Sequence[QRect]) -> None:
    """Draw the choice of several: a frame round each, the ring round one."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for n, rect in enumerate(rects):
        if n:
            name = "accent" if n in row.chosen else "field_line"
            fill = theme.colour("selection" if n in row.chosen else "surface")
            _box(painter, rect, QPen(theme.colour(name), theme.px(1)), QBrush(fill))
            _words(painter, row, n, rect)
        else:
            _segment(painter, row, n, rect)
        if row.keys and n == row.cursor:
            ring = QPen(theme.colour("accent"), theme.px(2))
            _box(painter, rect, ring, Qt.BrushStyle.NoBrush)


def _widths(texts: Sequence[str]) -> tuple[int, ...]:
    return _measured(tuple(texts), theme.current().scale)


@lru_cache(maxsize=1024)
def _measured(texts: tuple[str, ...], _scale: int) -> tuple[int, ...]:
    """Measure texts at a scale; a layout asks for the same ones again and again."""
    bold = QFontMetrics(theme.font(10.5, bold=True))
    small = QFontMetrics(theme.font(9))
    padding = 2 * theme.px(_PADDING)
    widths = [bold.horizontalAdvance(text) + padding for text in texts]
    widths[0] = small.horizontalAdvance(texts[0]) + 2 * theme.px(7)
    return tuple(max(width, theme.px(_LEAST)) for width in widths)


def _edge(chips: bool) -> int:
    return 0 if chips else theme.px(_MARGIN)


def _frame(painter: QPainter, rects: Sequence[QRect], *, focused: bool) -> None:
    edge = theme.px(_MARGIN)
    whole = QRect()
    for rect in rects:
        whole = whole.united(rect)
    pen = QPen(theme.colour("accent" if focused else "field_line"), theme.px(2 if focused else 1))
    whole = whole.adjusted(-edge, -edge, edge, edge)
    _box(painter, whole, pen, QBrush(theme.colour("surface")))


def _box(painter: QPainter, rect: QRect, pen: QPen, brush: QBrush | Qt.BrushStyle) -> None:
    half = pen.widthF() / 2
    painter.setPen(pen)
    painter.setBrush(brush)
    radius = theme.px(4)
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius, radius)


def _segment(painter: QPainter, row: Row, n: int, rect: QRect) -> None:
    if n in row.chosen and n:
        painter.fillRect(rect, theme.colour("selection"))
        thick = theme.px(2)
        line = QRect(rect.left(), rect.bottom() + 1 - thick, rect.width(), thick)
        painter.fillRect(line, theme.colour("accent"))
    elif n in row.chosen:
        pen = QPen(theme.colour("field_line"), 1, Qt.PenStyle.DashLine)
        inner = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(pen)
        painter.setBrush(theme.colour("hover"))
        painter.drawRoundedRect(inner, theme.px(2), theme.px(2))
    _words(painter, row, n, rect)


def _words(painter: QPainter, row: Row, n: int, rect: QRect) -> None:
    chosen = n in row.chosen
    if n == 0:
        painter.setFont(theme.font(9))
        painter.setPen(theme.colour("text" if chosen else "muted"))
    else:
        painter.setFont(theme.font(10.5, bold=chosen))
        painter.setPen(theme.colour("accent" if chosen else "text"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, row.texts[n])
    key = row.keys[n] if n < len(row.keys) else ""
    if key and key != row.texts[n]:
        line = painter.fontMetrics()
        base = rect.top() + (rect.height() + line.ascent() - line.descent()) / 2
        painter.setFont(theme.font(7.5))
        painter.setPen(theme.colour("accent" if chosen else "muted"))
        painter.drawText(QPointF(rect.left() + theme.px(2), base), key)
