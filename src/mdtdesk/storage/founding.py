# SPDX-License-Identifier: MIT
"""What a new store holds from its first transaction: schema, first person, first audit row."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from mdtdesk.domain.audit import AuditRow
from mdtdesk.domain.ids import new_id
from mdtdesk.domain.records import PersonRow
from mdtdesk.storage import audit, people, schema
from mdtdesk.storage.store import Foundation


def foundation(first: PersonRow, at: str, version: int = schema.VERSION) -> Foundation:
    """Return what ``Store.create`` needs for a store whose first person this is."""
    return Foundation(version, _initialise(first, at, version))


def _initialise(first: PersonRow, at: str, version: int) -> Callable[[Connection], None]:
    def initialise(connection: Connection) -> None:
        schema.migrate(connection, version)
        people.add(connection, first, at=at)
        entry = audit.Entry(new_id(), at, at, first.id, first.name, "administrator")
        roles = ", ".join(first.roles)
        rows = [AuditRow("store_created"), AuditRow("person_added", path=first.id, new=roles)]
        audit.append(connection, [(entry, rows)])

    return initialise
