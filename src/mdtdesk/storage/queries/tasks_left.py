# SPDX-License-Identifier: MIT
"""Reads the decision that stands for each open case, with what has become of it."""

from __future__ import annotations

from sqlalchemy import Connection

from mdtdesk.domain.tasks import Task

# The last discussion of a case that made a decision, its last decision, what was appended last.
_STANDING = """
WITH made AS (
    SELECT decisions.*, max(discussions.ordinal * 1000 + decisions.ordinal)
    FROM decisions JOIN discussions ON discussions.id = decisions.owner_id
    WHERE NOT earlier GROUP BY decisions.case_id
), agreed AS (
    SELECT owner_id, agreed, "by", text, max(ordinal)
    FROM decisions_patient_plan GROUP BY owner_id
), done AS (
    SELECT owner_id, state, reason, text, max(ordinal)
    FROM decisions_carried_out GROUP BY owner_id
)
SELECT made.case_id, worklist.number, worklist.name, made.id, ifnull(conclusion, ''),
    ifnull(owner, ''), ifnull(made.due_on, ''), ifnull(informs_person, ''),
    ifnull(informs_by, ''), ifnull(agreed.agreed, ''), ifnull(agreed."by", ''),
    ifnull(agreed.text, ''), ifnull(done.state, ''), ifnull(done.reason, ''), ifnull(done.text, '')
FROM made JOIN worklist ON worklist.case_id = made.case_id
LEFT JOIN agreed ON agreed.owner_id = made.id
LEFT JOIN done ON done.owner_id = made.id
WHERE worklist.stage <> 'closed' AND (? OR ifnull(done.state, '') NOT IN ('fully', 'no'))
"""


def load(connection: Connection, *, done: bool = False) -> tuple[Task, ...]:
    """Return the decisions that are not wholly carried out, with the others too if ``done``."""
    return tuple(Task(*row) for row in connection.exec_driver_sql(_STANDING, (done,)))
