# SPDX-License-Identifier: MIT
"""A sign and a word in the size of the room."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mdtdesk.ui import icons, theme
from mdtdesk.ui.widgets.labels import SIGNS

_SIGN = 36


class BigSign(QWidget):
    """Draws ▲ ◆ ● with its word; without a tone the word alone, muted."""

    def __init__(self, *, bold: bool = False) -> None:
        super().__init__()
        self._words, self._tone, self._bold = "", "", bold
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_sign(self, words: str, tone: str) -> None:
        """Show other words."""
        self._words, self._tone = words, tone
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    @property
    def _signed(self) -> bool:
        return self._tone in SIGNS

    def sizeHint(self) -> QSize:
        """Ask for sign and words."""
        wide = QFontMetrics(theme.font(20, bold=self._bold)).horizontalAdvance(self._words)
        return QSize(wide + (theme.px(_SIGN) if self._signed else 0) + 2, theme.px(40))

    def minimumSizeHint(self) -> QSize:
        """Shrink to the sign; the words are elided."""
        return QSize(theme.px(_SIGN), theme.px(40))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = self.rect()
        if self._signed:
            side = theme.px(22)
            box = QRectF(0, (rect.height() - side) / 2, side, side)
            icons.paint(painter, SIGNS[self._tone], box, self._tone)
            rect = rect.adjusted(theme.px(_SIGN), 0, 0, 0)
        painter.setFont(theme.font(20, bold=self._bold and self._signed))
        painter.setPen(theme.colour(self._tone if self._signed else "muted"))
        metrics = painter.fontMetrics()
        words = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter), words)
