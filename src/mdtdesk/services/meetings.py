# SPDX-License-Identifier: MIT
"""Makes, changes, starts and finishes meetings; what was not decided goes on to the next one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, tzinfo

from mdtdesk.domain import audit as audits
from mdtdesk.domain import meeting_checks, meetings
from mdtdesk.domain.agenda import Attendee, MeetingRecord, MeetingRow, Member, SeriesRecord
from mdtdesk.domain.audit import AuditRow
from mdtdesk.domain.changes import Changes, Outcome
from mdtdesk.domain.ids import new_id
from mdtdesk.domain.meeting_drafts import (
    AttendanceDraft,
    MeetingDraft,
    MeetingStepDraft,
    SeriesDraft,
    SeriesStepDraft,
)
from mdtdesk.errors import Conflict, Problem, Rejected
from mdtdesk.services.context import Reading, Work, command, query
from mdtdesk.storage import agenda_items, carrying
from mdtdesk.storage import meetings as stored
from mdtdesk.storage.queries import meeting_rows

OVER = ("finished", "cancelled")


# series


@command("meeting.make_series", "meet")
def make_series(work: Work, draft: SeriesDraft) -> Outcome:
    """Make a series with its first meeting."""
    series = _series(draft, version=1)
    stored.save_series(work.connection, series)
    work.rows.append(_row("series_made", "series", series.id, new=series.title))
    meeting = _next(work, series, date.fromisoformat(draft.first_on))
    return Outcome(series.id, frozenset({("series", series.id)}) | _made(work, meeting), 1)


@command("meeting.change_series", "meet")
def change_series(work: Work, draft: SeriesDraft) -> Outcome:
    """Change a series for the meetings to come; those that are made stay as they are."""
    before = _known_series(work, draft.series_id)
    if before.version != draft.version:
        raise Conflict(before)
    after = _series(draft, version=before.version + 1)
    stored.save_series(work.connection, after)
    work.rows += _differences("series", before, after)
    return Outcome(after.id, frozenset({("series", after.id)}), after.version)


@command("meeting.make_next", "meet")
def make_next(work: Work, draft: SeriesStepDraft) -> Outcome:
    """Make the next meeting of a series, after the last one that was made."""
    meeting = _next(work, _known_series(work, draft.series_id))
    return Outcome(meeting.id, _made(work, meeting), 1)


# one meeting


@command("meeting.make", "meet")
def make(work: Work, draft: MeetingDraft) -> Outcome:
    """Make a meeting of its own; cases that wait for one are put on its agenda."""
    meeting = _meeting(draft, MeetingRecord(draft.meeting_id, 0, "", "", ""))
    stored.save(work.connection, meeting, work.at)
    expected = tuple(Attendee(m.person, m.title, m.discipline) for m in draft.members)
    stored.save_attendance(work.connection, meeting.id, expected)
    return Outcome(meeting.id, _made(work, meeting), 1)


@command("meeting.change", "meet")
def change(work: Work, draft: MeetingDraft) -> Outcome:
    """Change when, where and by whom a meeting is held."""
    before = _open_meeting(work, draft.meeting_id)
    if before.version != draft.version:
        raise Conflict(before)
    after = _meeting(draft, before)
    stored.save(work.connection, after, work.at)
    agenda_items.index_open(work.connection, after.id)
    work.rows += _differences("meeting", before, after)
    return Outcome(after.id, _touched(after.id), after.version)


@command("meeting.cancel", "meet")
def cancel(work: Work, draft: MeetingStepDraft) -> Outcome:
    """Cancel a meeting that has not begun; its cases go on to the next one."""
    meeting = _open_meeting(work, draft.meeting_id)
    if meeting.state == "running":
        raise Rejected([Problem("", "meeting_running", {"value": meeting.title})])
    if not draft.because.strip():
        raise Rejected([Problem("because", "missing", {})])
    told = {"cancelled_at": work.at, "because": draft.because}
    stored.step(work.connection, meeting.id, told)
    work.rows.append(_row("meeting_cancelled", "meeting", meeting.id, new=draft.because))
    return Outcome(meeting.id, _carry(work, meeting, "cancelled"), meeting.version)


@command("meeting.start", "meet")
def start(work: Work, draft: MeetingStepDraft) -> Outcome:
    """Start a meeting: from now on its cases are decided."""
    meeting = _open_meeting(work, draft.meeting_id)
    if meeting.state == "running":
        raise Rejected([Problem("", "meeting_running", {"value": meeting.title})])
    stored.step(work.connection, meeting.id, {"started_at": work.at})
    work.rows.append(_row("meeting_started", "meeting", meeting.id))
    return Outcome(meeting.id, _touched(meeting.id), meeting.version)


@command("meeting.attend", "meet")
def attend(work: Work, draft: AttendanceDraft) -> Outcome:
    """Tick who is there; cases that are decided already keep who was there then."""
    meeting = _open_meeting(work, draft.meeting_id)
    _raise(meeting_checks.attendance(draft))
    person = Attendee(draft.person, draft.title, draft.discipline, draft.presence, draft.arrived_at)
    after = meetings.attended(meeting.attendance, person, work.at)
    stored.save_attendance(work.connection, meeting.id, after)
    told = f"{draft.person}: {draft.presence or '-'}"
    work.rows.append(_row("attendance", "meeting", meeting.id, new=told))
    return Outcome(meeting.id, _touched(meeting.id), meeting.version)


@command("meeting.finish", "meet")
def finish(work: Work, draft: MeetingStepDraft) -> Outcome:
    """Finish a meeting: what was deferred or not discussed goes on to the next one."""
    meeting = _open_meeting(work, draft.meeting_id)
    if meeting.state != "running":
        raise Rejected([Problem("", "meeting_not_running", {"value": meeting.title})])
    stored.step(work.connection, meeting.id, {"finished_at": work.at})
    work.rows.append(_row("meeting_finished", "meeting", meeting.id))
    return Outcome(meeting.id, _carry(work, meeting, "undiscussed"), meeting.version)


# queries


@query("read")
def get(look: Reading, meeting_id: str) -> MeetingRecord:
    """Return a meeting with who is there and the quorum as it is now."""
    found = stored.load(look.connection, meeting_id)
    if found is None:
        raise Rejected([Problem("", "no_such_meeting", {"value": meeting_id})])
    return found


@query("read")
def rows(look: Reading) -> tuple[MeetingRow, ...]:
    """Return all meetings, the latest first."""
    return meeting_rows.load(look.connection)


@query("read")
def all_series(look: Reading) -> tuple[SeriesRecord, ...]:
    """Return every series."""
    return stored.all_series(look.connection)


@query("read")
def upcoming(look: Reading) -> str:
    """Return the id of the meeting that is next, or runs now; empty without one."""
    return meetings.upcoming(stored.heads(look.connection), look.context.now())


# what the commands share


def _series(draft: SeriesDraft, version: int) -> SeriesRecord:
    _raise(meeting_checks.series(draft))
    return SeriesRecord(
        draft.series_id,
        version,
        draft.title.strip(),
        date.fromisoformat(draft.first_on).isoweekday(),
        draft.starts,
        draft.every_weeks,
        draft.room,
        draft.chair,
        draft.recorder,
        draft.members,
        draft.required,
        draft.cutoff_days,
        draft.cutoff_time,
        draft.minutes_per_case,
        draft.capacity,
    )


def _meeting(draft: MeetingDraft, before: MeetingRecord) -> MeetingRecord:
    _raise(meeting_checks.meeting(draft))
    return replace(
        before,
        version=before.version + 1,
        title=draft.title.strip(),
        date=draft.starts_at[:10],
        starts_at=draft.starts_at,
        room=draft.room,
        chair=draft.chair,
        recorder=draft.recorder,
        required=draft.required,
        cutoff_at=draft.cutoff_at,
        minutes_per_case=draft.minutes_per_case,
        capacity=draft.capacity,
    )


def _next(work: Work, series: SeriesRecord, day: date | None = None) -> MeetingRecord:
    """Make a series' meeting on a day, else on the day after its last one."""
    if day is None:
        last = date.fromisoformat(stored.last_of_series(work.connection, series.id))
        day = meetings.next_day(last, series.weekday, series.every_weeks)
    meeting = _of_series(series, day, work.context.clock().tzinfo)
    stored.save(work.connection, meeting, work.at)
    stored.save_attendance(work.connection, meeting.id, _expected(series.members))
    return meeting


def _of_series(series: SeriesRecord, day: date, zone: tzinfo | None) -> MeetingRecord:
    return MeetingRecord(
        id=new_id(),
        version=1,
        title=series.title,
        date=day.isoformat(),
        starts_at=meetings.moment(day, series.starts, zone),
        room=series.room,
        chair=series.chair,
        recorder=series.recorder,
        required=series.required,
        cutoff_at=meetings.cutoff(day, series.cutoff_days, series.cutoff_time, zone),
        minutes_per_case=series.minutes_per_case,
        capacity=series.capacity,
        series_id=series.id,
    )


def _expected(members: Sequence[Member]) -> tuple[Attendee, ...]:
    return tuple(Attendee(each.person, each.title, each.discipline) for each in members)


def _made(work: Work, meeting: MeetingRecord) -> Changes:
    """Put the cases that wait for a meeting on the agenda of one that was made."""
    told = f"{meeting.title} {meeting.starts_at}"
    work.rows.append(_row("meeting_made", "meeting", meeting.id, new=told))
    waiting = agenda_items.open_of_meeting(work.connection, None)
    agenda_items.send(work.connection, waiting, meeting.id)
    for item in waiting:
        work.rows.append(carrying.audited("listed", str(item.case_id), meeting.id))
    return _touched(meeting.id) | {("case", str(item.case_id)) for item in waiting}


def _carry(work: Work, meeting: MeetingRecord, left: str) -> Changes:
    """Send what is left of a meeting to the next one, of its series if it has one."""
    items = carrying.left(work.connection, meeting, left)
    target = _after(work, meeting) if items else ""
    done = carrying.carry(work.connection, items, target, (work.at, work.actor.name))
    work.rows += done
    changes = _touched(meeting.id) | (_touched(target) if target else frozenset())
    return changes | {("case", row.case_id) for row in done}


def _after(work: Work, meeting: MeetingRecord) -> str:
    """Return the id of the meeting after this one; a series makes it, else there may be none."""
    this = meetings.Head(meeting.id, meeting.series_id, meeting.starts_at, "finished")
    found = meetings.following(stored.heads(work.connection), this)
    if found or not meeting.series_id:
        return found
    made = _next(work, _known_series(work, meeting.series_id))
    _made(work, made)
    return made.id


def _open_meeting(work: Work, meeting_id: str) -> MeetingRecord:
    found = stored.load(work.connection, meeting_id)
    if found is None:
        raise Rejected([Problem("", "no_such_meeting", {"value": meeting_id})])
    if not found.open:
        raise Rejected([Problem("", "meeting_over", {"value": found.title})])
    return found


def _known_series(work: Work, series_id: str) -> SeriesRecord:
    found = stored.series(work.connection, series_id)
    if found is None:
        raise Rejected([Problem("", "no_such_series", {"value": series_id})])
    return found


def _touched(meeting_id: str) -> Changes:
    return frozenset({("meeting", meeting_id)})


def _raise(problems: Sequence[Problem]) -> None:
    if problems:
        raise Rejected(problems)


def _row(action: str, kind: str, subject: str, new: str = "") -> AuditRow:
    return AuditRow(action, path=f"{kind}:{subject}", new=audits.spelled(new) if new else None)


def _differences(
    kind: str, before: MeetingRecord | SeriesRecord, after: MeetingRecord | SeriesRecord
) -> Iterator[AuditRow]:
    for name, old, new in meeting_checks.changed(before, after):
        yield AuditRow("changed", path=f"{kind}:{after.id}.{name}", old=old, new=new)
