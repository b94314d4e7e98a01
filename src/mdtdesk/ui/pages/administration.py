# SPDX-License-Identifier: MIT
"""The administration page: the department's instruments and rules, seen whole and switched on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from mdtdesk.domain.changes import Changes, Outcome
from mdtdesk.domain.drafts import SwitchDraft, SwitchOffDraft
from mdtdesk.domain.switches import ROLES, Rescored, Role, Switch
from mdtdesk.services import instruments
from mdtdesk.ui import theme
from mdtdesk.ui.administration import showing, switch_words
from mdtdesk.ui.administration.parts import PartTabs
from mdtdesk.ui.administration.sheet import Sheet
from mdtdesk.ui.administration.switch_list import Line, SwitchList
from mdtdesk.ui.administration.touching import Count, Touching
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.dialogs.reason import Question, ReasonDialog
from mdtdesk.ui.page import Page
from mdtdesk.ui.widgets.labels import label

_LIST, _LEAST = 376, 240
_GROUPS = ("instrument", "rule", "free")


class AdministrationPage(Page):
    """A list at the left, the whole table at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._switches: tuple[Switch, ...] = ()
        self._rescored: dict[str, Rescored] = {}
        self._count: Count | None = None
        self._make_widgets()
        self._lay_out()
        self._connect()

    def _make_widgets(self) -> None:
        self._title, self._panes = label(role="title"), QSplitter()
        self._tabs = PartTabs(self.desk, "administration")
        self.list, self.sheet = SwitchList(), Sheet()
        self._touching = Touching(self.desk, self)

    def _lay_out(self) -> None:
        side = QFrame()
        theme.mark(side, role="side")
        self._side = QVBoxLayout(side)
        self._side.addWidget(self.list)
        self._panes.addWidget(side)
        self._panes.addWidget(self.sheet)
        self._panes.setStretchFactor(1, 1)
        self._panes.setChildrenCollapsible(False)
        self._panes.setHandleWidth(1)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        for part in (self._title, self._tabs, self._panes):
            self._column.addWidget(part)
        self._column.setStretchFactor(self._panes, 1)
        self._measure()

    def _connect(self) -> None:
        self.desk.changed.connect(self._take_changes)
        self.list.chosen.connect(self._choose)
        self.sheet.confirmed.connect(self._confirm)
        self.sheet.off_asked.connect(self._ask_reason)
        self.sheet.case_opened.connect(lambda case_id: self.desk.go("case", case_id))
        self._touching.counted.connect(self._show_count)

    # what the window asks

    def retranslate(self) -> None:
        """Set every text anew."""
        translate = self.desk.translate
        self._title.setText(translate("administration.title"))
        self._tabs.retranslate()
        self.list.setAccessibleName(translate("switch.list"))
        self._show_list()
        self._show_sheet()

    def enter(self, what: Any) -> None:
        """Ask for everything; ``what`` may be the id of an instrument or a rule to show."""
        self.reload()
        if isinstance(what, str):
            self.list.choose(what)
        self.list.setFocus()

    def reload(self) -> None:
        """Ask again for everything shown."""
        self.desk.ask(instruments.switches, done=self._take_switches)
        self.desk.ask(instruments.rescored, done=self._take_rescored)

    def leave(self) -> None:
        """Stop counting."""
        self._touching.stop()

    def panes(self) -> tuple[QWidget, ...]:
        """Return the list, the buttons, the table."""
        button = self.sheet.first_button()
        return (self.list, *((button,) if button else ()), self.sheet.area)

    # answers

    def _take_changes(self, changes: Changes) -> None:
        if any(kind == "switch" for kind, _ in changes):
            self.reload()

    def _take_switches(self, found: tuple[Switch, ...]) -> None:
        self._switches = found
        self._show_list()
        self._show_sheet()

    def _take_rescored(self, found: tuple[Rescored, ...]) -> None:
        self._rescored = {one.instrument: one for one in found}
        self._show_sheet()

    def _show_list(self) -> None:
        self.list.show_lines(tuple(self._lines()))

    def _lines(self) -> Iterator[Line]:
        translate = self.desk.translate
        for group in _GROUPS:
            members = [one for one in self._switches if group in ("free" if one.free else one.kind)]
            if members:
                yield Line(translate(f"switch.group.{group}"))
            for one in members:
                state = "" if one.free else switch_words.state(one, translate)
                yield Line(showing.name(one, translate), state, one)

    def _choose(self, switch: Switch) -> None:
        self._count = None
        self._show_sheet()
        self.sheet.area.verticalScrollBar().setValue(0)
        if not switch.free and self.desk.context is not None:
            self._touching.ask(switch)
        else:
            self._touching.stop()

    def _show_sheet(self) -> None:
        switch = self._current()
        self.sheet.setVisible(switch is not None)
        if switch is not None:
            translate = self.desk.translate
            shown = showing.shown(switch, self._rescored.get(switch.id), self._roles(), translate)
            self.sheet.show_switch(shown, translate)
            self.sheet.show_count(self._count, translate)

    def _show_count(self, count: Count) -> None:
        self._count = count
        self.sheet.show_count(count, self.desk.translate)

    def _current(self) -> Switch | None:
        at = self.list.switch
        key = (at.kind, at.id) if at else None
        return next((one for one in self._switches if (one.kind, one.id) == key), None)

    def _roles(self) -> frozenset[str]:
        actor = self.desk.actor
        held = actor.roles if actor is not None and self.desk.writing else frozenset()
        return frozenset(role for role in ROLES if role in held)

    # what a person does

    def _confirm(self, role: Role) -> None:
        switch = self._current()
        if switch is not None:
            draft = SwitchDraft(switch.kind, switch.id, switch.version, role)
            self.desk.do(instruments.confirm, draft, done=self._say_confirmed)

    def _ask_reason(self) -> None:
        switch, translate = self._current(), self.desk.translate
        if switch is None:
            return
        question = Question(
            translate("switch.off_title", name=showing.name(switch, translate)),
            translate("switch.off_why"),
            "switch_off_reason",
            translate("switch.off_button"),
            words=True,
        )
        dialog = ReasonDialog(self.desk, question, self.window())
        dialog.answered.connect(lambda reason, words: self._switch_off(switch, reason, words))
        dialog.open()

    def _switch_off(self, switch: Switch, reason: str, words: str) -> None:
        draft = SwitchOffDraft(switch.kind, switch.id, reason, words)
        self.desk.do(instruments.switch_off, draft, done=self._say_off)

    def _say_confirmed(self, outcome: Outcome) -> None:
        self._say("switch.done_confirmed", outcome)

    def _say_off(self, outcome: Outcome) -> None:
        self._say("switch.done_off", outcome)

    def _say(self, key: str, outcome: Outcome) -> None:
        done = next((one for one in self._switches if one.id == outcome.id), None)
        if done is not None:
            self.desk.say(key, name=showing.name(done, self.desk.translate))
        self.list.setFocus()

    # sizes

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes of the scale that is on."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_column"):
            self._measure()
            self._show_sheet()

    def _measure(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._title.setContentsMargins(theme.px(24), theme.px(16), theme.px(24), theme.px(4))
        self._side.setContentsMargins(0, theme.px(8), 0, theme.px(8))
        self.list.setMinimumWidth(theme.px(_LEAST))
        self._panes.setSizes([theme.px(_LIST), max(self.width() - theme.px(_LIST), 1)])
