# SPDX-License-Identifier: MIT
"""What an administrator does with people: asks, runs the command, says what came of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mdtdesk import admitting
from mdtdesk.domain import passwords
from mdtdesk.domain.changes import Outcome
from mdtdesk.domain.drafts import PersonDraft
from mdtdesk.domain.people_drafts import NamedDraft, PersonStepDraft, RolesDraft
from mdtdesk.domain.records import PersonRow
from mdtdesk.errors import Rejected
from mdtdesk.services import people
from mdtdesk.services.context import Context
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.dialogs.ask import end, refusing
from mdtdesk.ui.dialogs.person import (
    AddPersonDialog,
    OneTimeDialog,
    SecondPersonDialog,
    SureDialog,
)
from mdtdesk.ui.people.sheet import PersonSheet
from mdtdesk.ui.tasks import Failure

Readmit = Callable[[Context, PersonStepDraft], Outcome]


class Doing(QObject):
    """``added`` carries the id of a new person."""

    added = Signal(str)

    def __init__(self, desk: Desk, sheet: PersonSheet, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._sheet, self._page = desk, sheet, page

    # who is new

    def add(self) -> None:
        """Ask who it is, and show the one-time password."""
        dialog = AddPersonDialog(self._desk.translate, self._page.window())
        dialog.added.connect(lambda draft: self._add(draft, dialog))
        dialog.open()

    def _add(self, draft: PersonDraft, dialog: AddPersonDialog) -> None:
        password = passwords.one_time()

        def done(_outcome: Outcome) -> None:
            end(dialog)
            self._tell(draft.name, password)

        self.added.emit(draft.person_id)
        self._desk.do(
            admitting.add,
            admitting.Admission(draft, password),
            done=done,
            failed=refusing(dialog, self._desk.refuse),
        )

    # called otherwise, other roles

    def save(self, everybody: tuple[PersonRow, ...]) -> None:
        """Record what the sheet shows; one's own roles after another administrator agreed."""
        person, actor = self._sheet.person, self._desk.actor
        if person is None or actor is None:
            return
        if self._sheet.changes_name():
            draft = NamedDraft(person.id, *self._sheet.form.named())
            self._desk.do(admitting.amend, draft, done=self._saved, failed=self._show)
        if not self._sheet.changes_roles():
            return
        roles = RolesDraft(person.id, self._sheet.form.roles.roles())
        if person.id != actor.person_id:
            self._desk.do(people.set_roles, roles, done=self._saved, failed=self._show)
            return
        self._ask_second(roles, [p for p in everybody if p.administers and p.id != person.id])

    def _ask_second(self, roles: RolesDraft, others: list[PersonRow]) -> None:
        if not others:
            # the command refuses it in words
            self._desk.do(people.set_roles, roles, failed=self._show)
            return
        dialog = SecondPersonDialog(others, self._desk.translate, self._page.window())
        dialog.agreed.connect(
            lambda by, password: self._agree(
                RolesDraft(roles.person_id, roles.roles, by, password), dialog
            )
        )
        dialog.open()

    def _agree(self, draft: RolesDraft, dialog: SecondPersonDialog) -> None:
        def done(outcome: Outcome) -> None:
            end(dialog)
            self._saved(outcome)

        self._desk.do(
            people.set_roles,
            draft,
            done=done,
            failed=refusing(dialog, self._desk.refuse),
        )

    def _saved(self, _outcome: Outcome) -> None:
        self._desk.saved()

    def _show(self, failure: Failure) -> None:
        if isinstance(failure, Rejected):
            self._sheet.form.show_problems(failure.problems, self._desk.translate)
        else:
            self._desk.refuse(failure)

    # in and out

    def reset(self) -> None:
        """Give the person a one-time password, once that is what is meant."""
        self._sure("resetting", lambda person: self._readmit(admitting.reset, person))

    def enable(self) -> None:
        """Let the person in again by a one-time password."""
        self._sure("enabling", lambda person: self._readmit(admitting.enable, person))

    def disable(self) -> None:
        """Let the person in no more, once that is what is meant."""
        self._sure("disabling", self._disable)

    def _sure(self, what: str, then: Callable[[PersonRow], object]) -> None:
        person = self._sheet.person
        if person is None:
            return
        dialog = SureDialog(what, person.name, self._desk.translate, self._page.window())
        dialog.sure.connect(lambda: then(person))
        dialog.open()

    def _readmit(self, way: Readmit, person: PersonRow) -> None:
        password = passwords.one_time()
        self._desk.do(
            way,
            PersonStepDraft(person.id, password),
            done=lambda _outcome: self._tell(person.name, password),
        )

    def _disable(self, person: PersonRow) -> None:
        self._desk.do(
            admitting.disable,
            PersonStepDraft(person.id),
            done=lambda _outcome: self._desk.say("people.was_disabled", name=person.name),
        )

    def _tell(self, name: str, password: str) -> None:
        OneTimeDialog(name, password, self._desk.translate, self._page.window()).open()
