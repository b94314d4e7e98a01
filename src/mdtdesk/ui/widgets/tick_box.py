# SPDX-License-Identifier: MIT
"""A tick box in the colours of the window: the style's own is nearly invisible on dark."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from mdtdesk.ui import icons, theme


class TickBox(QCheckBox):
    """Draws the box itself; words, keys and the ring of the focus stay the style's."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box over the one of the style."""
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        indicator = QStyle.SubElement.SE_CheckBoxIndicator
        box = QRectF(self.style().subElementRect(indicator, option, self))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ticked = self.isChecked()
        painter.setPen(theme.colour("accent" if ticked else "muted"))
        painter.setBrush(theme.colour("accent" if ticked else "surface"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if ticked:
            size = QSize(int(box.width()) - 2, int(box.height()) - 2)
            mark = icons.icon("check", "on_accent").pixmap(size, self.devicePixelRatioF())
            painter.drawPixmap(box.adjusted(1, 1, -1, -1).topLeft().toPoint(), mark)
