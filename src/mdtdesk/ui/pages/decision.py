# SPDX-License-Identifier: MIT
"""The decision page: what was said, what is decided, and the checks beside it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from mdtdesk.domain.roles import allowing
from mdtdesk.services.context import local_now
from mdtdesk.ui import of_case
from mdtdesk.ui.actions import Slots
from mdtdesk.ui.decision import reading
from mdtdesk.ui.decision.bar import Bar
from mdtdesk.ui.decision.checks_pane import ChecksPane
from mdtdesk.ui.decision.conclusion import Conclusion
from mdtdesk.ui.decision.draft import Draft
from mdtdesk.ui.decision.field import Field
from mdtdesk.ui.decision.follow_through import FollowThrough
from mdtdesk.ui.decision.head import DecisionHead
from mdtdesk.ui.decision.meeting import Meeting
from mdtdesk.ui.decision.notice import Notice
from mdtdesk.ui.decision.opinions import Opinions
from mdtdesk.ui.decision.panes import Panes
from mdtdesk.ui.decision.procedures import Procedures
from mdtdesk.ui.decision.signed import Signed
from mdtdesk.ui.decision.signing import Signing
from mdtdesk.ui.decision.work import DecisionWork
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.dialogs.read_back import ReadBack
from mdtdesk.ui.page import Page
from mdtdesk.ui.printing import PLACE, Wanted
from mdtdesk.ui.program import program

_CASE = "case"


class DecisionPage(Page):
    """One case's decision, drafted, read back and recorded."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.draft = Draft(self)
        self.work = DecisionWork(desk, self.draft, self)
        self._entering = False
        self._held: QWidget | None = None
        self._make_widgets()
        self._lay_out()
        self._connect()

    def _make_widgets(self) -> None:
        draft = self.draft
        self._head, self._notice, self._bar = DecisionHead(), Notice(), Bar()
        self.signing, self._signed = Signing(self.desk, draft, self), Signed(draft)
        self.opinions, self.meeting = Opinions(draft), Meeting(draft)
        self.procedures, self.conclusion = Procedures(draft), Conclusion(draft)
        self.checks = ChecksPane(draft, self._who)
        self.follow_through = FollowThrough(draft)
        self._panes = Panes(
            (self.opinions, self.meeting),
            (self.procedures, self.conclusion, self._signed),
            (self.checks, self.follow_through),
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._head, self._notice):
            column.addWidget(part)
        column.addWidget(self._panes, 1)
        column.addWidget(self._bar)

    def _connect(self) -> None:
        self.draft.changed.connect(self._show_state)
        self.draft.kept.connect(self._show_state)
        self.work.loaded.connect(self._begin)
        self.work.recorded.connect(self._tell_recorded)
        self.work.conflicted.connect(self._show_conflict)
        self.work.rejected.connect(self._show_problems)
        self.work.busy_changed.connect(self._hold)
        self._notice.gone_on.connect(self._go_on)
        self._head.print_wanted.connect(self._print)
        self._bar.read_back.connect(self.read_back)
        self._bar.record.connect(self.record)
        self._bar.sign.connect(self.signing.sign)
        self._bar.add.connect(self.signing.add)
        self.signing.changed.connect(self._show_state)
        self.meeting.opened.connect(self.signing.read)
        self.procedures.dropped.connect(self._offer_undo)
        self.opinions.dropped.connect(lambda: self._offer_undo(""))
        self.follow_through.agreed.connect(self.work.agree)
        self.checks.counted.connect(self._count_checks)
        program().focusChanged.connect(self._hint)

    # what the window asks

    def enter(self, what: Any) -> None:
        """Show the decision of a case; one that is being typed goes on where it was left."""
        self._panes.arrange(self.window().width())
        self._entering = True
        self.checks.ask_switches(self.desk)
        self.work.open(str(what or self.draft.case_id))

    def reload(self) -> None:
        """Ask again: while the window was locked others may have written."""
        self.work.open_again()

    def leave(self) -> None:
        """Write what is typed to the journal."""
        self.work.keep()

    def slots(self) -> Slots:
        """Return what can be done with the decision."""
        slots: dict[str, Any] = {"back": self._back, "read_back": self.read_back}
        slots |= of_case.slots(self.desk, self.draft.case_id, back="decision")
        if self._may("print"):
            slots["print"] = self._print
        slots |= self.signing.slots()
        if self._writes():
            slots |= {"save": self.record, "add_procedure": self.procedures.focus_add}
            if self.draft.can_undo:
                slots["undo"] = self._undo
        return slots

    def panes(self) -> tuple[QWidget, ...]:
        """Return opinions, procedures, checks and the bar."""
        return (*self._panes.in_order(), self._bar)

    def retranslate(self) -> None:
        """Set every text in the language that is on."""
        translate = self.desk.translate
        self.draft.speak(translate)
        for part in (self.opinions, self.meeting, self.procedures, self.conclusion, self._signed):
            part.retranslate(translate)
        self.checks.retranslate(translate)
        self.follow_through.retranslate(translate)
        self._panes.retranslate(translate)
        self._show_state()

    # what is shown

    def _begin(self) -> None:
        self._notice.hide()
        self._panes.setEnabled(self._writes())
        self.signing.ask()
        self.desk.slots_changed.emit()
        if self._entering and self._writes():
            self.procedures.intents.setFocus(Qt.FocusReason.OtherFocusReason)
        self._entering = False

    def _show_state(self) -> None:
        draft, translate = self.draft, self.desk.translate
        self._head.show_case(draft.case, draft.discussion, translate, self._now().date())
        self._bar.show_state(draft, translate, writing=self._writes())
        self._bar.show_signing(self.signing, draft, translate)
        self.desk.slots_changed.emit()

    def _hint(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Say at the foot which keys the focused field takes, and keep it in view."""
        if now is not None and self.isAncestorOf(now):
            name, keys = now.accessibleName(), now.statusTip()
            self.desk.hint(
                self.desk.translate("decision.hint", name=name, keys=keys) if keys else name
            )
            self._panes.reveal(now)

    def _hold(self, busy: bool) -> None:
        """Take no words while the decision is on its way: they would be no part of it."""
        if busy:
            self._held = QApplication.focusWidget()
            self._panes.setEnabled(False)
            return
        self._panes.setEnabled(self._writes())
        if self._held is not None and isValid(self._held):
            self._held.setFocus(Qt.FocusReason.OtherFocusReason)
        self._held = None

    def _count_checks(self, count: int) -> None:
        self._panes.show_count(count)

    def _show_conflict(self, changed: Any) -> None:
        self._notice.say(self.desk, self.draft, changed)

    def _go_on(self) -> None:
        self._notice.hide()
        self.procedures.focus_add()

    def _show_problems(self, problems: Any) -> None:
        fields = {field.spot.path: field for field in self.findChildren(Field)}
        first = reading.show(problems, fields)
        if first is not None:
            self._panes.reveal(first)
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.desk.say("decision.not_recorded", count=len(problems))

    # what a person does

    def commit(self) -> None:
        """Take what is typed in every field."""
        for field in self.findChildren(Field):
            field.commit()

    def record(self) -> None:
        """Record the decision, or say what it still lacks."""
        if self._writes():
            self.commit()
            faults = [f.fault() for f in self.findChildren(Field) if f.problem() is not None]
            self.work.record(tuple(fault for fault in faults if fault is not None))

    def _tell_recorded(self) -> None:
        self.desk.saved()
        self._show_state()

    def read_back(self) -> None:
        """Show the decision as it is read aloud."""
        self.commit()
        translate = self.desk.translate
        lines = reading.lines(self.draft, translate)
        dialog = ReadBack(translate("decision.read_back_title"), lines, self.window())
        able = self._writes() and self.draft.dirty
        dialog.name_buttons(
            translate("decision.back_to_form"), translate("decision.record_now") if able else ""
        )
        dialog.confirmed.connect(self.record)
        dialog.open()

    def _offer_undo(self, name: str) -> None:
        key = "decision.dropped" if name else "decision.dropped_opinion"
        self.desk.say(key, self._undo, name=name)

    def _undo(self) -> None:
        self.draft.take_back()

    def _print(self) -> None:
        if self._may("print") and PLACE in self.desk.places:
            self.commit()
            self.desk.go(PLACE, Wanted(self.draft.case_id, "decision"))

    def _back(self) -> None:
        self.commit()
        self.desk.go(_CASE, self.draft.case_id)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go in reading order: opinions, intents, procedures, conclusion, checks, vote, record."""
        target = self._panes.neighbour(QApplication.focusWidget(), self._around(), forward=forward)
        if target is None:
            return super().focusNextPrevChild(forward)
        self._panes.reveal(target)
        ways = Qt.FocusReason
        target.setFocus(ways.TabFocusReason if forward else ways.BacktabFocusReason)
        return True

    def _around(self) -> tuple[QWidget, QWidget, QWidget]:
        return (self._notice, self._bar, self._head)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take three panes or two, as the window allows."""
        super().resizeEvent(event)
        self._panes.arrange(self.window().width())

    # who

    def _may(self, permission: str) -> bool:
        actor = self.desk.actor
        return actor is not None and allowing(actor.roles, permission) is not None

    def _writes(self) -> bool:
        return self._may("decide") and self.desk.writing and "closed" not in self.draft.case

    def _now(self) -> datetime:
        context = self.desk.context
        return context.clock() if context is not None else local_now()

    def _who(self) -> tuple[str, datetime]:
        actor = self.desk.actor
        return (actor.name if actor is not None else "", self._now())
