# SPDX-License-Identifier: MIT
"""One case at work: leads what is typed into the journal and the record, and what failed back.

One of these is made for each case that is opened, so that what is still on its way for the last one
gets there.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mdtdesk.domain.document import Document, Value, get
from mdtdesk.domain.drafts import CloseDraft, ConfirmDraft
from mdtdesk.domain.records import CaseRecord
from mdtdesk.errors import Problem
from mdtdesk.services import cases
from mdtdesk.ui.case import lesion_changes, paths, restoring
from mdtdesk.ui.case.amendments import Amendments, Changes
from mdtdesk.ui.case.area import FormArea
from mdtdesk.ui.case.journal import Journal
from mdtdesk.ui.case.refusals import Refusals
from mdtdesk.ui.case.registering import FORM, Registering
from mdtdesk.ui.desk import Desk


class CaseWork(QObject):
    """Stands between the form and the services.

    opened    the form shows the case, with what was left unrecorded
    changed   anything that the panes show is another
    """

    opened = Signal()
    changed = Signal()

    def __init__(self, desk: Desk, area: FormArea, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._area, self._window = desk, area, parent
        self.journal = Journal(desk, self)
        self.amendments = Amendments(desk, self.journal, self)
        self.record: CaseRecord | None = None
        self.live = True
        self._seen: dict[str, Value | None] = {}
        self._registering: Registering | None = None
        self._say_summary = False
        self._connect()

    def _connect(self) -> None:
        self.amendments.changed.connect(self._show_change)
        self.amendments.saved.connect(self._saved)
        self._refusals = Refusals(self._desk, self, self._area, self._window)
        self.journal.failed.connect(self._desk.refuse)

    @property
    def document(self) -> Document:
        """Return the case as the form shows it."""
        return self.amendments.document

    @property
    def case_id(self) -> str:
        """Return the case's id, empty until it is registered."""
        return self.amendments.case_id

    # opening and leaving

    def open(self, case_id: str) -> None:
        """Read a case and what this person left in its form."""
        self._desk.ask(
            cases.get,
            case_id,
            done=lambda record: self.journal.read(
                f"case:{case_id}", lambda typed: self._show(record, typed)
            ),
        )

    def _show(self, record: CaseRecord, typed: Mapping[str, str]) -> None:
        if not self.live:
            return
        self.record = record
        self.journal.open(f"case:{record.id}", typed)
        self.amendments.take(record)
        self._area.open(record.document)
        self._restore(typed)
        self.opened.emit()

    def begin(self) -> None:
        """Start a new case, or go on with the one that was not registered yet."""
        made = Registering(self._desk, self.amendments, self.journal)
        made.commit, made.typed = self._area.commit, self._area.typed
        made.window = lambda: self._window if self._window.isVisible() and self.live else None
        made.registered.connect(lambda _id: self.ask_again())
        made.refused.connect(self._refusals.say)
        made.taken.connect(self._taken)
        self._registering = made
        self.journal.read(FORM, self._show_new)

    def _show_new(self, typed: Mapping[str, str]) -> None:
        if not self.live:
            return
        self.journal.open(FORM, typed)
        self.amendments.amend(restoring.lesions(typed), undo=False)
        self._area.open(self.document)
        self._restore(typed)
        self.opened.emit()

    def _restore(self, typed: Mapping[str, str]) -> None:
        fields = {path: raw for path, raw in typed.items() if not path.endswith("]")}
        marks = restoring.marks(fields, self.document, self._desk.translate)
        self._area.restore(fields, marks)

    def leave(self) -> None:
        """Write down all that is not recorded."""
        for path in self.amendments.waiting:
            raw = self._area.raw(path)
            if raw is not None:
                self.journal.note(path, raw)
        self.journal.flush()
        if self._registering is not None:
            self._registering.consider(left=True)

    def end(self) -> None:
        """Give the form to another case; what is on its way still gets there."""
        self.leave()
        self.live = False

    def resume(self) -> None:
        """Go on after an unlock: send what waits, show what others changed."""
        self.amendments.send()
        self.ask_again()

    # the record

    def ask_again(self) -> None:
        """Ask for the record anew; touched fields keep what is typed."""
        if self.case_id and self._desk.actor is not None:
            self._desk.ask(cases.get, self.case_id, done=self._take)

    def _take(self, record: CaseRecord) -> None:
        if self.amendments.busy or not self.live:
            return  # asked again once all is sent
        before = self.document
        self.record = record
        self.amendments.take(record)
        if record.document != before:
            self._area.load(record.document)
        self.changed.emit()

    def _show_change(self) -> None:
        if self.live:
            self._area.load(self.document)
            self.changed.emit()

    def _saved(self) -> None:
        self._desk.saved()
        if self.live:
            self.ask_again()
            if self._say_summary:
                self._summarise()

    def show_record(self, record: CaseRecord) -> None:
        """Show the record whatever is on its way."""
        self.record = record
        self.amendments.take(record)
        self._area.load(self.document)

    # typing

    def edit(self, path: str, raw: str) -> None:
        """Keep what is being typed."""
        self._seen.setdefault(path, get(self.document, path))
        self.journal.note(path, raw)

    def settle(self, path: str) -> None:
        """Drop typed text that says what is recorded."""
        self._seen.pop(path, None)
        if self._registering is None or self.case_id:
            self.journal.discard([path])

    def remember_seen(self, path: str, value: Value | None) -> None:
        """Keep what a field showed when its text was typed, if that is not known yet."""
        self._seen.setdefault(path, value)

    def forget_seen(self, path: str) -> None:
        """Compare a field's next value with what the record holds now."""
        self._seen.pop(path, None)

    def commit(self, path: str, value: Value | None) -> None:
        """Record a field's value with all that it ties."""
        seen = {path: self._seen.pop(path)} if path in self._seen else {}
        self.amendments.amend(self._tied(path, value), seen)
        self.consider()

    def consider(self, *, left: bool = False) -> None:
        """Let a new case be registered if it is settled whose it is."""
        if self._registering is not None and not self.case_id:
            self._registering.consider(left=left)

    def _tied(self, path: str, value: Value | None) -> Changes:
        if path.endswith("].site") and isinstance(value, str):
            return lesion_changes.moved_to(self.document, paths.lesion_id(path), value)
        if path == "patient.birth_date" and value and "age_years" in self._patient():
            return {path: value, "patient.age_years": None}
        return {path: value}

    def _patient(self) -> Collection[str]:
        patient = get(self.document, "patient")
        return patient if isinstance(patient, Mapping) else ()

    # what a person asks for

    def save(self) -> None:
        """Record all that is valid, then say what is not and what is missing."""
        self._area.commit()
        self.consider(left=True)
        self._say_summary = True
        if not self.amendments.busy and not self.amendments.registering:
            self._summarise()

    def _summarise(self) -> None:
        self._say_summary = False
        key, values, first = restoring.summary(self._area, self.document, self._desk.translate)
        self._desk.say(key, None, **values)
        if first:
            self._area.focus(first)

    def undo(self) -> str:
        """Take the last change back; return the path it was at, empty if there was none."""
        taken = self.amendments.take_back()
        if taken is None:
            return ""
        first = next(iter(taken.changes))
        self._desk.say("case.undone", field=paths.where(first, self.document, self._desk.translate))
        return first

    def discard(self) -> None:
        """Throw unrecorded text away; it can be brought back."""
        typed = self._area.typed()
        for path in typed:
            self._seen.pop(path, None)
            self._area.forget(path)
        self.journal.discard_all()
        self.changed.emit()

        def back() -> None:
            for path, raw in typed.items():
                self.journal.note(path, raw)
            self._restore(typed)
            self.changed.emit()

        self._desk.say("case.discarded", undo=back, count=len(typed))

    def confirm(self) -> None:
        """Confirm, as a doctor, all that a coordinator typed."""
        self.amendments.run(cases.confirm, lambda version: ConfirmDraft(self.case_id, version))

    def close(self, reason: str, said: str) -> None:
        """Close the case, or open it again without a reason."""
        self.amendments.run(
            cases.close, lambda version: CloseDraft(self.case_id, version, reason, said)
        )

    def mark_removed(self, named: str, reason: str) -> None:
        """Mark a lesion as removed that something names."""
        actor = self._desk.actor
        at = datetime.now().astimezone().isoformat(timespec="seconds")
        by = actor.name if actor is not None else ""
        self.amendments.amend(lesion_changes.removed(named, reason, by=by, at=at))

    def _taken(self, problem: Problem) -> None:
        """Ask for another hospital number: this one is somebody else's."""
        self._area.load(self.document)
        self._area.show_problems([problem])
        self._area.focus(problem.path)
