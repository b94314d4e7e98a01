# SPDX-License-Identifier: MIT
"""Appends what was entered to the decisions, and keeps what is only typed in the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from mdtdesk.domain.changes import Outcome
from mdtdesk.domain.document import Document, document
from mdtdesk.domain.drafts import PlanDraft
from mdtdesk.domain.tasks import Task
from mdtdesk.services import decisions
from mdtdesk.services.context import Context
from mdtdesk.ui.case.journal import Journal
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.follow.entry import DONE, PLAN
from mdtdesk.ui.tasks import Failure

Command = Callable[[Context, PlanDraft], Outcome]
_WAYS: Mapping[str, Command] = {PLAN: decisions.agree, DONE: decisions.carry_out}
# what says that nothing is known after all, since a decision is only ever added to
_UNKNOWN: Mapping[str, Document] = {
    PLAN: document({"agreed": "pending"}),
    DONE: document({"state": "pending"}),
}


class FollowRecording(QObject):
    """The way of one task's entry to the store; ``recorded`` comes when all of it is there."""

    recorded = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._journal = desk, Journal(desk, self)
        self._journal.failed.connect(desk.refuse)
        self.busy = False

    # what is typed

    def open(self, task: Task, done: Callable[[dict[str, str]], object]) -> None:
        """Turn to a task; ``done`` takes what was typed for it and not recorded."""
        form = f"follow:{task.case_id}"

        def take(kept: dict[str, str]) -> None:
            if self._journal.form != form:
                return
            self._journal.open(form, kept)
            mine = f"{task.decision_id}."
            done({k.removeprefix(mine): raw for k, raw in kept.items() if k.startswith(mine)})

        self._journal.open(form)  # at once: what is typed before the answer is this form's
        self._journal.read(form, take)

    def note(self, task: Task, path: str, raw: str) -> None:
        """Keep what is typed in a field."""
        self._journal.note(f"{task.decision_id}.{path}", raw)

    def keep(self) -> None:
        """Write what is typed to the journal now."""
        if self._desk.actor is not None:
            self._journal.flush()

    # recording

    def record(self, task: Task, changes: Mapping[str, Document]) -> None:
        """Append what is new, one after the other; the status bar offers the way back."""
        self._journal.flush()  # what is typed lies in the store before the command that takes it
        wanted = [
            (group, self._draft(task, group, facts)) for group, facts in changes.items() if facts
        ]
        self.busy = True
        self._append(iter(wanted), then=partial(self._finish, task, [g for g, _ in wanted]))

    def _draft(self, task: Task, group: str, facts: Document) -> PlanDraft:
        """Return what is appended, with the texts that it makes needless."""
        typed = self._journal.held(f"{task.decision_id}.{group}")
        return PlanDraft(task.case_id, task.decision_id, facts, self._journal.form, typed)

    def _append(self, left: Iterator[tuple[str, PlanDraft]], *, then: Callable[[], object]) -> None:
        following = next(left, None)
        if following is None:
            then()
            return
        group, draft = following

        def done(_outcome: Outcome) -> None:
            self._journal.settle(draft.journal)
            self._append(left, then=then)

        self._desk.do(_WAYS[group], draft, done=done, failed=self._fail)

    def _fail(self, failure: Failure) -> None:
        self.busy = False
        self._desk.refuse(failure)

    def _finish(self, task: Task, groups: list[str]) -> None:
        self.busy = False
        self._journal.discard_all()
        ids = task.case_id, task.decision_id
        back = [(group, PlanDraft(*ids, _before(task, group))) for group in groups]
        undo = partial(self._append, iter(back), then=self._desk.saved)
        self._desk.say("follow.recorded", undo, name=task.name)
        self.recorded.emit()


def _before(task: Task, group: str) -> Document:
    """Return what was recorded before, or that nothing is known."""
    if group == PLAN:
        facts = {"agreed": task.agreed, "by": task.agreed_by, "text": task.said}
    else:
        facts = {"state": task.done, "reason": task.reason, "text": task.remark}
    return document({k: v for k, v in facts.items() if v}) or _UNKNOWN[group]
