# SPDX-License-Identifier: MIT
"""Agendas: what may be listed, in which order, what is late or new; minutes and tasks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import weekly
from builders import context, create
from mdtdesk.domain import document, sittings
from mdtdesk.domain.agenda import AgendaRow
from mdtdesk.domain.audit import AuditRow
from mdtdesk.domain.drafts import AmendDraft, CloseDraft, DecisionDraft, PlanDraft
from mdtdesk.domain.meeting_drafts import (
    AttendanceDraft,
    ListDraft,
    MeetingStepDraft,
    OrderDraft,
    RatifyDraft,
    UnlistDraft,
)
from mdtdesk.domain.worklist import WorklistQuery
from mdtdesk.errors import Denied, Rejected
from mdtdesk.services import agendas, cases, decisions, meetings, worklist
from mdtdesk.services.context import Context, leave

SPINE, ARM, FEMUR, PELVIS = "DEMO-26007", "DEMO-26005", "DEMO-26009", "DEMO-26006"
INCOMPLETE = "DEMO-26011"


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Context]:
    """Return the context of a store's first person."""
    with create(tmp_path / "team.mdt").store as store:
        yield context(store)


@pytest.fixture
def meeting_id(team: Context) -> str:
    """Return a planned meeting."""
    return weekly.weekly(team)


def numbers(rows: tuple[AgendaRow, ...]) -> list[tuple[int, str]]:
    """Return position and urgency of an agenda's rows."""
    return [(row.position, row.case.urgency) for row in rows]


def codes(refused: pytest.ExceptionInfo[Rejected]) -> list[str]:
    """Return the codes of what was refused."""
    return [problem.code for problem in refused.value.problems]


# listing


def test_a_refusal_names_each_path_that_is_missing(team: Context, meeting_id: str) -> None:
    case_id = weekly.registered(team, INCOMPLETE)
    with pytest.raises(Rejected) as refused:
        agendas.list_case(team, ListDraft(meeting_id, case_id))
    found = [problem.path for problem in refused.value.problems]
    assert found == list(cases.get(team, case_id).missing)
    assert set(codes(refused)) == {"needed_for_listing"}
    assert agendas.of_case(team, case_id) is None


def test_the_chair_lists_what_is_incomplete_for_a_reason(team: Context, meeting_id: str) -> None:
    case_id = weekly.registered(team, INCOMPLETE)
    with pytest.raises(Denied):
        surgeon = context(team.store, "surgeon")
        agendas.list_incomplete(surgeon, ListDraft(meeting_id, case_id, "片子明天到"))
    with pytest.raises(Rejected) as refused:
        agendas.list_incomplete(team, ListDraft(meeting_id, case_id, " "))
    assert codes(refused) == ["missing"]
    agendas.list_incomplete(team, ListDraft(meeting_id, case_id, "片子明天到"))
    row = weekly.row_of(team, meeting_id, case_id)
    assert (row.because, row.missing) == ("片子明天到", cases.get(team, case_id).missing)


def test_a_neurological_case_is_never_refused(team: Context, meeting_id: str) -> None:
    case_id = weekly.registered(team, INCOMPLETE)
    cases.amend(team, AmendDraft(case_id, 1, {"referral.urgency": "neurological"}))
    agendas.list_case(team, ListDraft(meeting_id, case_id))
    assert weekly.row_of(team, meeting_id, case_id).missing


def test_a_case_is_on_one_agenda_only(team: Context, meeting_id: str) -> None:
    (case_id,) = weekly.listed(team, meeting_id, ARM)
    with pytest.raises(Rejected) as refused:
        agendas.list_case(team, ListDraft(meeting_id, case_id))
    assert codes(refused) == ["already_listed"]
    assert refused.value.problems[0].values["day"] == weekly.THURSDAY


def test_a_closed_case_is_not_listed_and_leaves_its_agenda(team: Context, meeting_id: str) -> None:
    (case_id,) = weekly.listed(team, meeting_id, ARM)
    version = cases.get(team, case_id).version
    cases.close(team, CloseDraft(case_id, version, "transferred"))
    assert agendas.get(team, meeting_id).rows == ()
    with pytest.raises(Rejected) as refused:
        agendas.list_case(team, ListDraft(meeting_id, case_id))
    assert codes(refused) == ["case_closed"]


def test_results_are_kept_at_listing(team: Context, meeting_id: str) -> None:
    (case_id,) = weekly.listed(team, meeting_id, SPINE)
    kept = document.rows(cases.get(team, case_id).document, "scores")
    assert {row["occasion"] for row in kept} == {"listed"}


def test_what_was_taken_off_may_be_listed_again(team: Context, meeting_id: str) -> None:
    (case_id,) = weekly.listed(team, meeting_id, ARM)
    item_id = weekly.row_of(team, meeting_id, case_id).id
    agendas.unlist(team, UnlistDraft(item_id, "家属要求"))
    assert agendas.get(team, meeting_id).rows == ()
    with pytest.raises(Rejected) as refused:
        agendas.unlist(team, UnlistDraft(item_id))
    assert codes(refused) == ["item_ended"]
    agendas.list_case(team, ListDraft(meeting_id, case_id))
    assert weekly.on_agenda(team, meeting_id)


def test_a_decision_to_be_ratified_stays(team: Context, meeting_id: str) -> None:
    case_id = weekly.registered(team, SPINE)
    weekly.urgent(team, case_id)
    with pytest.raises(Rejected) as refused:
        agendas.unlist(team, UnlistDraft(weekly.row_of(team, meeting_id, case_id).id))
    assert codes(refused) == ["ratification_stays"]


def test_what_is_listed_after_the_cut_off_is_late(team: Context, meeting_id: str) -> None:
    (early,) = weekly.listed(team, meeting_id, ARM)
    (late,) = weekly.listed(weekly.at(team, "2026-11-25T08:00+08:00"), meeting_id, FEMUR)
    assert not weekly.row_of(team, meeting_id, early).late
    assert weekly.row_of(team, meeting_id, late).late
    assert meetings.rows(team)[0].late == 1


def test_the_worklist_shows_what_is_on_the_next_agenda(team: Context, meeting_id: str) -> None:
    weekly.registered(team, PELVIS)
    found = weekly.listed(team, meeting_id, ARM, SPINE)
    page = worklist.page(team, WorklistQuery(view="next_meeting"))
    assert [row.id for row in page.rows] == list(reversed(found))
    assert {(row.status, row.meets_at[:10]) for row in page.rows} == {("listed", weekly.THURSDAY)}
    assert worklist.counts(team)["next_meeting"] == page.total == 2


# order


def test_the_most_urgent_comes_first_in_the_order_of_listing(
    team: Context, meeting_id: str
) -> None:
    found = weekly.listed(team, meeting_id, PELVIS, ARM, FEMUR, SPINE)
    agenda = agendas.get(team, meeting_id)
    assert [row.case.id for row in agenda.rows] == [found[3], found[1], found[2], found[0]]
    assert numbers(agenda.rows) == [
        (1, "neurological"),
        (2, "impending_fracture"),
        (3, "impending_fracture"),
        (4, "routine"),
    ]
    assert (agenda.minutes, agenda.slot, agenda.over) == (32, 80, 0)


def test_an_order_stays_and_what_comes_later_finds_its_place(
    team: Context, meeting_id: str
) -> None:
    weekly.listed(team, meeting_id, PELVIS, ARM)
    back = tuple(row.id for row in reversed(agendas.get(team, meeting_id).rows))
    agendas.order(team, OrderDraft(meeting_id, back))
    weekly.listed(team, meeting_id, SPINE)
    assert [u for _, u in numbers(agendas.get(team, meeting_id).rows)] == [
        "neurological",
        "routine",
        "impending_fracture",
    ]
    agendas.order(team, OrderDraft(meeting_id))
    assert [u for _, u in numbers(agendas.get(team, meeting_id).rows)] == [
        "neurological",
        "impending_fracture",
        "routine",
    ]


def test_an_order_of_another_agenda_is_refused(team: Context, meeting_id: str) -> None:
    weekly.listed(team, meeting_id, PELVIS, ARM)
    one = agendas.get(team, meeting_id).rows[0].id
    with pytest.raises(Rejected) as refused:
        agendas.order(team, OrderDraft(meeting_id, (one, one)))
    assert codes(refused) == ["agenda_changed"]


def test_what_is_decided_keeps_its_number(team: Context, meeting_id: str) -> None:
    first, second = weekly.listed(team, meeting_id, ARM, PELVIS)
    weekly.started(team, meeting_id)
    weekly.decide(team, second)
    assert [r.case.id for r in agendas.get(team, meeting_id).rows] == [first, second]
    weekly.listed(team, meeting_id, FEMUR)
    assert weekly.row_of(team, meeting_id, first).position == 1


# prints


def test_a_reprint_knows_what_is_new(team: Context, meeting_id: str) -> None:
    first, other = weekly.listed(team, meeting_id, ARM, PELVIS)
    printing = weekly.at(team, "2026-11-24T14:10:00+08:00")
    path = f"agenda:{meeting_id}"
    leave(printing, "chair", [AuditRow("printed", i, path=path) for i in (first, other)])
    after = weekly.at(team, "2026-11-24T15:00:00+08:00")
    version = cases.get(team, first).version
    cases.amend(after, AmendDraft(first, version, {"performance.ecog": 3}))
    (third,) = weekly.listed(after, meeting_id, SPINE)
    agenda = agendas.get(team, meeting_id)
    assert agenda.printed_at == "2026-11-24T14:10:00+08:00"
    told = {row.case.id: (row.new, row.changed) for row in agenda.rows}
    assert told == {
        first: (False, ("performance.ecog",)),
        other: (False, ()),
        third: (True, ()),
    }


# minutes and tasks


def test_the_minutes_say_who_was_there_and_what_became_of_each(
    team: Context, meeting_id: str
) -> None:
    urgent = weekly.registered(team, SPINE)
    decision_id = weekly.urgent(team, urgent)
    decided, deferred, left = weekly.listed(team, meeting_id, ARM, FEMUR, PELVIS)
    weekly.started(team, meeting_id)
    meetings.attend(team, AttendanceDraft(meeting_id, "蒋一帆", ""))
    decisions.ratify(team, RatifyDraft(meeting_id, urgent, decision_id))
    weekly.decide(team, decided, "左肱骨髓内钉")
    decisions.record(
        team, sittings.deferral(cases.get(team, deferred), meeting_id, "imaging_missing")
    )
    meetings.finish(team, MeetingStepDraft(meeting_id))
    cases.amend(team, AmendDraft(decided, cases.get(team, decided).version, {"wishes": "回家"}))
    minutes = agendas.minutes_of(team, meeting_id)
    assert [item.row.state for item in minutes.items] == [
        "ratified",
        "discussed",
        "deferred",
        "carried",
    ]
    assert [p.person for p in minutes.people] == ["韩立群", "沈静"]
    ratified, made, postponed, carried = minutes.items
    assert document.text(ratified.decision, "conclusion") == "急诊减压"
    assert document.text(made.decision, "conclusion") == "左肱骨髓内钉"
    assert document.text(made.case, "wishes") != "回家"  # the basis, not today's facts
    assert made.quorum is not None
    assert made.quorum.met
    assert document.text(postponed.discussion, "deferral.reason") == "imaging_missing"
    assert (carried.row.case.id, carried.discussion) == (left, {})
    assert not minutes.signed


def test_tasks_are_by_owner_until_they_are_done(team: Context, meeting_id: str) -> None:
    first, second = weekly.listed(team, meeting_id, ARM, FEMUR)
    weekly.started(team, meeting_id)
    made = weekly.decide(team, first)
    case = cases.get(team, second)
    told = document.document(
        {
            "conclusion": "预防性髓内钉",
            "owner": "丁伟",
            "due_on": "2026-11-20",
            "informs": {"person": "康宁", "by": "2026-11-27"},
        }
    )
    other = decisions.record(team, DecisionDraft(second, case.version, weekly.FULL, told)).id
    found = [(t.owner, t.due_on, t.overdue, t.informs) for t in agendas.tasks(team)]
    assert found == [("丁伟", "2026-11-20", 4, "康宁"), ("曹文博", "2026-11-30", 0, "")]
    assert [t.owner for t in agendas.tasks(team, "康宁")] == ["丁伟"]
    decisions.agree(team, PlanDraft(second, other, document.document({"agreed": "yes"})))
    assert [(t.agreed, t.untold) for t in agendas.tasks(team, "康宁")] == [("yes", 0)]
    decisions.carry_out(team, PlanDraft(first, made, document.document({"state": "fully"})))
    assert [t.owner for t in agendas.tasks(team)] == ["丁伟"]
    assert agendas.tasks(team, "曹文博") == ()
    assert [(t.owner, t.open) for t in agendas.tasks(team, done=True)] == [
        ("丁伟", True),
        ("曹文博", False),
    ]


def test_what_was_recorded_last_of_carrying_out_holds(team: Context, meeting_id: str) -> None:
    (case_id,) = weekly.listed(team, meeting_id, ARM)
    weekly.started(team, meeting_id)
    made = weekly.decide(team, case_id)
    seen = []
    for state in ("fully", "pending", "partly"):
        facts = document.document({"state": state})
        decisions.carry_out(team, PlanDraft(case_id, made, facts))
        (row,) = worklist.page(team, WorklistQuery()).rows
        seen.append(([t.done for t in agendas.tasks(team)], row.status))
    assert seen == [([], "done"), (["pending"], "decided"), (["partly"], "partly")]
