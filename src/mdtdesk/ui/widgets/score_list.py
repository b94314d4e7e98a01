# SPDX-License-Identifier: MIT
"""The scores of a case below each other, each to be opened; widgets are kept from key to key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mdtdesk.ui import theme
from mdtdesk.ui.widgets.labels import label
from mdtdesk.ui.widgets.score_items import ItemLine, Items
from mdtdesk.ui.widgets.score_line import Line, ScoreLine


@dataclass(frozen=True, slots=True)
class Parts:
    """What an opened score shows: its items, its total in words, its source."""

    items: tuple[ItemLine, ...] = ()
    total: str = ""
    band: str = ""
    value: str = ""
    words: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One row; ``parts`` only while it is opened."""

    line: Line
    parts: Parts | None = None
    within: str = ""


class _Parts(QFrame):
    """The opened part of a score on its own ground."""

    asked = Signal(str)
    answered = Signal(str, object)
    hinted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._items, self._total = Items(), label(role="strong")
        self._band, self._value = label(role="muted", wraps=True), label(role="strong")
        self._problems = label(role="warned", wraps=True)
        self._words = label(role="secondary", wraps=True)
        self._shown: Parts | None = None
        self._lay_out()
        self._items.asked.connect(self.asked)
        self._items.answered.connect(self.answered)
        self._items.hinted.connect(self.hinted)

    def _lay_out(self) -> None:
        self.setProperty("role", "inset")
        column, foot = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(theme.px(8), theme.px(4), theme.px(8), theme.px(8))
        column.setSpacing(theme.px(4))
        foot.setContentsMargins(theme.px(12), 0, theme.px(4), 0)
        foot.addWidget(self._total)
        foot.addWidget(self._band, 1)
        foot.addWidget(self._value, 0, Qt.AlignmentFlag.AlignRight)
        self._foot = QWidget()
        self._foot.setLayout(foot)
        foot.setSpacing(theme.px(12))
        for part in (self._items, self._foot, self._problems, self._words):
            column.addWidget(part)
        for part in (self._problems, self._words):
            part.setContentsMargins(theme.px(12), 0, theme.px(4), 0)

    def show_parts(self, parts: Parts) -> None:
        """Show items, total and source."""
        if parts == self._shown:
            return
        self._shown = parts
        self._items.show_items(parts.items)
        self._items.setVisible(bool(parts.items))
        self._foot.setVisible(bool(parts.total))
        self._total.setText(parts.total)
        self._band.setText(parts.band)
        self._value.setText(parts.value)
        self._problems.setText("\n".join(parts.problems))
        self._problems.setVisible(bool(parts.problems))
        self._words.setText("\n".join(parts.words))
        self._words.setVisible(bool(parts.words))


class _Score(QWidget):
    """One row with what it opens."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.line, self.parts = ScoreLine(entry.line), None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(2))
        self._column.addWidget(self.line)

    parts: _Parts | None

    def show_entry(self, entry: Entry, owner: ScoreList) -> None:
        self.line.show_line(entry.line, opened=entry.parts is not None)
        shown = entry.parts is not None and entry.parts != Parts()  # a heading opens rows only
        if shown and self.parts is None:
            self.parts = _Parts()
            self.parts.asked.connect(owner.asked)
            self.parts.answered.connect(owner.answered)
            self.parts.hinted.connect(owner.hinted)
            self._column.addWidget(self.parts)
        if self.parts is not None:
            if entry.parts is not None and shown:
                self.parts.show_parts(entry.parts)
            if self.parts.isHidden() == shown:
                self.parts.setVisible(shown)


class ScoreList(QWidget):
    """All scores; ``asked`` carries a field's path, ``opened`` a row's key and whether it opens."""

    asked = Signal(str)
    answered = Signal(str, object)
    opened = Signal(str, object)
    hinted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._scores: dict[str, _Score] = {}
        self._order: tuple[str, ...] = ()
        self._shown: tuple[Entry, ...] = ()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show these rows in their order; nothing is touched where nothing differs."""
        if tuple(entries) == self._shown:
            return
        self._shown = tuple(entries)
        order = tuple(entry.line.key for entry in entries)
        if order != self._order:
            self._arrange(entries, order)
        for entry in entries:
            self._scores[entry.line.key].show_entry(entry, self)
        self._level()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take one line a row, or two."""
        super().resizeEvent(event)
        self._level()

    def _level(self) -> None:
        """Let all rows have as many lines as the one that needs most."""
        lines = [score.line for score in self._scores.values()]
        two = not all(line.fits() for line in lines)
        for line in lines:
            line.take_two(two)

    def _arrange(self, entries: Sequence[Entry], order: tuple[str, ...]) -> None:
        for key in self._scores.keys() - set(order):
            gone = self._scores.pop(key)
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for at, entry in enumerate(entries):
            kept = self._scores.get(entry.line.key)
            if kept is None:
                kept = self._scores[entry.line.key] = self._make(entry)
            if self._column.indexOf(kept) != at:
                self._column.insertWidget(at, kept)
            kept.raise_()  # F6 comes to the first child, which is to be the first row
        self._order = order

    def _make(self, entry: Entry) -> _Score:
        made = _Score(entry)
        made.line.asked.connect(self.opened)
        made.line.moved.connect(self._move)
        made.line.hinted.connect(self.hinted)
        return made

    def _move(self, key: str, step: int) -> None:
        at = self._order.index(key) + step
        if 0 <= at < len(self._order):
            self._scores[self._order[at]].line.setFocus(Qt.FocusReason.OtherFocusReason)

    def first(self) -> QWidget | None:
        """Return the first row, where the cursor comes to."""
        return self._scores[self._order[0]].line if self._order else None

    def rows(self) -> Mapping[str, ScoreLine]:
        """Return the rows by their keys."""
        return {key: self._scores[key].line for key in self._order}

    def parts(self, key: str) -> QWidget | None:
        """Return the opened part of a row, None while it is closed."""
        return self._scores[key].parts
