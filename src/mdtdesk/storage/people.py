# SPDX-License-Identifier: MIT
"""The people of a store and their roles."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select, update

from mdtdesk.domain.records import PersonRow
from mdtdesk.storage.tables import PEOPLE, ROLES


def add(connection: Connection, person: PersonRow, *, at: str) -> None:
    """Insert a person with their roles."""
    row = {
        "id": person.id,
        "name": person.name,
        "title": person.title or None,
        "discipline": person.discipline or None,
        "added_at": at,
    }
    connection.execute(insert(PEOPLE), row)
    roles = [{"person_id": person.id, "role": role} for role in person.roles]
    connection.execute(insert(ROLES), roles)


def rename(connection: Connection, person: PersonRow) -> None:
    """Write how a person is called."""
    values = {
        "name": person.name,
        "title": person.title or None,
        "discipline": person.discipline or None,
    }
    connection.execute(update(PEOPLE).where(PEOPLE.c.id == person.id).values(values))


def set_roles(connection: Connection, person_id: str, roles: Iterable[str]) -> None:
    """Give a person these roles and no others."""
    connection.execute(delete(ROLES).where(ROLES.c.person_id == person_id))
    rows = [{"person_id": person_id, "role": role} for role in roles]
    connection.execute(insert(ROLES), rows)


def disable(connection: Connection, person_id: str, *, at: str | None) -> None:
    """Note since when a person is disabled, None for who is not any more."""
    connection.execute(update(PEOPLE).where(PEOPLE.c.id == person_id).values(disabled_at=at))


def listed(connection: Connection) -> tuple[PersonRow, ...]:
    """Return everybody, in the order of their adding."""
    roles: dict[str, list[str]] = {}
    for person_id, role in connection.execute(select(ROLES.c.person_id, ROLES.c.role)):
        roles.setdefault(str(person_id), []).append(str(role))
    found = connection.execute(select(PEOPLE).order_by(PEOPLE.c.added_at, PEOPLE.c.id))
    return tuple(_row(r.id, r, roles=roles.get(r.id, ())) for r in found)


def _row(person_id: str, row: object, *, roles: Iterable[str]) -> PersonRow:
    def word(name: str) -> str:
        return str(getattr(row, name) or "")

    return PersonRow(
        person_id,
        word("name"),
        word("title"),
        word("discipline"),
        tuple(sorted(roles)),
        bool(word("disabled_at")),
    )


def by_name(connection: Connection, name: str) -> PersonRow | None:
    """Return the person of this name."""
    return next((p for p in listed(connection) if p.name == name), None)


def by_id(connection: Connection, person_id: str) -> PersonRow | None:
    """Return the person with this id."""
    return next((p for p in listed(connection) if p.id == person_id), None)
