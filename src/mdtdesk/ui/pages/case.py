# SPDX-License-Identifier: MIT
"""The page of one case: head, index, form and what is missing, all by the keyboard.

It is entered with a case's id, or with None for a new case.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from mdtdesk.domain.changes import Changes
from mdtdesk.domain.document import Value
from mdtdesk.ui import of_case, theme
from mdtdesk.ui.actions import Slots
from mdtdesk.ui.case import hints, paths, tab_order
from mdtdesk.ui.case.area import FormArea
from mdtdesk.ui.case.panes import Panes
from mdtdesk.ui.case.plans import BY_NUMBER, section_of
from mdtdesk.ui.case.reading import Discussions
from mdtdesk.ui.case.undo_key import UndoKey
from mdtdesk.ui.case.work import CaseWork
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.files.work import FilesWork
from mdtdesk.ui.forms import TWO_COLUMNS_FROM, Ways
from mdtdesk.ui.label_spelling import chinese
from mdtdesk.ui.page import Page, Spot

_WORKLIST = "cases"
_INDEX, _MAP, _SIDE = (160, 184), (128, 236), (296, 432)


def _today() -> date:
    return datetime.now().astimezone().date()


class CasePage(Page):
    """Shows one case at a time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._work: CaseWork | None = None
        self._path = ""
        self._loading = False
        self._wished, self._wanted_path = "", ""
        self._make_widgets()
        self._lay_out()
        self._connect()

    def _make_widgets(self) -> None:
        translate = self.desk.translate
        self.area = FormArea(translate, Ways(spell=chinese, today=_today))
        self._panes = Panes(self.desk, self.area)
        self._head, self._index = self._panes.head, self._panes.index
        self._side = self._panes.side

    def _lay_out(self) -> None:
        column, across = QVBoxLayout(self), QHBoxLayout()
        for layout in (column, across):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._panes.banners)
        column.addLayout(across, 1)
        across.addWidget(self._index)
        across.addWidget(self.area, 1)
        across.addWidget(self._panes.map)
        across.addWidget(self._side)
        self._measure()

    def _connect(self) -> None:
        head, area, side, desk = self._head, self.area, self._side, self.desk
        head.print_wanted.connect(self._panes.print)
        head.decision_wanted.connect(self._panes.decide)
        self._index.asked.connect(self._go_to)
        area.edited.connect(self._edit)
        area.committed.connect(self._commit)
        area.settled.connect(self._settle)
        area.focused.connect(self._come_to)
        area.lesions.chosen.connect(self._panes.show_case)
        side.asked.connect(area.focus)
        side.scores.answered.connect(self._commit)
        side.discard_wanted.connect(self.discard)
        desk.changed.connect(self._take_changes)
        UndoKey(area)
        self.files = FilesWork(desk, area.files, self.case_id, self)

    # what the window asks

    def enter(self, what: Any) -> None:
        """Open a case by its id, at a field where that is named, or begin a new one."""
        spot = what if isinstance(what, Spot) else Spot(what if isinstance(what, str) else "", "")
        wanted, self._wanted_path = spot.case_id, spot.path
        if self._work is not None and wanted and wanted == self._work.case_id:
            self._work.ask_again()
            self._return()
            return
        if self._work is not None:
            self._work.end()
        self._loading, self._wished = True, ""
        self._work = CaseWork(self.desk, self.area, self)
        self._panes.take(self._work, self)
        self._work.opened.connect(self._show_opened)
        self._work.changed.connect(self._panes.show_change)
        if wanted:
            self._work.open(wanted)
        else:
            self._work.begin()

    def prepare(self) -> bool:
        """Make the next section of the form."""
        return self.area.prepare()

    def reload(self) -> None:
        """Show what others may have written while the window was locked."""
        if self._work is not None:
            self._work.resume()

    def leave(self) -> None:
        """Record the field the cursor is in, and write down what cannot be."""
        if self._work is not None and self.desk.actor is not None:
            if self._path:
                self.area.commit_one(self._path)
            self._work.leave()

    def panes(self) -> tuple[QWidget, ...]:
        """Return index, form, map, scores and what is missing."""
        return (self._index, self.area, self._panes.map, *self._panes.side.panes())

    def topic(self) -> str:
        """Return the section, or the pane beside the form, in which the cursor is."""
        return self._panes.topic(QApplication.focusWidget()) or section_of(self._path)

    def slots(self) -> Slots:
        """Return what can be done with the case."""
        rights = self._panes.rights()
        slots: dict[str, Any] = {"back": self._back, **self._panes.slots()}
        for number, section in BY_NUMBER.items():
            slots[f"section_{number}"] = partial(self._go_to, section.id)
        if rights.type and self._work is not None:
            slots |= {"save": self._save, "undo": self._undo, **self.files.adding.slots()}
        if rights.print:
            slots["print"] = self._panes.print
            slots |= of_case.slots(self.desk, self.case_id(), back="case")
        if rights.decide:
            slots["decision"] = self._panes.decide
        return slots

    def retranslate(self) -> None:
        """Set every text anew."""
        self.area.retranslate(self.desk.translate)
        self._panes.map.retranslate(self.desk.translate)
        self._panes.show_case()

    def case_id(self) -> str:
        """Return the id of the case that is shown, empty while it is not registered."""
        return self._work.case_id if self._work is not None else ""

    def path(self) -> str:
        """Return the path of the field the cursor is in."""
        return self._path

    # what is shown

    def _show_opened(self) -> None:
        self._path = self._panes.path = ""
        self._loading = False
        if self._work is not None:
            discussions = self.area.panels["discussions"]
            if isinstance(discussions, Discussions) and self._work.record is not None:
                discussions.imported = self._work.record.imported_decisions
        self._panes.show_case()
        if self.isVisible():
            self._begin()

    def _begin(self) -> None:
        """Put the cursor where work begins."""
        self.area.panels["patient"].focus_first()
        if self._wished:
            self.area.focus_section(self._wished)
        elif self._wanted_path:
            self._come_in()
        # the window's own, which it has again once a dialog before it is gone
        now = self.window().focusWidget()
        if now is None or not self.isAncestorOf(now):
            self._index.setFocus(Qt.FocusReason.OtherFocusReason)

    def _come_in(self) -> None:
        if self._work is not None:
            self.area.focus(paths.by_id(self._wanted_path, self._work.document))

    def _return(self) -> None:
        proxy = self.area.focusProxy()
        if proxy is not None and not self._wanted_path:
            proxy.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._begin()

    # the cursor

    def _go_to(self, section: str) -> None:
        """Show a section; of a case that is still on its way, once it is there."""
        if self._loading:
            self._wished = section
        else:
            self.area.focus_section(section)

    def _come_to(self, path: str) -> None:
        before, self._path = self._path, path
        self._panes.path = path
        work = self._work
        if not path or work is None:
            return
        self._index.mark(section_of(path))
        self.desk.hint(
            hints.of(path, QApplication.focusWidget(), work.document, self.desk.translate)
        )
        if section_of(path) != "patient":
            work.consider(left=True)
        if before != path:
            self._panes.show_unsaved()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go through the page in reading order, whatever was made when."""
        return _tab(self._panes, self.area, forward=forward)

    # what a person does

    def _edit(self, path: str, raw: str) -> None:
        if self._work is not None:
            self._work.edit(path, raw)
            self._panes.show_scores_soon()

    def _commit(self, path: str, value: Value | None) -> None:
        if self._work is not None:
            self._work.commit(path, value)

    def _settle(self, path: str) -> None:
        if self._work is not None:
            self._work.settle(path)

    def discard(self) -> None:
        """Throw away this person's unrecorded text of the case."""
        if self._work is not None:
            self._work.discard()

    def _back(self) -> None:
        self.desk.go(_WORKLIST)

    def _save(self) -> None:
        if self._work is not None:
            self._work.save()

    def _undo(self) -> None:
        if self._work is not None:
            path = self._work.undo()
            if path:
                self.area.focus(path)

    def _take_changes(self, changes: Changes) -> None:
        work = self._work
        if work is not None and any(kind == "switch" for kind, _ in changes):
            self._panes.ask_instruments()
        if work is not None and work.case_id and _concern(work, changes):
            work.ask_again()

    # sizes

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the panes the widths of the window."""
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the sizes of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self._measure()

    def _measure(self) -> None:
        wide = int(self.window().width() >= theme.px(TWO_COLUMNS_FROM))
        self._index.setFixedWidth(theme.px(_INDEX[wide]))
        self._panes.map.setFixedWidth(theme.px(_MAP[wide]))
        self._side.setFixedWidth(theme.px(_SIDE[wide]))


def _concern(work: CaseWork, changes: Changes) -> bool:
    """Tell whether changes are of a case at work that sends none itself."""
    patient = work.record.patient_id if work.record is not None else ""
    ours = {("case", work.case_id), ("patient", patient)}
    return bool(ours & changes) and not work.amendments.busy


def _tab(panes: Panes, area: FormArea, *, forward: bool) -> bool:
    """Go to the next or the last of what Tab stops at, in reading order."""
    order = [*tab_order.stops(panes.head), *tab_order.stops(panes.banners)]
    order += [*tab_order.stops(panes.index), *area.stops()]
    order += [*tab_order.stops(panes.map), *tab_order.stops(panes.side)]
    after = tab_order.neighbour(QApplication.focusWidget(), order, forward=forward)
    if after is None:
        return False
    tab, back = Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason
    after.setFocus(tab if forward else back)
    if area.isAncestorOf(after):
        area.ensureWidgetVisible(after, 0, theme.px(48))
    return True
