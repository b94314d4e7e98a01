# SPDX-License-Identifier: MIT
"""Paints the drawing of the skeleton in the window: the list of shapes that paper gets, too."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen

from mdtdesk.domain.body_map.primitives import Command, Primitive, Shape, Words
from mdtdesk.ui import fonts, theme

_DASH, _DOT_STEP, _LINE_STEP = 3.2, 0.9, 0.85


@lru_cache(maxsize=2048)
def path_of(commands: tuple[Command, ...], scale: float) -> QPainterPath:
    """Return a path in pixels; holes stay holes. Bones are the same at each key: kept, not made."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for command in commands:
        n = [float(number) * scale for number in command[1:]]
        match command[0]:
            case "M":
                path.moveTo(n[0], n[1])
            case "L":
                path.lineTo(n[0], n[1])
            case "C":
                path.cubicTo(*n)
            case _:
                path.closeSubpath()
    return path


def paint(painter: QPainter, primitives: Iterable[Primitive], scale: float) -> None:
    """Draw primitives; ``scale`` is how many pixels a millimetre has."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for primitive in primitives:
        if isinstance(primitive, Words):
            _words(painter, primitive, scale)
        else:
            _shape(painter, primitive, scale)


def outline(painter: QPainter, shapes: Iterable[Shape], scale: float, *, width: int) -> None:
    """Draw the edge of shapes in the accent, over what is painted."""
    painter.setPen(QPen(theme.colour("accent"), theme.px(width)))
    for shape in shapes:
        painter.drawPath(path_of(shape.commands, scale))


def _shape(painter: QPainter, shape: Shape, scale: float) -> None:
    path = path_of(shape.commands, scale)
    if shape.fill:
        painter.fillPath(path, theme.colour(shape.fill))
    if shape.pattern:
        _pattern(painter, path, shape, scale)
    if shape.stroke:
        pen = QPen(theme.colour(shape.stroke), max(shape.width * scale, 0.6))
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if shape.dashed:
            pen.setDashPattern([_DASH, _DASH * 0.75])
        painter.strokePath(path, pen)


def _pattern(painter: QPainter, path: QPainterPath, shape: Shape, scale: float) -> None:
    """Fill a shape with its pattern, clipped to it."""
    colour = theme.colour(shape.tone)
    if shape.pattern == "solid":
        painter.fillPath(path, colour)
        return
    painter.save()
    tint = QColor(colour)
    tint.setAlpha(36)
    painter.fillPath(path, tint)
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    box = path.boundingRect()
    if shape.pattern == "dots":
        _dots(painter, box, colour, scale)
    else:
        _lines(painter, box, colour, scale, slanted=shape.pattern == "hatch")
    painter.restore()


def _dots(painter: QPainter, box: QRectF, colour: QColor, scale: float) -> None:
    step = max(_DOT_STEP * scale, 3.0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(colour))
    row, y = 0, box.top() + step / 3
    while y < box.bottom():
        x = box.left() + (step / 2 if row % 2 else step / 4)
        while x < box.right():
            painter.drawEllipse(QPointF(x, y), step * 0.2, step * 0.2)
            x += step
        row, y = row + 1, y + step * 0.8


def _lines(painter: QPainter, box: QRectF, colour: QColor, scale: float, *, slanted: bool) -> None:
    step = max(_LINE_STEP * scale, 3.0)
    painter.setPen(QPen(colour, max(step * 0.26, 0.8)))
    lean = box.height() if slanted else 0.0
    x = box.left() - lean + step / 2
    while x < box.right():
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x + lean, box.top()))
        x += step


def _words(painter: QPainter, words: Words, scale: float) -> None:
    # points of paper in pixels of the panel: a point is 0.3528 mm
    font = fonts.font(10, bold=words.bold)
    font.setPixelSize(max(round(words.size * 0.3528 * scale), 6))
    painter.setFont(font)
    painter.setPen(theme.colour(words.tone))
    metrics = painter.fontMetrics()
    wide = metrics.horizontalAdvance(words.text)
    x = words.x * scale - {"left": 0.0, "middle": wide / 2, "right": wide}[words.align]
    y = words.y * scale + (metrics.ascent() - metrics.descent()) / 2
    painter.drawText(QPointF(x, y), words.text)
