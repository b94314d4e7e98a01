# SPDX-License-Identifier: MIT
"""Adds and lists the people of a store."""

from __future__ import annotations

from mdtdesk.domain import vocabulary
from mdtdesk.domain.audit import AuditRow
from mdtdesk.domain.changes import Outcome
from mdtdesk.domain.drafts import PersonDraft, RecoverDraft
from mdtdesk.domain.records import PersonRow
from mdtdesk.errors import Problem, Rejected
from mdtdesk.services.context import Reading, Work, command, query
from mdtdesk.storage import people

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
    roles = ", ".join(draft.roles)
    work.rows.append(AuditRow("person_added", path=draft.person_id, new=f"{person.name}: {roles}"))
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


@query("session")
def listed(look: Reading) -> tuple[PersonRow, ...]:
    """Return everybody who is in the store."""
    return people.listed(look.connection)


def _problems(work: Work, draft: PersonDraft) -> list[Problem]:
    found = []
    if not draft.name.strip():
        found.append(Problem("name", "missing", {}))
    if people.by_name(work.connection, draft.name.strip()):
        found.append(Problem("name", "name_known", {"value": draft.name}))
    unknown = [r for r in draft.roles if not vocabulary.has("role", r)]
    if unknown or not draft.roles:
        found.append(Problem("roles", "not_in_list", _roles(unknown)))
    return found


def _roles(unknown: list[str]) -> dict[str, str]:
    return {"value": ", ".join(unknown), "options": ", ".join(vocabulary.codes("role"))}
