# SPDX-License-Identifier: MIT
"""What a score was added up from: each item with its answer, its points and its field.

An item that a person must answer shows why and the answers that the facts still allow; one answer
may be suggested, none is ever taken by itself. An item that the facts settle offers the other
answers: a person may know better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from mdtdesk.ui import theme
from mdtdesk.ui.widgets.labels import label, plain

_ROW, _NAME = 28, 84
_WIDE_FROM = 330
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_WRAPPED = int(_LEFT) | int(Qt.TextFlag.TextWordWrap)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that may be given: its id, its words, its points."""

    id: str
    name: str
    points: str
    spoken: str


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item; ``path`` is the field it leads to, ``answer_path`` where an answer is kept.

    ``remark`` says what an answer overrides; ``why`` what must be answered and what is suggested.
    """

    id: str
    name: str
    answer: str
    points: str
    origin: str
    spoken: str
    path: str = ""
    is_open: bool = False
    remark: str = ""
    why: str = ""
    choices: tuple[Choice, ...] = ()
    chosen: str = ""
    answer_path: str = ""
    field: str = ""
    clear: str = ""
    hint: str = ""
    option_hint: str = ""


class _Row(QPushButton):
    """One item as a row that leads to its field, or to its answers."""

    hinted = Signal(str)

    def __init__(self, line: ItemLine) -> None:
        super().__init__()
        self.line = line
        self._first = theme.px(_NAME)
        self.setProperty("kind", "row")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.px(_ROW))
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_line(line)

    def show_line(self, line: ItemLine) -> None:
        self.line = line
        self.setAccessibleName(line.spoken)
        self.setToolTip(plain(line.spoken))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.hinted.emit(self.line.hint)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, line, tall = QPainter(self), self.line, self.height()
        if line.is_open:
            bar = theme.px(16)
            painter.fillRect(0, (tall - bar) // 2, theme.px(3), bar, theme.colour("warning"))
        first, last, left, points = self._first, _last(self.width()), theme.px(10), theme.px(34)
        painter.setFont(theme.font(9))
        painter.setPen(theme.colour("muted"))
        painter.drawText(QRect(left, 0, first - theme.px(6), tall), _WRAPPED, line.name)
        if last:
            edge = self.width() - last + theme.px(10)
            _words(painter, QRect(edge, 0, last - theme.px(12), tall), line.origin, _LEFT)
        end = self.width() - last - theme.px(4)
        painter.setFont(theme.font(10.5))
        painter.setPen(theme.colour("accent" if line.is_open else "text"))
        answer = QRect(left + first, 0, end - points - left - first, tall)
        painter.drawText(answer, _WRAPPED, line.answer)
        painter.setFont(theme.font(10.5, bold=not line.is_open))
        painter.setPen(theme.colour("muted" if line.is_open else "text"))
        painter.drawText(QRect(end - points, 0, points, tall), int(_RIGHT), line.points)

    def share(self, first: int, answer: int) -> None:
        """Take the widths of name and answer, and as many lines as they need: none is cut."""
        self._first = first
        name = _tall(self.line.name, 9, first - theme.px(6))
        tall = max(name, _tall(self.line.answer, 10.5, answer)) + theme.px(8)
        if self.minimumHeight() != max(tall, theme.px(_ROW)):
            self.setFixedHeight(max(tall, theme.px(_ROW)))
        self.update()


class _Option(QPushButton):
    """One answer that may be given: a circle, its words, its points."""

    pressed_key = Signal(int)
    hinted = Signal(str)

    def __init__(self, choice: Choice, *, number: int, chosen: bool, hint: str) -> None:
        super().__init__()
        self._choice, self._number, self._chosen, self._hint = choice, number, chosen, hint
        self.setProperty("kind", "row")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.px(_ROW))
        self.setAutoDefault(True)
        self.setAccessibleName(choice.spoken)
        self.setToolTip(plain(choice.name))

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.hinted.emit(self._hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9 or event.key() in _CLEARS:
            self.pressed_key.emit(event.key())
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, side = QPainter(self), theme.px(11)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = QRectF(theme.px(22), (self.height() - side) / 2, side, side)
        painter.setPen(theme.colour("accent" if self._chosen else "field_line"))
        painter.drawEllipse(circle)
        if self._chosen:
            inset = theme.px(3)
            painter.setBrush(theme.colour("accent"))
            painter.drawEllipse(circle.adjusted(inset, inset, -inset, -inset))
        painter.setFont(theme.font(7.5))
        painter.setPen(theme.colour("muted"))
        tall, right = self.height(), self.width() - theme.px(4)
        painter.drawText(QRect(theme.px(10), 0, theme.px(12), tall), int(_LEFT), str(self._number))
        painter.setFont(theme.font(9))
        painter.drawText(QRect(0, 0, right, tall), int(_RIGHT), self._choice.points)
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font(10.5, bold=self._chosen))
        room = QRect(theme.px(40), 0, right - theme.px(66), tall)
        _words(painter, room, self._choice.name, _LEFT)


_CLEARS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_0)


class Item(QWidget):
    """One item with its answers below it where a person answers.

    ``asked`` carries the path of a field, ``answered`` where an answer is kept and the option, None
    to clear it.
    """

    asked = Signal(str)
    answered = Signal(str, object)
    hinted = Signal(str)

    def __init__(self, line: ItemLine) -> None:
        super().__init__()
        self.line = line
        self._shown = line.is_open
        self._row, self._below = _Row(line), QVBoxLayout()
        self._remark, self._why = (
            label(role="secondary", wraps=True),
            label(role="secondary", wraps=True),
        )
        self._lay_out()
        self._row.clicked.connect(self._go)
        self._row.hinted.connect(self.hinted)
        self._rebuild()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._row, self._remark, self._why):
            column.addWidget(part)
        column.addLayout(self._below)

    def show_line(self, line: ItemLine) -> None:
        """Show the item as it is now; an answer that was just given closes its list."""
        if line == self.line:
            return
        here = any(each.hasFocus() for each in self._options())
        if (line.is_open, line.chosen) != (self.line.is_open, self.line.chosen):
            self._shown = line.is_open
        self.line = line
        self._row.show_line(line)
        self._rebuild()
        if here:
            self._row.setFocus(Qt.FocusReason.OtherFocusReason)

    def share(self, first: int, answer: int) -> None:
        """Take the widths of name and answer that all items have."""
        self._row.share(first, answer)

    def _go(self) -> None:
        if self.line.choices:
            self._shown = not self._shown or self.line.is_open
            self._rebuild()
            for each in self._options()[:1]:
                each.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.line.path:
            self.asked.emit(self.line.path)

    def _options(self) -> list[_Option]:
        found = (self._below.itemAt(n) for n in range(self._below.count()))
        widgets = [item.widget() for item in found if item is not None]
        return [each for each in widgets if isinstance(each, _Option)]

    def _rebuild(self) -> None:
        line = self.line
        while self._below.count():
            item = self._below.takeAt(0)
            gone = item.widget() if item else None
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        self._remark.setText(line.remark)
        self._remark.setVisible(bool(line.remark))
        self._why.setText(line.why)
        self._why.setVisible(bool(line.why) and self._shown)
        for part in (self._remark, self._why):
            part.setContentsMargins(theme.px(12), 0, theme.px(8), theme.px(2))
        if self._shown and line.choices:
            self._offer()

    def _offer(self) -> None:
        line = self.line
        for number, choice in enumerate(line.choices, start=1):
            chosen = choice.id == line.chosen
            option = _Option(choice, number=number, chosen=chosen, hint=line.option_hint)
            option.clicked.connect(partial(self.answered.emit, line.answer_path, choice.id))
            option.pressed_key.connect(self._answer_by_key)
            option.hinted.connect(self.hinted)
            self._below.addWidget(option)
            option.show()  # its layout would show it too late for the focus
        if line.chosen:
            self._link(line.clear, partial(self.answered.emit, line.answer_path, None))
        elif line.field and line.path:
            self._link(line.field, partial(self.asked.emit, line.path))

    def _link(self, words: str, do: object) -> None:
        link = QPushButton(words)
        link.setProperty("kind", "link")
        link.setAutoDefault(True)
        link.clicked.connect(do)
        self._below.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _answer_by_key(self, key: int) -> None:
        at = key - Qt.Key.Key_1
        if key in _CLEARS and self.line.chosen:
            self.answered.emit(self.line.answer_path, None)
        elif 0 <= at < len(self.line.choices):
            self.answered.emit(self.line.answer_path, self.line.choices[at].id)


class Items(QWidget):
    """All items of one score, kept while they are the same items."""

    asked = Signal(str)
    answered = Signal(str, object)
    hinted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.items: list[Item] = []

    def show_items(self, lines: Sequence[ItemLine]) -> None:
        """Show these items."""
        if [each.line.id for each in self.items] != [line.id for line in lines]:
            self._make(lines)
        for each, line in zip(self.items, lines, strict=True):
            each.show_line(line)

        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Give the names what the answers leave, at least two fifths; all rows are alike."""
        room = self.width() - theme.px(10 + 34 + 4) - _last(self.width())
        lines = [each.line for each in self.items]
        least = max(theme.px(_NAME), room * 2 // 5)
        name = max((_wide(line.name, 9) for line in lines), default=0) + theme.px(10)
        answer = max((_wide(line.answer, 10.5) for line in lines), default=0) + theme.px(6)
        first = min(max(name, theme.px(_NAME)), max(least, room - answer))
        for each in self.items:
            each.share(first, max(room - first, 1))

    def _make(self, lines: Sequence[ItemLine]) -> None:
        for each in self.items:
            self._column.removeWidget(each)
            each.hide()
            each.deleteLater()
        self.items = [Item(line) for line in lines]
        for each in self.items:
            each.asked.connect(self.asked)
            each.answered.connect(self.answered)
            each.hinted.connect(self.hinted)
            self._column.addWidget(each)


def _last(width: int) -> int:
    """Return how wide the origin is: a narrow pane has no room for it."""
    return theme.px(112) if width >= theme.px(_WIDE_FROM) else 0


def _wide(words: str, points: float) -> int:
    return QFontMetrics(theme.font(points)).horizontalAdvance(words)


def _tall(words: str, points: float, width: int) -> int:
    """Return the height of words that are wrapped to a width."""
    room = QRect(0, 0, max(width, 1), 1 << 12)
    return QFontMetrics(theme.font(points)).boundingRect(room, _WRAPPED, words).height()


def _words(painter: QPainter, rect: QRect, words: str, side: Qt.AlignmentFlag) -> None:
    elide = Qt.TextElideMode.ElideRight
    shown = painter.fontMetrics().elidedText(words, elide, max(rect.width(), 0))
    painter.drawText(rect, int(side), shown)
