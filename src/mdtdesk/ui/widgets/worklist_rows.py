# SPDX-License-Identifier: MIT
"""The rows of the worklist: which are asked for, which one the cursor is on, their columns."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import replace
from typing import cast

from PySide6.QtCore import QByteArray, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from shiboken6 import isValid

from mdtdesk.domain.worklist import CaseRow, Sort, View, WorklistPage, WorklistQuery
from mdtdesk.i18n import Translate
from mdtdesk.services import worklist
from mdtdesk.ui import theme
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.models.table import TableModel, Take
from mdtdesk.ui.tasks import Task
from mdtdesk.ui.widgets.table_view import TableView
from mdtdesk.ui.widgets.worklist_columns import Now, columns, header, width

_TALL = 16_777_215  # Qt's own largest size
_NARROWEST, _ROOMY = 960, 1100


class _View(TableView):
    """The table; what is copied goes through the service."""

    copy_asked = Signal()

    def copy(self) -> None:
        """Ask for the selected rows; that they leave is audited."""
        self.copy_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Reach the first and the last row by Home and End, whatever column the cursor is in."""
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.model().rowCount() - 1}
        key = Qt.Key(event.key())
        if key in ends and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.select(ends[key])
        else:
            super().keyPressEvent(event)


class Worklist(QObject):
    """Asks for rows and keeps the cursor on its case through every new answer."""

    answered = Signal()
    chosen = Signal(str)
    opened = Signal(str)
    copy_asked = Signal(object)

    def __init__(self, desk: Desk, now: Now) -> None:
        super().__init__()
        self._desk = desk
        self._query = WorklistQuery()
        self._wanted = ""
        self._layout = ""
        self._task: Task[WorklistPage] | None = None
        self.found, self.answers = WorklistPage((), 0), 0
        shown = columns(now, desk.settings.targets)
        self.model: TableModel[CaseRow] = TableModel(
            shown, self._fetch, desk.translate, header=header, parent=self
        )
        self.view = _View(self.model)
        self.view.setObjectName("worklist")
        self._connect()

    def _connect(self) -> None:
        self.model.counted.connect(lambda _total: self._place_cursor())
        self.view.chosen.connect(lambda _row: self._choose())
        self.view.opened.connect(self._open)
        self.view.copy_asked.connect(self.copy)
        self.view.sort_asked.connect(self.sort)

    # what is asked

    def ask(self) -> None:
        """Ask anew; the cursor stays on its case."""
        if self._desk.context is None:
            return
        self._wanted = self._wanted or self.case_id
        if self._task is not None:
            self._task.cancel()
        self.model.ask()

    def search(self, text: str) -> None:
        """Narrow the list to what a person typed."""
        self._query = replace(self._query, search=text)
        self.ask()

    def show_view(self, view: str) -> None:
        """Show another view."""
        self._query = replace(self._query, view=cast("View", view))
        self.ask()

    def sort(self, column: str) -> None:
        """Sort by a column; the other way round if it is the sorted one."""
        again = column == self._query.sort and not self._query.descending
        self._query = replace(self._query, sort=cast("Sort", column), descending=again)
        self._show_sort()
        self.ask()

    def find(self, case_id: str) -> None:
        """Have the cursor go to a case with the next answer."""
        self._wanted = case_id

    @property
    def searching(self) -> bool:
        """Tell whether a search narrows the list."""
        return bool(self._query.search.strip())

    def _fetch(self, offset: int, limit: int, take: Take[CaseRow]) -> None:
        if self._desk.context is None:
            return

        def done(page: WorklistPage) -> None:
            if isValid(self):
                if offset == 0:
                    self.found, self.answers = page, self.answers + 1
                take(page.rows, page.total)

        query = replace(self._query, offset=offset, limit=limit)
        task = self._desk.ask(worklist.page, query, done=done)
        if offset == 0:
            self._task = task

    # the cursor

    @property
    def row(self) -> CaseRow | None:
        """Return the row the cursor is on."""
        return self.model.row(self.view.current()) if self.view.current() >= 0 else None

    @property
    def case_id(self) -> str:
        """Return the case the cursor is on, empty for none."""
        row = self.row
        return row.id if row is not None else ""

    def focus(self) -> None:
        """Put the focus into the table."""
        self.view.setFocus()
        if self.view.current() < 0 and self.found.total:
            self.view.select(0)

    def copy(self) -> None:
        """Ask for the selected rows as a spreadsheet takes them."""
        ids = self.chosen_ids()
        if ids:
            self.copy_asked.emit(ids)

    def chosen_ids(self) -> tuple[str, ...]:
        """Return the ids of the selected cases from above."""
        rows = (self.model.row(number) for number in self.view.selected())
        return tuple(row.id for row in rows if row is not None)

    def _place_cursor(self) -> None:
        wanted, self._wanted = self._wanted, ""
        here = next((n for n, row in enumerate(self.found.rows) if row.id == wanted), -1)
        if here >= 0 or not wanted or self.found.total <= len(self.found.rows):
            self._select(max(here, 0))
        else:
            query = self._query
            self._desk.ask(worklist.locate, query, wanted, done=lambda row: self._go(query, row))
        self.answered.emit()

    def _go(self, query: WorklistQuery, row: int) -> None:
        if isValid(self) and query == self._query:
            self._select(min(max(row, 0), max(self.model.rowCount() - 1, 0)))

    def _select(self, row: int) -> None:
        if self.found.total:
            self.view.select(row)
        self._choose()

    def _choose(self) -> None:
        self.chosen.emit(self.case_id)

    def _open(self, number: int) -> None:
        row = self.model.row(number)
        if row is not None:
            self.opened.emit(row.id)

    # words and columns

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language, in its widths."""
        self.model.retranslate(translate)
        self.view.setAccessibleName(translate("worklist.table_name"))
        self._show_sort()

    def _show_sort(self) -> None:
        # the most urgent first is the end of a scale that goes down
        down = self._query.descending != (self._query.sort == "urgency")
        self.view.show_sort(self._query.sort, descending=down)

    def fit(self, *, wide: bool, number: bool) -> None:
        """Take the widths a person left for such a window and language, else the first ones."""
        language, scale = self._desk.language, theme.current().scale
        # widths that were kept for other columns would be given to the wrong ones
        count = len(self.model.columns)
        layout = f"worklist {count} {language} {'wide' if wide else 'narrow'} {scale}"
        if layout != self._layout:
            self.keep_columns()
            self._layout = layout
            header = self.view.horizontalHeader()
            for place, column in enumerate(self.model.columns):
                first = width(column.id, language, wide=wide)
                if first:
                    self.view.setColumnWidth(place, theme.px(first))
            kept = self._desk.settings.window.get(layout, "")
            if kept:
                header.restoreState(QByteArray(b64decode(kept)))
        ids = [column.id for column in self.model.columns]
        self.view.setColumnHidden(ids.index("number"), not number)
        roomy = wide or self.view.width() >= theme.px(_ROOMY)
        self.view.setColumnHidden(ids.index("meets"), not roomy)
        # the question needs the room more than the site of the tumour, which it mostly names
        self.view.setColumnHidden(ids.index("primary"), self.view.width() < theme.px(_NARROWEST))

    def show_head_only(self, only: bool) -> None:
        """Show the heads of the columns alone where there is no row."""
        self.view.setMaximumHeight(self.view.horizontalHeader().height() if only else _TALL)

    def keep_columns(self) -> None:
        """Remember the widths and the order of the columns as they are."""
        if self._layout:
            state = self.view.horizontalHeader().saveState().data()
            self._desk.remember_window(self._layout, b64encode(state).decode())
