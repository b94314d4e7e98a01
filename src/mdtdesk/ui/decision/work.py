# SPDX-License-Identifier: MIT
"""Carries a decision between form and store: loads it, keeps it in the journal, records it."""

from __future__ import annotations

import json

from PySide6.QtCore import QObject, Signal

from mdtdesk.domain import document
from mdtdesk.domain.changes import Changes, Outcome
from mdtdesk.domain.document import Difference, Document, differences
from mdtdesk.domain.drafts import DecisionDraft, PlanDraft
from mdtdesk.domain.records import CaseRecord
from mdtdesk.errors import Conflict, Problem, Rejected
from mdtdesk.services import cases, decisions
from mdtdesk.ui.case.journal import Journal
from mdtdesk.ui.decision.draft import Draft
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.tasks import Failure

# the journal's two entries: the draft, and the case it was begun on
_DRAFT, _SEEN = "draft", "case"
_ASIDE = ("unconfirmed", "scores")


class DecisionWork(QObject):
    """One case's decision on its way.

    loaded      the form shows a case; recorded: it is in the store
    conflicted  carries what is recorded otherwise now
    rejected    carries the faults by the draft's own paths
    busy_changed  it is on its way to the store, or no longer
    """

    loaded = Signal()
    recorded = Signal()
    conflicted = Signal(object)
    rejected = Signal(object)
    busy_changed = Signal(bool)

    def __init__(self, desk: Desk, draft: Draft, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._draft = desk, draft
        self.journal = Journal(desk, self)
        self._busy, self._quiet, self._seen_kept = False, False, False
        # the page was left: the same draft may go on elsewhere, in the room or on the page
        self._away = False
        self._seen: Document = document.EMPTY
        draft.kept.connect(self._note)
        desk.changed.connect(self._look)
        self.journal.failed.connect(desk.refuse)

    @property
    def form(self) -> str:
        """Return the journal's name of this form."""
        return f"decision:{self._draft.case_id}"

    # loading

    def open(self, case_id: str) -> None:
        """Show a case; one that is shown already and typed into is only looked at again."""
        if case_id != self._draft.case_id:
            self.keep()
        self._desk.ask(cases.get, case_id, done=self._take)

    def open_again(self) -> None:
        """Look at the shown case anew: an answer that came while the window was locked is gone."""
        self._set_busy(False)
        if self._draft.case_id:
            self.open(self._draft.case_id)

    def _take(self, record: CaseRecord) -> None:
        if record.id == self._draft.case_id and self._away:
            self.journal.read(self.form, lambda kept: self._come_back(record, kept))
        else:
            self._show(record)

    def _come_back(self, record: CaseRecord, kept: dict[str, str]) -> None:
        """Go on from the journal where the draft went on elsewhere meanwhile."""
        self._away = False
        left = self._draft.raw() if self._draft.dirty else None
        if kept.get(_DRAFT) == left or self.journal.behind:
            self._show(record)
        else:
            self._load(record, kept)

    def _show(self, record: CaseRecord) -> None:
        if record.id == self._draft.case_id and self._draft.dirty:
            self._meet(record)
            self.loaded.emit()
        elif record.id != self._draft.case_id or record.version != self._draft.version:
            form = f"decision:{record.id}"
            self.journal.open(form)
            self.journal.read(form, lambda kept: self._load(record, kept))
        else:
            self.loaded.emit()

    def _load(self, record: CaseRecord, kept: dict[str, str]) -> None:
        self._see(record)
        self._quiet, self._away = True, False
        self._draft.load(record)
        self.journal.open(self.form, kept)
        if _DRAFT in kept:
            self._draft.restore(kept[_DRAFT])
        self._quiet = False
        self.loaded.emit()
        if _DRAFT in kept:
            self._desk.say("decision.restored")
            begun = document.document(json.loads(kept.get(_SEEN) or "{}"))
            changed = _changed(begun, record.document) if begun else ()
            if changed:
                self.conflicted.emit(changed)

    def _look(self, changes: Changes) -> None:
        """Look again when the shown case changed by anything but the recording of it."""
        here = self._draft.case_id and not self._busy and not self._away
        if here and ("case", self._draft.case_id) in changes:
            self._desk.ask(cases.get, self._draft.case_id, done=self._take)

    def _meet(self, record: CaseRecord) -> None:
        """Go on upon what is recorded now, and say what changed."""
        if record.version == self._draft.version:
            return
        changed = _changed(self._draft.case, record.document)
        self._draft.adopt(record)
        self._see(record)
        self._note()
        if changed:
            self.conflicted.emit(changed)

    # keeping

    def _see(self, record: CaseRecord) -> None:
        self._seen, self._seen_kept = record.document, False

    def _note(self) -> None:
        if self._quiet or not self._draft.case_id:
            return
        if self._draft.dirty:
            self.journal.note(_DRAFT, self._draft.raw())
            if not self._seen_kept:
                seen = document.thaw(self._seen)
                self.journal.note(_SEEN, json.dumps(seen, ensure_ascii=False))
                self._seen_kept = True
        else:
            self.journal.discard((_DRAFT, _SEEN))
            self._seen_kept = False
        if self._away:
            # a field that lost the cursor as the page went says so only now
            self.journal.flush()

    def keep(self) -> None:
        """Write what is typed to the journal now."""
        if self._draft.case_id and self._desk.actor is not None:
            self.journal.flush()
            self._away = True

    # recording

    def record(self, faults: tuple[Problem, ...]) -> None:
        """Record the draft as the decision or its next version; say what it lacks instead."""
        draft = self._draft
        if self._busy or not draft.dirty:
            return
        found = (*faults, *draft.problems())
        if found:
            self.rejected.emit(found)
            return
        discussion, decision = draft.to_record()
        self.journal.settle((_DRAFT, _SEEN))
        self._seen_kept = False
        self._set_busy(True)
        made = DecisionDraft(draft.case_id, draft.version, discussion, decision, form=self.form)
        self._desk.do(decisions.record, made, done=self._done, failed=self._failed)

    def _done(self, _outcome: Outcome) -> None:
        self._desk.ask(
            cases.get, self._draft.case_id, done=self._show_recorded, failed=self._unseen
        )

    def _unseen(self, failure: Failure) -> None:
        """What was recorded cannot be read back now: the form stays, and may be recorded again."""
        self._set_busy(False)
        self._desk.refuse(failure)

    def _set_busy(self, busy: bool) -> None:
        if busy != self._busy:
            self._busy = busy
            self.busy_changed.emit(busy)

    def _show_recorded(self, record: CaseRecord) -> None:
        self._set_busy(False)
        self._see(record)
        self._draft.load(record)
        self.loaded.emit()
        self.recorded.emit()

    def _failed(self, failure: Failure) -> None:
        self._set_busy(False)
        self._note()
        if isinstance(failure, Conflict):
            self._desk.ask(cases.get, self._draft.case_id, done=self._meet)
        elif isinstance(failure, Rejected):
            self.rejected.emit(tuple(self._own(problem) for problem in failure.problems))
            self._desk.refuse(failure)
        else:
            self._desk.refuse(failure)

    def _own(self, problem: Problem) -> Problem:
        """Return a fault of the whole case by the draft's path."""
        _, bracket, rest = problem.path.partition("discussions[")
        path = rest.partition("].")[2] if bracket else problem.path
        return Problem(self._draft.own_path(path), problem.code, problem.values)

    def agree(self, agreed: str, by: str) -> None:
        """Append what the patient agreed to beside the recorded decision."""
        facts = {"agreed": agreed, **({"by": by} if by else {})}
        plan = PlanDraft(
            self._draft.case_id,
            document.text(self._draft.recorded, "id"),
            document.document(facts),
        )
        self._desk.do(decisions.agree, plan, done=lambda _outcome: self._desk.saved())


def _changed(old: Document, new: Document) -> tuple[Difference, ...]:
    """Return what differs between two states of a case, what only the program keeps aside."""
    found = differences(old, new)
    return tuple(d for d in found if d.path.partition("[")[0].partition(".")[0] not in _ASIDE)
