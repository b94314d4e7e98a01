# SPDX-License-Identifier: MIT
"""What the store's health page and the preview of a restore ask: counts, versions, last deeds."""

from __future__ import annotations

import json

from sqlalchemy import Connection, func, select, table

from mdtdesk.domain.backups import COUNTED, Held, Noted
from mdtdesk.storage import audit
from mdtdesk.storage.tables import AUDIT

_LOOKED_AT = 100_000  # rows of the audit, the newest first: a year of it


def head(connection: Connection) -> str:
    """Return the head of the audit chain."""
    return audit.head(connection)[1]


def counts(connection: Connection) -> dict[str, int]:
    """Return how many patients, cases, decisions, meetings and people there are."""
    there = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'")
    known = set(there.scalars())  # an older backup may have fewer
    return {
        name: connection.execute(select(func.count()).select_from(table(name))).scalar_one()
        for name in COUNTED
        if name in known
    }


def last(connection: Connection, action: str) -> Noted | None:
    """Return when something was done last, by whom, and the word that was kept of it."""
    rows = AUDIT.c
    since = audit.head(connection)[0] - _LOOKED_AT
    asked = select(rows.happened_at, rows.person, rows.new)
    asked = asked.where(rows.sequence > since, rows.action == action)
    row = connection.execute(asked.order_by(rows.sequence.desc()).limit(1)).first()
    return Noted(str(row[0]), str(row[1]), _word(row[2])) if row is not None else None


def _word(new: object) -> str:
    try:
        return str(json.loads(str(new)))
    except ValueError:
        return ""


def held(connection: Connection) -> Held:
    """Return what a store or a backup holds."""
    cases = connection.exec_driver_sql("SELECT id, number, revision FROM cases").all()
    decisions = connection.exec_driver_sql("SELECT id, case_id FROM decisions").all()
    return Held(
        {str(id_): (str(number), int(revision)) for id_, number, revision in cases},
        {str(id_): str(case_id) for id_, case_id in decisions},
        counts(connection),
        audit.head(connection)[0],
    )
