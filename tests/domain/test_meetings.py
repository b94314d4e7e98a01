# SPDX-License-Identifier: MIT
"""The rules of meetings by themselves: order, quorum, who comes late, days, which comes next."""

from __future__ import annotations

from datetime import date, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdtdesk.domain import meeting_checks, meetings
from mdtdesk.domain.agenda import Attendee, Member, Quorum
from mdtdesk.domain.meeting_drafts import AttendanceDraft, MeetingDraft, SeriesDraft
from mdtdesk.domain.meetings import Head
from mdtdesk.domain.worklist import URGENCIES

ZONE = timezone(timedelta(hours=8))
URGENCY = st.sampled_from(URGENCIES)


@given(st.lists(URGENCY))
def test_one_after_the_other_they_stand_by_urgency_then_by_arrival(asked: list[str]) -> None:
    agenda: list[tuple[int, str]] = []
    for number, urgency in enumerate(asked):
        agenda.insert(meetings.place([u for _, u in agenda], urgency), (number, urgency))
    assert agenda == sorted(agenda, key=lambda pair: (URGENCIES.index(pair[1]), pair[0]))


@given(st.lists(URGENCY), URGENCY)
def test_whatever_the_order_none_as_urgent_stands_behind_a_new_one(
    agenda: list[str], urgency: str
) -> None:
    place = meetings.place(agenda, urgency)
    assert all(URGENCIES.index(other) > URGENCIES.index(urgency) for other in agenda[place:])


@given(st.lists(URGENCY))
def test_by_urgency_keeps_every_item(urgencies: list[str]) -> None:
    items = [(str(i), u) for i, u in enumerate(urgencies)]
    found = meetings.by_urgency(items)
    assert sorted(found) == sorted(i for i, _ in items)
    ranks = [URGENCIES.index(dict(items)[i]) for i in found]
    assert ranks == sorted(ranks)


DISCIPLINES = st.sampled_from(["pain", "radiology", "nursing"])
PERSON = st.builds(
    Attendee,
    person=st.text(min_size=1, max_size=2),
    discipline=DISCIPLINES,
    presence=st.sampled_from(["", "in_room", "remote", "apology"]),
)


@given(st.lists(DISCIPLINES, unique=True), st.lists(PERSON))
def test_a_quorum_is_met_by_who_is_there(required: list[str], people: list[Attendee]) -> None:
    found = meetings.quorum(required, people)
    for code in required:
        there = any(p.discipline == code and p.presence in ("in_room", "remote") for p in people)
        assert (code in found.missing) is not there
    assert found.met is (not found.missing)


def test_nobody_required_is_a_quorum() -> None:
    assert meetings.quorum((), ()) == Quorum(True)


@given(st.lists(PERSON, max_size=8), st.sampled_from(["", "in_room", "remote", "late", "apology"]))
def test_a_tick_changes_one_person_and_loses_none(ticks: list[Attendee], presence: str) -> None:
    held: tuple[Attendee, ...] = ()
    for person in ticks:
        held = meetings.attended(held, person, "2026-11-26T15:05+08:00")
    names = [each.person for each in held]
    assert len(names) == len(set(names)) == len({each.person for each in ticks})
    after = meetings.attended(held, Attendee("新来者", presence=presence), "2026-11-26T15:20+08:00")
    assert after[:-1] == held
    assert after[-1].late is (presence == "late")
    assert after[-1].presence == ("in_room" if presence == "late" else presence)


def test_who_goes_and_comes_back_is_still_late() -> None:
    held = meetings.attended((), Attendee("沈静", "主任医师", presence="late"), "2026-11-26T15:10")
    held = meetings.attended(held, Attendee("沈静", presence="remote"), "2026-11-26T15:40")
    assert held == (Attendee("沈静", "主任医师", "", "remote", "2026-11-26T15:10"),)
    held = meetings.attended(held, Attendee("沈静", presence="apology"), "2026-11-26T15:50")
    assert not held[0].late


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 7), st.integers(1, 4))
def test_the_next_meeting_is_on_its_weekday_in_time(last: date, weekday: int, weeks: int) -> None:
    found = meetings.next_day(last, weekday, weeks)
    assert found.isoweekday() == weekday
    assert timedelta(0) < found - last < timedelta(weeks=weeks + 1)


def test_a_meeting_that_was_moved_does_not_move_the_series() -> None:
    friday = date(2026, 11, 27)
    assert meetings.next_day(friday, 4, 1) == date(2026, 12, 3)
    assert meetings.cutoff(date(2026, 12, 3), 2, "17:00", ZONE) == "2026-12-01T17:00+08:00"


@pytest.mark.parametrize(
    ("listed", "late"),
    [
        ("2026-11-24T17:00:00+08:00", False),
        ("2026-11-24T17:00:01+08:00", True),
        ("2026-11-24T09:30:00+00:00", True),
        ("2026-11-24T16:59:59", False),
    ],
)
def test_late_is_after_the_cut_off(listed: str, late: bool) -> None:
    assert meetings.is_late(listed, "2026-11-24T17:00+08:00") is late
    assert not meetings.is_late(listed, "")


def head(name: str, starts: str, state: str = "planned", series: str = "") -> Head:
    """Return a meeting in November."""
    known = meetings.state(
        "x" if state != "planned" else "",
        "x" if state == "finished" else "",
        "x" if state == "cancelled" else "",
    )
    return Head(name, series, f"2026-11-{starts}:00+08:00", known)


def test_which_meeting_is_next() -> None:
    past, today = head("past", "19T15"), head("today", "24T09", "running")
    week, other = head("week", "26T15", series="s"), head("other", "25T08")
    now = "2026-11-24T10:00:00+08:00"
    assert meetings.upcoming([past, week, other, today], now) == "today"
    assert meetings.upcoming([past, week, other], now) == "other"
    assert meetings.upcoming([past], now) == ""
    assert meetings.following([past, week, other, today], today) == "other"
    this = head("this", "19T15", "finished", series="s")
    assert meetings.following([past, week, other, today], this) == "week"
    assert meetings.following([head("gone", "30T15", "cancelled")], today) == ""


def test_what_is_no_series_is_refused_at_its_field() -> None:
    twice = (Member("沈静", discipline="pain"), Member("沈静", discipline="magic"))
    draft = SeriesDraft("x", "2026-11", "25:00", members=twice, cutoff_time="5 pm", every_weeks=0)
    assert {p.path: p.code for p in meeting_checks.series(draft)} == {
        "members[1].person": "twice",
        "members[1].discipline": "not_in_list",
        "first_on": "not_a_day",
        "starts": "not_a_time",
        "cutoff_time": "not_a_time",
        "every_weeks": "out_of_range",
    }
    assert meeting_checks.meeting(MeetingDraft("x", "2026-11-26T15:00")) == ()
    ticked = AttendanceDraft("m", "", "here", discipline="magic", arrived_at="soon")
    assert [p.path for p in meeting_checks.attendance(ticked)] == [
        "person",
        "presence",
        "discipline",
        "arrived_at",
    ]
