# SPDX-License-Identifier: MIT
"""Carries the cases that a meeting leaves to the next one: no case is lost, none comes twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, update

from mdtdesk.domain import audit as audits
from mdtdesk.domain.agenda import MeetingRecord
from mdtdesk.domain.audit import AuditRow
from mdtdesk.storage import agenda_items
from mdtdesk.storage.agenda_items import Item, Listing
from mdtdesk.storage.meeting_tables import ITEMS
from mdtdesk.storage.queries import agendas


@dataclass(frozen=True, slots=True)
class Left:
    """An item that a meeting leaves, and how: undiscussed, deferred, cancelled."""

    item: Item
    how: str


def left(connection: Connection, meeting: MeetingRecord, how: str) -> Sequence[Left]:
    """Return what a meeting leaves, in the order of its agenda; ``how`` of what is still open."""
    open_items = agenda_items.open_of_meeting(connection, meeting.id)
    found = [Left(item, how) for item in open_items]
    found += [Left(item, "deferred") for item in agenda_items.deferred(connection, meeting.id)]
    return sorted(found, key=lambda each: each.item.position)


def carry(
    connection: Connection, items: Sequence[Left], target: str, done: tuple[str, str]
) -> list[AuditRow]:
    """Put items on the next agenda, or let them wait for one; ``done`` is when and by whom."""
    at, by = done
    rows = []
    for each in items:
        item = each.item
        if each.how != "deferred":
            agenda_items.end(connection, item, "carried", at)
        if not _is_listed_again(connection, each):
            agenda_items.put(connection, _following(each, target, at, by))
        rows.append(audited("carried", str(item.case_id), target or "-", each.how))
    return rows


def _following(each: Left, target: str, at: str, by: str) -> Listing:
    item = each.item
    return Listing(
        str(item.case_id),
        target or None,
        at,
        by,
        because=str(item.because),
        minutes=int(item.minutes),
        decision_id=item.decision_id,
        follows=str(item.id),
        carried=int(item.carried) + 1,
        carried_as=each.how,
    )


def _is_listed_again(connection: Connection, each: Left) -> bool:
    """Let the item on which a deferred case was listed again say that it came over."""
    again = agendas.open_item(connection, str(each.item.case_id))
    if again is None:
        return False
    values = {
        "follows": str(each.item.id),
        "carried": int(each.item.carried) + 1,
        "carried_as": each.how,
    }
    connection.execute(update(ITEMS).where(ITEMS.c.id == again.id).values(values))
    agenda_items.index_case(connection, str(again.case_id))
    return True


def audited(action: str, case_id: str, meeting_id: str, how: str = "") -> AuditRow:
    """Return the audit's row of a case that came to an agenda."""
    told = audits.spelled(how) if how else None
    return AuditRow(action, case_id, path=f"agenda:{meeting_id}", new=told)
