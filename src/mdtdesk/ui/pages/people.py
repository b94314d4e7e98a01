# SPDX-License-Identifier: MIT
"""The page of people: who is in the store, what they may do, who may come in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from mdtdesk.domain.changes import Changes
from mdtdesk.domain.records import PersonRow
from mdtdesk.services import people
from mdtdesk.ui import theme
from mdtdesk.ui.administration.parts import PartTabs
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.models.table import TableModel, Take
from mdtdesk.ui.page import Page
from mdtdesk.ui.people.columns import COLUMNS, header
from mdtdesk.ui.people.doing import Doing
from mdtdesk.ui.people.sheet import PersonSheet
from mdtdesk.ui.widgets.labels import label
from mdtdesk.ui.widgets.table_view import TableView

_SHEET, _LIST = 440, 620


class PeoplePage(Page):
    """A list at the left, one person at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._people: tuple[PersonRow, ...] = ()
        self._wanted = ""
        self._make_widgets()
        self._lay_out()
        self._connect()

    def _make_widgets(self) -> None:
        self._title, self._parts = label(role="title"), PartTabs(self.desk, "people")
        self._count, self.add = label(role="muted"), QPushButton()
        self._model: TableModel[PersonRow] = TableModel(
            COLUMNS, self._fetch, self.desk.translate, header=header, parent=self
        )
        self.view, self.sheet = TableView(self._model), PersonSheet()
        self.doing = Doing(self.desk, self.sheet, self)

    def _lay_out(self) -> None:
        self._side, self._panes, self._head = QFrame(), QSplitter(), QHBoxLayout()
        self._list, self._column = QVBoxLayout(self._side), QVBoxLayout(self)
        theme.mark(self.add, kind="primary")
        self.add.setObjectName("add_person_button")
        self.add.setAutoDefault(True)
        self.view.setObjectName("people")
        self._head.addWidget(self._count, 1)
        self._head.addWidget(self.add)
        self._list.addLayout(self._head)
        self._list.addWidget(self.view, 1)
        for part in (self._side, self.sheet):
            self._panes.addWidget(part)
        self._panes.setStretchFactor(0, 1)
        self._panes.setChildrenCollapsible(False)
        self._panes.setHandleWidth(1)
        self._column.setSpacing(0)
        for part in (self._title, self._parts, self._panes):
            self._column.addWidget(part)
        self._column.setStretchFactor(self._panes, 1)
        self._measure()

    def _connect(self) -> None:
        self.desk.changed.connect(self._take_changes)
        self.view.chosen.connect(lambda _row: self._show_person())
        self.view.opened.connect(lambda _row: self.sheet.form.name.setFocus())
        self.add.clicked.connect(self.doing.add)
        self.sheet.asked.connect(self._do)
        self.doing.added.connect(self._want)

    # what the window asks

    def retranslate(self) -> None:
        """Set every text anew."""
        translate = self.desk.translate
        self._title.setText(translate("administration.title"))
        self._parts.retranslate()
        self.add.setText(translate("people.add"))
        self.view.setAccessibleName(translate("people.list"))
        self._model.retranslate(translate)
        self.sheet.retranslate(translate)
        self._show_count()

    def enter(self, what: Any) -> None:
        """Ask for everybody; ``what`` may be the id of a person to show."""
        self._wanted = what if isinstance(what, str) else self._wanted
        self.reload()
        self.view.setFocus()

    def reload(self) -> None:
        """Ask again for everybody."""
        if self.desk.context is not None:
            self.desk.ask(people.listed, done=self._take)

    def panes(self) -> tuple[QWidget, ...]:
        """Return the button, the list, the person."""
        return (self.add, self.view, self.sheet)

    # what is shown

    def _take_changes(self, changes: Changes) -> None:
        if any(kind == "person" for kind, _ in changes):
            self.reload()

    def _want(self, person_id: str) -> None:
        self._wanted = person_id

    def _take(self, found: tuple[PersonRow, ...]) -> None:
        here = self._wanted or (self.sheet.person.id if self.sheet.person is not None else "")
        self._people = tuple(sorted(found, key=lambda one: one.disabled))
        self._wanted = ""
        self._model.ask()
        ids = [one.id for one in self._people]
        self.view.select(ids.index(here) if here in ids else 0)
        self._show_count()
        self._show_person()

    def _fetch(self, offset: int, limit: int, take: Take[PersonRow]) -> None:
        take(self._people[offset : offset + limit], len(self._people))

    def _show_count(self) -> None:
        out = sum(one.disabled for one in self._people)
        key = "people.count_disabled" if out else "people.count"
        self._count.setText(self.desk.translate(key, count=len(self._people) - out, out=out))
        self.add.setEnabled(self.desk.writing)

    def _show_person(self) -> None:
        at, actor = self.view.current(), self.desk.actor
        person = self._people[at] if 0 <= at < len(self._people) else None
        own = person is not None and actor is not None and person.id == actor.person_id
        self.sheet.show_person(person, own=own, writing=self.desk.writing)
        self.sheet.say(self.desk.translate)

    def _do(self, act: str) -> None:
        acts: dict[str, Callable[[], object]] = {
            "save": lambda: self.doing.save(self._people),
            "reset": self.doing.reset,
            "disable": self.doing.disable,
            "enable": self.doing.enable,
        }
        acts[act]()

    # sizes

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes of the scale that is on."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_column"):
            self._measure()

    def _measure(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._title.setContentsMargins(theme.px(24), theme.px(16), theme.px(24), theme.px(4))
        self._list.setContentsMargins(*map(theme.px, (24, 12, 16, 16)))
        self._list.setSpacing(theme.px(8))
        self.sheet.setMinimumWidth(theme.px(360))
        self._panes.setSizes([theme.px(_LIST), theme.px(_SHEET)])
