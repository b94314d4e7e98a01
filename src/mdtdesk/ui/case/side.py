# SPDX-License-Identifier: MIT
"""The right pane: what cannot wait, what is missing, what is unsaved or unconfirmed, the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from mdtdesk.ui import theme
from mdtdesk.ui.widgets.labels import Card, Tag, hairline, label
from mdtdesk.ui.widgets.missing_list import Missing, MissingList


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the pane: a heading, a count, words, links and one button."""

    title: str
    count: str = ""
    words: str = ""
    links: Sequence[Missing] = ()
    button: str = ""


class _Block(QWidget):
    """Shows a Block, or nothing."""

    asked = Signal(str)
    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title, self._count = label(role="strong"), label(role="count")
        self._words, self._links = label(role="secondary", wraps=True), MissingList()
        self._button = QPushButton()
        self._lay_out()
        self._links.asked.connect(self.asked)
        self._button.clicked.connect(self.pressed)

    def _lay_out(self) -> None:
        self._column, top, foot = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self._title)
        top.addStretch(1)
        top.addWidget(self._count)
        self._button.setProperty("kind", "link")
        foot.setContentsMargins(-theme.px(8), 0, 0, 0)  # its words stand below the others
        foot.addWidget(self._button)
        foot.addStretch(1)
        self._column.addLayout(top)
        self._column.addWidget(self._words)
        self._column.addWidget(self._links)
        self._column.addLayout(foot)
        self._column.setSpacing(theme.px(4))

    def show_block(self, block: Block | None) -> None:
        """Show a block's words."""
        self.setVisible(block is not None)
        if block is None:
            self._links.show_missing(())
            return
        self._title.setText(block.title)
        self._count.setText(block.count)
        self._words.setText(block.words)
        self._words.setVisible(bool(block.words))
        self._links.show_missing(block.links)
        self._links.setVisible(bool(block.links))
        self._button.setText(block.button)
        self._button.setVisible(bool(block.button))


class Side(QFrame):
    """The pane; links lead to their fields by ``asked``."""

    asked = Signal(str)
    confirm_wanted = Signal()
    discard_wanted = Signal()
    close_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._alert, self._alert_words = Card(role="alert", margin=12), label(wraps=True)
        self._alert_tag = Tag(tone="danger", tinted=False)
        self.state = Tag(tinted=False)
        self._state_words = label(role="secondary", wraps=True)
        self.missing, self.unsaved = _Block(), _Block()
        self.unconfirmed, self.record = _Block(), _Block()
        self._area, self._inside = QScrollArea(), QWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.setProperty("role", "preview")
        self._alert.column.addWidget(self._alert_tag)
        self._alert.column.addWidget(self._alert_words)
        outer, self._column = QVBoxLayout(self), QVBoxLayout(self._inside)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)
        for part in (self._alert, self.missing, self.state, self._state_words):
            self._column.addWidget(part)
        self._lines = [hairline() for _ in range(3)]
        blocks = (self.unsaved, self.unconfirmed, self.record)
        for line, block in zip(self._lines, blocks, strict=True):
            self._column.addWidget(line)
            self._column.addWidget(block)
        self._column.addStretch(1)
        self._area.setWidget(self._inside)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._measure()

    def _connect(self) -> None:
        for block in (self.missing, self.unsaved, self.unconfirmed):
            block.asked.connect(self.asked)
        self.unsaved.pressed.connect(self.discard_wanted)
        self.unconfirmed.pressed.connect(self.confirm_wanted)
        self.record.pressed.connect(self.close_wanted)

    def show_alert(self, title: str, words: str) -> None:
        """Show what cannot wait, or nothing."""
        self._alert.setVisible(bool(title))
        self._alert_tag.show_tag(title, "danger")
        self._alert_words.setText(words)

    def show_state(self, words: str, more: str) -> None:
        """Say that nothing is missing, or what it means that something is."""
        self.state.setVisible(bool(words))
        self.state.show_tag(words, "fine")
        self._state_words.setText(more)
        self._state_words.setVisible(bool(more))

    def show_unsaved(self, block: Block | None) -> None:
        """Show what is not recorded, while everything else stays."""
        self.unsaved.show_block(block)
        self._lines[0].setVisible(block is not None)

    def show_blocks(
        self,
        missing: Block | None,
        unsaved: Block | None,
        unconfirmed: Block | None,
        record: Block | None,
    ) -> None:
        """Show these blocks, each under a hairline."""
        self.missing.show_block(missing)
        blocks = (self.unsaved, self.unconfirmed, self.record)
        given = (unsaved, unconfirmed, record)
        for line, block, shown in zip(self._lines, blocks, given, strict=True):
            block.show_block(shown)
            line.setVisible(shown is not None)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the sizes of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        around = theme.px(16)
        self._column.setContentsMargins(around, around, around, around)
        self._column.setSpacing(theme.px(8))
