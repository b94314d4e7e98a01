# SPDX-License-Identifier: MIT
"""Keeps each turn of the department's switches; the state follows from the turns."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from mdtdesk.domain.switches import Turn
from mdtdesk.storage.tables import SWITCHES


def turn(connection: Connection, made: Turn) -> None:
    """Append one turn of a switch."""
    row = {
        "kind": made.kind,
        "subject": made.subject,
        "version": made.version,
        "turned_on": int(made.on),
        "role": made.role,
        "person_id": made.person_id,
        "person": made.person,
        "at": made.at,
        "reason": made.reason or None,
        "words": made.words or None,
    }
    connection.execute(insert(SWITCHES), row)


def turns(connection: Connection) -> tuple[Turn, ...]:
    """Return every turn of every switch, the newest last."""
    found = connection.execute(select(SWITCHES).order_by(SWITCHES.c.sequence))
    return tuple(
        Turn(
            row.kind,
            row.subject,
            row.version,
            bool(row.turned_on),
            row.role,
            row.person_id or "",
            row.person,
            row.at,
            row.reason or "",
            row.words or "",
        )
        for row in found
    )
