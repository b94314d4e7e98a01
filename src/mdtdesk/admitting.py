# SPDX-License-Identifier: MIT
"""Lets people in and out: a command on the store's people, and the key file in step with it.

The command comes first. What is killed between the two leaves a row of the audit too many, never
one too few: who is disabled is refused at sign-in even while the key file still has them, and a
password that did not get there is given again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from mdtdesk.domain.audit import AuditRow
from mdtdesk.domain.changes import Outcome
from mdtdesk.domain.drafts import PersonDraft
from mdtdesk.domain.people_drafts import NamedDraft, PersonStepDraft
from mdtdesk.domain.records import PersonRow
from mdtdesk.errors import Problem, Rejected, Unavailable
from mdtdesk.services import people
from mdtdesk.services.context import Context, leave, unaudited
from mdtdesk.storage import key_file, keys, lockout

Out = Literal["", "person_disabled", "roles_changed"]


@dataclass(frozen=True, slots=True)
class Admission:
    """A new person with the password that opens the store for them once."""

    person: PersonDraft
    password: str = field(repr=False)
    must_change: bool = True


def add(context: Context, admission: Admission) -> Outcome:
    """Add a person who can sign in."""
    person = admission.person
    outcome = people.add(context, person)
    name, must_change = person.name.strip(), admission.must_change
    new = keys.NewPerson(person.person_id, name, person.title, admission.password, must_change)
    keys.add_person(context.store.path, context.store.data_key, new)
    return outcome


def amend(context: Context, draft: NamedDraft) -> Outcome:
    """Correct how a person is called, in the list of the sign-in page too."""
    outcome = people.amend(context, draft)
    if draft.person_id in _admitted(context.store.path):
        store = context.store
        name, title = draft.name.strip(), draft.title.strip()
        keys.rename_person(store.path, store.data_key, draft.person_id, name, title)
    return outcome


def disable(context: Context, draft: PersonStepDraft) -> Outcome:
    """Take a person's way in."""
    outcome = people.disable(context, draft)
    keys.remove_person(context.store.path, context.store.data_key, draft.person_id)
    return outcome


def enable(context: Context, draft: PersonStepDraft) -> Outcome:
    """Let a disabled person in again, by a one-time password."""
    return _readmit(context, people.enable, draft)


def reset(context: Context, draft: PersonStepDraft) -> Outcome:
    """Give a person who lost the password a one-time password."""
    return _readmit(context, people.reset, draft)


def _readmit(
    context: Context, command: Callable[[Context, PersonStepDraft], Outcome], draft: PersonStepDraft
) -> Outcome:
    if not draft.password:
        raise Rejected([Problem("password", "missing", {})])
    outcome = command(context, draft)
    person = next(each for each in people.listed(context) if each.id == draft.person_id)
    new = keys.NewPerson(person.id, person.name, person.title, draft.password, must_change=True)
    keys.add_person(context.store.path, context.store.data_key, new)
    lockout.clear(context.store.path, person.id)
    return outcome


def change_password(context: Context, old: str, new: str) -> None:
    """Give who is signed in the password they chose. A wrong old one counts as at sign-in."""
    path, person_id = context.store.path, context.actor.person_id
    try:
        lockout.sign_in(path, person_id, old, context.clock())
    except Unavailable:
        leave(context, "", [AuditRow("password_change_refused", path=person_id)])
        raise
    keys.set_password(path, context.store.data_key, person_id, new)
    unaudited(context, "", [AuditRow("password_changed", path=person_id)])


def out(context: Context) -> Out:
    """Return why who is signed in may not go on, empty if they may."""
    if not context.actor.roles:
        return ""
    person = people.myself(context)
    if _is_out(person) or context.actor.person_id not in _admitted(context.store.path):
        return "person_disabled"
    held = frozenset(person.roles) if person is not None else frozenset[str]()
    return "" if held == context.actor.roles else "roles_changed"


def _is_out(person: PersonRow | None) -> bool:
    return person is None or person.disabled


def _admitted(directory: Path) -> frozenset[str]:
    return frozenset(row.id for row in key_file.read(directory).people)
