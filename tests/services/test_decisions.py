# SPDX-License-Identifier: MIT
"""Decisions: recorded with their basis, followed by new versions, never changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import context, create, documents
from mdtdesk.domain import basis, document, workflow
from mdtdesk.domain.document import text
from mdtdesk.domain.drafts import AmendDraft, DecisionDraft, PlanDraft, RegisterDraft
from mdtdesk.domain.records import CaseRecord
from mdtdesk.errors import Conflict, Rejected
from mdtdesk.services import cases, decisions, journal
from mdtdesk.services.context import Context

DISCUSSION = document.document(
    {"mode": "full", "outcome": "decided", "opinions": [{"text": "同意固定", "person": "曹文博"}]}
)


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Context]:
    """Return the context of a store's first person."""
    with create(tmp_path / "team.mdt").store as store:
        yield context(store)


@pytest.fixture
def case(team: Context) -> CaseRecord:
    """Return an undecided case with a T12 lesion."""
    found = next(c for c in documents("invented") if c["patient"]["mrn"] == "DEMO-26007")
    made = cases.register(team, RegisterDraft(document.document(found)))
    return cases.get(team, made.id)


def decision(case: CaseRecord, conclusion: str = "T12 减压固定") -> document.Document:
    """Return a decision to operate on the case's first lesion."""
    lesion = document.rows(case.document, "lesions")[0]
    procedure = {"type": "decompression", "lesions": [lesion["id"]], "levels": ["T12"]}
    return document.document({"conclusion": conclusion, "procedures": [procedure]})


def decided(team: Context, case_id: str) -> document.Document:
    """Return the case's last discussion."""
    return document.rows(cases.get(team, case_id).document, "discussions")[-1]


def test_a_decision_keeps_the_case_as_it_stood(team: Context, case: CaseRecord) -> None:
    decisions.record(team, DecisionDraft(case.id, case.version, DISCUSSION, decision(case)))
    made = decided(team, case.id)
    frozen = text(made, "decision.basis.document")
    assert text(made, "decision.basis.sha256") == basis.digest(frozen)
    assert basis.case_of(frozen)["lesions"] == case.document["lesions"]
    assert text(made, "decision.recorder") == "韩立群"
    cases.amend(team, AmendDraft(case.id, case.version + 1, {"performance.ecog": 4}))
    now = cases.get(team, case.id).document
    assert [d.path for d in basis.changed_since(frozen, now)] == ["performance.ecog"]


def test_a_new_version_leaves_the_old_one_readable(team: Context, case: CaseRecord) -> None:
    first = decisions.record(team, DecisionDraft(case.id, case.version, DISCUSSION, decision(case)))
    discussion = decided(team, case.id)
    again = DecisionDraft(
        case.id,
        first.version,
        document.document({"id": discussion["id"]}),
        decision(case, "改为观察"),
    )
    decisions.record(team, again)
    made = decided(team, case.id)
    assert text(made, "decision.conclusion") == "改为观察"
    assert document.get(made, "decision.version") == 2
    assert text(made, "decision.supersedes") == first.id
    earlier = document.rows(made, "earlier_decisions")
    assert [d["conclusion"] for d in earlier] == ["T12 减压固定"]
    assert made["opinions"] == discussion["opinions"]


def test_what_the_form_no_longer_names_is_no_longer_recorded(
    team: Context, case: CaseRecord
) -> None:
    first = decisions.record(team, DecisionDraft(case.id, case.version, DISCUSSION, decision(case)))
    again = document.document({"id": decided(team, case.id)["id"], "outcome": "trial"})
    decisions.record(team, DecisionDraft(case.id, first.version, again, decision(case)))
    made = decided(team, case.id)
    assert made["outcome"] == "trial"
    assert "mode" not in made
    assert "opinions" not in made


def test_a_deferral_is_recorded_without_a_decision(team: Context, case: CaseRecord) -> None:
    facts = {"outcome": "deferred", "deferral": {"reason": "pathology_missing"}}
    draft = DecisionDraft(case.id, case.version, document.document(facts), document.EMPTY)
    decisions.record(team, draft)
    made = decided(team, case.id)
    assert document.get(made, "deferral.reason") == "pathology_missing"
    assert "decision" not in made
    assert workflow.status(cases.get(team, case.id).document) == "deferred"


def test_a_case_that_changed_meanwhile_is_a_conflict(team: Context, case: CaseRecord) -> None:
    cases.amend(team, AmendDraft(case.id, case.version, {"performance.ecog": 4}))
    with pytest.raises(Conflict):
        decisions.record(team, DecisionDraft(case.id, case.version, DISCUSSION, decision(case)))


def test_plan_and_carrying_out_are_appended(team: Context, case: CaseRecord) -> None:
    made = decisions.record(team, DecisionDraft(case.id, case.version, DISCUSSION, decision(case)))
    agreed = document.document({"agreed": "no", "by": "family"})
    decisions.agree(team, PlanDraft(case.id, made.id, agreed))
    decisions.agree(team, PlanDraft(case.id, made.id, document.document({"agreed": "yes"})))
    decisions.carry_out(team, PlanDraft(case.id, made.id, document.document({"state": "fully"})))
    last = decided(team, case.id)
    assert text(last, "decision.patient_plan.agreed") == "yes"
    assert text(last, "decision.carried_out.state") == "fully"


def test_what_is_appended_takes_what_was_typed_for_it_along(
    team: Context, case: CaseRecord
) -> None:
    made = decisions.record(team, DecisionDraft(case.id, case.version, DISCUSSION, decision(case)))
    form, said, done = f"follow:{case.id}", f"{made.id}.said", f"{made.id}.done"
    journal.write(team, form, {said: "同意", done: "已手术"})
    wrong = document.document({"agreed": "perhaps"})
    with pytest.raises(Rejected):
        decisions.agree(team, PlanDraft(case.id, made.id, wrong, form, (said,)))
    assert set(journal.read(team, form)) == {said, done}
    agreed = document.document({"agreed": "yes"})
    decisions.agree(team, PlanDraft(case.id, made.id, agreed, form, (said,)))
    assert journal.read(team, form) == {done: "已手术"}
    carried = document.document({"state": "fully"})
    decisions.carry_out(team, PlanDraft(case.id, made.id, carried, form, (done,)))
    assert journal.read(team, form) == {}


def test_an_unknown_procedure_is_refused_at_its_path(team: Context, case: CaseRecord) -> None:
    wrong = document.document({"procedures": [{"type": "magic"}]})
    with pytest.raises(Rejected) as refused:
        decisions.record(team, DecisionDraft(case.id, case.version, DISCUSSION, wrong))
    assert refused.value.problems[0].path == "discussions[0].decision.procedures[0].type"


def test_a_coordinator_records_as_recorder_not_as_author(team: Context, case: CaseRecord) -> None:
    coordinator = context(team.store, "coordinator", name="梁爽")
    decisions.record(coordinator, DecisionDraft(case.id, case.version, DISCUSSION, decision(case)))
    with team.store.read() as connection:
        author = connection.exec_driver_sql("SELECT author_id FROM decisions").scalar()
    assert author is None
    assert text(decided(team, case.id), "decision.recorder") == "梁爽"
