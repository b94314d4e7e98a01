# SPDX-License-Identifier: MIT
"""The page of one case: head, index, form and what is missing, all by the keyboard.

It is entered with a case's id, or with None for a new case.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from mdtdesk.domain.changes import Changes
from mdtdesk.domain.document import Value, text
from mdtdesk.domain.roles import allowing
from mdtdesk.ui import theme
from mdtdesk.ui.actions import Slots
from mdtdesk.ui.case import hints, overview, paths, tab_order
from mdtdesk.ui.case.area import FormArea
from mdtdesk.ui.case.head import Head
from mdtdesk.ui.case.index import SectionIndex
from mdtdesk.ui.case.lesion_work import LesionWork
from mdtdesk.ui.case.plans import BY_NUMBER, section_of
from mdtdesk.ui.case.reading import Discussions
from mdtdesk.ui.case.side import Side
from mdtdesk.ui.case.spelling import Spelling
from mdtdesk.ui.case.work import CaseWork
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.dialogs.reason import Question, ReasonDialog
from mdtdesk.ui.forms import TWO_COLUMNS_FROM, Ways
from mdtdesk.ui.page import Page

_WORKLIST, _DECISION, _PRINT = "cases", "decision", "print"
_INDEX, _SIDE = (160, 184), (296, 400)


def _today() -> date:
    return datetime.now().astimezone().date()


class CasePage(Page):
    """Shows one case at a time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._work: CaseWork | None = None
        self._path, self._opened, self._field = "", "", QWidget()
        self._spelling = Spelling(desk)
        self._make_widgets()
        self._lay_out()
        self._connect()

    def _make_widgets(self) -> None:
        translate = self.desk.translate
        self._head, self._index = Head(), SectionIndex(translate)
        self.area = FormArea(translate, Ways(spell=self._spelling.spell, today=_today))
        self._side = Side()

    def _lay_out(self) -> None:
        column, across = QVBoxLayout(self), QHBoxLayout()
        for layout in (column, across):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        column.addWidget(self._head)
        column.addLayout(across, 1)
        across.addWidget(self._index)
        across.addWidget(self.area, 1)
        across.addWidget(self._side)
        self._measure()

    def _connect(self) -> None:
        head, area, side, desk = self._head, self.area, self._side, self.desk
        head.print_wanted.connect(self._print)
        head.decision_wanted.connect(self._decide)
        self._index.asked.connect(area.focus_section)
        area.edited.connect(self._edit)
        area.committed.connect(self._commit)
        area.settled.connect(self._settle)
        area.focused.connect(self._come_to)
        area.lesions.chosen.connect(self._show_panes)
        side.asked.connect(area.focus)
        side.discard_wanted.connect(self.discard)
        side.confirm_wanted.connect(self._confirm)
        side.close_wanted.connect(self._close_or_open)
        desk.changed.connect(self._take_changes)
        self._spelling.known.connect(lambda: area.retranslate(self.desk.translate))
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]

    # what the window asks

    def enter(self, what: Any) -> None:
        """Open a case by its id, or begin a new one."""
        wanted = what if isinstance(what, str) else ""
        if self._work is not None and wanted and wanted == self._work.case_id:
            self._work.ask_again()
            self._return()
            return
        if self._work is not None:
            self._work.end()
        self._opened = wanted
        self._work = CaseWork(self.desk, self.area, self)
        LesionWork(self.desk, self.area.lesions, self._work, self)
        self._work.opened.connect(self._show_opened)
        self._work.changed.connect(self._show_panes)
        if wanted:
            self._work.open(wanted)
        else:
            self._work.begin()

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
        """Return index, form and what is missing."""
        return (self._index, self.area, self._side)

    def slots(self) -> Slots:
        """Return what can be done with the case."""
        rights = self._rights()
        slots: dict[str, Any] = {"back": self._back}
        for number, section in BY_NUMBER.items():
            slots[f"section_{number}"] = partial(self.area.focus_section, section.id)
        if rights.type and self._work is not None:
            slots |= {"save": self._save, "undo": self._undo}
        if rights.print:
            slots["print"] = self._print
        if rights.decide:
            slots["decision"] = self._decide
        return slots

    def retranslate(self) -> None:
        """Set every text anew."""
        self.area.retranslate(self.desk.translate)
        self._show_panes()

    def case_id(self) -> str:
        """Return the id of the case that is shown, empty while it is not registered."""
        return self._work.case_id if self._work is not None else ""

    def path(self) -> str:
        """Return the path of the field the cursor is in."""
        return self._path

    # what is shown

    def _show_opened(self) -> None:
        self._path = ""
        if self._work is not None:
            discussions = self.area.panels["discussions"]
            if isinstance(discussions, Discussions) and self._work.record is not None:
                discussions.imported = self._work.record.imported_decisions
        self._show_panes()
        if self.isVisible():
            self._begin()

    def _begin(self) -> None:
        """Put the cursor where work begins."""
        patient = self.area.panels["patient"]
        patient.focus_first()
        if not self.isAncestorOf(QApplication.focusWidget() or self._field):
            self._index.setFocus(Qt.FocusReason.OtherFocusReason)

    def _return(self) -> None:
        proxy = self.area.focusProxy()
        if proxy is not None:
            proxy.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._begin()

    def _show_panes(self) -> None:
        work = self._work
        if work is None:
            return
        view, translate = self._view(work), self.desk.translate
        case = work.document
        self._head.show_case(case, translate, registered=bool(work.case_id))
        self._head.allow(printing=view.rights.print, deciding=view.rights.decide)
        self._index.show_sections(overview.entries(view, translate), translate)
        word, tone, more = overview.state(view, translate)
        self._index.show_state(word, tone, more)
        self._side.show_alert(*overview.alert(view, translate))
        missing = overview.missing(view, translate)
        self._side.show_blocks(
            missing,
            overview.unsaved(view, translate),
            overview.unconfirmed(view, translate),
            overview.record(view, translate),
        )
        self._side.show_state("" if missing else word, more)
        self.area.show_needed(paths.needed(case))
        self.area.show_unconfirmed(overview.unconfirmed_fields(view))
        self.area.set_read_only(not view.rights.type)
        self.desk.state(translate("case.kept") if view.rights.type else translate("case.read_only"))
        self.desk.slots_changed.emit()

    def _view(self, work: CaseWork) -> overview.View:
        actor = self.desk.actor
        unsaved = [path for path in self.area.typed() if path != self._path]
        person = actor.person_id if actor is not None else ""
        record = work.record if work.case_id else None
        return overview.View(work.document, record, unsaved, self._rights(), person)

    def _rights(self) -> overview.Rights:
        work, actor = self._work, self.desk.actor
        if work is None or actor is None:
            return overview.Rights()

        def may(permission: str) -> bool:
            return allowing(actor.roles, permission) is not None

        closed, known, writing = "closed" in work.document, bool(work.case_id), self.desk.writing
        places = self.desk.places
        return overview.Rights(
            type=may("register") and writing and not closed,
            confirm=may("confirm") and writing and known,
            close=may("close") and writing and known,
            print=may("print") and known and _PRINT in places,
            decide=may("decide") and writing and known and not closed and _DECISION in places,
        )

    # the cursor

    def _come_to(self, path: str) -> None:
        before, self._path = self._path, path
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
            self._show_unsaved()

    def _show_unsaved(self) -> None:
        if self._work is not None:
            view = self._view(self._work)
            self._side.show_unsaved(overview.unsaved(view, self.desk.translate))

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        """Let Ctrl+Z through a field in which nothing is typed."""
        if before is not None and self.isAncestorOf(before):
            before.removeEventFilter(self)
        if now is not None and self.area.isAncestorOf(now):
            now.installEventFilter(self)
            self.area.setFocusProxy(now)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Ctrl+Z from a field that has nothing of its own to undo."""
        asked = event.type() == QEvent.Type.ShortcutOverride and not _can_undo(watched)
        undo = QKeySequence.StandardKey.Undo
        if asked and isinstance(event, QKeyEvent) and event.matches(undo):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go through the page in reading order, whatever was made when."""
        order = [*tab_order.stops(self._head), *tab_order.stops(self._index)]
        order += [*self.area.stops(), *tab_order.stops(self._side)]
        after = tab_order.neighbour(QApplication.focusWidget(), order, forward=forward)
        if after is None:
            return False
        tab, back = Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason
        after.setFocus(tab if forward else back)
        if self.area.isAncestorOf(after):
            self.area.ensureWidgetVisible(after, 0, theme.px(48))
        return True

    # what a person does

    def _edit(self, path: str, raw: str) -> None:
        if self._work is not None:
            self._work.edit(path, raw)

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

    def _confirm(self) -> None:
        if self._work is not None:
            self._work.confirm()

    def _back(self) -> None:
        self.desk.go(_WORKLIST)

    def _print(self) -> None:
        if self._work is not None and self._rights().print:
            self.desk.go(_PRINT, self._work.case_id)

    def _decide(self) -> None:
        if self._work is not None and self._rights().decide:
            self.desk.go(_DECISION, self._work.case_id)

    def _save(self) -> None:
        if self._work is not None:
            self._work.save()

    def _undo(self) -> None:
        if self._work is not None:
            path = self._work.undo()
            if path:
                self.area.focus(path)

    def _close_or_open(self) -> None:
        work, translate = self._work, self.desk.translate
        if work is None:
            return
        if text(work.document, "closed.reason"):
            work.close("", "")
            return
        question = Question(
            translate("case.close_title"),
            translate("case.close_why"),
            "close_reason",
            translate("case.close_do"),
            words=True,
        )
        dialog = ReasonDialog(self.desk, question, self)
        dialog.answered.connect(work.close)
        dialog.open()

    def _take_changes(self, changes: Changes) -> None:
        work = self._work
        if work is None or not work.case_id:
            return
        patient = work.record.patient_id if work.record is not None else ""
        ours = {("case", work.case_id), ("patient", patient)}
        if ours & changes and not work.amendments.busy:
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
        self._side.setFixedWidth(theme.px(_SIDE[wide]))


def _can_undo(widget: QObject) -> bool:
    if isinstance(widget, QLineEdit):
        return widget.isUndoAvailable() and not widget.isReadOnly()
    return isinstance(widget, QPlainTextEdit) and widget.document().isUndoAvailable()
