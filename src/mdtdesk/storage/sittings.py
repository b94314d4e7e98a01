# SPDX-License-Identifier: MIT
"""Settles what a decision does to agendas: an item ends, or an urgent one asks to be ratified."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from mdtdesk.domain import document, meetings
from mdtdesk.domain.agenda import MeetingRecord
from mdtdesk.domain.changes import Changes
from mdtdesk.domain.document import EMPTY, Document, text
from mdtdesk.domain.drafts import DecisionDraft
from mdtdesk.domain.meeting_drafts import RatifyDraft
from mdtdesk.domain.sittings import facts, outside
from mdtdesk.errors import Problem, Rejected
from mdtdesk.storage import agenda_items
from mdtdesk.storage import meetings as stored
from mdtdesk.storage.agenda_items import Item, Listing
from mdtdesk.storage.queries import agendas

_AT = "discussions.meeting"


@dataclass(frozen=True, slots=True)
class Seat:
    """A case's place in the meeting in which it is decided; ``again`` if it was there already."""

    meeting: MeetingRecord
    item: Item
    again: bool


def seat(connection: Connection, draft: DecisionDraft) -> Seat | None:
    """Return the case's place in the meeting, None outside of one.

    Raises Rejected where the meeting is not running or the case is not on its agenda.
    """
    meeting_id, named = _meeting(connection, draft), {"value": draft.meeting_id}
    meeting = stored.load(connection, meeting_id) if meeting_id else None
    if meeting is None:
        return _outside(draft, Problem(_AT, "no_such_meeting", named))
    before = agenda_items.discussed(connection, meeting.id, text(draft.discussion, "id"))
    if before is not None:
        return Seat(meeting, before, again=True)
    if meeting.state != "running":
        return _outside(draft, Problem(_AT, "meeting_not_running", {"value": meeting.title}))
    item = agendas.open_item(connection, draft.case_id)
    if item is None or item.meeting_id != meeting.id:
        raise Rejected([Problem(_AT, "not_on_agenda", {"value": meeting.title})])
    return Seat(meeting, item, again=False)


def _meeting(connection: Connection, draft: DecisionDraft) -> str:
    """Return the meeting of a decision: named, that of its discussion, or where the case is on."""
    if draft.meeting_id:
        return draft.meeting_id
    known = agenda_items.of_discussion(connection, text(draft.discussion, "id"))
    if known is not None:
        return str(known.meeting_id)
    urgent = text(draft.discussion, "mode") == "urgent"
    item = None if urgent else agendas.open_item(connection, draft.case_id)
    return str(item.meeting_id or "") if item is not None else ""


def _outside(draft: DecisionDraft, problem: Problem) -> Seat | None:
    """Return that a decision is made outside a meeting. Raises Rejected where it names one."""
    if draft.meeting_id:
        raise Rejected([problem])
    return None


def seated(place: Seat | None, discussion: Document, at: str) -> Document:
    """Return a discussion with its meeting; who was there is frozen when it is first recorded."""
    if place is None or place.again:
        return discussion
    if "meeting" in discussion and text(discussion, "meeting.id") != place.meeting.id:
        value = {"value": text(discussion, "meeting.title")}
        raise Rejected([Problem("discussions.meeting", "discussed_elsewhere", value)])
    kept = {"ended_at": discussion["ended_at"]} if "ended_at" in discussion else EMPTY
    return document.document({**discussion, **facts(place.meeting, at), **kept})


def settle(
    connection: Connection,
    case_id: str,
    place: Seat | None,
    discussion: Document,
    done: tuple[str, str],
) -> Changes:
    """End the case's item, or put an urgent decision on the next agenda; return what changed.

    ``done`` is when and by whom. It goes before the case is written, which indexes it anew.
    """
    at, by = done
    if place is not None:
        deferred = text(discussion, "outcome") == "deferred"
        if deferred and not text(discussion, "deferral.reason"):
            raise Rejected([Problem("discussions.deferral.reason", "missing", {})])
        if not place.again:
            agenda_items.end(connection, place.item, "discussed", at, str(discussion["id"]))
        elif place.meeting.state != "running" and deferred != _was_deferred(connection, place):
            value = {"value": place.meeting.title}
            raise Rejected([Problem("discussions.outcome", "meeting_over", value)])
        return frozenset({("meeting", place.meeting.id)})
    if not outside(discussion):
        return frozenset()
    decision_id = text(discussion, "decision.id")
    item = agendas.open_item(connection, case_id)
    if item is not None:
        agenda_items.set_decision(connection, item, decision_id)
        return frozenset({("meeting", str(item.meeting_id))}) if item.meeting_id else frozenset()
    target = meetings.upcoming(stored.heads(connection), at) or None
    listing = Listing(case_id, target, at, by, decision_id=decision_id)
    agenda_items.put(connection, listing)
    return frozenset({("meeting", target)}) if target else frozenset()


def _was_deferred(connection: Connection, place: Seat) -> bool:
    return agenda_items.outcome(connection, str(place.item.discussion_id)) == "deferred"


def ratified(connection: Connection, draft: RatifyDraft, at: str) -> MeetingRecord:
    """End the item that asks for a decision's ratification and return the meeting."""
    meeting = stored.load(connection, draft.meeting_id)
    item = agendas.open_item(connection, draft.case_id)
    if meeting is None:
        raise Rejected([Problem("", "no_such_meeting", {"value": draft.meeting_id})])
    if meeting.state != "running":
        raise Rejected([Problem("", "meeting_not_running", {"value": meeting.title})])
    asked = item is not None and item.meeting_id == meeting.id
    if item is None or not asked or item.decision_id != draft.decision_id:
        raise Rejected([Problem("", "nothing_to_ratify", {"value": draft.decision_id})])
    agenda_items.end(connection, item, "ratified", at)
    return meeting
