# SPDX-License-Identifier: MIT
"""The right of the room view: red flags in words, under them scores, each with its direction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mdtdesk.i18n import Translate
from mdtdesk.ui import icons, theme
from mdtdesk.ui.room import lines
from mdtdesk.ui.room.facts import take_what_is_left
from mdtdesk.ui.widgets.labels import SIGNS

_ROW, _SECOND, _SIGN, _GAP = 54, 40, 30, 12
_TOTAL, _MOST = 64, 50
_MIDDLE, _RIGHT = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Total:
    """One score: its name, total and most, band in words with its tone, which end is worse.

    open  whether the department must confirm its table
    """

    name: str
    total: str
    most: str
    band: str
    tone: str
    direction: str = ""
    open: bool = False

    @property
    def head(self) -> str:
        """Return its name, with a star while the table is to be confirmed."""
        return f"{self.name} *" if self.open else self.name


class Totals(QWidget):
    """Flags above, one score a row; a row that is too long for its line takes two."""

    def __init__(self) -> None:
        super().__init__()
        take_what_is_left(self)
        self._totals: tuple[Total, ...] = ()
        self._flags: tuple[str, ...] = ()
        self._translate: Translate | None = None

    def show_totals(
        self, totals: Sequence[Total], flags: Sequence[str], translate: Translate
    ) -> None:
        """Show other red flags and scores."""
        self._totals, self._flags, self._translate = tuple(totals), tuple(flags), translate
        said = [f"{t.head} {t.total} {t.most} {t.band} {t.direction}" for t in totals]
        self.setAccessibleName("\n".join((*flags, *said)))
        self.update()

    # what has room

    def _flag_lines(self) -> list[tuple[bool, str]]:
        """Return the lines of the flags; the first of each has its sign."""
        font, width = theme.font(20, bold=True), self.width() - theme.px(_SIGN)
        return [
            (at == 0, words)
            for flag in self._flags
            for at, words in enumerate(lines.broken(flag, font, width))
        ]

    def _needs(self, total: Total) -> int:
        """Return how high a row is: two lines where band and direction do not fit on one."""
        signed = total.tone in SIGNS
        words = QFontMetrics(theme.font(20, bold=signed)).horizontalAdvance(total.band)
        behind = QFontMetrics(theme.font(20)).horizontalAdvance(total.direction) + theme.px(8)
        sign = theme.px(_SIGN) if signed else 0
        fits = self._behind() + sign + words + behind <= self.width()
        return theme.px(_ROW if fits or not total.band else _ROW + _SECOND)

    def _behind(self) -> int:
        """Return where the band begins."""
        metrics = QFontMetrics(theme.font(20))
        widest = max((metrics.horizontalAdvance(t.head) for t in self._totals), default=0)
        name = min(widest, self.width() // 2)
        return name + theme.px(_TOTAL + _MOST + _GAP)

    def shown(self) -> tuple[Total, ...]:
        """Return the scores that have room; the others are counted under them."""
        tall = theme.px(lines.LINE)
        left = self.height() - tall * len(self._flag_lines())
        left -= tall if any(t.open for t in self._totals) else 0
        if sum(map(self._needs, self._totals)) <= left:
            return self._totals
        left -= tall
        found: list[Total] = []
        for total in self._totals:
            left -= self._needs(total)
            if left < 0:
                break
            found.append(total)
        return tuple(found)

    def hidden(self) -> int:
        """Return how many scores have no room."""
        return len(self._totals) - len(self.shown())

    # drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw flags, scores and what is said under them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y, tall = 0, theme.px(lines.LINE)
        for signed, words in self._flag_lines():
            _paint_flag(painter, QRect(0, y, self.width(), tall), words, signed=signed)
            y += tall
        shown = self.shown()
        for total in shown:
            high = self._needs(total)
            self._paint_row(painter, QRect(0, y, self.width(), high), total)
            y += high
        painter.setFont(theme.font(20))
        for colour, words in self._notes(shown):
            painter.setPen(theme.colour(colour))
            painter.drawText(QRect(0, y, self.width(), tall), int(_MIDDLE), words)
            y += tall

    def _notes(self, shown: Sequence[Total]) -> list[tuple[str, str]]:
        translate, said = self._translate, []
        hidden = len(self._totals) - len(shown)
        if translate is not None and hidden:
            said.append(("accent", translate("room.more_scores", count=hidden)))
        if translate is not None and any(total.open for total in shown):
            said.append(("muted", translate("room.must_confirm")))
        return said

    def _paint_row(self, painter: QPainter, rect: QRect, total: Total) -> None:
        first = QRect(rect.left(), rect.top(), rect.width(), theme.px(_ROW) - 1)
        behind = self._behind()
        number = behind - theme.px(_MOST + _GAP)
        _paint_words(
            painter, first.adjusted(0, 0, number - first.width() - theme.px(60), 0), total.head
        )
        painter.setFont(theme.font(30, bold=True))
        painter.setPen(theme.colour("text"))
        painter.drawText(
            QRect(0, first.top(), number, first.height()), int(_MIDDLE | _RIGHT), total.total
        )
        if total.most:
            most = QRect(number + theme.px(4), first.top(), theme.px(_MOST), first.height())
            _paint_words(painter, most, f"/{total.most}", "muted")
        if rect.height() > theme.px(_ROW):
            below = QRect(0, first.bottom() - theme.px(4), rect.width(), theme.px(_SECOND))
        else:
            below = first.adjusted(behind, 0, 0, 0)
        wide = _paint_words(painter, below, total.direction, "muted", right=True)
        band = below.adjusted(0, 0, -wide - theme.px(8), 0)
        _paint_band(painter, band, total.band, total.tone)
        line = QRect(0, rect.bottom(), rect.width(), 1)
        painter.fillRect(line, theme.colour("line"))


def _paint_words(
    painter: QPainter, rect: QRect, words: str, tone: str = "text", *, right: bool = False
) -> int:
    """Draw words that are cut where the room ends; return their width."""
    painter.setFont(theme.font(20))
    painter.setPen(theme.colour(tone))
    metrics = painter.fontMetrics()
    said = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, int(_MIDDLE | _RIGHT if right else _MIDDLE), said)
    return metrics.horizontalAdvance(said)


def _paint_flag(painter: QPainter, rect: QRect, words: str, *, signed: bool) -> None:
    """Draw a line of a red flag, with its sign where it is the first."""
    if signed:
        _paint_band(painter, rect, words, "danger")
        return
    painter.setFont(theme.font(20, bold=True))
    painter.setPen(theme.colour("danger"))
    painter.drawText(rect.adjusted(theme.px(_SIGN), 0, 0, 0), int(_MIDDLE), words)


def _paint_band(painter: QPainter, rect: QRect, words: str, tone: str) -> None:
    """Draw a sign and its words in bold; without a sign the words alone, muted."""
    signed = tone in SIGNS
    if signed:
        side = theme.px(22)
        box = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
        icons.paint(painter, SIGNS[tone], box, tone)
        rect = rect.adjusted(theme.px(_SIGN), 0, 0, 0)
    painter.setFont(theme.font(20, bold=signed))
    painter.setPen(theme.colour(tone if signed else "muted"))
    said = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, int(_MIDDLE), said)
