# SPDX-License-Identifier: MIT
"""Look-ups of what is signed: what the audit says was added, what still waits for the chair."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection, select

from mdtdesk.domain.signing import Unsigned
from mdtdesk.storage.tables import AUDIT, COMMANDS

# a discussion's last decision is the one in force
_UNSIGNED = """
WITH latest AS (
    SELECT decisions.id, decisions.case_id, conclusion, imported_from, max(decisions.ordinal)
    FROM decisions JOIN discussions ON discussions.id = decisions.owner_id
    WHERE discussions.meeting_id = ? GROUP BY decisions.owner_id
)
SELECT latest.case_id, latest.id, worklist.number, worklist.name, ifnull(conclusion, '')
FROM latest JOIN worklist ON worklist.case_id = latest.case_id
WHERE imported_from IS NULL AND latest.id NOT IN (
    SELECT owner_id FROM decisions_signatures WHERE meaning = 'chair'
)
ORDER BY latest.id
"""


@dataclass(frozen=True, slots=True)
class Audited:
    """A signature or an addendum as the audit has it: ``new`` is its row as JSON."""

    case_id: str
    decision_id: str
    action: str
    new: str


def unsigned(connection: Connection, meeting_id: str) -> tuple[Unsigned, ...]:
    """Return a meeting's decisions of this store that the chair has not signed."""
    rows = connection.exec_driver_sql(_UNSIGNED, (meeting_id,))
    return tuple(Unsigned(*(str(value or "") for value in row)) for row in rows)


def audited(connection: Connection) -> tuple[Audited, ...]:
    """Return what the audit says was signed or added, in its order."""
    table = AUDIT.c
    asked = (
        select(table.case_id, table.action, table.new, COMMANDS.c.outcome)
        .select_from(AUDIT.join(COMMANDS, COMMANDS.c.id == table.command_id))
        .where(table.action.in_(("signed", "added")))
        .order_by(table.sequence)
    )
    return tuple(
        Audited(str(row.case_id), str(json.loads(row.outcome)["id"]), row.action, str(row.new))
        for row in connection.execute(asked)
    )
