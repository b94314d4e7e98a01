# SPDX-License-Identifier: MIT
"""Random sequences of commands against the model: no order loses a case or shows it twice."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

import weekly
from builders import NOW, context, create
from mdtdesk.domain import document, sittings
from mdtdesk.domain.drafts import CloseDraft
from mdtdesk.domain.meeting_drafts import (
    AttendanceDraft,
    ListDraft,
    MeetingDraft,
    MeetingStepDraft,
    OrderDraft,
    RatifyDraft,
    SeriesStepDraft,
    UnlistDraft,
)
from mdtdesk.errors import Rejected
from mdtdesk.services import agendas, cases, decisions, meetings
from mdtdesk.storage import schema
from mdtdesk.storage.store import Access, Store
from services.meeting_model import Item, Meeting, Model

MRNS = ("DEMO-26007", "DEMO-26005", "DEMO-26009", "DEMO-26006", "DEMO-26004")
WEEK = 7
# parts of a day from now: the series meets at 15:00, other meetings a minute earlier than now
AFTERNOON, MINUTE = 0.1875, 0.0007
PLACES = """
SELECT case_place.case_id, case_place.status, worklist.status, case_place.meets_at,
    worklist.meets_at
FROM case_place LEFT JOIN worklist ON worklist.case_id = case_place.case_id
"""
ITEMS = """
SELECT id, meeting_id, case_id, carried, decision_id IS NOT NULL AS ratifies, ended, discussion_id
FROM agenda_items WHERE ended IS NULL OR ended <> 'removed' ORDER BY position
"""


@dataclass(frozen=True)
class Template:
    """A store with cases that every sequence begins with a copy of."""

    folder: Path
    key: bytes
    cases: dict[str, str]
    series_id: str
    first: str


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """Return the store: five cases, a weekly series with its first meeting."""
    folder = tmp_path_factory.mktemp("template") / "a.mdt"
    with create(folder).store as store:
        team = context(store)
        ids = [weekly.registered(team, mrn) for mrn in MRNS]
        urgency = {i: document.text(cases.get(team, i).document, "referral.urgency") for i in ids}
        first = weekly.weekly(team)
        return Template(folder, store.data_key, urgency, meetings.all_series(team)[0].id, first)


class Sequences(RuleBasedStateMachine):
    """Commands in any order; the store and the model must agree after each."""

    template: Template

    def __init__(self) -> None:
        super().__init__()
        memory = Path("/dev/shm")
        parent = str(memory) if memory.is_dir() else None
        self.folder = tempfile.TemporaryDirectory(dir=parent)
        copy = Path(self.folder.name) / "a.mdt"
        shutil.copytree(self.template.folder, copy)
        self.store = Store.open(copy, self.template.key, Access("model", schema.VERSION))
        self.team = context(self.store)
        self.model = Model(self.template.cases)
        self.model.add(self.template.first, 2 + AFTERNOON, series=True)

    def teardown(self) -> None:
        """Close the store."""
        self.store.close()
        self.folder.cleanup()

    # what is drawn: a number that picks one of what there is

    def _case(self, pick: int) -> str:
        return list(self.model.cases)[pick % len(self.model.cases)]

    def _meeting(self, pick: int) -> tuple[str, Meeting]:
        return list(self.model.meetings.items())[pick % len(self.model.meetings)]

    def _its_meeting(self, case_id: str, pick: int) -> tuple[str, Meeting]:
        """Return mostly the meeting on whose agenda a case is, and sometimes any."""
        item = self.model.cases[case_id].item
        held = [(i, m) for i, m in self.model.meetings.items() if item in m.items]
        return held[0] if held and pick else self._meeting(pick)

    def _item(self, case_id: str) -> str:
        with self.store.read() as connection:
            found = [row for row in connection.exec_driver_sql(ITEMS) if row.ended is None]
        return next((str(row.id) for row in found if row.case_id == case_id), "")

    def _must(self, accepted: bool, run: Any) -> None:
        try:
            run()
        except Rejected:
            assert not accepted
        else:
            assert accepted

    # meetings

    @precondition(lambda self: len(self.model.meetings) < 5)
    @rule(day=st.integers(-1, 20))
    def make(self, day: int) -> None:
        starts = (NOW + timedelta(days=day, minutes=-1)).isoformat(timespec="minutes")
        made = meetings.make(self.team, MeetingDraft("一次性", starts, required=("pain",)))
        self.model.add(made.id, day - MINUTE, series=False)

    @precondition(lambda self: len(self.model.meetings) < 5)
    @rule()
    def make_next(self) -> None:
        made = meetings.make_next(self.team, SeriesStepDraft(self.template.series_id))
        self.model.add(made.id, self._next_day(), series=True)

    def _next_day(self) -> float:
        return max(m.day for m in self.model.meetings.values() if m.series) + WEEK

    @precondition(lambda self: len(self.model.meetings) < 6)
    @rule(pick=st.integers(0, 9))
    def begin_with_all_listed(self, pick: int) -> None:
        meeting_id, meeting = self._meeting(pick)
        for number in range(len(self.model.cases)):
            if meeting.state == "planned" and (pick + number) % 3:
                self.list_case(number, list(self.model.meetings).index(meeting_id))
        self.start(list(self.model.meetings).index(meeting_id))

    @rule(pick=st.integers(0, 9))
    def start(self, pick: int) -> None:
        meeting_id, meeting = self._meeting(pick)
        draft = MeetingStepDraft(meeting_id)
        self._must(meeting.state == "planned", lambda: meetings.start(self.team, draft))
        if meeting.state == "planned":
            meeting.state = "running"

    @rule(pick=st.integers(0, 9))
    def finish(self, pick: int) -> None:
        meeting_id, meeting = self._meeting(pick)
        accepted = meeting.state == "running"
        draft = MeetingStepDraft(meeting_id)
        self._must(accepted, lambda: meetings.finish(self.team, draft))
        if accepted:
            self._ended(meeting, "finished")

    @rule(pick=st.integers(0, 9))
    def cancel(self, pick: int) -> None:
        meeting_id, meeting = self._meeting(pick)
        accepted = meeting.state == "planned"
        draft = MeetingStepDraft(meeting_id, "停电")
        self._must(accepted, lambda: meetings.cancel(self.team, draft))
        if accepted:
            self._ended(meeting, "cancelled")

    def _ended(self, meeting: Meeting, state: str) -> None:
        target = self.model.following(meeting)
        if target is None and meeting.series and self.model.left(meeting):
            known = {row.id for row in meetings.rows(self.team)} - set(self.model.meetings)
            (made,) = known
            self.model.add(made, self._next_day(), series=True)
            target = self.model.meetings[made]
        self.model.end(meeting, state, target)

    @rule(
        pick=st.integers(0, 9),
        person=st.sampled_from([m.person for m in weekly.MEMBERS]),
        presence=st.sampled_from(["", "in_room", "remote", "late", "apology"]),
    )
    def attend(self, pick: int, person: str, presence: str) -> None:
        meeting_id, meeting = self._meeting(pick)
        accepted = meeting.state in ("planned", "running")
        disciplines = {m.person: m.discipline for m in weekly.MEMBERS}
        draft = AttendanceDraft(meeting_id, person, presence, discipline=disciplines[person])
        self._must(accepted, lambda: meetings.attend(self.team, draft))
        if accepted:
            meeting.present[person] = presence

    # cases

    @rule(case=st.integers(0, 4), pick=st.integers(0, 9))
    def list_case(self, case: int, pick: int) -> None:
        case_id, (meeting_id, _) = self._case(case), self._meeting(pick)
        accepted = self.model.list_case(case_id, meeting_id)
        draft = ListDraft(meeting_id, case_id)
        self._must(accepted, lambda: agendas.list_case(self.team, draft))

    @rule(case=st.integers(0, 4))
    def unlist(self, case: int) -> None:
        case_id = self._case(case)
        item, item_id = self.model.cases[case_id].item, self._item(case_id)
        assert bool(item_id) is (item is not None)
        if item is not None:
            accepted = self.model.unlist(item)
            draft = UnlistDraft(item_id)
            self._must(accepted, lambda: agendas.unlist(self.team, draft))

    @rule(pick=st.integers(0, 9), shuffled=st.permutations(range(5)))
    def order(self, pick: int, shuffled: list[int]) -> None:
        meeting_id, meeting = self._meeting(pick)
        held = meeting.open()
        wanted = [held[i] for i in shuffled if i < len(held)]
        ids = tuple(self._item(item.case) for item in wanted)
        accepted = meeting.state in ("planned", "running")
        draft = OrderDraft(meeting_id, ids)
        self._must(accepted, lambda: agendas.order(self.team, draft))
        if accepted:
            new = iter(wanted)
            meeting.items = [next(new) if i.state == "open" else i for i in meeting.items]

    @rule(case=st.integers(0, 4), pick=st.integers(0, 9))
    def decide(self, case: int, pick: int) -> None:
        case_id = self._case(case)
        meeting_id, _ = self._its_meeting(case_id, pick)
        accepted = self.model.discuss(case_id, meeting_id, "decided")
        self._must(accepted, lambda: weekly.decide(self.team, case_id, meeting_id=meeting_id))

    @rule(case=st.integers(0, 4), pick=st.integers(0, 9))
    def defer(self, case: int, pick: int) -> None:
        case_id = self._case(case)
        meeting_id, _ = self._its_meeting(case_id, pick)
        accepted = self.model.discuss(case_id, meeting_id, "deferred")
        draft = sittings.deferral(cases.get(self.team, case_id), meeting_id, "other")
        self._must(accepted, lambda: decisions.record(self.team, draft))

    @rule(case=st.integers(0, 4))
    def urgent(self, case: int) -> None:
        weekly.urgent(self.team, self._case(case))
        self.model.urgent(self._case(case))

    @rule(case=st.integers(0, 4), pick=st.integers(0, 9))
    def ratify(self, case: int, pick: int) -> None:
        case_id = self._case(case)
        meeting_id, _ = self._its_meeting(case_id, pick)
        made = sittings.last_decision(cases.get(self.team, case_id).document)
        draft = RatifyDraft(meeting_id, case_id, document.text(made, "id"))
        accepted = self.model.ratify(case_id, meeting_id)
        self._must(accepted, lambda: decisions.ratify(self.team, draft))

    @rule(case=st.integers(0, 4), reason=st.sampled_from(["died", ""]))
    def close(self, case: int, reason: str) -> None:
        case_id = self._case(case)
        version = cases.get(self.team, case_id).version
        cases.close(self.team, CloseDraft(case_id, version, reason))
        if reason:
            self.model.close(case_id)
        else:
            self.model.cases[case_id].closed = False

    # what must hold after each

    @invariant()
    def every_case_is_in_one_place(self) -> None:
        with self.store.read() as connection:
            places = connection.exec_driver_sql(PLACES).fetchall()
        assert {p[0]: p[1] for p in places} == {i: c.status() for i, c in self.model.cases.items()}
        assert all((p[1], p[3]) == (p[2], p[4]) for p in places)

    @invariant()
    def every_agenda_is_the_model_s(self) -> None:
        with self.store.read() as connection:
            held = connection.exec_driver_sql(ITEMS).fetchall()
        for meeting_id, meeting in self.model.meetings.items():
            rows = [row for row in held if row.meeting_id == meeting_id]
            assert [(r.case_id, r.carried, bool(r.ratifies)) for r in rows] == [
                (i.case, i.carried, i.ratifies) for i in meeting.items
            ]
            assert [_ended(row.ended) for row in rows] == [_state(i) for i in meeting.items]
        waiting = {row.case_id for row in held if row.meeting_id is None}
        assert waiting == {item.case for item in self.model.waiting}

    @invariant()
    def every_quorum_is_the_model_s(self) -> None:
        for meeting_id, meeting in self.model.meetings.items():
            required = weekly.REQUIRED if meeting.series else ("pain",)
            there = {
                m.discipline
                for m in weekly.MEMBERS
                if meeting.present.get(m.person) in ("in_room", "remote", "late")
            }
            found = meetings.get(self.team, meeting_id).quorum
            assert found.missing == tuple(d for d in required if d not in there)
            assert found.met is (not found.missing)


def _ended(ended: str | None) -> str:
    return ended or "open"


def _state(item: Item) -> str:
    return "discussed" if item.state == "deferred" else item.state


def _run(template: Template, examples: int, steps: int, *, derandomize: bool) -> None:
    Sequences.template = template
    run_state_machine_as_test(
        Sequences,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=derandomize,
            database=None,
            phases=[Phase.generate],  # to shrink thirty commands takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_no_sequence_loses_a_case_or_shows_it_twice(template: Template) -> None:
    _run(template, 40, 40, derandomize=True)


@pytest.mark.long
def test_nor_does_any_of_many_longer_ones(template: Template) -> None:
    _run(template, 150, 50, derandomize=False)
