# SPDX-License-Identifier: MIT
"""Writes agenda items: listed, moved, ended, carried over; a case has one open item at most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from mdtdesk.domain import document, meetings
from mdtdesk.domain.ids import new_id
from mdtdesk.storage import reading, search
from mdtdesk.storage.meeting_tables import ITEMS
from mdtdesk.storage.shapes import CASE

Item = Row[Any]
_DISCUSSIONS = next(shape.table for shape in CASE.shapes() if shape.name == "discussions")
_REFERRAL = next(shape.table for shape in CASE.shapes() if shape.name == "referral").c
_LISTED = (
    *("case_id", "meeting_id", "minutes", "because", "decision_id", "follows"),
    *("carried", "carried_as"),
)


@dataclass(frozen=True, slots=True)
class Listing:
    """A new item: by whom and when it is listed, and what it comes from."""

    case_id: str
    meeting_id: str | None
    at: str
    by: str
    because: str = ""
    minutes: int = 0
    decision_id: str | None = None
    follows: str | None = None
    carried: int = 0
    carried_as: str | None = None
    item_id: str = ""


def get(connection: Connection, item_id: str) -> Item | None:
    """Return an item."""
    return connection.execute(select(ITEMS).where(ITEMS.c.id == item_id)).first()


def open_of_meeting(connection: Connection, meeting_id: str | None) -> Sequence[Item]:
    """Return a meeting's open items in their order; without a meeting those that wait for one."""
    where = (ITEMS.c.meeting_id == meeting_id) & ITEMS.c.ended.is_(None)
    return connection.execute(select(ITEMS).where(where).order_by(ITEMS.c.position)).all()


def discussed(connection: Connection, meeting_id: str, discussion_id: str) -> Item | None:
    """Return a meeting's item that ended with this discussion."""
    where = (ITEMS.c.meeting_id == meeting_id) & (ITEMS.c.discussion_id == discussion_id)
    return connection.execute(select(ITEMS).where(where)).first()


def of_discussion(connection: Connection, discussion_id: str) -> Item | None:
    """Return the item that ended with this discussion, in whichever meeting."""
    where = ITEMS.c.discussion_id == discussion_id
    return connection.execute(select(ITEMS).where(where)).first() if discussion_id else None


def deferred(connection: Connection, meeting_id: str) -> Sequence[Item]:
    """Return a meeting's items whose deferral is the last word on their case, in their order.

    A case that was discussed again since then, or closed, is not carried over for it.
    """
    later = _DISCUSSIONS.alias("later")
    last = select(func.max(later.c.ordinal)).where(later.c.case_id == ITEMS.c.case_id)
    joined = select(ITEMS).join(_DISCUSSIONS, _DISCUSSIONS.c.id == ITEMS.c.discussion_id)
    joined = joined.join(CASE.table, CASE.table.c.id == ITEMS.c.case_id)
    where = (
        (ITEMS.c.meeting_id == meeting_id)
        & (_DISCUSSIONS.c.outcome == "deferred")
        & (_DISCUSSIONS.c.ordinal == last.scalar_subquery())
        & CASE.table.c.closed_reason.is_(None)
    )
    return connection.execute(joined.where(where).order_by(ITEMS.c.position)).all()


def outcome(connection: Connection, discussion_id: str) -> str:
    """Return what a discussion came to."""
    statement = select(_DISCUSSIONS.c.outcome).where(_DISCUSSIONS.c.id == discussion_id)
    return str(connection.execute(statement).scalar() or "")


def urgencies(connection: Connection, meeting_id: str | None) -> list[tuple[str, str]]:
    """Return (item, urgency) of a meeting's open items in their order."""
    items = open_of_meeting(connection, meeting_id)
    wanted = [item.case_id for item in items]
    found = connection.execute(
        select(_REFERRAL.case_id, _REFERRAL.urgency).where(_REFERRAL.case_id.in_(wanted))
    )
    known = {str(case_id): str(urgency or "") for case_id, urgency in found}
    return [(str(item.id), known.get(str(item.case_id), "")) for item in items]


def put(connection: Connection, listing: Listing) -> str:
    """Put a case on an agenda at the place of its urgency; return the item's id."""
    item_id = listing.item_id or new_id()
    row = {name: getattr(listing, name) for name in _LISTED}
    row |= {"listed_at": listing.at, "listed_by": listing.by}
    connection.execute(insert(ITEMS), {"id": item_id, "position": 0, **row})
    _place(connection, item_id, case_id=listing.case_id, meeting_id=listing.meeting_id)
    return item_id


def send(connection: Connection, items: Iterable[Item], meeting_id: str) -> None:
    """Move waiting items to a meeting; they keep what they say."""
    for item in items:
        moved = update(ITEMS).where(ITEMS.c.id == item.id)
        connection.execute(moved.values(meeting_id=meeting_id))
        _place(connection, str(item.id), case_id=str(item.case_id), meeting_id=meeting_id)


def arrange(connection: Connection, meeting_id: str, order: Sequence[str]) -> None:
    """Write the order of a meeting's open items; those that have ended keep their places."""
    wanted = iter(order)
    full = _sequence(connection, meeting_id)
    _number(connection, [next(wanted) if row.ended is None else str(row.id) for row in full], full)


def _place(connection: Connection, item_id: str, *, case_id: str, meeting_id: str | None) -> None:
    case = reading.load(connection, case_id)
    if case is None:
        raise LookupError(case_id)
    urgency = document.text(case, "referral.urgency")
    held = [pair for pair in urgencies(connection, meeting_id) if pair[0] != item_id]
    index = meetings.place([other for _, other in held], urgency)
    full = _sequence(connection, meeting_id)
    order = [str(row.id) for row in full if row.id != item_id]
    order.insert(order.index(held[index][0]) if index < len(held) else len(order), item_id)
    _number(connection, order, full)
    search.index(connection, case_id, case)


def _sequence(connection: Connection, meeting_id: str | None) -> Sequence[Item]:
    """Return all of an agenda's items but those taken off it, in their order."""
    kept = ITEMS.c.ended.is_(None) | (ITEMS.c.ended != "removed")
    statement = select(ITEMS).where((ITEMS.c.meeting_id == meeting_id) & kept)
    return connection.execute(statement.order_by(ITEMS.c.position, ITEMS.c.id)).all()


def _number(connection: Connection, order: Sequence[str], held: Sequence[Item]) -> None:
    now = {str(row.id): row.position for row in held}
    moved = [
        {"item": item_id, "place": place}
        for place, item_id in enumerate(order)
        if now[item_id] != place
    ]
    if moved:
        statement = update(ITEMS).where(ITEMS.c.id == bindparam("item"))
        connection.execute(statement.values(position=bindparam("place")), moved)


def end(connection: Connection, item: Item, how: str, at: str, discussion_id: str = "") -> None:
    """End an open item; whoever calls this writes the case or indexes it anew."""
    values = {"ended": how, "ended_at": at, "discussion_id": discussion_id or None}
    connection.execute(update(ITEMS).where(ITEMS.c.id == item.id).values(values))


def leave(connection: Connection, case_id: str, at: str) -> None:
    """Take a case that is closed off its agenda; a decision is still ratified."""
    asked = (ITEMS.c.case_id == case_id) & ITEMS.c.ended.is_(None) & ITEMS.c.decision_id.is_(None)
    connection.execute(update(ITEMS).where(asked).values(ended="removed", ended_at=at or None))


def set_decision(connection: Connection, item: Item, decision_id: str) -> None:
    """Let an open item ask for a decision's ratification."""
    values = {"decision_id": decision_id}
    connection.execute(update(ITEMS).where(ITEMS.c.id == item.id).values(values))


def index_open(connection: Connection, meeting_id: str) -> None:
    """Keep the worklist's rows of a meeting's open cases: its time has changed."""
    for item in open_of_meeting(connection, meeting_id):
        index_case(connection, str(item.case_id))


def index_case(connection: Connection, case_id: str) -> None:
    """Keep a case's row of the worklist: its place on an agenda has changed."""
    case = reading.load(connection, case_id)
    if case is not None:
        search.index(connection, case_id, case)
