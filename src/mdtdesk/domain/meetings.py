# SPDX-License-Identifier: MIT
"""The rules of meetings: order, quorum, late-comers, which meeting is the next, what is refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo

from mdtdesk.domain.agenda import Attendee, MeetingState, Quorum
from mdtdesk.domain.document import Document, document, text
from mdtdesk.domain.worklist import URGENCIES
from mdtdesk.errors import Problem

CARRIED = ("undiscussed", "deferred", "cancelled")
ENDS = ("discussed", "ratified", "carried", "removed")
LATE = "late"


@dataclass(frozen=True, slots=True)
class Head:
    """What tells one meeting from another when a place is sought for a case."""

    id: str
    series_id: str
    starts_at: str
    state: MeetingState


# order


def place(urgencies: Sequence[str], urgency: str) -> int:
    """Return where a case goes into an agenda: behind the last that is as urgent or more."""
    mine = URGENCIES.index(urgency)
    behind = [i + 1 for i, other in enumerate(urgencies) if URGENCIES.index(other) <= mine]
    return behind[-1] if behind else 0


def by_urgency(items: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return the ids of (id, urgency) with the most urgent first, else in the order they have."""
    return tuple(i for i, _ in sorted(items, key=lambda item: URGENCIES.index(item[1])))


def order_problems(held: Iterable[str], asked: Sequence[str]) -> tuple[Problem, ...]:
    """Return what is wrong with an order: it must name each item of the agenda once."""
    same = sorted(held) == sorted(asked)
    return () if same else (Problem("", "agenda_changed", {"value": len(asked)}),)


# who is there


def quorum(required: Sequence[str], attendance: Iterable[Attendee]) -> Quorum:
    """Return whether every required discipline is in the room or joins from elsewhere."""
    there = {each.discipline for each in attendance if each.present}
    missing = tuple(code for code in required if code not in there)
    return Quorum(not missing, missing)


def attended(attendance: Sequence[Attendee], person: Attendee, at: str) -> tuple[Attendee, ...]:
    """Return the attendance with a person's presence; one who is not in it comes last.

    ``late`` is in the room, arrived now where no time is given.
    """
    if person.presence == LATE:
        person = replace(person, presence="in_room", arrived_at=person.arrived_at or at)
    elif not person.present:
        person = replace(person, arrived_at="")
    names = [each.person for each in attendance]
    if person.person not in names:
        return (*attendance, person)
    old = attendance[names.index(person.person)]
    new = replace(
        person,
        title=person.title or old.title,
        discipline=person.discipline or old.discipline,
        arrived_at=person.arrived_at or (old.arrived_at if person.present else ""),
    )
    return tuple(new if each is old else each for each in attendance)


def frozen(attendance: Iterable[Attendee]) -> tuple[Document, ...]:
    """Return the attendance as a discussion keeps it: who is there, and who is excused."""
    rows = []
    for each in attendance:
        if each.presence:
            facts = {
                "person": each.person,
                "title": each.title,
                "discipline": each.discipline,
                "presence": each.presence,
            }
            rows.append(document({key: value for key, value in facts.items() if value}))
    return tuple(rows)


def frozen_quorum(found: Quorum) -> Document:
    """Return the quorum as a discussion keeps it."""
    return document({"met": found.met, "missing": found.missing})


# when


def moment(day: date, clock: str, zone: tzinfo | None) -> str:
    """Return a day and a time of day ("15:00") as it is stored."""
    return datetime.combine(day, time.fromisoformat(clock), zone).isoformat(timespec="minutes")


def cutoff(day: date, days_before: int, clock: str, zone: tzinfo | None) -> str:
    """Return the last moment for listing a case in time."""
    return moment(day - timedelta(days=days_before), clock, zone)


def next_day(last: date, weekday: int, every_weeks: int) -> date:
    """Return the day of a series' meeting after ``last``, which may have been moved."""
    regular = last + timedelta(days=weekday - last.isoweekday())
    return regular + timedelta(weeks=every_weeks)


def after(first: str, second: str) -> bool:
    """Tell whether a moment lies after another; where one says no offset, by the clock."""
    one, other = datetime.fromisoformat(first), datetime.fromisoformat(second)
    if (one.tzinfo is None) != (other.tzinfo is None):
        one, other = one.replace(tzinfo=None), other.replace(tzinfo=None)
    return one > other


def is_late(listed_at: str, cutoff_at: str) -> bool:
    """Tell whether a case was listed after the cut-off."""
    return bool(cutoff_at) and after(listed_at, cutoff_at)


def upcoming(meetings: Iterable[Head], now: str) -> str:
    """Return the id of the meeting that is next: running, or planned for later; else empty."""
    ahead = [m for m in meetings if m.state == "running" or _planned_after(m, now)]
    return min(ahead, key=_starts).id if ahead else ""


def following(meetings: Iterable[Head], this: Head) -> str:
    """Return the id of the meeting after this one, in its series if it has one; else empty."""
    later = [
        m
        for m in meetings
        if m.id != this.id
        and m.state in ("planned", "running")
        and after(m.starts_at, this.starts_at)
        and (not this.series_id or m.series_id == this.series_id)
    ]
    return min(later, key=_starts).id if later else ""


def _planned_after(meeting: Head, now: str) -> bool:
    return meeting.state == "planned" and after(meeting.starts_at, now)


def _starts(meeting: Head) -> tuple[float, str]:
    return datetime.fromisoformat(meeting.starts_at).timestamp(), meeting.id


# what is refused


def listing_problems(case: Document, missing: Iterable[str]) -> tuple[Problem, ...]:
    """Return why a case cannot be listed: each path that is missing, but not if it is urgent."""
    if "closed" in case:
        return (Problem("closed", "case_closed", {"value": text(case, "number")}),)
    if text(case, "referral.urgency") == "neurological":
        return ()
    return tuple(Problem(path, "needed_for_listing", {}) for path in missing)


def state(started_at: str, finished_at: str, cancelled_at: str) -> MeetingState:
    """Return where a meeting stands."""
    if cancelled_at:
        return "cancelled"
    if finished_at:
        return "finished"
    return "running" if started_at else "planned"
