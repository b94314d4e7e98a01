# SPDX-License-Identifier: MIT
"""Labels that never take a patient's words for markup: plain, elided, headed and tagged."""

from __future__ import annotations

import html
from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from mdtdesk.ui import icons, theme

Tone = Literal["danger", "warning", "fine", "not_known", "muted"]
SIGNS: dict[str, str] = {"danger": "danger", "warning": "diamond", "fine": "circle"}


def plain(text: str) -> str:
    """Return text for a tool tip as escaped markup, since Qt guesses markup in what looks so."""
    return f"<p>{html.escape(text)}</p>" if text else ""


def label(text: str = "", role: str = "", *, wraps: bool = False) -> QLabel:
    """Make a label of plain text in one of the style sheet's roles."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps)
    if role:
        made.setProperty("role", role)
    return made


class Elided(QLabel):
    """One line that ends in … where the room ends; the tool tip says it whole."""

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show a text."""
        super().setText(text)
        self._tell()

    def minimumSizeHint(self) -> QSize:
        """Need no width."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the tool tip only where something is hidden."""
        super().resizeEvent(event)
        self._tell()

    def _tell(self) -> None:
        hidden = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
        self.setToolTip(plain(self.text()) if hidden else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        rect = self.contentsRect()
        line = " ".join(self.text().split())
        shown = self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, rect.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(rect, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)


class Tag(QWidget):
    """A sign and a word, tinted or plain: urgency, stability, completeness."""

    def __init__(self, text: str = "", tone: Tone = "not_known", *, tinted: bool = True) -> None:
        super().__init__()
        self._text, self._tone, self._tinted = text, tone, tinted
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_tag(text, tone)

    def show_tag(self, text: str, tone: Tone) -> None:
        """Show another word and tone."""
        if (text, tone) == (self._text, self._tone) and self.accessibleName():
            return
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for sign, word and, where tinted, some ground round them."""
        wide = self._metrics().horizontalAdvance(self._text)
        return QSize(wide + self._left() + theme.px(16 + (8 if self._tinted else 0)), theme.px(24))

    def minimumSizeHint(self) -> QSize:
        """Never be cut."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the scale changed."""
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, sign and word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._tinted and self._tone in SIGNS:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(f"{self._tone}_tint"))
            painter.drawRoundedRect(self.rect(), theme.px(4), theme.px(4))
        painter.setFont(theme.font(10.5, bold=self._tone in SIGNS))
        painter.setPen(theme.colour(self._tone))
        sign(painter, self._tone, QRectF(self._left(), 0, theme.px(12), self.height()))
        words = self.rect().adjusted(self._left() + theme.px(16), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._text)

    def _left(self) -> int:
        return theme.px(8) if self._tinted else 0

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(theme.font(10.5, bold=self._tone in SIGNS))


def sign(painter: QPainter, tone: str, rect: QRectF, *, colour: str = "") -> None:
    """Draw a tone's sign in the middle of a rectangle: ▲ ◆ ● or "?"."""
    side = theme.px(13)
    box = QRectF(0, 0, side, side)
    box.moveCenter(rect.center())
    if tone in SIGNS:
        icons.paint(painter, SIGNS[tone], box, colour or tone)
    elif tone == "not_known":
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "?")


class IconLabel(QWidget):
    """An icon of the line set, drawn at its size in a token's colour."""

    def __init__(self, name: str, colour: str = "muted", *, size: int = 20) -> None:
        super().__init__()
        self._name, self._colour, self._size = name, colour, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for the icon's size."""
        return QSize(theme.px(self._size), theme.px(self._size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon."""
        icons.paint(QPainter(self), self._name, QRectF(self.rect()), self._colour)


class SectionHeader(QWidget):
    """A section's title with a quiet remark beside it and its shortcut at the right."""

    def __init__(self, title: str = "", remark: str = "", shortcut: str = "") -> None:
        super().__init__()
        self._title = label(title, "section")
        self._remark = label(remark, "muted")
        self._shortcut = label(shortcut, "secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        for part in (self._title, self._remark):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignBaseline)
        row.addStretch(1)
        row.addWidget(self._shortcut, 0, Qt.AlignmentFlag.AlignBaseline)

    def show_words(self, title: str, remark: str = "", shortcut: str = "") -> None:
        """Show other words."""
        self._title.setText(title)
        self._remark.setText(remark)
        self._shortcut.setText(shortcut)


class Card(QFrame):
    """A framed surface with a column inside."""

    def __init__(self, *, role: str = "card", margin: int = 16) -> None:
        super().__init__()
        self.setProperty("role", role)
        self.column, self._margin = QVBoxLayout(self), margin
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the margins of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        around = theme.px(self._margin)
        self.column.setContentsMargins(around, around, around, around)
        self.column.setSpacing(theme.px(8))


def hairline() -> QFrame:
    """Make a line of one pixel between two things."""
    made = QFrame()
    made.setProperty("role", "line")
    return made
