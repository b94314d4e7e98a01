# SPDX-License-Identifier: MIT
"""What is read of meetings: series, a meeting, its agenda and its minutes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from mdtdesk.domain.document import EMPTY, Document
from mdtdesk.domain.worklist import URGENCIES, CaseRow

MeetingState = Literal["planned", "running", "finished", "cancelled"]
ItemKind = Literal["discussion", "ratification"]
ItemState = Literal["open", "discussed", "deferred", "ratified", "carried"]
CarriedAs = Literal["", "undiscussed", "deferred", "cancelled"]
PRESENT = ("in_room", "remote")


@dataclass(frozen=True, slots=True)
class Member:
    """A usual member of a series."""

    person: str
    title: str = ""
    discipline: str = ""


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person of a meeting: ``presence`` is a code, or empty while nobody has ticked it.

    arrived_at  when a person came who came late; the case document has no place for it
    """

    person: str
    title: str = ""
    discipline: str = ""
    presence: str = ""
    arrived_at: str = ""

    @property
    def present(self) -> bool:
        """Tell whether the person is in the room or joins from elsewhere."""
        return self.presence in PRESENT

    @property
    def late(self) -> bool:
        """Tell whether the person came late."""
        return bool(self.arrived_at)


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether every required discipline is there, and which are not."""

    met: bool
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeriesRecord:
    """Meetings that repeat. ``weekday`` is 1 for Monday; cut-off that many days before, at a time.

    starts, cutoff_time  "15:00", in the store's time zone
    capacity             how many cases one meeting has time for, 0 where nobody says
    """

    id: str
    version: int
    title: str
    weekday: int
    starts: str
    every_weeks: int = 1
    room: str = ""
    chair: str = ""
    recorder: str = ""
    members: tuple[Member, ...] = ()
    required: tuple[str, ...] = ()
    cutoff_days: int = 2
    cutoff_time: str = "17:00"
    minutes_per_case: int = 8
    capacity: int = 0


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting in the list of meetings.

    cases  on its agenda · urgent, carried, late  how many of them · done  discussed or ratified
    """

    id: str
    title: str
    date: str
    starts_at: str
    room: str
    chair: str
    state: MeetingState
    cases: int = 0
    urgent: int = 0
    carried: int = 0
    late: int = 0
    done: int = 0
    minutes: int = 0
    capacity: int = 0


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """A meeting with who is expected and who is there now.

    because  why it was cancelled
    """

    id: str
    version: int
    title: str
    date: str
    starts_at: str
    room: str = ""
    chair: str = ""
    recorder: str = ""
    required: tuple[str, ...] = ()
    cutoff_at: str = ""
    minutes_per_case: int = 8
    capacity: int = 0
    series_id: str = ""
    state: MeetingState = "planned"
    started_at: str = ""
    finished_at: str = ""
    because: str = ""
    attendance: tuple[Attendee, ...] = ()
    quorum: Quorum = Quorum(True)

    @property
    def open(self) -> bool:
        """Tell whether cases may still be put on it and discussed."""
        return self.state in ("planned", "running")


@dataclass(frozen=True, slots=True)
class Carried:
    """How often a case came over from an earlier meeting, and why it did the last time.

    reason, words  of the deferral, where it was deferred
    """

    times: int = 0
    how: CarriedAs = ""
    reason: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier discussion of the case came to: recommended, agreed, done.

    on  the meeting's day, or of the discussion, as known
    """

    discussion_id: str
    on: str
    outcome: str = ""
    mode: str = ""
    deferral_reason: str = ""
    deferral_text: str = ""
    decision_id: str = ""
    version: int = 0
    conclusion: str = ""
    procedures: tuple[Document, ...] = ()
    owner: str = ""
    due_on: str = ""
    agreed: str = ""
    agreed_by: str = ""
    done: str = ""
    not_done_reason: str = ""
    ratified: bool = False
    signed: bool = False


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One case on an agenda with everything that agenda, room and minutes say of it.

    position  its number on the agenda, from 1
    case      its row of the worklist: number, name, age and sex, urgency, sites, question
    document  the case as it stands today
    late      listed after the cut-off
    because   why the chair listed it although something was missing
    missing   the paths that listing still needs today
    earlier   its earlier discussions, the latest first
    new       listed since the agenda was last printed
    changed   the paths that changed since then, for a case that was on that print
    """

    id: str
    position: int
    case: CaseRow
    document: Document = field(default_factory=lambda: EMPTY, repr=False)
    version: int = 0
    kind: ItemKind = "discussion"
    state: ItemState = "open"
    minutes: int = 0
    listed_at: str = ""
    late: bool = False
    because: str = ""
    missing: tuple[str, ...] = ()
    carried: Carried = Carried()
    earlier: tuple[Earlier, ...] = ()
    discussion_id: str = ""
    decision_id: str = ""
    new: bool = False
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgendaRecord:
    """A meeting's agenda in its order. ``printed_at`` is when it was last printed."""

    meeting: MeetingRecord
    rows: tuple[AgendaRow, ...] = ()
    printed_at: str = ""

    @property
    def minutes(self) -> int:
        """Return how many minutes all of it takes."""
        return sum(row.minutes for row in self.rows)

    @property
    def slot(self) -> int:
        """Return how many minutes the meeting has, 0 where nobody says."""
        return self.meeting.capacity * self.meeting.minutes_per_case

    @property
    def over(self) -> int:
        """Return by how many cases it exceeds the capacity."""
        capacity = self.meeting.capacity
        return max(len(self.rows) - capacity, 0) if capacity else 0

    @property
    def carried(self) -> int:
        """Return how many came over from an earlier meeting."""
        return sum(1 for row in self.rows if row.carried.times)

    def of_urgency(self, urgency: str) -> int:
        """Return how many have this urgency."""
        return sum(1 for row in self.rows if row.case.urgency == urgency)


@dataclass(frozen=True, slots=True)
class MinutesItem:
    """One case in the minutes.

    case        as it stood when it was decided (its basis), as it stands today where it was not
    discussion  as it is recorded, empty for one that was not discussed
    decision    the decision that was made or ratified, empty without one
    """

    row: AgendaRow
    case: Document = field(default_factory=lambda: EMPTY, repr=False)
    discussion: Document = field(default_factory=lambda: EMPTY, repr=False)
    decision: Document = field(default_factory=lambda: EMPTY, repr=False)
    attendance: tuple[Attendee, ...] = ()
    quorum: Quorum | None = None


@dataclass(frozen=True, slots=True)
class MinutesRecord:
    """A meeting's minutes.

    people  everybody who is named as attending any case or excused, in the order of the list
    signed  that every decision in it is signed: without that it is a draft
    """

    meeting: MeetingRecord
    items: tuple[MinutesItem, ...] = ()
    people: tuple[Attendee, ...] = ()
    signed: bool = False

    def count(self, *states: ItemState) -> int:
        """Return how many items ended in these states."""
        return sum(1 for item in self.items if item.row.state in states)


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The meeting on whose agenda a case stands."""

    meeting_id: str
    item_id: str
    date: str
    starts_at: str
    state: MeetingState


def urgent(rows: Iterable[AgendaRow]) -> int:
    """Return how many rows are more urgent than routine."""
    return sum(1 for row in rows if row.case.urgency in URGENCIES[:2])
