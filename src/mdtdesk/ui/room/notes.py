# SPDX-License-Identifier: MIT
"""The notes of who leads the room, on a screen of their own: never on the projector.

The keys stay with the room; here one only reads, with names that are masked there.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mdtdesk.domain.agenda import AgendaRecord
from mdtdesk.domain.room import Fact
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.meeting import remarks
from mdtdesk.ui.room.side import RoomSide
from mdtdesk.ui.widgets.labels import hairline, label

_EDGE = 32
# it has no frame, as it fills a screen, and takes no key from the room
_PASSIVE = (
    Qt.WindowType.Window
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowDoesNotAcceptFocus
)


class Notes(QWidget):
    """Agenda, clock and all that is known of the case, at a distance of reading."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _PASSIVE)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setObjectName("room_notes")
        self.side = RoomSide()
        self._name, self._timer = label(role="title"), label(role="title")
        self._about, self._next = label(role="muted"), label(role="question", wraps=True)
        self._inside, self._lines = QWidget(), QGridLayout()
        self._shown: tuple[object, ...] = ()
        self._lay_out()

    def _lay_out(self) -> None:
        theme.mark(self, role="surface")
        theme.mark(self._inside, role="surface")
        whole, column, top, area = QHBoxLayout(self), QVBoxLayout(), QHBoxLayout(), QScrollArea()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.side)
        whole.addLayout(column, 1)
        edge = theme.px(_EDGE)
        column.setContentsMargins(edge, theme.px(16), edge, theme.px(16))
        column.setSpacing(theme.px(12))
        for part in (self._name, self._about):
            top.addWidget(part)
        top.addStretch(1)
        top.addWidget(self._timer)
        column.addLayout(top)
        column.addWidget(hairline())
        self._inside.setLayout(self._lines)
        self._lines.setContentsMargins(0, 0, theme.px(8), 0)
        self._lines.setHorizontalSpacing(theme.px(24))
        self._lines.setVerticalSpacing(theme.px(8))
        self._lines.setColumnStretch(1, 1)
        area.setWidget(self._inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        column.addWidget(area, 1)
        column.addWidget(hairline())
        column.addWidget(self._next)

    def show_on(self, screen: QScreen) -> None:
        """Fill a screen."""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.show()

    def show_case(
        self, agenda: AgendaRecord, at: int, facts: Sequence[Fact], translate: Translate
    ) -> None:
        """Show the case that is discussed, whole names and all."""
        row = agenda.rows[at]
        self.setWindowTitle(translate("room.notes"))
        self.side.show_rows(agenda.rows, at, translate, masked=False)
        self._name.setText(row.case.name)
        self._about.setText(row.case.number)
        self._next.setText(_next(agenda, at, translate))
        known = ((fact.label, fact.words) for fact in facts)
        lines = (*remarks.lines(row, translate), *known)
        if lines != self._shown:
            self._shown = lines
            self._fill(lines)

    def show_time(self, gone: str, used: str) -> None:
        """Show how long the case and the meeting have gone on."""
        self._timer.setText(gone)
        self.side.show_used(used)

    def _fill(self, lines: Sequence[tuple[str, str]]) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        top = Qt.AlignmentFlag.AlignTop
        for at, (caption, words) in enumerate(lines):
            self._lines.addWidget(label(caption, "unasked"), at, 0, top)
            self._lines.addWidget(label(words, "question", wraps=True), at, 1)
        for at in range(max(self._lines.rowCount(), len(lines) + 1)):
            self._lines.setRowStretch(at, int(at == len(lines)))


def _next(agenda: AgendaRecord, at: int, translate: Translate) -> str:
    if at + 1 >= len(agenda.rows):
        return translate("room.last")
    after = agenda.rows[at + 1].case
    return translate("room.after", name=after.name, question=after.question)
