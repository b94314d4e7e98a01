# SPDX-License-Identifier: MIT
"""How a case of the room ends: read back and recorded, deferred, by the standard, unchanged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mdtdesk.domain import sittings
from mdtdesk.domain.agenda import AgendaRow
from mdtdesk.domain.document import document
from mdtdesk.domain.meeting_drafts import RatifyDraft
from mdtdesk.domain.records import CaseRecord
from mdtdesk.errors import Problem
from mdtdesk.services import decisions
from mdtdesk.ui.decision import reading
from mdtdesk.ui.decision.work import DecisionWork
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.dialogs.read_back import ReadBack
from mdtdesk.ui.room.deferring import DeferDialog
from mdtdesk.ui.room.foot import Foot

_ENDS = ("outcome", "deferral", "decision")


class Recording(QObject):
    """The ways to end the case that is shown; ``recorded`` comes when it is in the store."""

    recorded = Signal()

    def __init__(self, desk: Desk, work: DecisionWork, foot: Foot, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._work, self._foot, self._page = desk, work, foot, parent
        self._draft = foot.draft
        self._row: AgendaRow | None = None
        self._meeting_id = ""
        work.recorded.connect(self.recorded)
        work.rejected.connect(self._say_lacking)
        foot.read_back_asked.connect(self.read_back)

    def show_row(self, row: AgendaRow | None, meeting_id: str) -> None:
        """Turn to a case of the agenda."""
        self._row, self._meeting_id = row, meeting_id

    @property
    def open_row(self) -> AgendaRow | None:
        """Return the shown case while it can be decided: its draft is here and nobody ended it."""
        row = self._row
        if row is None or row.state != "open" or not self._desk.writing:
            return None
        return row if row.case.id == self._draft.case_id else None

    def slots(self) -> dict[str, Callable[[], object]]:
        """Return what the keys of the room do with the case."""
        row = self.open_row
        if row is None:
            return {}
        if row.kind == "ratification":
            return {"read_back": self.read_back}
        slots: dict[str, Callable[[], object]] = {
            "read_back": self.read_back,
            "defer": self.ask_why,
            "standard_of_care": self.decide_by_standard,
        }
        if sittings.last_decision(row.document):
            slots["no_change"] = self.confirm_unchanged
        if self._draft.can_undo:
            slots["undo"] = self._draft.take_back
        return slots

    # reading back

    def read_back(self) -> None:
        """Say the decision as it will be recorded; Enter records it."""
        self._read_back()

    def _read_back(self, rejected: Callable[[], object] | None = None) -> None:
        row, translate = self.open_row, self._desk.translate
        if row is None:
            return
        if row.kind == "ratification":
            standing = sittings.last_decision(row.document)
            lines = reading.version(standing, row.document, translate)
            self._ask(translate("room.ratify_title"), lines, translate("room.ratify"), self._ratify)
            return
        self._foot.finish()
        able = translate("decision.record_now") if self._draft.dirty else ""
        lines = reading.lines(self._draft, translate)
        dialog = self._ask(translate("decision.read_back_title"), lines, able, self._record)
        if rejected is not None:
            dialog.rejected.connect(rejected)

    def _ask(
        self,
        title: str,
        lines: Sequence[tuple[str, str]],
        able: str,
        then: Callable[[], object],
    ) -> ReadBack:
        dialog = ReadBack(title, lines, self._page.window(), room=True)
        dialog.name_buttons(self._desk.translate("decision.back_to_form"), able)
        dialog.confirmed.connect(then)
        dialog.open()
        return dialog

    def _record(self) -> None:
        self._work.record(())

    def _ratify(self) -> None:
        row = self.open_row
        if row is not None:
            draft = RatifyDraft(self._meeting_id, row.case.id, row.decision_id)
            self._desk.do(decisions.ratify, draft, done=lambda _outcome: self.recorded.emit())

    # the short ways

    def ask_why(self) -> None:
        """Ask for the reason of a deferral."""
        dialog = DeferDialog(self._desk.translate, self._page.window())
        dialog.answered.connect(self._defer)
        dialog.open()

    def _defer(self, reason: str, said: str) -> None:
        self._foot.finish()
        why = {"reason": reason, **({"text": said} if said else {})}
        self._draft.set({"outcome": "deferred", "deferral": document(why), "decision": None})
        self._work.record(())

    def decide_by_standard(self) -> None:
        """Decide by the standard of care, without a discussion."""
        if self.open_row is not None:
            before = self._draft.value.get("mode")
            self._draft.set({"mode": "standard_of_care"})
            self._read_back(rejected=lambda: self._draft.set({"mode": before}))

    def confirm_unchanged(self) -> None:
        """Read the decision that stands and confirm it, with what was said today."""
        row, translate = self.open_row, self._desk.translate
        if row is None:
            return
        self._foot.finish()
        standing = sittings.last_decision(row.document)
        lines = reading.version(standing, row.document, translate)
        able = translate("decision.record_now")
        self._ask(translate("room.key.no_change"), lines, able, self._confirm)

    def _confirm(self) -> None:
        row, draft = self.open_row, self._draft
        if row is None:
            return
        case = CaseRecord(draft.case_id, row.case.number, draft.version, "", draft.case, ())
        made = sittings.no_change(case, self._meeting_id, self._work.form)
        said, _ = draft.to_record()
        told = {key: value for key, value in said.items() if key not in _ENDS}
        made = replace(made, discussion=document({**told, **made.discussion}))
        self._desk.do(decisions.record, made, done=lambda _outcome: self.recorded.emit())

    # what is lacking

    def _say_lacking(self, problems: Sequence[Problem]) -> None:
        translate = self._desk.translate
        named = [translate.field(f"discussions.{p.path}") for p in problems if p.path]
        self._desk.say("room.lacks", fields=translate("wording.list").join(dict.fromkeys(named)))
        self._foot.take_focus()
