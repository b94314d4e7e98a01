# SPDX-License-Identifier: MIT
"""The people of a store: who they are, what they may do, who may not come in any more.

The database says who somebody is and which roles they hold; ``keys.json`` lets them in. A command
changes the first and is audited; whoever holds the key changes the second once it is committed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mdtdesk import policy
from mdtdesk.domain import vocabulary
from mdtdesk.domain.audit import AuditRow
from mdtdesk.domain.changes import Outcome
from mdtdesk.domain.drafts import PersonDraft, RecoverDraft
from mdtdesk.domain.people_drafts import NamedDraft, PersonStepDraft, RolesDraft
from mdtdesk.domain.records import PersonRow
from mdtdesk.errors import Problem, Rejected, Unavailable
from mdtdesk.services.context import Context, Reading, Work, command, leave, query
from mdtdesk.storage import lockout, people

FIRST_ROLES = ("administrator", "chair", "surgeon", "auditor")


@command("person.add", "administer")
def add(work: Work, draft: PersonDraft) -> Outcome:
    """Add a person with roles; the caller, who knows the password, wraps the key."""
    found = list(_problems(work, draft))
    if found:
        raise Rejected(found)
    person = PersonRow(
        draft.person_id, draft.name.strip(), draft.title, draft.discipline, draft.roles, False
    )
    people.add(work.connection, person, at=work.at)
    told = f"{person.name}: {_spoken(draft.roles)}"
    work.rows.append(AuditRow("person_added", path=draft.person_id, new=told))
    return Outcome(draft.person_id, frozenset({("person", draft.person_id)}))


@command("person.recover", "administer")
def recover(work: Work, draft: RecoverDraft) -> Outcome:
    """Note that the recovery code gives an administrator a password and is replaced.

    The caller, who knows both, writes them into the key file once this is committed.
    """
    person = people.by_id(work.connection, draft.person_id)
    if person is None or not person.administers:
        raise Rejected([Problem("person", "not_administrator", {"value": draft.person_id})])
    done = ("password_recovered", "recovery_code_replaced")
    work.rows += [AuditRow(action, path=draft.person_id) for action in done]
    return Outcome(draft.person_id, frozenset({("person", draft.person_id)}))


@command("person.amend", "administer")
def amend(work: Work, draft: NamedDraft) -> Outcome:
    """Correct how a person is called; the caller renames the person in the key file."""
    person, name = _known(work, draft.person_id), draft.name.strip()
    found = list(_name_problems(work, name, but=person.id))
    if draft.discipline and not vocabulary.has("discipline", draft.discipline):
        found.append(
            Problem("discipline", "not_in_list", {"value": draft.discipline, "options": ""})
        )
    if found:
        raise Rejected(found)
    new = replace(person, name=name, title=draft.title.strip(), discipline=draft.discipline)
    people.rename(work.connection, new)
    for key in ("name", "title", "discipline"):
        old, now = str(getattr(person, key)), str(getattr(new, key))
        if old != now:
            work.rows.append(
                AuditRow("person_changed", path=f"{person.id}.{key}", old=old or None, new=now)
            )
    return _changed(person)


def _second_person(context: Context, role: str, draft: RolesDraft) -> None:
    """Prove that another administrator agrees to a change of one's own roles."""
    if draft.person_id != context.actor.person_id:
        return
    if draft.by in ("", draft.person_id):
        raise Rejected([Problem("by", "second_person_needed", {})])
    try:
        lockout.sign_in(context.store.path, draft.by, draft.password, context.clock())
    except Unavailable:
        leave(context, role, [AuditRow("confirmation_refused", path=draft.by)])
        raise


@command("person.set_roles", "administer", prove=_second_person)
def set_roles(work: Work, draft: RolesDraft) -> Outcome:
    """Give a person other roles; one's own only with another administrator's password.

    Raises Unavailable for a wrong password, counted as at sign-in.
    """
    person = _known(work, draft.person_id)
    found = list(_role_problems(draft.roles))
    own = person.id == work.actor.person_id
    by = people.by_id(work.connection, draft.by) if own else None
    if own and (by is None or not by.administers):
        found.append(Problem("by", "second_person_needed", {}))
    if found:
        raise Rejected(found)
    people.set_roles(work.connection, person.id, draft.roles)
    _refuse_nobody_left(work)
    row = AuditRow(
        "roles_changed", path=person.id, old=_spoken(person.roles), new=_spoken(draft.roles)
    )
    work.rows.append(row)
    if by is not None:
        work.rows.append(AuditRow("roles_confirmed", path=person.id, new=by.name))
    return _changed(person)


@command("person.disable", "administer")
def disable(work: Work, draft: PersonStepDraft) -> Outcome:
    """Let a person in no more; what they recorded and signed stays. The caller takes the key."""
    person = _known(work, draft.person_id)
    if person.id == work.actor.person_id:
        raise Rejected([Problem("person", "not_oneself", {})])
    people.disable(work.connection, person.id, at=work.at)
    _refuse_nobody_left(work)
    work.rows.append(AuditRow("person_disabled", path=person.id, new=person.name))
    return _changed(person)


@command("person.enable", "administer")
def enable(work: Work, draft: PersonStepDraft) -> Outcome:
    """Let a person in again, with the roles of before and a one-time password."""
    person = _known(work, draft.person_id)
    people.disable(work.connection, person.id, at=None)
    work.rows.append(AuditRow("person_enabled", path=person.id, new=person.name))
    return _changed(person)


@command("person.reset", "administer")
def reset(work: Work, draft: PersonStepDraft) -> Outcome:
    """Note that a person who lost the password gets a one-time password."""
    person = _known(work, draft.person_id)
    if person.id == work.actor.person_id:
        raise Rejected([Problem("person", "change_own_password", {})])
    if person.disabled:
        raise Rejected([Problem("person", "person_disabled", {"value": person.name})])
    work.rows.append(AuditRow("password_reset", path=person.id, new=person.name))
    return _changed(person)


@query("session")
def listed(look: Reading) -> tuple[PersonRow, ...]:
    """Return everybody who is in the store."""
    return people.listed(look.connection)


@query("session")
def myself(look: Reading) -> PersonRow | None:
    """Return who asks, as the store has them now."""
    return people.by_id(look.connection, look.context.actor.person_id)


def _known(work: Work, person_id: str) -> PersonRow:
    person = people.by_id(work.connection, person_id)
    if person is None:
        raise Rejected([Problem("person", "no_such_person", {"value": person_id})])
    return person


def _changed(person: PersonRow) -> Outcome:
    return Outcome(person.id, frozenset({("person", person.id)}))


def _refuse_nobody_left(work: Work) -> None:
    if not any(person.administers for person in people.listed(work.connection)):
        raise Rejected([Problem("roles", "last_administrator", {})])


def _problems(work: Work, draft: PersonDraft) -> list[Problem]:
    return [*_name_problems(work, draft.name.strip()), *_role_problems(draft.roles)]


def _name_problems(work: Work, name: str, *, but: str = "") -> Iterator[Problem]:
    if not name:
        yield Problem("name", "missing", {})
    known = people.by_name(work.connection, name)
    if known is not None and known.id != but:
        yield Problem("name", "name_known", {"value": name})


def _role_problems(roles: tuple[str, ...]) -> Iterator[Problem]:
    unknown = [role for role in roles if not vocabulary.has("role", role)]
    if unknown or not roles:
        values = {"value": _spoken(unknown), "options": _spoken(vocabulary.codes("role"))}
        yield Problem("roles", "not_in_list", values)
    for apart in policy.current().apart:
        if apart <= set(roles):
            yield Problem("roles", "roles_apart", {"value": _spoken(sorted(apart))})


def _spoken(roles: Iterable[str]) -> str:
    return ", ".join(roles)
