# SPDX-License-Identifier: MIT
"""Reads the list of meetings with what stands on each agenda, in a few statements."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection

from mdtdesk.domain import meetings
from mdtdesk.domain.agenda import MeetingRow
from mdtdesk.domain.worklist import URGENCIES

_MEETINGS = """
SELECT plan.id, title, date, starts_at, room, chair, cutoff_at, minutes_per_case, capacity,
    started_at, finished_at, cancelled_at
FROM meeting_plans AS plan JOIN meetings ON meetings.id = plan.id
ORDER BY starts_at DESC, plan.id DESC
"""
_ITEMS = """
SELECT meeting_id, minutes, carried, listed_at, decision_id, ended, ifnull(urgency, '') AS urgency
FROM agenda_items LEFT JOIN referral ON referral.case_id = agenda_items.case_id
WHERE meeting_id IS NOT NULL AND ifnull(ended, '') <> 'removed'
"""


def load(connection: Connection) -> tuple[MeetingRow, ...]:
    """Return all meetings, the latest first."""
    items: dict[str, list[Any]] = defaultdict(list)
    for item in connection.exec_driver_sql(_ITEMS):
        items[str(item.meeting_id)].append(item)
    found = connection.exec_driver_sql(_MEETINGS)
    return tuple(_row(plan, items[str(plan.id)]) for plan in found)


def _row(plan: Any, items: list[Any]) -> MeetingRow:
    late = [i for i in items if not i.carried and i.decision_id is None]
    return MeetingRow(
        plan.id,
        plan.title or "",
        plan.date or "",
        plan.starts_at or "",
        plan.room or "",
        plan.chair,
        meetings.state(plan.started_at or "", plan.finished_at or "", plan.cancelled_at or ""),
        cases=len(items),
        urgent=sum(1 for i in items if i.urgency in URGENCIES[:2]),
        carried=sum(1 for i in items if i.carried),
        late=sum(1 for i in late if meetings.is_late(i.listed_at, plan.cutoff_at)),
        done=sum(1 for i in items if i.ended in ("discussed", "ratified")),
        minutes=sum(i.minutes or plan.minutes_per_case for i in items),
        capacity=plan.capacity,
    )
