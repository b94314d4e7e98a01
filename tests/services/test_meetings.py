# SPDX-License-Identifier: MIT
"""A meeting from its making to its end: who is there, what is decided, what goes on to the next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import weekly
from builders import context, create
from mdtdesk.domain import document, sittings
from mdtdesk.domain.agenda import Carried, Quorum
from mdtdesk.domain.document import text
from mdtdesk.domain.drafts import DecisionDraft
from mdtdesk.domain.meeting_drafts import (
    AttendanceDraft,
    ListDraft,
    MeetingDraft,
    MeetingStepDraft,
    RatifyDraft,
    SeriesStepDraft,
)
from mdtdesk.errors import Conflict, Rejected
from mdtdesk.services import agendas, cases, decisions, meetings
from mdtdesk.services.context import Context

SPINE, ARM, FEMUR, LUNG = "DEMO-26007", "DEMO-26005", "DEMO-26009", "DEMO-26006"


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Context]:
    """Return the context of a store's first person."""
    with create(tmp_path / "team.mdt").store as store:
        yield context(store)


def later(team: Context) -> str:
    """Return the id of the meeting that was made last."""
    return meetings.rows(team)[0].id


def status(team: Context, case_id: str) -> str:
    """Return a case's status by the view that defines it."""
    with team.store.read() as connection:
        found = connection.exec_driver_sql(
            "SELECT case_place.status, worklist.status FROM case_place"
            " JOIN worklist USING (case_id) WHERE case_id = ?",
            (case_id,),
        ).one()
    assert found[0] == found[1]
    return str(found[0])


def codes(refused: pytest.ExceptionInfo[Rejected]) -> list[str]:
    """Return the codes of what was refused."""
    return [problem.code for problem in refused.value.problems]


# series and dates


def test_a_series_makes_its_meetings_a_week_apart(team: Context) -> None:
    first = weekly.weekly(team)
    second = meetings.make_next(team, SeriesStepDraft(meetings.all_series(team)[0].id)).id
    one, other = meetings.get(team, first), meetings.get(team, second)
    assert (one.starts_at, one.cutoff_at) == (
        "2026-11-26T15:00+08:00",
        "2026-11-24T17:00+08:00",
    )
    assert other.date == "2026-12-03"
    assert [a.person for a in one.attendance] == ["韩立群", "沈静", "蒋一帆"]
    assert one.quorum == Quorum(False, weekly.REQUIRED)
    assert meetings.upcoming(team) == first


def test_a_meeting_that_another_person_changed_is_a_conflict(team: Context) -> None:
    meeting_id = weekly.weekly(team)
    draft = MeetingDraft("MDT", "2026-11-27T14:00+08:00", version=1, meeting_id=meeting_id)
    meetings.change(team, draft)
    assert meetings.get(team, meeting_id).date == "2026-11-27"
    with pytest.raises(Conflict):
        meetings.change(team, MeetingDraft("X", draft.starts_at, version=1, meeting_id=meeting_id))


def test_what_is_no_meeting_is_refused_at_its_field(team: Context) -> None:
    with pytest.raises(Rejected) as refused:
        meetings.make(team, MeetingDraft("", "tomorrow", required=("magic",), minutes_per_case=0))
    found = {problem.path: problem.code for problem in refused.value.problems}
    assert found == {
        "title": "missing",
        "starts_at": "not_a_moment",
        "required": "not_in_list",
        "minutes_per_case": "out_of_range",
    }


def test_a_changed_day_shows_in_the_worklist(team: Context) -> None:
    meeting_id = weekly.weekly(team)
    (case_id,) = weekly.listed(team, meeting_id, ARM)
    moved = MeetingDraft("MDT", "2026-11-27T14:00+08:00", version=1, meeting_id=meeting_id)
    meetings.change(team, moved)
    found = agendas.of_case(team, case_id)
    assert found is not None
    assert found.date == "2026-11-27"
    assert weekly.row_of(team, meeting_id, case_id).case.meets_at == moved.starts_at


# attendance


def test_who_comes_late_is_late_and_counts(team: Context) -> None:
    meeting_id = weekly.weekly(team)
    weekly.started(team, meeting_id)
    meetings.attend(team, AttendanceDraft(meeting_id, "沈静", "apology"))
    assert meetings.get(team, meeting_id).quorum == Quorum(False, ("radiation_oncology",))
    meetings.attend(team, AttendanceDraft(meeting_id, "沈静", "late"))
    found = meetings.get(team, meeting_id)
    assert found.quorum.met
    assert [(a.person, a.presence, a.late) for a in found.attendance] == [
        ("韩立群", "in_room", False),
        ("沈静", "in_room", True),
        ("蒋一帆", "in_room", False),
    ]


def test_a_decision_freezes_who_is_there(team: Context) -> None:
    meeting_id = weekly.weekly(team)
    first, second = weekly.listed(team, meeting_id, ARM, FEMUR)
    weekly.started(team, meeting_id)
    meetings.attend(team, AttendanceDraft(meeting_id, "沈静", "remote"))
    weekly.decide(team, first, meeting_id=meeting_id)
    meetings.attend(team, AttendanceDraft(meeting_id, "沈静", "apology"))
    weekly.decide(team, second)  # the decision page names no meeting: the running one is meant
    one, other = (cases.get(team, i).document["discussions"] for i in (first, second))
    kept = document.rows(document.document({"d": one}), "d")[0]
    assert text(kept, "meeting.title") == "骨转移瘤多学科讨论"
    assert [row["presence"] for row in document.rows(kept, "attendance")] == [
        "in_room",
        "remote",
        "in_room",
    ]
    assert document.flag(kept, "quorum.met") is True
    last = document.rows(document.document({"d": other}), "d")[0]
    assert document.items(last, "quorum.missing") == ("radiation_oncology",)


def test_a_second_version_keeps_who_was_there(team: Context) -> None:
    meeting_id = weekly.weekly(team)
    (case_id,) = weekly.listed(team, meeting_id, ARM)
    weekly.started(team, meeting_id)
    weekly.decide(team, case_id)
    meetings.attend(team, AttendanceDraft(meeting_id, "沈静", "apology"))
    case = cases.get(team, case_id)
    known = document.document({"id": document.rows(case.document, "discussions")[0]["id"]})
    again = document.document({"conclusion": "改为观察"})
    decisions.record(team, DecisionDraft(case_id, case.version, known, again))
    kept = document.rows(cases.get(team, case_id).document, "discussions")
    assert len(kept) == 1
    assert [row["presence"] for row in document.rows(kept[0], "attendance")] == ["in_room"] * 3


def test_a_case_that_is_not_on_the_agenda_is_not_decided_there(team: Context) -> None:
    meeting_id = weekly.weekly(team)
    case_id = weekly.registered(team, ARM)
    with pytest.raises(Rejected) as refused:
        weekly.decide(team, case_id, meeting_id=meeting_id)
    assert codes(refused) == ["meeting_not_running"]
    weekly.started(team, meeting_id)
    with pytest.raises(Rejected) as refused:
        weekly.decide(team, case_id, meeting_id=meeting_id)
    assert codes(refused) == ["not_on_agenda"]


# the end of a meeting


def test_what_is_left_goes_on_to_the_next_meeting(team: Context) -> None:
    meeting_id = weekly.weekly(team)
    decided, deferred, left = weekly.listed(team, meeting_id, ARM, FEMUR, LUNG)
    weekly.started(team, meeting_id)
    weekly.decide(team, decided)
    draft = sittings.deferral(cases.get(team, deferred), meeting_id, "imaging_missing", "缺增强")
    decisions.record(team, draft)
    assert status(team, deferred) == "deferred"
    meetings.finish(team, MeetingStepDraft(meeting_id))
    following = later(team)
    assert meetings.get(team, following).date == "2026-12-03"
    assert [(r.case.id, r.carried) for r in agendas.get(team, following).rows] == [
        (deferred, Carried(1, "deferred", "imaging_missing", "缺增强")),
        (left, Carried(1, "undiscussed")),
    ]
    assert [status(team, i) for i in (decided, deferred, left)] == [
        "decided",
        "carried_over",
        "carried_over",
    ]
    states = [row.state for row in agendas.get(team, meeting_id).rows]
    assert states == ["discussed", "deferred", "carried"]
    assert meetings.rows(team)[1].state == "finished"


def test_the_third_time_is_counted(team: Context) -> None:
    meeting_id = weekly.weekly(team)
    (case_id,) = weekly.listed(team, meeting_id, ARM)
    for _ in range(2):
        meetings.start(team, MeetingStepDraft(later(team)))
        meetings.finish(team, MeetingStepDraft(later(team)))
    assert weekly.row_of(team, later(team), case_id).carried.times == 2


def test_a_cancelled_meeting_loses_no_case(team: Context) -> None:
    draft = MeetingDraft("一次性讨论", "2026-11-25T09:00+08:00")
    meetings.make(team, draft)
    (case_id,) = weekly.listed(team, draft.meeting_id, ARM)
    with pytest.raises(Rejected):
        meetings.cancel(team, MeetingStepDraft(draft.meeting_id))
    meetings.cancel(team, MeetingStepDraft(draft.meeting_id, "主持人出差"))
    waiting = agendas.of_case(team, case_id)
    assert waiting is not None
    assert waiting.meeting_id == ""
    assert status(team, case_id) == "carried_over"
    made = weekly.weekly(team)
    row = weekly.row_of(team, made, case_id)
    assert row.carried == Carried(1, "cancelled")
    assert not row.late


def test_a_deferred_case_that_was_listed_again_comes_once(team: Context) -> None:
    meeting_id = weekly.weekly(team)
    (case_id,) = weekly.listed(team, meeting_id, ARM)
    weekly.started(team, meeting_id)
    decisions.record(team, sittings.deferral(cases.get(team, case_id), meeting_id, "other"))
    second = meetings.make_next(team, SeriesStepDraft(meetings.all_series(team)[0].id)).id
    agendas.list_case(team, ListDraft(second, case_id))
    meetings.finish(team, MeetingStepDraft(meeting_id))
    rows = agendas.get(team, second).rows
    assert [(r.case.id, r.carried.times) for r in rows] == [(case_id, 1)]


def test_a_deferral_says_why(team: Context) -> None:
    meeting_id = weekly.weekly(team)
    (case_id,) = weekly.listed(team, meeting_id, ARM)
    weekly.started(team, meeting_id)
    facts = document.document({"outcome": "deferred"})
    with pytest.raises(Rejected) as refused:
        version = cases.get(team, case_id).version
        decisions.record(team, DecisionDraft(case_id, version, facts, document.EMPTY))
    assert codes(refused) == ["missing"]


# urgent decisions


def test_an_urgent_decision_is_put_on_the_next_agenda_and_ratified(team: Context) -> None:
    meeting_id = weekly.weekly(team)
    case_id = weekly.registered(team, SPINE)
    decision_id = weekly.urgent(team, case_id)
    row = weekly.row_of(team, meeting_id, case_id)
    assert (row.kind, row.decision_id, row.late) == ("ratification", decision_id, False)
    assert status(team, case_id) == "decided"
    draft = RatifyDraft(meeting_id, case_id, decision_id)
    with pytest.raises(Rejected) as refused:
        decisions.ratify(team, draft)
    assert codes(refused) == ["meeting_not_running"]
    weekly.started(team, meeting_id)
    decisions.ratify(team, RatifyDraft(meeting_id, case_id, decision_id))
    made = document.rows(cases.get(team, case_id).document, "discussions")[-1]
    assert text(made, "decision.ratified.by") == "韩立群"
    assert text(made, "decision.ratified.meeting.id") == meeting_id
    assert weekly.row_of(team, meeting_id, case_id).state == "ratified"
    meetings.finish(team, MeetingStepDraft(meeting_id))
    assert agendas.of_case(team, case_id) is None


def test_an_urgent_decision_without_a_meeting_waits_for_one(team: Context) -> None:
    case_id = weekly.registered(team, SPINE)
    decision_id = weekly.urgent(team, case_id)
    meeting_id = weekly.weekly(team)
    assert weekly.row_of(team, meeting_id, case_id).decision_id == decision_id


def test_an_urgent_decision_on_a_listed_case_asks_on_the_same_item(team: Context) -> None:
    meeting_id = weekly.weekly(team)
    (case_id,) = weekly.listed(team, meeting_id, SPINE)
    decision_id = weekly.urgent(team, case_id)
    rows = agendas.get(team, meeting_id).rows
    assert [(r.kind, r.decision_id) for r in rows] == [("ratification", decision_id)]


# no change


def test_no_change_confirms_the_decision_as_it_was(team: Context) -> None:
    first = weekly.weekly(team)
    (case_id,) = weekly.listed(team, first, ARM)
    weekly.started(team, first)
    case = cases.get(team, case_id)
    lesion = document.rows(case.document, "lesions")[0]["id"]
    made = document.document(
        {
            "conclusion": "左肱骨髓内钉",
            "procedures": [{"type": "internal_fixation", "lesions": [lesion]}],
            "owner": "曹文博",
        }
    )
    old = decisions.record(team, DecisionDraft(case_id, case.version, weekly.FULL, made)).id
    meetings.finish(team, MeetingStepDraft(first))
    second = meetings.make_next(team, SeriesStepDraft(meetings.all_series(team)[0].id)).id
    agendas.list_case(team, ListDraft(second, case_id))
    assert status(team, case_id) == "listed"
    assert weekly.row_of(team, second, case_id).earlier[0].conclusion == "左肱骨髓内钉"
    weekly.started(team, second)
    decisions.record(team, sittings.no_change(cases.get(team, case_id), second))
    discussions = document.rows(cases.get(team, case_id).document, "discussions")
    new = document.group(discussions[-1], "decision")
    assert (new["conclusion"], new["supersedes"], new["version"]) == ("左肱骨髓内钉", old, 1)
    before = document.rows(discussions[0], "decision.procedures")[0]
    after = document.rows(new, "procedures")[0]
    assert before["id"] != after["id"]
    assert before["lesions"] == after["lesions"]
    assert text(discussions[-1], "meeting.id") == second
    assert status(team, case_id) == "decided"


def test_there_is_nothing_to_confirm_without_a_decision(team: Context) -> None:
    meeting_id = weekly.weekly(team)
    (case_id,) = weekly.listed(team, meeting_id, ARM)
    weekly.started(team, meeting_id)
    with pytest.raises(Rejected) as refused:
        sittings.no_change(cases.get(team, case_id), meeting_id)
    assert codes(refused) == ["nothing_to_confirm"]
