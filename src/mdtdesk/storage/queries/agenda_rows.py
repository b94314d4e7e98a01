# SPDX-License-Identifier: MIT
"""Reads a meeting's agenda: its cases as they stand, how they came there, what changed since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, text

from mdtdesk.domain import meetings, sittings
from mdtdesk.domain.agenda import (
    AgendaRecord,
    AgendaRow,
    Carried,
    ItemState,
    MeetingRecord,
    NextMeeting,
)
from mdtdesk.domain.document import Document, rows
from mdtdesk.domain.document import text as told
from mdtdesk.domain.records import CaseRecord
from mdtdesk.domain.worklist import CaseRow
from mdtdesk.storage.queries import records, worklist

_ITEMS = """
SELECT item.*, before.discussion_id AS before_id
FROM agenda_items AS item LEFT JOIN agenda_items AS before ON before.id = item.follows
WHERE item.meeting_id = ? AND ifnull(item.ended, '') <> 'removed'
ORDER BY item.position, item.id
"""
_PRINTED = text(
    "SELECT case_id, happened_at FROM audit"
    " WHERE case_id IN :cases AND action = 'printed' AND path = :path"
).bindparams(bindparam("cases", expanding=True))
_CHANGED = "SELECT path, at FROM audit WHERE case_id = ? AND action = 'changed' ORDER BY sequence"
_NEXT = """
SELECT item.id, plan.id AS meeting_id, date, starts_at, started_at, finished_at, cancelled_at
FROM agenda_items AS item
LEFT JOIN meeting_plans AS plan ON plan.id = item.meeting_id
LEFT JOIN meetings ON meetings.id = plan.id
WHERE item.case_id = ? AND item.ended IS NULL
"""
# what the agenda does not print, and what every print leaves
_ASIDE = ("discussions", "scores", "unconfirmed", "registered")


def load(connection: Connection, meeting: MeetingRecord, *, person_id: str) -> AgendaRecord:
    """Return an agenda in its order."""
    return with_cases(connection, meeting, person_id=person_id)[0]


def with_cases(
    connection: Connection, meeting: MeetingRecord, *, person_id: str, since: str = "agenda"
) -> tuple[AgendaRecord, tuple[CaseRecord, ...]]:
    """Return an agenda in its order, and the record of each of its cases.

    When it was printed is told by the audit's rows of its prints, which name the path
    ``agenda:ID``, or another print where ``since`` names it; one that still waits to be taken in
    had no command after it, so nothing changed.
    """
    items = connection.exec_driver_sql(_ITEMS, (meeting.id,)).fetchall()
    cases = [str(item.case_id) for item in items]
    shown = {row.id: row for row in worklist.rows_of(connection, cases, person_id=person_id)}
    printed = _printed(connection, f"{since}:{meeting.id}", cases)
    last = max(printed.values(), key=datetime.fromisoformat, default="")
    found, read = [], []
    for position, item in enumerate(items, 1):
        record = records.case(connection, str(item.case_id))
        if record is None:
            raise LookupError(item.case_id)
        row = _row(item, record, shown[record.id], meeting, position)
        found.append(_marked(connection, row, printed, last))
        read.append(record)
    return AgendaRecord(meeting, tuple(found), last), tuple(read)


def next_meeting(connection: Connection, case_id: str) -> NextMeeting | None:
    """Return the meeting of a case's open item."""
    row = connection.exec_driver_sql(_NEXT, (case_id,)).first()
    if row is None:
        return None
    steps = (row.started_at or "", row.finished_at or "", row.cancelled_at or "")
    return NextMeeting(
        row.meeting_id or "",
        row.id,
        row.date or "",
        row.starts_at or "",
        meetings.state(*steps),
    )


def _row(
    item: Any, case: CaseRecord, shown: CaseRow, meeting: MeetingRecord, position: int
) -> AgendaRow:
    discussion_id = item.discussion_id or ""
    listed = not item.carried and item.decision_id is None
    return AgendaRow(
        item.id,
        position,
        shown,
        case.document,
        case.version,
        kind="ratification" if item.decision_id else "discussion",
        state=_state(item, _discussion(case.document, discussion_id)),
        minutes=item.minutes or meeting.minutes_per_case,
        listed_at=item.listed_at,
        late=listed and meetings.is_late(item.listed_at, meeting.cutoff_at),
        because=item.because,
        missing=case.missing,
        carried=_carried(item, _discussion(case.document, item.before_id or "")),
        earlier=sittings.lineage(case.document, but=discussion_id),
        discussion_id=discussion_id,
        decision_id=item.decision_id or "",
    )


def _discussion(case: Document, discussion_id: str) -> Document:
    found = [row for row in rows(case, "discussions") if row.get("id") == discussion_id]
    return found[0] if found else {}


def _state(item: Any, discussion: Document) -> ItemState:
    if item.ended is None:
        return "open"
    if item.ended == "ratified":
        return "ratified"
    if item.ended == "carried":
        return "carried"
    return "deferred" if told(discussion, "outcome") == "deferred" else "discussed"


def _carried(item: Any, before: Document) -> Carried:
    if not item.carried:
        return Carried()
    reason, words = told(before, "deferral.reason"), told(before, "deferral.text")
    return Carried(item.carried, item.carried_as, reason, words)


# prints


def _printed(connection: Connection, path: str, cases: Sequence[str]) -> dict[str, str]:
    """Return when each case last stood on a meeting's print."""
    asked = {"cases": cases, "path": path}
    found: dict[str, str] = {}
    for case_id, at in connection.execute(_PRINTED, asked):
        if case_id not in found or not meetings.after(found[case_id], at):
            found[case_id] = at
    return found


def _marked(
    connection: Connection, row: AgendaRow, printed: dict[str, str], last: str
) -> AgendaRow:
    """Return the row with what is new since the last print."""
    since = printed.get(row.case.id, "")
    if not since:
        return replace(row, new=bool(last))
    found = connection.exec_driver_sql(_CHANGED, (row.case.id,))
    paths = [path for path, at in found if not meetings.after(since, at)]
    shown = (p for p in paths if p.partition("[")[0].partition(".")[0] not in _ASIDE)
    return replace(row, changed=tuple(dict.fromkeys(shown)))
