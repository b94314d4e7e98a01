# SPDX-License-Identifier: MIT
"""The facts of the room view: the weightiest beside the map, or everything page by page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mdtdesk.domain.room import Fact
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.room import lines

_BESIDE, _COLUMNS, _BETWEEN, _MOST = 24, 2, 48, 35
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter)


class Facts(QWidget):
    """Label and words; what finds no room is counted in the last line, never left out unsaid."""

    def __init__(self) -> None:
        super().__init__()
        take_what_is_left(self)
        self._facts: tuple[Fact, ...] = ()
        self._translate: Translate | None = None

    def show_facts(self, facts: Sequence[Fact], translate: Translate) -> None:
        """Show other facts."""
        self._facts, self._translate = tuple(facts), translate
        self.setAccessibleName("\n".join(f"{fact.label} {fact.words}" for fact in facts))
        self.update()

    def placed(self) -> list[tuple[Fact, list[str]]]:
        """Return the facts that are shown, each with its lines; the last one may be cut."""
        width = self.width() - self._aside()
        whole = [lines.broken(fact.words, _font(fact), width) for fact in self._facts]
        given = lines.shared([len(each) for each in whole], self.height() // theme.px(lines.LINE))
        return [
            (fact, lines.cut(each, most, _font(fact), width))
            for fact, each, most in zip(self._facts, whole, given, strict=True)
            if most
        ]

    def hidden(self) -> int:
        """Return how many facts are not shown, or not to their end."""
        return self._hidden(self.placed())

    def _hidden(self, shown: Sequence[tuple[Fact, list[str]]]) -> int:
        width = self.width() - self._aside()
        cut = sum(lines.broken(fact.words, _font(fact), width) != said for fact, said in shown)
        return len(self._facts) - len(shown) + cut

    def _aside(self) -> int:
        return _aside(self._facts, self.width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw them from above."""
        painter, tall, y = QPainter(self), theme.px(lines.LINE), 0
        aside, placed = self._aside(), self.placed()
        hidden = self._hidden(placed)
        for fact, said in placed:
            for at, words in enumerate(said):
                rect = QRect(0, y, self.width(), tall)
                _paint_line(painter, rect, (fact.label if at == 0 else "", words, fact.tone), aside)
                y += tall
        if hidden and self._translate is not None:
            painter.setFont(theme.font(20))
            painter.setPen(theme.colour("accent"))
            words = self._translate("room.more", count=hidden)
            painter.drawText(QRect(0, y, self.width(), tall), _MIDDLE, words)


class WholeCase(QWidget):
    """Everything in two columns, page by page."""

    def __init__(self) -> None:
        super().__init__()
        take_what_is_left(self)
        self._facts: tuple[Fact, ...] = ()
        self._translate: Translate | None = None
        self.page = 0

    def show_facts(self, facts: Sequence[Fact], translate: Translate) -> None:
        """Show other facts from their beginning."""
        self._facts, self._translate = tuple(facts), translate
        self.setAccessibleName("\n".join(f"{fact.label} {fact.words}" for fact in facts))
        self.update()

    def turn(self) -> bool:
        """Go to the next page; return whether there is one."""
        self.page += 1
        there = self.page < self.pages()
        self.page = self.page if there else 0
        self.update()
        return there

    def pages(self) -> int:
        """Return how many pages there are."""
        return -(-len(self._lines()) // (_COLUMNS * self._rows())) or 1

    def _rows(self) -> int:
        return max(self.height() // theme.px(lines.LINE) - 1, 1)

    def _wide(self) -> int:
        return (self.width() - theme.px(_BETWEEN)) // _COLUMNS

    def _lines(self) -> list[tuple[str, str, str]]:
        """Return every line there is: its label, its words, its tone."""
        width = self._wide() - _aside(self._facts, self._wide())
        return [
            (fact.label if at == 0 else "", words, fact.tone)
            for fact in self._facts
            for at, words in enumerate(lines.broken(fact.words, _font(fact), width))
        ]

    def shown(self) -> list[str]:
        """Return the words of this page."""
        return [words for _, words, _ in self._of_page()]

    def _of_page(self) -> list[tuple[str, str, str]]:
        room = _COLUMNS * self._rows()
        return self._lines()[self.page * room : (self.page + 1) * room]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the page."""
        painter, tall = QPainter(self), theme.px(lines.LINE)
        aside = _aside(self._facts, self._wide())
        for at, line in enumerate(self._of_page()):
            column, row = divmod(at, self._rows())
            x = column * (self._wide() + theme.px(_BETWEEN))
            _paint_line(painter, QRect(x, row * tall, self._wide(), tall), line, aside)
        if self.pages() > 1 and self._translate is not None:
            painter.setFont(theme.font(20))
            painter.setPen(theme.colour("accent"))
            foot = QRect(0, self.height() - tall, self.width(), tall)
            words = self._translate("room.page", at=self.page + 1, of=self.pages())
            painter.drawText(foot, int(_MIDDLE | Qt.AlignmentFlag.AlignRight), words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Begin again: the pages are others."""
        super().resizeEvent(event)
        self.page = 0


def _font(fact: Fact) -> QFont:
    return theme.font(20, bold=bool(fact.tone))


def _aside(facts: Sequence[Fact], width: int) -> int:
    """Return the room that labels take, at most a third."""
    metrics = QFontMetrics(theme.font(20))
    widest = max((metrics.horizontalAdvance(fact.label) for fact in facts), default=0)
    return min(widest + theme.px(_BESIDE), width * _MOST // 100)


def _paint_line(painter: QPainter, rect: QRect, line: tuple[str, str, str], aside: int) -> None:
    label, words, tone = line
    painter.setFont(theme.font(20))
    painter.setPen(theme.colour(tone or "muted"))
    room = aside - theme.px(_BESIDE) // 2
    said = painter.fontMetrics().elidedText(label, Qt.TextElideMode.ElideRight, room)
    painter.drawText(rect, _MIDDLE, said)
    painter.setFont(theme.font(20, bold=bool(tone)))
    painter.setPen(theme.colour(tone or "text"))
    painter.drawText(rect.adjusted(aside, 0, 0, 0), _MIDDLE, words)


def take_what_is_left(widget: QWidget) -> None:
    """Let a widget be as small as the projector wants it: it shows fewer lines then."""
    widget.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
    widget.setMinimumSize(1, 1)
