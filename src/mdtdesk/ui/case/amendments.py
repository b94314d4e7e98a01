# SPDX-License-Identifier: MIT
"""The case as its form shows it: what is recorded and what is on its way to the record.

Amendments go one at a time, each with the version that the last one made, so that the form never
waits and never overtakes itself. A new case collects its values here until it is registered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Signal

from mdtdesk.domain import document
from mdtdesk.domain.changes import Outcome
from mdtdesk.domain.document import EMPTY, Document, Value
from mdtdesk.domain.drafts import AmendDraft
from mdtdesk.domain.records import CaseRecord
from mdtdesk.errors import Conflict
from mdtdesk.services import cases
from mdtdesk.services.context import Context
from mdtdesk.ui.case.journal import Journal
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.tasks import Failure

Changes = Mapping[str, Value | None]
_MOST_UNDO = 200


@dataclass(frozen=True, slots=True)
class Amendment:
    """Values that go into the record together; ``seen`` is what the form showed there."""

    changes: Changes
    seen: Changes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refusal:
    """An amendment that was not recorded, and why."""

    amendment: Amendment
    failure: Failure


@dataclass(frozen=True, slots=True)
class _Step:
    """One command on its way; ``draft`` makes what it takes from the version it finds."""

    command: Callable[[Context, Any], Outcome]
    draft: Callable[[int], Any]
    amendment: Amendment
    done: Callable[[], object] | None = None


class Amendments(QObject):
    """One case: its record, its waiting changes, and the way back.

    changed   the document is another one, by a change made here
    saved     all that was sent is recorded
    refused   carries a Refusal; its values are no longer in the document
    """

    changed = Signal()
    saved = Signal()
    refused = Signal(object)

    def __init__(self, desk: Desk, journal: Journal, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._journal = desk, journal
        self.case_id, self.version, self.registering = "", 0, False
        self.document: Document = EMPTY
        self._base: Document = EMPTY
        self._waiting: list[_Step] = []
        self._undo: list[Amendment] = []
        self._flying = False

    # which case

    def take(self, record: CaseRecord) -> None:
        """Take what is recorded now; what waits here stays on top of it."""
        self.case_id, self.version = record.id, record.version
        self._base = record.document
        self._fold()

    def registered(self, outcome: Outcome, sent: Document) -> None:
        """Go on as the recorded case that the new one has become."""
        self.case_id, self.version, self.registering = outcome.id, outcome.version, False
        self._base = document.change(sent, {"number": outcome.number})
        self._fold()
        self.send()

    def not_registered(self) -> None:
        """Go on collecting: the new case could not be registered."""
        self.registering = False
        self._fold()

    @property
    def busy(self) -> bool:
        """Tell whether something is on its way to the record."""
        return self._flying or bool(self._waiting)

    @property
    def waiting(self) -> tuple[str, ...]:
        """Return the paths whose values are not sent yet."""
        unsent = self._waiting[1:] if self._flying else self._waiting
        return tuple(path for step in unsent for path in step.amendment.changes)

    # changes

    def amend(self, changes: Changes, seen: Changes | None = None, *, undo: bool = True) -> None:
        """Change the document and record it; a conflict with what was seen is refused here."""
        shown = {path: document.get(self.document, path) for path in changes}
        amendment = Amendment(changes, {**shown, **(seen or {})})
        if any(shown[path] != amendment.seen[path] for path in changes):
            failure = Conflict(self.document, [p for p in changes if shown[p] != amendment.seen[p]])
            self.refused.emit(Refusal(amendment, failure))
            return
        if undo:
            self._undo = [*self._undo, Amendment(reverse(self.document, changes))][-_MOST_UNDO:]
        self._waiting.append(_Step(cases.amend, self._drafted(amendment), amendment))
        self._fold()
        self.changed.emit()
        self.send()

    def run(
        self,
        command: Callable[[Context, Any], Outcome],
        draft: Callable[[int], object],
        *,
        done: Callable[[], object] | None = None,
    ) -> None:
        """Do another command on this case after what waits."""
        self._waiting.append(_Step(command, draft, Amendment({}), done))
        self.send()

    def take_back(self) -> Amendment | None:
        """Undo the last change made here by a further one; None if there is none."""
        if not self._undo:
            return None
        last = self._undo.pop()
        self.amend(last.changes, undo=False)
        return last

    @property
    def can_undo(self) -> bool:
        """Tell whether there is something to take back."""
        return bool(self._undo)

    def send(self) -> None:
        """Send the next step, if the case is registered and nothing is on its way."""
        if self._flying or not self._waiting or not self.case_id or self._desk.actor is None:
            return
        step = self._waiting[0]
        self._flying = True
        self._desk.do(
            step.command,
            step.draft(self.version),
            done=lambda outcome: self._done(step, outcome),
            failed=lambda failure: self._failed(step, failure),
        )

    def _drafted(self, amendment: Amendment) -> Callable[[int], AmendDraft]:
        def draft(version: int) -> AmendDraft:
            entries = self._journal.settle(amendment.changes)
            return AmendDraft(
                self.case_id,
                version,
                dict(amendment.changes),
                seen=dict(amendment.seen),
                form=self._journal.form,
                journal=entries,
            )

        return draft

    def _done(self, step: _Step, outcome: Outcome) -> None:
        self._flying = False
        self._waiting.pop(0)
        self._base = document.change(self._base, step.amendment.changes)
        self.version = outcome.version
        if self._waiting:
            self.send()
        else:
            self.saved.emit()
        if step.done is not None:
            step.done()

    def _failed(self, step: _Step, failure: Failure) -> None:
        self._flying = False
        self._waiting.pop(0)
        self._fold()
        self.refused.emit(Refusal(step.amendment, failure))
        self.send()

    def _fold(self) -> None:
        if not self.case_id and not self.registering:  # a new case is nowhere but here
            for step in self._waiting:
                self._base = document.change(self._base, step.amendment.changes)
            self._waiting.clear()
        self.document = self._base
        for step in self._waiting:
            self.document = document.change(self.document, step.amendment.changes)


def reverse(of: Document, changes: Changes) -> dict[str, Value | None]:
    """Return the changes that lead back to a document; a removed row comes back to its place."""
    back: dict[str, Value | None] = {}
    for path in changes:
        outer = path.rpartition("[")[0] if path.endswith("]") else ""
        if outer:
            back[outer] = document.get(of, outer)
        else:
            back[path] = document.get(of, path)
    return back
