# SPDX-License-Identifier: MIT
"""The line icons, drawn in the colours of the look that is on and sharp at every scale."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from mdtdesk.paths import resource
from mdtdesk.ui import theme


class _LineIcon(QIconEngine):
    """Renders the drawing anew for each size, so nothing is ever stretched or stale."""

    def __init__(self, name: str, colour: str, on: str) -> None:
        super().__init__()
        self._name, self._colour, self._on = name, colour, on

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        name = self._on if state == QIcon.State.On else self._colour
        if mode == QIcon.Mode.Disabled:
            name = "field_line"
        _renderer(self._name, theme.colour(name).name()).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        drawn = QPixmap(size)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return drawn

    def clone(self) -> QIconEngine:
        return _LineIcon(self._name, self._colour, self._on)


@cache
def icon(name: str, colour: str = "text", on: str = "accent") -> QIcon:
    """Return an icon in a token's colour; ``on`` is its colour while its button is checked."""
    return QIcon(_LineIcon(name, colour, on))


def paint(painter: QPainter, name: str, rect: QRectF, colour: str) -> None:
    """Draw an icon into a rectangle in a token's colour."""
    _renderer(name, theme.colour(colour).name()).render(painter, rect)


def names() -> tuple[str, ...]:
    """Return all icons there are."""
    return tuple(sorted(path.stem for path in resource("icons").glob("*.svg")))


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = resource("icons", f"{name}.svg").read_text("utf-8")
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    return renderer
