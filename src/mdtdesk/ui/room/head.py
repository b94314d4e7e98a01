# SPDX-License-Identifier: MIT
"""The head of the room view: who it is, how urgent, how much of the time is gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mdtdesk.domain import room
from mdtdesk.domain import worklist_words as words
from mdtdesk.domain.agenda import AgendaRecord
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.room.sign import BigSign
from mdtdesk.ui.widgets.labels import Elided, label
from mdtdesk.ui.widgets.worklist_columns import TONES


@dataclass(frozen=True, slots=True)
class Who:
    """The words of the head."""

    name: str
    about: str
    urgency: str
    tone: str
    next: str


class Progress(QWidget):
    """A thin line: how much of the case's minutes is gone."""

    def __init__(self) -> None:
        super().__init__()
        self._part = 0.0
        self.setFixedHeight(theme.px(5))

    def show_part(self, part: float) -> None:
        """Show how much is gone, 1 and more for all of it."""
        self._part = part
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("line"))
        gone = QRect(0, 0, int(self.width() * min(self._part, 1)), self.height())
        painter.fillRect(gone, theme.colour("warning" if self._part > 1 else "accent"))


class RoomHead(QWidget):
    """Name, facts, urgency, timer; under it the question."""

    def __init__(self) -> None:
        super().__init__()
        self.name, self.about = Elided(role="room_name"), Elided(role="room_muted")
        for part in (self.name, self.about):
            # as wide as its words, and cut only where nothing else gives way
            part.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.urgency, self.next = BigSign(), Elided(role="room_muted")
        self.timer, self.slot = label(role="room_name"), label(role="room_muted")
        self.progress, self.question = Progress(), label(role="room_question", wraps=True)
        self._lay_out()

    def _lay_out(self) -> None:
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        side = theme.px(40)
        row.setContentsMargins(side, theme.px(8), side, theme.px(8))
        row.setSpacing(theme.px(16))
        for part in (self.name, self.about, self.urgency):
            row.addWidget(part)
        row.addWidget(self.next, 1)
        row.addStretch()
        for right in (self.timer, self.slot):
            row.addWidget(right)
        column.addLayout(row)
        column.addWidget(self.progress)
        inner = QVBoxLayout()
        inner.setContentsMargins(side, theme.px(12), side, theme.px(4))
        inner.addWidget(self.question)
        column.addLayout(inner)

    def show_who(self, who: Who, question: str, *, narrow: bool) -> None:
        """Show a case; a narrow head says who comes next, as no agenda stands beside it."""
        self.name.setText(who.name)
        self.about.setText(who.about)
        self.urgency.show_sign(who.urgency, who.tone)
        self.next.setText(who.next)
        self.next.setVisible(narrow)
        self.question.setText(question)

    def show_time(self, gone: int, slot: int) -> None:
        """Show the seconds that are gone of the case's minutes."""
        self.timer.setText(f"{gone // 60:02d}:{gone % 60:02d}")
        self.slot.setText(f"/ {slot:02d}:00" if slot else "")
        self.progress.show_part(gone / (60 * slot) if slot else 0.0)


def who(agenda: AgendaRecord, at: int, translate: Translate, *, masked: bool, today: date) -> Who:
    """Return the words of a case of an agenda, with the one after it."""
    row = agenda.rows[at]
    name, number = row.case.name, row.case.number
    if masked:
        name, number = room.masked_name(name), room.masked_number(number)
    about = "  ".join(filter(None, (words.person(row.case, translate, today), number)))
    place = translate("room.place", at=at + 1, of=len(agenda.rows))
    if at + 1 < len(agenda.rows):
        after = agenda.rows[at + 1].case.name
        place = translate(
            "room.then", place=place, name=room.masked_name(after) if masked else after
        )
    urgency = words.urgency(row.case, translate, short=True)
    return Who(name, about, urgency, TONES[row.case.urgency], place)
