# SPDX-License-Identifier: MIT
"""What is wrong with the facts of a meeting or a series, each with the field it stands in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from datetime import time
from typing import Any

from mdtdesk.domain import days, vocabulary
from mdtdesk.domain.agenda import MeetingRecord, Member, SeriesRecord
from mdtdesk.domain.meeting_drafts import AttendanceDraft, MeetingDraft, SeriesDraft
from mdtdesk.domain.meetings import LATE
from mdtdesk.errors import Problem

PRESENCES = ("", "in_room", "remote", LATE, "apology")


def series(draft: SeriesDraft) -> tuple[Problem, ...]:
    """Return the faults of a series."""
    return (
        *_shared(draft),
        *_days(("first_on", draft.first_on)),
        *_times(("starts", draft.starts), ("cutoff_time", draft.cutoff_time)),
        *_counts(("every_weeks", draft.every_weeks, 1), ("cutoff_days", draft.cutoff_days, 0)),
    )


def meeting(draft: MeetingDraft) -> tuple[Problem, ...]:
    """Return the faults of a meeting."""
    given = (("starts_at", draft.starts_at), ("cutoff_at", draft.cutoff_at))
    moments = [pair for pair in given if pair[1] or pair[0] == "starts_at"]
    return (
        *_shared(draft),
        *(
            Problem(path, "not_a_moment", {"value": value})
            for path, value in moments
            if not days.is_moment(value)
        ),
    )


def attendance(draft: AttendanceDraft) -> tuple[Problem, ...]:
    """Return the faults of a person's presence."""
    return (
        *_needed(("person", draft.person)),
        *_codes("presence", [draft.presence], PRESENCES),
        *_codes("discipline", [draft.discipline], ("", *vocabulary.codes("discipline"))),
        *(
            [Problem("arrived_at", "not_a_moment", {"value": draft.arrived_at})]
            if draft.arrived_at and not days.is_moment(draft.arrived_at)
            else []
        ),
    )


def changed(
    before: MeetingRecord | SeriesRecord, after: MeetingRecord | SeriesRecord
) -> Iterator[tuple[str, str, str]]:
    """Yield (field, old, new) of what differs, as JSON, for the audit."""
    old, new = asdict(before), asdict(after)
    for each in fields(after):
        if old[each.name] != new[each.name] and each.name not in ("version", "quorum"):
            yield each.name, _json(old[each.name]), _json(new[each.name])


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _shared(draft: MeetingDraft | SeriesDraft) -> Iterator[Problem]:
    yield from _needed(("title", draft.title))
    yield from _codes("required", draft.required, vocabulary.codes("discipline"))
    yield from _members(draft.members)
    yield from _counts(
        ("minutes_per_case", draft.minutes_per_case, 1), ("capacity", draft.capacity, 0)
    )


def _members(members: Iterable[Member]) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, member in enumerate(members):
        at = f"members[{index}]"
        yield from _needed((f"{at}.person", member.person))
        if member.person in seen:
            yield Problem(f"{at}.person", "twice", {"value": member.person})
        seen.add(member.person)
        allowed = ("", *vocabulary.codes("discipline"))
        yield from _codes(f"{at}.discipline", [member.discipline], allowed)


def _needed(*given: tuple[str, str]) -> Iterator[Problem]:
    for path, value in given:
        if not value.strip():
            yield Problem(path, "missing", {})


def _codes(path: str, given: Iterable[str], allowed: tuple[str, ...]) -> Iterator[Problem]:
    for value in given:
        if value not in allowed:
            options = ", ".join(code for code in allowed if code)
            yield Problem(path, "not_in_list", {"value": value, "options": options})


def _counts(*given: tuple[str, int, int]) -> Iterator[Problem]:
    for path, value, low in given:
        if not low <= value <= 1000:
            yield Problem(path, "out_of_range", {"value": value, "low": low, "high": 1000})


def _days(*given: tuple[str, str]) -> Iterator[Problem]:
    for path, value in given:
        if not (days.is_day(value) and len(value) == len("2026-11-26")):
            yield Problem(path, "not_a_day", {"value": value})


def _times(*given: tuple[str, str]) -> Iterator[Problem]:
    for path, value in given:
        if not _is_time(value):
            yield Problem(path, "not_a_time", {"value": value})


def _is_time(value: str) -> bool:
    try:
        time.fromisoformat(value)
    except ValueError:
        return False
    return len(value) == len("15:00")
