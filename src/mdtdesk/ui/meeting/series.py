# SPDX-License-Identifier: MIT
"""A series from one of its meetings: so that later ones are as this one is."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from mdtdesk.domain.agenda import MeetingRecord, Member, SeriesRecord
from mdtdesk.domain.meeting_drafts import SeriesDraft

_CUTOFF = (2, "17:00")


def cutoff(day: str, moment: str) -> tuple[int, str]:
    """Return how many days before its meeting a cut-off is, and at which time."""
    if "T" not in moment:
        return _CUTOFF
    before = date.fromisoformat(day) - date.fromisoformat(moment[:10])
    return max(before.days, 0), f"{datetime.fromisoformat(moment):%H:%M}"


def like(meeting: MeetingRecord, series: SeriesRecord) -> SeriesDraft:
    """Return the series changed to be as a meeting is: place, people, times; its weekday stays."""
    days, time = cutoff(meeting.date, meeting.cutoff_at)
    if not meeting.cutoff_at:
        days, time = series.cutoff_days, series.cutoff_time
    return SeriesDraft(
        meeting.title,
        _on_weekday(meeting.date, series.weekday),
        f"{datetime.fromisoformat(meeting.starts_at):%H:%M}",
        series.every_weeks,
        room=meeting.room,
        chair=meeting.chair,
        recorder=meeting.recorder,
        members=tuple(Member(p.person, p.title, p.discipline) for p in meeting.attendance),
        required=meeting.required,
        cutoff_days=days,
        cutoff_time=time,
        minutes_per_case=meeting.minutes_per_case,
        capacity=meeting.capacity,
        version=series.version,
        series_id=series.id,
    )


def again(series: SeriesRecord, day: str) -> SeriesDraft:
    """Return what makes a series as it was before it was changed once."""
    return SeriesDraft(
        series.title,
        _on_weekday(day, series.weekday),
        series.starts,
        series.every_weeks,
        room=series.room,
        chair=series.chair,
        recorder=series.recorder,
        members=series.members,
        required=series.required,
        cutoff_days=series.cutoff_days,
        cutoff_time=series.cutoff_time,
        minutes_per_case=series.minutes_per_case,
        capacity=series.capacity,
        version=series.version + 1,
        series_id=series.id,
    )


def _on_weekday(day: str, weekday: int) -> str:
    known = date.fromisoformat(day)
    return (known + timedelta(days=weekday - known.isoweekday())).isoformat()
