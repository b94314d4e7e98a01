# SPDX-License-Identifier: MIT
"""The meetings, the next one first, as a narrow list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from mdtdesk.domain.agenda import MeetingRow
from mdtdesk.i18n import Translate
from mdtdesk.ui import icons, theme
from mdtdesk.ui.meeting import agenda_columns, meeting_words
from mdtdesk.ui.models.table import Cell, Column, TableModel, Take
from mdtdesk.ui.widgets.labels import label
from mdtdesk.ui.widgets.table_view import TableView

_WIDTH = 216


class MeetingList(QFrame):
    """Shows when each meeting is and how many cases it has; ``chosen`` carries its id."""

    chosen = Signal(str)
    new_asked = Signal()

    def __init__(self, translate: Translate) -> None:
        super().__init__()
        self._rows: tuple[MeetingRow, ...] = ()
        self._silent = False
        self._title, self._new = label(role="strong"), QPushButton(icons.icon("plus", "accent"), "")
        self.model: TableModel[MeetingRow] = TableModel(
            _columns(), self._fetch, translate, header=agenda_columns.header, parent=self
        )
        self.view = TableView(self.model)
        self._lay_out()
        self.view.chosen.connect(self._choose)
        self.view.opened.connect(self._choose)
        self._new.clicked.connect(self.new_asked)

    def _lay_out(self) -> None:
        theme.mark(self, role="side")
        self._new.setProperty("kind", "link")
        self._new.setObjectName("new_meeting")
        self._new.setAutoDefault(True)
        self.view.setObjectName("meetings")
        self.view.horizontalHeader().hide()
        self._column, self._head = QVBoxLayout(self), QHBoxLayout()
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self._new)
        self._column.addLayout(self._head)
        self._column.addWidget(self.view, 1)
        self._measure()

    def _measure(self) -> None:
        self.setFixedWidth(theme.px(_WIDTH))
        self._column.setContentsMargins(0, theme.px(16), 0, 0)
        self._column.setSpacing(theme.px(8))
        self._head.setContentsMargins(theme.px(24), 0, theme.px(8), 0)

    def show_meetings(self, rows: Sequence[MeetingRow], chosen: str) -> None:
        """Show the meetings with the cursor on one, without announcing it."""
        self._rows = tuple(rows)
        self._silent = True
        self.model.ask()
        here = next((n for n, row in enumerate(self._rows) if row.id == chosen), -1)
        if here >= 0:
            self.view.select(here)
        self._silent = False

    def let_make(self, may: bool) -> None:
        """Show the button that makes a meeting to whoever may."""
        self._new.setVisible(may)

    def retranslate(self, translate: Translate) -> None:
        """Set the words of a language."""
        self._title.setText(translate("meeting.meetings"))
        self._new.setText(translate("meeting.new_meeting"))
        self._new.setToolTip(translate("meeting.new_meeting_tip"))
        self.view.setAccessibleName(translate("meeting.meetings"))
        self.model.retranslate(translate)

    def _fetch(self, offset: int, limit: int, take: Take[MeetingRow]) -> None:
        take(self._rows[offset : offset + limit], len(self._rows))

    def _choose(self, number: int) -> None:
        if not self._silent and 0 <= number < len(self._rows):
            self.chosen.emit(self._rows[number].id)

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes of the scale that is on."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_head"):
            self._measure()


def _columns() -> tuple[Column[MeetingRow], ...]:
    return (Column("when", _when), Column("cases", _cases, 68, "right"))


def _when(row: MeetingRow, translate: Translate) -> Cell:
    past = row.state in ("finished", "cancelled")
    said = meeting_words.when(row.date, row.starts_at, translate)
    return Cell(said, "muted" if past else "text", bold=row.state == "running")


def _cases(row: MeetingRow, translate: Translate) -> Cell:
    if row.state == "cancelled":
        return Cell(translate("meeting.cancelled"), "muted")
    return Cell(translate("meeting.cases_short", count=row.cases), "muted")
