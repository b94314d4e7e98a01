# SPDX-License-Identifier: MIT
"""The right pane: what cannot wait, scores, what is missing, unsaved or unconfirmed, the record.

What cannot wait and what is missing are always in view: the scores between them scroll.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from mdtdesk.ui import theme
from mdtdesk.ui.widgets.flag_card import Alarm, FlagCard
from mdtdesk.ui.widgets.labels import SectionHeader, Tag, hairline, label
from mdtdesk.ui.widgets.missing_list import Missing, MissingList
from mdtdesk.ui.widgets.score_list import Entry, ScoreList


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
    discard_wanted = Signal()
    close_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.danger, self.warning = FlagCard("danger"), FlagCard("warning")
        self.header, self.scores = SectionHeader(), ScoreList()
        self.state = Tag(tinted=False)
        self._state_words = label(role="secondary", wraps=True)
        self.missing, self.unsaved = _Block(), _Block()
        self.unconfirmed, self.record = _Block(), _Block()
        self._middle, self._foot = _Scrolled(), _Scrolled()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.setProperty("role", "preview")
        self._column = QVBoxLayout(self)
        self._middle.column.addWidget(self.scores)
        for below in (self.missing, self.state, self._state_words):
            self._foot.column.addWidget(below)
        self._lines = [hairline() for _ in range(3)]
        blocks = (self.unsaved, self.unconfirmed, self.record)
        for line, block in zip(self._lines, blocks, strict=True):
            self._foot.column.addWidget(line)
            self._foot.column.addWidget(block)
        for part in (self.danger, self.warning, self.header, self._middle, self._foot):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self._measure()

    def _connect(self) -> None:
        for block in (self.missing, self.unsaved, self.unconfirmed):
            block.asked.connect(self.asked)
        self.scores.asked.connect(self.asked)
        for area in (self._middle, self._foot):
            area.needs_another.connect(self._share)
        self.unsaved.pressed.connect(self.discard_wanted)
        self.record.pressed.connect(self.close_wanted)

    def show_alarms(self, danger: Alarm | None, warning: Alarm | None) -> None:
        """Show what comes before every score, or nothing."""
        self.danger.show_alarm(danger)
        self.warning.show_alarm(warning)
        self._share()

    def show_scores(self, title: str, remark: str, entries: Sequence[Entry]) -> None:
        """Show the scores under their heading."""
        self.header.show_words(title, remark)
        self.scores.show_entries(entries)

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

    def panes(self) -> tuple[QWidget, QWidget]:
        """Return scores and what is missing, which F6 goes through."""
        return (self._middle, self._foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height anew."""
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the sizes of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        around = theme.px(12)
        self._column.setContentsMargins(around, around, around, theme.px(4))
        self._column.setSpacing(theme.px(8))
        self._share()

    def _share(self) -> None:
        """Give scores and foot what they need; where both do not fit, the foot at most its part."""
        inside = self.width() - 2 * theme.px(12)
        used = theme.px(12 + 4 + 8)
        for part in (self.danger, self.warning, self.header):
            if not part.isHidden():
                used += _tall(part, inside) + theme.px(8)
        left = max(self.height() - used, theme.px(80))
        scores, foot = self._middle.needed(inside), self._foot.needed(inside)
        if scores + foot > left:
            foot = min(foot, max(int(left * _FOOT_PART), left - scores))
            scores = left - foot
        self._middle.setFixedHeight(scores)
        self._foot.setFixedHeight(foot)


_FOOT_PART = 0.4


def _tall(part: QWidget, width: int) -> int:
    if part.hasHeightForWidth():
        return part.heightForWidth(width)
    return part.sizeHint().height()


class _Scrolled(QScrollArea):
    """A column that scrolls by itself and says when it needs another height."""

    needs_another = Signal()

    def __init__(self) -> None:
        super().__init__()
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(8))
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside.installEventFilter(self)

    def needed(self, width: int) -> int:
        """Return the height of all that is inside."""
        inside = self.column.totalHeightForWidth(width) if self.column.hasHeightForWidth() else -1
        return max(inside, self.column.totalSizeHint().height() if inside < 0 else inside)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Tell that what is inside asks for another height."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.needs_another.emit()
        return super().eventFilter(watched, event)  # type: ignore[arg-type]
