# SPDX-License-Identifier: MIT
"""Writes and reads series, meetings and who is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from mdtdesk.domain import meetings
from mdtdesk.domain.agenda import Attendee, MeetingRecord, Member, SeriesRecord
from mdtdesk.domain.meetings import Head
from mdtdesk.storage.meeting_tables import (
    ATTENDANCE,
    PLANS,
    PLANS_REQUIRED,
    SERIES,
    SERIES_MEMBERS,
    SERIES_REQUIRED,
)
from mdtdesk.storage.tables import MEETINGS

Row = dict[str, Any]
_OF_SERIES = (
    *("version", "title", "weekday", "every_weeks", "starts", "room", "chair", "recorder"),
    *("cutoff_days", "cutoff_time", "minutes_per_case", "capacity"),
)
_OF_PLAN = ("version", "chair", "recorder", "cutoff_at", "minutes_per_case", "capacity")
_TOLD = (
    *("title", "date", "starts_at", "room", "series_id"),
    *("started_at", "finished_at", "because"),
)
_STEPS = ("started_at", "finished_at", "cancelled_at")


# series


def save_series(connection: Connection, series: SeriesRecord) -> None:
    """Write a series, new or changed."""
    row = {"id": series.id} | {name: getattr(series, name) for name in _OF_SERIES}
    _put(connection, SERIES, row)
    _list(connection, SERIES_REQUIRED, series.id, [{"discipline": d} for d in series.required])
    _list(connection, SERIES_MEMBERS, series.id, [_person(member) for member in series.members])


def series(connection: Connection, series_id: str) -> SeriesRecord | None:
    """Return a series."""
    row = connection.execute(select(SERIES).where(SERIES.c.id == series_id)).mappings().first()
    if row is None:
        return None
    held = _listed(connection, SERIES_MEMBERS, series_id)
    members = tuple(Member(m["person"], m["title"], m["discipline"] or "") for m in held)
    required = _required(connection, SERIES_REQUIRED, series_id)
    return SeriesRecord(**row, members=members, required=required)


def all_series(connection: Connection) -> tuple[SeriesRecord, ...]:
    """Return every series in the order of making."""
    ids = connection.execute(select(SERIES.c.id).order_by(SERIES.c.id)).scalars().all()
    found = (series(connection, str(i)) for i in ids)
    return tuple(each for each in found if each is not None)


# meetings


def save(connection: Connection, meeting: MeetingRecord, at: str) -> None:
    """Write a meeting, new or changed, without its attendance."""
    row: Row = {name: getattr(meeting, name) or None for name in ("title", "date", "starts_at")}
    _put(connection, MEETINGS, {"id": meeting.id, **row, "room": meeting.room or None})
    plan = {name: getattr(meeting, name) for name in _OF_PLAN}
    plan |= {"id": meeting.id, "series_id": meeting.series_id or None}
    if load(connection, meeting.id) is None:
        connection.execute(insert(PLANS), {**plan, "made_at": at})
    else:
        connection.execute(update(PLANS).where(PLANS.c.id == meeting.id).values(plan))
    required = [{"discipline": each} for each in meeting.required]
    _list(connection, PLANS_REQUIRED, meeting.id, required)


def save_attendance(
    connection: Connection, meeting_id: str, attendance: Iterable[Attendee]
) -> None:
    """Write who is there."""
    rows = [
        {
            **_person(each),
            "presence": each.presence or None,
            "arrived_at": each.arrived_at,
        }
        for each in attendance
    ]
    _list(connection, ATTENDANCE, meeting_id, rows)


def step(connection: Connection, meeting_id: str, values: Row) -> None:
    """Write a meeting's start, end or cancelling."""
    connection.execute(update(PLANS).where(PLANS.c.id == meeting_id).values(values))


def load(connection: Connection, meeting_id: str) -> MeetingRecord | None:
    """Return a meeting that this store plans, with its attendance."""
    joined = select(MEETINGS, PLANS).join(PLANS, PLANS.c.id == MEETINGS.c.id)
    row = connection.execute(joined.where(PLANS.c.id == meeting_id)).mappings().first()
    if row is None:
        return None
    required = _required(connection, PLANS_REQUIRED, meeting_id)
    attendance = tuple(_attendee(each) for each in _listed(connection, ATTENDANCE, meeting_id))
    told: Row = {name: row[name] for name in _OF_PLAN}
    told |= {name: row[name] or "" for name in _TOLD}
    return MeetingRecord(
        **told,
        id=meeting_id,
        required=required,
        state=_state(row),
        attendance=attendance,
        quorum=meetings.quorum(required, attendance),
    )


def heads(connection: Connection) -> tuple[Head, ...]:
    """Return the meetings that are planned or running."""
    columns = (PLANS.c.id, PLANS.c.series_id, MEETINGS.c.starts_at, *(PLANS.c[s] for s in _STEPS))
    statement = select(*columns).join(MEETINGS, MEETINGS.c.id == PLANS.c.id)
    open_ones = statement.where(PLANS.c.finished_at.is_(None), PLANS.c.cancelled_at.is_(None))
    return tuple(
        Head(str(row["id"]), row["series_id"] or "", str(row["starts_at"]), _state(row))
        for row in connection.execute(open_ones).mappings()
    )


def last_of_series(connection: Connection, series_id: str) -> str:
    """Return the day of a series' last meeting, empty before the first."""
    statement = select(MEETINGS.c.date).join(PLANS, PLANS.c.id == MEETINGS.c.id)
    ordered = statement.where(PLANS.c.series_id == series_id).order_by(MEETINGS.c.date.desc())
    return str(connection.execute(ordered.limit(1)).scalar() or "")


def _state(row: Any) -> Any:
    return meetings.state(*(row[name] or "" for name in _STEPS))


# rows


def _person(person: Member | Attendee) -> Row:
    return {
        "person": person.person,
        "title": person.title,
        "discipline": person.discipline or None,
    }


def _attendee(row: Row) -> Attendee:
    return Attendee(
        row["person"],
        row["title"],
        row["discipline"] or "",
        row["presence"] or "",
        row["arrived_at"],
    )


def _put(connection: Connection, table: Table, row: Row) -> None:
    known = connection.execute(select(table.c.id).where(table.c.id == row["id"])).scalar()
    if known is None:
        connection.execute(insert(table), row)
    else:
        connection.execute(update(table).where(table.c.id == row["id"]).values(row))


def _list(connection: Connection, table: Table, owner_id: str, rows: Sequence[Row]) -> None:
    connection.execute(delete(table).where(table.c.owner_id == owner_id))
    if rows:
        placed = [{"owner_id": owner_id, "ordinal": i, **row} for i, row in enumerate(rows)]
        connection.execute(insert(table), placed)


def _listed(connection: Connection, table: Table, owner_id: str) -> list[Row]:
    statement = select(table).where(table.c.owner_id == owner_id).order_by(table.c.ordinal)
    return [dict(row) for row in connection.execute(statement).mappings()]


def _required(connection: Connection, table: Table, owner_id: str) -> tuple[str, ...]:
    return tuple(str(row["discipline"]) for row in _listed(connection, table, owner_id))
