# SPDX-License-Identifier: MIT
"""Puts cases on agendas and takes them off, orders them, and reads agendas, minutes and tasks."""

from __future__ import annotations

from mdtdesk.domain import document, meetings, minutes
from mdtdesk.domain import tasks as left_to_do
from mdtdesk.domain.agenda import (
    AgendaRecord,
    MeetingRecord,
    MinutesRecord,
    NextMeeting,
)
from mdtdesk.domain.audit import AuditRow
from mdtdesk.domain.changes import Outcome
from mdtdesk.domain.document import Document
from mdtdesk.domain.meeting_drafts import ListDraft, OrderDraft, UnlistDraft
from mdtdesk.domain.tasks import Task
from mdtdesk.errors import Problem, Rejected
from mdtdesk.services.context import Reading, Work, command, query
from mdtdesk.storage import agenda_items, carrying, kept, reading
from mdtdesk.storage import meetings as stored
from mdtdesk.storage.agenda_items import Item, Listing
from mdtdesk.storage.queries import agenda_rows, agendas, tasks_left
from mdtdesk.storage.queries import cases as lookups


@command("agenda.list", "meet")
def list_case(work: Work, draft: ListDraft) -> Outcome:
    """Put a case on an agenda. Raises Rejected with each path that listing still needs."""
    case = _case(work, draft.case_id)
    problems = meetings.listing_problems(case, lookups.missing(work.connection, draft.case_id))
    if problems:
        raise Rejected(problems)
    return _list(work, draft, case, "")


@command("agenda.list_incomplete", "list_incomplete")
def list_incomplete(work: Work, draft: ListDraft) -> Outcome:
    """Put a case on an agenda although something is missing, for a reason that is kept."""
    case = _case(work, draft.case_id)
    problems = meetings.listing_problems(case, ())
    if not draft.because.strip():
        problems = (*problems, Problem("because", "missing", {}))
    if problems:
        raise Rejected(problems)
    return _list(work, draft, case, draft.because.strip())


@command("agenda.unlist", "meet")
def unlist(work: Work, draft: UnlistDraft) -> Outcome:
    """Take a case off an agenda before it is discussed."""
    item = _open_item(work, draft.item_id)
    if item.decision_id is not None:
        raise Rejected([Problem("", "ratification_stays", {"value": item.decision_id})])
    agenda_items.end(work.connection, item, "removed", work.at)
    agenda_items.index_case(work.connection, str(item.case_id))
    where = str(item.meeting_id or "-")
    work.rows.append(carrying.audited("unlisted", str(item.case_id), where, draft.because))
    return _outcome(str(item.id), where, str(item.case_id))


@command("agenda.order", "meet")
def order(work: Work, draft: OrderDraft) -> Outcome:
    """Bring the open cases of an agenda into an order, by urgency where none is given."""
    meeting = _open_meeting(work, draft.meeting_id)
    held = agenda_items.urgencies(work.connection, meeting.id)
    asked = draft.item_ids or meetings.by_urgency(held)
    problems = meetings.order_problems([item_id for item_id, _ in held], asked)
    if problems:
        raise Rejected(problems)
    agenda_items.arrange(work.connection, meeting.id, asked)
    work.rows.append(AuditRow("ordered", path=f"agenda:{meeting.id}"))
    return Outcome(meeting.id, frozenset({("meeting", meeting.id)}), meeting.version)


# queries


@query("read")
def get(look: Reading, meeting_id: str) -> AgendaRecord:
    """Return a meeting's agenda with everything that agenda, room and page say of each case."""
    return _agenda(look, meeting_id)


@query("read")
def minutes_of(look: Reading, meeting_id: str) -> MinutesRecord:
    """Return what a meeting's minutes say."""
    return minutes.of(_agenda(look, meeting_id))


@query("read")
def tasks(look: Reading, owner: str = "", done: bool = False) -> tuple[Task, ...]:
    """Return what decisions leave to do, by owner and day, with what is ``done`` if asked for."""
    found = tasks_left.load(look.connection, done=done)
    return left_to_do.of(found, today=look.context.clock().date(), owner=owner)


@query("read")
def of_case(look: Reading, case_id: str) -> NextMeeting | None:
    """Return the meeting on whose agenda a case stands, without an id while it waits for one."""
    return agenda_rows.next_meeting(look.connection, case_id)


def _agenda(look: Reading, meeting_id: str) -> AgendaRecord:
    meeting = stored.load(look.connection, meeting_id)
    if meeting is None:
        raise Rejected([Problem("", "no_such_meeting", {"value": meeting_id})])
    person_id = look.context.actor.person_id
    return agenda_rows.load(look.connection, meeting, person_id=person_id)


# what the commands share


def _list(work: Work, draft: ListDraft, case: Document, because: str) -> Outcome:
    meeting = _open_meeting(work, draft.meeting_id)
    waiting = agendas.open_item(work.connection, draft.case_id)
    if waiting is not None and waiting.meeting_id is not None:
        there = stored.load(work.connection, str(waiting.meeting_id)) or meeting
        told = {"value": there.title, "day": there.date}
        raise Rejected([Problem("", "already_listed", told)])
    if waiting is not None:
        agenda_items.send(work.connection, [waiting], meeting.id)
        item_id = str(waiting.id)
    else:
        item_id = agenda_items.put(work.connection, _listing(work, draft, because))
    kept.keep(work.connection, case, "listed", at=work.at, by=work.actor.name)
    work.rows.append(carrying.audited("listed", draft.case_id, meeting.id, because))
    return _outcome(item_id, meeting.id, draft.case_id)


def _listing(work: Work, draft: ListDraft, because: str) -> Listing:
    return Listing(
        draft.case_id,
        draft.meeting_id,
        work.at,
        work.actor.name,
        because=because,
        minutes=draft.minutes,
        item_id=draft.item_id,
    )


def _outcome(item_id: str, meeting_id: str, case_id: str) -> Outcome:
    return Outcome(item_id, frozenset({("meeting", meeting_id), ("case", case_id)}))


def _case(work: Work, case_id: str) -> Document:
    case = reading.load(work.connection, case_id)
    if case is None:
        raise Rejected([Problem("id", "no_such_case", {"value": case_id})])
    return document.document(case)


def _open_meeting(work: Work, meeting_id: str) -> MeetingRecord:
    found = stored.load(work.connection, meeting_id)
    if found is None:
        raise Rejected([Problem("", "no_such_meeting", {"value": meeting_id})])
    if not found.open:
        raise Rejected([Problem("", "meeting_over", {"value": found.title})])
    return found


def _open_item(work: Work, item_id: str) -> Item:
    item = agenda_items.get(work.connection, item_id)
    if item is None:
        raise Rejected([Problem("", "no_such_item", {"value": item_id})])
    if item.ended is not None:
        raise Rejected([Problem("", "item_ended", {"value": item_id})])
    return item
