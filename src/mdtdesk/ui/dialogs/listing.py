# SPDX-License-Identifier: MIT
"""Puts cases on an agenda: search, Enter lists the marked one, the dialog stays for the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from mdtdesk.domain.worklist import CaseRow, WorklistPage, WorklistQuery
from mdtdesk.errors import Rejected
from mdtdesk.services import worklist
from mdtdesk.services.context import local_now
from mdtdesk.ui import messages, theme
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.models.table import TableModel, Take
from mdtdesk.ui.tasks import Failure, Task
from mdtdesk.ui.widgets import worklist_columns
from mdtdesk.ui.widgets.fields import TextField
from mdtdesk.ui.widgets.labels import label
from mdtdesk.ui.widgets.missing_list import Missing, MissingList
from mdtdesk.ui.widgets.table_view import TableView

_SHOWN = ("urgency", "name", "sites", "question", "missing", "clock")
_LIMIT = 200
_LINKS = 132  # how high the links to what is missing are at most


class ListingDialog(QDialog):
    """``listed`` carries a case's id and why it is listed although something is missing.

    ``opened`` carries a case that is to be completed, and the field to begin with.
    """

    listed = Signal(str, str)
    opened = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget, *, may_force: bool) -> None:
        super().__init__(parent)
        self.setObjectName("listing")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk, self._may_force = desk, may_force
        self._on_agenda: frozenset[str] = frozenset()
        self._rows: tuple[CaseRow, ...] = ()
        self._refused = ""
        self._asking, self._entered = False, False
        self._task: Task[WorklistPage] | None = None
        self._make_widgets()
        self._lay_out()
        self._connect()
        self._ask()

    def _make_widgets(self) -> None:
        self._search, self._done = QLineEdit(), QPushButton()
        language = self._desk.language
        columns = worklist_columns.columns(self._now, self._desk.settings.targets)
        self._model: TableModel[CaseRow] = TableModel(
            [
                replace(c, width=worklist_columns.width(c.id, language, wide=False))
                for c in columns
                if c.id in _SHOWN
            ],
            self._fetch,
            self._desk.translate,
            header=worklist_columns.header,
            parent=self,
        )
        self.view = TableView(self._model)
        self._said = label(role="warning", wraps=True)
        self._because, self._open, self._force = TextField(), QPushButton(), QPushButton()
        self._refusal, self._links = QFrame(), MissingList()
        self._missing: tuple[str, ...] = ()
        self._state = label(role="secondary")

    def _lay_out(self) -> None:
        translate = self._desk.translate
        self.setWindowTitle(translate("meeting.list_title"))
        self._search.setObjectName("listing_search")
        self._search.setPlaceholderText(translate("worklist.search_hint"))
        self._search.setAccessibleName(translate("search.name"))
        theme.mark(self._search, large=True)
        self.view.setAccessibleName(translate("meeting.list_title"))
        column, row, foot = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        side = theme.px(16)
        column.setContentsMargins(side, side, side, side)
        column.setSpacing(theme.px(12))
        column.addWidget(self._search)
        column.addWidget(self.view, 1)
        theme.mark(self._refusal, role="notice")
        inside = QVBoxLayout(self._refusal)
        inside.addWidget(self._said)
        self._area = QScrollArea()
        self._area.setWidget(self._links)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside.addWidget(self._area)
        self._because.setPlaceholderText(translate("meeting.because"))
        self._because.setAccessibleName(translate("meeting.because"))
        row.addWidget(self._open)
        row.addWidget(self._because, 1)
        row.addWidget(self._force)
        inside.addLayout(row)
        column.addWidget(self._refusal)
        foot.addWidget(self._state, 1)
        foot.addWidget(self._done)
        column.addLayout(foot)
        for button, key in (
            (self._open, "meeting.open_case"),
            (self._force, "meeting.list_anyway"),
            (self._done, "meeting.list_done"),
        ):
            button.setText(translate(key))
            button.setAutoDefault(False)
        self._done.setProperty("kind", "primary")
        self._refusal.hide()

    def _connect(self) -> None:
        self._search.textChanged.connect(self._ask)
        self.view.opened.connect(self._list)
        self._done.clicked.connect(self.accept)
        self._open.clicked.connect(lambda: self._open_refused(""))
        self._links.asked.connect(self._open_refused)
        self._force.clicked.connect(self._list_anyway)
        self._because.returnPressed.connect(self._list_anyway)

    def showEvent(self, event: QShowEvent) -> None:
        """Take most of the window, with the cursor in the search box."""
        super().showEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            self.resize(min(theme.px(1040), parent.width()), min(theme.px(620), parent.height()))
        self._search.setFocus()

    # what can be listed

    def show_listed(self, case_ids: Sequence[str]) -> None:
        """Leave out the cases that stand on the agenda already."""
        self._on_agenda = frozenset(case_ids)
        self._refusal.hide()
        self._state.setText(self._desk.translate("meeting.listed_now", count=len(case_ids)))
        self._ask()

    def refuse(self, case_id: str, failure: Failure) -> None:
        """Say what a case lacks, and offer the ways on."""
        self._refused = case_id
        lacking = isinstance(failure, Rejected) and any(p.path for p in failure.problems)
        if lacking and isinstance(failure, Rejected):
            translate = self._desk.translate
            named = [translate.field(p.path) for p in failure.problems if p.path]
            listed = translate("wording.list").join(named)
            said = translate("meeting.cannot_list", name=self._name(case_id), fields=listed)
            self._show_links([p.path for p in failure.problems if p.path])
        else:
            said = messages.sentence(self._desk.translate, failure)
            self._show_links([])
        self._said.setText(said)
        for part in (self._because, self._force):
            part.setVisible(self._may_force and lacking)
        self._because.set_value(None)
        self._refusal.show()

    def _show_links(self, paths: Sequence[str]) -> None:
        """Offer each missing field; Enter on one opens the case there."""
        translate = self._desk.translate
        self._missing = tuple(paths)
        self._links.show_missing([Missing(path, translate.field(path)) for path in paths])
        self._area.setVisible(bool(paths))
        tall = self._links.sizeHint().height() + theme.px(2)
        self._area.setFixedHeight(min(tall, theme.px(_LINKS)))

    def _name(self, case_id: str) -> str:
        return next((row.name for row in self._rows if row.id == case_id), "")

    def _now(self) -> datetime:
        context = self._desk.context
        return context.clock() if context is not None else local_now()

    def _ask(self) -> None:
        if self._task is not None:
            self._task.cancel()
        if self._desk.context is None:
            return
        self._asking = True
        query = WorklistQuery(search=self._search.text(), limit=_LIMIT)
        self._task = self._desk.ask(worklist.page, query, done=self._take)

    def _take(self, page: WorklistPage) -> None:
        if not isValid(self):
            return
        self._asking = False
        open_rows = (row for row in page.rows if not row.closed)
        self._rows = tuple(row for row in open_rows if row.id not in self._on_agenda)
        self._model.ask()
        if self._rows:
            self.view.select(0)
        if self._entered:
            self._list(0)

    def _fetch(self, offset: int, limit: int, take: Take[CaseRow]) -> None:
        take(self._rows[offset : offset + limit], len(self._rows))

    # doing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """List by Enter and walk by the arrows while the cursor is in the search box."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if key in steps and self._rows:
            self.view.select(min(max(self.view.current() + steps[key], 0), len(self._rows) - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
            elif focused is self._search:
                self._enter()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        """List the marked case, or the first that is found when the answer is on its way."""
        if self._asking:
            self._entered = True
        else:
            self._list(self.view.current())

    def _list(self, number: int) -> None:
        self._entered = False
        if 0 <= number < len(self._rows):
            self.listed.emit(self._rows[number].id, "")

    def _list_anyway(self) -> None:
        because = self._because.text().strip()
        if because:
            self.listed.emit(self._refused, because)
        else:
            self._because.setFocus()

    def _open_refused(self, path: str) -> None:
        self.accept()
        self.opened.emit(self._refused, path or next(iter(self._missing), ""))
