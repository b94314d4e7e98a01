# SPDX-License-Identifier: MIT
"""Makes a meeting's minutes of its agenda: per case what was said, by whom, and who was there."""

from __future__ import annotations

from collections.abc import Iterable

from mdtdesk.domain import basis
from mdtdesk.domain.agenda import (
    AgendaRecord,
    AgendaRow,
    Attendee,
    MeetingRecord,
    MinutesItem,
    MinutesRecord,
    Quorum,
)
from mdtdesk.domain.document import EMPTY, Document, flag, group, items, rows, text


def of(agenda: AgendaRecord) -> MinutesRecord:
    """Return the minutes of a meeting."""
    found = tuple(_item(row, agenda.meeting) for row in agenda.rows)
    made = [item.decision for item in found if item.decision]
    signed = bool(made) and all(rows(decision, "signatures") for decision in made)
    return MinutesRecord(agenda.meeting, found, _people(agenda.meeting, found), signed)


def _item(row: AgendaRow, meeting: MeetingRecord) -> MinutesItem:
    discussion = _discussion(row)
    decision = group(discussion, "decision") or _ratified(row)
    frozen = text(decision, "basis.document")
    attendance, quorum = _attendance(discussion), _quorum(discussion)
    if row.state == "ratified":
        attendance = tuple(each for each in meeting.attendance if each.presence)
        quorum = meeting.quorum
    return MinutesItem(
        row,
        basis.case_of(frozen) if frozen else row.document,
        discussion,
        decision,
        attendance,
        quorum,
    )


def _discussion(row: AgendaRow) -> Document:
    found = rows(row.document, "discussions")
    return next((d for d in found if d.get("id") == row.discussion_id), EMPTY)


def _ratified(row: AgendaRow) -> Document:
    if row.state != "ratified":
        return EMPTY
    for discussion in rows(row.document, "discussions"):
        for decision in (group(discussion, "decision"), *rows(discussion, "earlier_decisions")):
            if decision.get("id") == row.decision_id:
                return decision
    return EMPTY


def _attendance(discussion: Document) -> tuple[Attendee, ...]:
    return tuple(
        Attendee(text(a, "person"), text(a, "title"), text(a, "discipline"), text(a, "presence"))
        for a in rows(discussion, "attendance")
    )


def _quorum(discussion: Document) -> Quorum | None:
    met = flag(discussion, "quorum.met")
    return None if met is None else Quorum(met, items(discussion, "quorum.missing"))


def _people(meeting: MeetingRecord, found: Iterable[MinutesItem]) -> tuple[Attendee, ...]:
    """Return everybody who attends any case or is excused, in the order of the meeting's list."""
    named = [a for item in found for a in item.attendance]
    known = {a.person: a for a in (*named, *meeting.attendance)}
    shown = {a.person for a in named} | {a.person for a in meeting.attendance if a.presence}
    order = dict.fromkeys(a.person for a in (*meeting.attendance, *named))
    return tuple(known[person] for person in order if person in shown)
