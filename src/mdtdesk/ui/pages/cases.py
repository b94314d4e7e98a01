# SPDX-License-Identifier: MIT
"""The cases page: the worklist with its search and views, and the selected case beside it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from mdtdesk.domain.changes import Changes
from mdtdesk.domain.records import CaseRecord
from mdtdesk.domain.worklist import View
from mdtdesk.services import cases, worklist
from mdtdesk.services.context import local_now
from mdtdesk.ui import deidentified, of_case, theme
from mdtdesk.ui.actions import Slots
from mdtdesk.ui.asked import AskedLink
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.dialogs.search import Found
from mdtdesk.ui.page import Page
from mdtdesk.ui.printing import PLACE, Wanted
from mdtdesk.ui.saved_searches import SavedSearches
from mdtdesk.ui.tasks import Failure
from mdtdesk.ui.widgets.empty_state import EmptyState
from mdtdesk.ui.widgets.worklist_columns import WIDE_FROM
from mdtdesk.ui.widgets.worklist_header import WorklistHeader
from mdtdesk.ui.widgets.worklist_panes import Panes
from mdtdesk.ui.widgets.worklist_preview import Preview, Seen
from mdtdesk.ui.widgets.worklist_rows import Worklist
from mdtdesk.ui.widgets.worklist_views import ViewTabs

_REST_MS = 120


class CasesPage(Page):
    """One table that stays quick whatever the number of cases."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._counts: dict[View, int] = {}
        self._make_widgets()
        self._lay_out()
        self._connect()
        self.reload()

    def _make_widgets(self) -> None:
        self._header = WorklistHeader()
        self._box, self._new = self._header.box, self._header.new
        self._views, self._preview = ViewTabs(), Preview()
        self.list = Worklist(self.desk, self.now)
        self._saved = SavedSearches(self.desk, self._header, tabs=self._views, rows=self.list)
        self._asked, self._empty = AskedLink(self.desk, self._header.asked), EmptyState()
        self._empty.hide()
        self._left = QWidget()
        self._panes = Panes(self.desk, self._left, self._preview)
        # the pane follows the cursor once it rests: a case that was passed over was not viewed
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for each in (self._header, self._views, self.list.view, self._empty):
            column.addWidget(each)
        column.setStretchFactor(self.list.view, 1)
        column.setStretchFactor(self._empty, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._panes)
        self._views.mark_shown("all", "")
        self._fit()

    def _connect(self) -> None:
        desk, rows = self.desk, self.list
        desk.changed.connect(self._take_changes)
        self._box.textChanged.connect(rows.search)
        self._box.textChanged.connect(lambda _text: desk.slots_changed.emit())
        self._box.left.connect(rows.focus)
        self._new.clicked.connect(self._begin_case)
        self._empty.pressed.connect(self._leave_emptiness)
        rows.answered.connect(self._show_answer)
        rows.chosen.connect(lambda _case: self._rest.start())
        rows.opened.connect(self._open)
        rows.copy_asked.connect(self._copy)
        self._rest.timeout.connect(self._ask_preview)
        self._preview.opened.connect(self._open)
        self._preview.decided.connect(self._decide)

    def now(self) -> datetime:
        """Return the time by the clock of the open store."""
        context = self.desk.context
        return context.clock() if context is not None else local_now()

    # what the window asks

    def retranslate(self) -> None:
        """Set every text anew."""
        translate = self.desk.translate
        self._header.retranslate(translate)
        self._views.retranslate(translate)
        self.list.retranslate(translate)
        self._preview.retranslate(translate)
        self._show_answer()

    def enter(self, what: Any) -> None:
        """Put the cursor on the row where it was, or on what the palette found."""
        if isinstance(what, Found):
            self._views.show_view("all")
            self.list.find(what.case_id)
            self._box.setText(what.text)
        self.list.focus()
        self._show_answer()

    def reload(self) -> None:
        """Ask again for everything."""
        self.list.ask()
        self._saved.ask()
        self._asked.ask()

    def leave(self) -> None:
        """Keep the columns as they were left."""
        self.list.keep_columns()
        self._rest.stop()

    def panes(self) -> tuple[QWidget, ...]:
        """Return search, views, table and preview."""
        return (self._box, self._views, self.list.view, self._preview)

    def slots(self) -> Slots:
        """Return what can be done with the list and the selected case."""
        slots: dict[str, Any] = {"new_case": self._begin_case, **self._saved.slots()}
        if self.list.found.total:
            slots |= deidentified.slots(self.desk, self, self.list.chosen_ids)
        if self.list.case_id:
            slots |= of_case.slots(self.desk, self.list.case_id, back="cases")
            slots["open_case"] = lambda: self._open(self.list.case_id)
            slots["copy"] = self.list.copy
            if PLACE in self.desk.places:
                slots["print"] = self._print
            if self._may_decide():
                slots["decision"] = lambda: self._decide(self.list.case_id)
        if self._box.text():
            slots["back"] = self._box.clear
        return slots

    def _may_decide(self) -> bool:
        row = self.list.row
        return self.desk.writing and row is not None and not row.closed

    # what a person does

    def _begin_case(self) -> None:
        if self.desk.writing:
            self.desk.go("case")

    def _open(self, case_id: str) -> None:
        self.desk.go("case", case_id)

    def _decide(self, case_id: str) -> None:
        self.desk.go("decision", case_id)

    def _print(self) -> None:
        self.desk.go(PLACE, Wanted(self.list.case_id, "cases"))

    def _leave_emptiness(self) -> None:
        if self._counts.get("all"):
            self._box.clear()
            self._views.show_view("all")
        else:
            self._begin_case()

    def _copy(self, case_ids: tuple[str, ...]) -> None:
        self.desk.ask(worklist.copied, case_ids, self.desk.language, done=self._put_on_clipboard)

    def _put_on_clipboard(self, text: str) -> None:
        count = text.count("\n")
        self.desk.copy(text)
        self.desk.say("worklist.copied_one" if count == 1 else "worklist.copied", count=count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Have letters typed anywhere on the page go on in the search box."""
        typed = event.text()
        if typed.isprintable() and typed.strip():
            self._box.setFocus(Qt.FocusReason.OtherFocusReason)
            self._box.end(False)
            self._box.insert(typed)
        else:
            super().keyPressEvent(event)

    # answers

    def _take_changes(self, changes: Changes) -> None:
        if any(kind in ("case", "patient") for kind, _ in changes):
            self.list.ask()

    def _show_answer(self) -> None:
        """Say how many there are; ask for the counts of the views with each new answer."""
        translate, found = self.desk.translate, self.list.found
        if self.list.searching:
            key = "worklist.count_more" if found.more else "worklist.count_found"
        else:
            key = "worklist.count"
        self._header.show_count(translate(key, count=found.total) if self.list.answers else "")
        self._show_state()
        self._show_room()
        if self.desk.context is not None and self.sender() is self.list:
            self.desk.ask(worklist.counts, done=self._show_counts)

    def _show_counts(self, counts: dict[View, int]) -> None:
        self._counts = counts
        self._views.show_counts(counts, self.desk.translate)
        self._show_room()

    def _show_room(self) -> None:
        """Show the rows, or in words why there are none."""
        translate = self.desk.translate
        nothing = self.list.answers > 0 and not self.list.found.total
        none_at_all = nothing and not self.list.searching and self._counts.get("all") == 0
        self._empty.setVisible(nothing)
        self.list.show_head_only(nothing)
        self._preview.setVisible(not none_at_all)
        self._new.setVisible(not none_at_all and self.desk.writing)
        if none_at_all:
            words = translate("worklist.empty" if self.desk.writing else "worklist.empty_reading")
            button = translate("worklist.empty_button") if self.desk.writing else ""
            self._empty.show_words(words, button)
        elif self.list.searching:
            text = self._box.text().strip()
            self._say_nothing(translate("worklist.nothing_found", text=text))
        else:
            self._say_nothing(translate("worklist.nothing_here"))
        self._fit()

    def _say_nothing(self, sentence: str) -> None:
        self._empty.show_words(sentence, self.desk.translate("worklist.show_all"), adds=False)

    def _ask_preview(self) -> None:
        self.desk.slots_changed.emit()
        self._show_state()
        case_id = self.list.case_id
        if not case_id:
            self._preview.show_nothing()
        elif self.desk.context is not None:
            self.desk.ask(cases.get, case_id, done=self._show_preview, failed=self._no_preview)

    def _show_state(self) -> None:
        if self.isVisible() and self.list.answers:
            count, chosen = self.list.found.total, len(self.list.view.selected())
            key = "worklist.state" if chosen else "worklist.count"
            self.desk.state(self.desk.translate(key, count=count, selected=chosen))

    def _show_preview(self, case: CaseRecord) -> None:
        if case.id == self.list.case_id:
            seen = Seen(case, self.now(), self.desk.settings.targets, self.desk.writing)
            self._preview.show_case(seen, self.desk.translate)

    def _no_preview(self, failure: Failure) -> None:
        self._preview.show_nothing()
        self.desk.refuse(failure)

    # sizes

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the widths of a narrow or a wide window."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes of the scale that is on."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_panes"):
            self._fit()

    def _fit(self) -> None:
        wide = self.window().width() >= theme.px(WIDE_FROM)
        self._box.show_width(wide=wide)
        self.list.fit(wide=wide, number=wide or self._preview.isHidden())
        self._panes.fit(wide=wide)
