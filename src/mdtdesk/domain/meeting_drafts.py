# SPDX-License-Identifier: MIT
"""What goes into the commands of meetings and their agendas."""

from __future__ import annotations

from dataclasses import dataclass, field

from mdtdesk.domain.agenda import Member
from mdtdesk.domain.ids import new_id


@dataclass(frozen=True, slots=True)
class SeriesDraft:
    """Meetings that repeat, as in SeriesRecord; the first meeting is made with it.

    first_on  the first meeting's day
    version   0 for a new series, else what the form was filled from
    """

    title: str
    first_on: str
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
    version: int = 0
    series_id: str = field(default_factory=new_id)
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class MeetingDraft:
    """A meeting, new or changed. ``starts_at`` and ``cutoff_at`` are date-times with their offset.

    members  who is expected, for a new one; later attendance says it
    version  0 for a new meeting, else what the form was filled from
    """

    title: str
    starts_at: str
    room: str = ""
    chair: str = ""
    recorder: str = ""
    members: tuple[Member, ...] = ()
    required: tuple[str, ...] = ()
    cutoff_at: str = ""
    minutes_per_case: int = 8
    capacity: int = 0
    version: int = 0
    meeting_id: str = field(default_factory=new_id)
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class SeriesStepDraft:
    """The next meeting of a series, after the last one that was made."""

    series_id: str
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class MeetingStepDraft:
    """The start, the end or the cancelling (``because``) of a meeting."""

    meeting_id: str
    because: str = ""
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class ListDraft:
    """A case put on an agenda.

    because  why the chair lists it although something is missing
    minutes  0 for the meeting's own minutes per case
    """

    meeting_id: str
    case_id: str
    because: str = ""
    minutes: int = 0
    item_id: str = field(default_factory=new_id)
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class UnlistDraft:
    """A case taken off an agenda before it was discussed."""

    item_id: str
    because: str = ""
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """The whole order of an agenda as the person sees it; empty for the order by urgency."""

    meeting_id: str
    item_ids: tuple[str, ...] = ()
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class AttendanceDraft:
    """Whether a person is there: in_room, remote, late, apology, or empty for neither.

    arrived_at  for one who comes late, now if it is not given
    """

    meeting_id: str
    person: str
    presence: str
    title: str = ""
    discipline: str = ""
    arrived_at: str = ""
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class RatifyDraft:
    """A meeting's yes to a decision that was made outside of it."""

    meeting_id: str
    case_id: str
    decision_id: str
    command_id: str = field(default_factory=new_id)
