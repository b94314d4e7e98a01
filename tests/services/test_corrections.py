# SPDX-License-Identifier: MIT
"""Cases withdrawn and moved, patients made one: what moves, what stays signed, what is undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from builders import PASSWORD, context, create, documents
from mdtdesk.domain import basis, document, signing
from mdtdesk.domain import corrections as rules
from mdtdesk.domain.corrections import (
    AskDraft,
    DeclineDraft,
    MergeDraft,
    MoveDraft,
    UnmergeDraft,
    WithdrawDraft,
)
from mdtdesk.domain.drafts import AmendDraft, CloseDraft, DecisionDraft, RegisterDraft, SignDraft
from mdtdesk.domain.worklist import WorklistQuery
from mdtdesk.errors import Conflict, Denied, Rejected
from mdtdesk.services import audit_trail, cases, corrections, decisions, worklist
from mdtdesk.services import documents as documents_of
from mdtdesk.services.context import Context
from paper import pdfium_text

DISCUSSION = document.document({"mode": "full", "outcome": "decided"})
DECISION = document.document({"conclusion": "观察", "procedures": [{"type": "observation"}]})


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Context]:
    """Return the context of a store with every doctor's role."""
    with create(tmp_path / "team.mdt").store as store:
        yield context(store, "administrator", "chair", "surgeon", "auditor", "coordinator")


def registered(team: Context, mrn: str, name: str, **facts: object) -> str:
    """Register a case of a patient and return its id."""
    patient = {"mrn": mrn, "name": name}
    return cases.register(team, RegisterDraft(document.document({"patient": patient, **facts}))).id


def sun(team: Context) -> str:
    """Register Sun Guifang's case and return its id."""
    found = next(c for c in documents("invented") if c["patient"]["mrn"] == "DEMO-26007")
    return cases.register(team, RegisterDraft(document.document(found))).id


def patient_of(team: Context, case_id: str) -> str:
    """Return whose case it is."""
    return cases.get(team, case_id).patient_id


def told(team: Context, action: str) -> list[tuple[str, str, str, str]]:
    """Return case, patient, old and new of the audit rows of an action."""
    with team.store.read() as connection:
        found = connection.exec_driver_sql(
            "SELECT case_id, patient_id, old, new FROM audit WHERE action = ? ORDER BY sequence",
            (action,),
        ).fetchall()
    return [(str(r[0]), str(r[1]), str(r[2]), str(r[3])) for r in found]


def code(refused: pytest.ExceptionInfo[Rejected]) -> str:
    """Return the first problem's code."""
    return refused.value.problems[0].code


# withdrawing


def test_a_withdrawn_case_is_closed_says_why_and_opens_again(team: Context) -> None:
    case_id = registered(team, "A-1", "李雷")
    corrections.withdraw(team, WithdrawDraft(case_id, 1, "duplicate", "见 2026-0007"))
    case = cases.get(team, case_id)
    assert case.withdrawn is not None
    assert (case.withdrawn.reason, case.withdrawn.words) == ("duplicate", "见 2026-0007")
    assert document.text(case.document, "closed.reason") == "duplicate"
    (row,) = worklist.page(team, WorklistQuery(view="closed")).rows
    assert (row.id, row.withdrawn) == (case_id, True)
    assert worklist.counts(team)["closed"] == 1
    assert [r[0] for r in told(team, "withdrawn")] == [case_id]

    cases.close(team, CloseDraft(case_id, case.version, ""))
    again = cases.get(team, case_id)
    assert again.withdrawn is None
    assert "closed" not in again.document


def test_a_closed_case_is_not_said_to_be_withdrawn(team: Context) -> None:
    case_id = registered(team, "A-1", "李雷")
    cases.close(team, CloseDraft(case_id, 1, "died"))
    (row,) = worklist.page(team, WorklistQuery(view="closed")).rows
    assert not row.withdrawn


def test_a_withdrawal_needs_a_reason_and_the_version_that_was_seen(team: Context) -> None:
    case_id = registered(team, "A-1", "李雷")
    with pytest.raises(Rejected) as refused:
        corrections.withdraw(team, WithdrawDraft(case_id, 1, "mood"))
    assert code(refused) == "not_in_list"
    with pytest.raises(Conflict):
        corrections.withdraw(team, WithdrawDraft(case_id, 7, "other"))


# moving


def test_a_moved_case_shows_the_other_name_and_is_found_by_it(team: Context) -> None:
    wrong = registered(team, "A-1", "李雷")
    right = registered(team, "A-2", "韩梅梅")
    corrections.move(team, MoveDraft(wrong, 1, patient_of(team, right), "wrong_patient"))
    case = cases.get(team, wrong)
    assert case.patient_id == patient_of(team, right)
    assert document.text(case.document, "patient.name") == "韩梅梅"
    assert case.version == 2
    assert {row.id for row in worklist.find(team, "hanmeimei", 9).rows} == {wrong, right}
    assert not worklist.find(team, "lilei", 9).rows
    moved, away = told(team, "moved"), told(team, "moved_away")
    assert moved[0][:2] == (wrong, patient_of(team, right))
    assert "李雷" in moved[0][2]
    assert "韩梅梅" in moved[0][3]
    assert away[0][1] != moved[0][1]
    assert not audit_trail.verify(team).fault


def test_a_patient_left_without_a_case_is_still_found_and_takes_it_back(team: Context) -> None:
    case_id, other = registered(team, "A-1", "李雷"), registered(team, "A-2", "韩梅梅")
    home = patient_of(team, case_id)
    corrections.move(team, MoveDraft(case_id, 1, patient_of(team, other), "wrong_patient"))
    assert [p.id for p in corrections.patients(team, "A-1")] == [home]
    assert [p.id for p in corrections.patients(team, "李雷")] == [home]
    corrections.move(team, MoveDraft(case_id, 2, home, "entered_in_error"))
    assert document.text(cases.get(team, case_id).document, "patient.name") == "李雷"


def test_a_case_that_contradicts_the_other_patient_stays(team: Context) -> None:
    dated = registered(team, "A-1", "李雷", primary={"diagnosed_on": "1970-01-01"})
    young = cases.register(
        team,
        RegisterDraft(
            document.document(
                {"patient": {"mrn": "A-2", "name": "韩梅梅", "birth_date": "1990-02-03"}}
            )
        ),
    ).id
    with pytest.raises(Rejected):
        corrections.move(team, MoveDraft(dated, 1, patient_of(team, young), "wrong_patient"))
    assert document.text(cases.get(team, dated).document, "patient.name") == "李雷"
    with pytest.raises(Rejected) as refused:
        corrections.move(team, MoveDraft(dated, 1, patient_of(team, dated), "other"))
    assert code(refused) == "same_patient"


def test_what_was_signed_keeps_its_basis_and_says_the_old_name(team: Context) -> None:
    case_id, other = sun(team), registered(team, "A-2", "韩梅梅")
    made = decisions.record(team, DecisionDraft(case_id, 1, DISCUSSION, DECISION))
    decisions.sign(team, SignDraft(case_id, made.id, "chair", PASSWORD))
    before = document.group(cases.get(team, case_id).document, "discussions[0].decision")
    version = cases.get(team, case_id).version
    corrections.move(team, MoveDraft(case_id, version, patient_of(team, other), "wrong_patient"))
    case = cases.get(team, case_id).document
    after = document.group(case, "discussions[0].decision")
    assert after == before
    assert signing.verify(after)
    then = basis.case_of(document.text(after, "basis.document"))
    assert rules.signed_as(case, then) == ("孙桂芳", "DEMO-26007")
    assert not audit_trail.verify(team).fault


# merging


def test_a_merge_keeps_each_number_once(team: Context) -> None:
    def number(value: str) -> dict[str, str]:
        return {"kind": "other", "value": value}

    kept, gone = registered(team, "A-1", "李雷"), registered(team, "B-2", "李雷")
    version = cases.get(team, gone).version
    twice = document.document({"n": [number("B-2"), number("C-3"), number("C-3")]})["n"]
    cases.amend(team, AmendDraft(gone, version, {"patient.identifiers": twice}))
    ids = patient_of(team, kept), patient_of(team, gone)
    corrections.merge(team, MergeDraft(*ids, (gone,), "duplicate"))
    patient = document.group(cases.get(team, kept).document, "patient")
    numbers = [document.text(r, "value") for r in document.rows(patient, "identifiers")]
    assert numbers == ["B-2", "C-3"]


def test_a_merge_brings_the_cases_and_keeps_the_other_number(team: Context) -> None:
    kept, gone = registered(team, "A-1", "李雷"), sun(team)
    kept_id, gone_id = patient_of(team, kept), patient_of(team, gone)
    shown = corrections.preview(team, kept_id, gone_id)
    assert "patient.name" in shown.dropped
    assert shown.taken["birth_date"] == "1956-06-21"
    made = corrections.merge(team, MergeDraft(kept_id, gone_id, (gone,), "duplicate", "身份证核对"))
    case = cases.get(team, gone)
    assert case.patient_id == kept_id
    patient = document.group(case.document, "patient")
    assert document.text(patient, "name") == "李雷"
    assert document.text(patient, "birth_date") == "1956-06-21"
    numbers = [document.text(r, "value") for r in document.rows(patient, "identifiers")]
    assert "DEMO-26007" in numbers
    assert [p.id for p in cases.same_patient(team, "DEMO-26007")] == [kept_id]
    assert [p.id for p in corrections.patients(team, "DEMO-26007")] == [kept_id]

    corrections.unmerge(team, UnmergeDraft(made.id))
    assert patient_of(team, gone) == gone_id
    assert document.group(cases.get(team, kept).document, "patient") == {
        "mrn": "A-1",
        "name": "李雷",
    }
    assert [p.id for p in corrections.patients(team, "DEMO-26007")] == [gone_id]
    with pytest.raises(Rejected) as refused:
        corrections.unmerge(team, UnmergeDraft(made.id))
    assert code(refused) == "no_such_merge"
    assert not audit_trail.verify(team).fault


def test_a_new_case_by_the_old_number_is_the_kept_patients(team: Context) -> None:
    kept, gone = registered(team, "A-1", "李雷"), registered(team, "A-2", "李雷")
    ids = patient_of(team, kept), patient_of(team, gone)
    corrections.merge(team, MergeDraft(*ids, (gone,), "duplicate"))
    with pytest.raises(Rejected) as refused:
        registered(team, "A-2", "李雷")
    assert code(refused) == "mrn_known"
    assert [p.id for p in cases.same_patient(team, "A-2")] == [ids[0]]


def test_a_merge_is_of_what_was_shown(team: Context) -> None:
    kept, gone = registered(team, "A-1", "李雷"), registered(team, "A-2", "李雷")
    ids = patient_of(team, kept), patient_of(team, gone)
    with pytest.raises(Conflict):
        corrections.merge(team, MergeDraft(*ids, (), "duplicate"))
    corrections.merge(team, MergeDraft(*ids, (gone,), "duplicate"))
    with pytest.raises(Rejected) as refused:
        corrections.merge(team, MergeDraft(*ids, (), "duplicate"))
    assert code(refused) == "no_such_patient"


def test_a_merge_whose_patient_was_merged_on_is_not_undone_first(team: Context) -> None:
    first, second = registered(team, "A-1", "李雷"), registered(team, "A-2", "李雷")
    third = registered(team, "A-3", "李雷")
    a, b, c = (patient_of(team, each) for each in (first, second, third))
    one = corrections.merge(team, MergeDraft(a, b, (second,), "duplicate"))
    both = tuple(case_id for case_id, _ in corrections.patients(team, "A-1")[0].cases)
    two = corrections.merge(team, MergeDraft(c, a, both, "duplicate"))
    assert [p.id for p in cases.same_patient(team, "A-2")] == [c]
    with pytest.raises(Rejected) as refused:
        corrections.unmerge(team, UnmergeDraft(one.id))
    assert code(refused) == "merged_since"
    corrections.unmerge(team, UnmergeDraft(two.id))
    corrections.unmerge(team, UnmergeDraft(one.id))
    assert [patient_of(team, each) for each in (first, second, third)] == [a, b, c]


def test_a_move_is_not_rewritten(team: Context) -> None:
    case_id, other = registered(team, "A-1", "李雷"), registered(team, "A-2", "韩梅梅")
    corrections.move(team, MoveDraft(case_id, 1, patient_of(team, other), "wrong_patient"))
    for statement in ("UPDATE case_moves SET person = 'x'", "DELETE FROM case_moves"):
        with (
            pytest.raises(DatabaseError, match="append only"),
            team.store.write() as connection,
        ):
            connection.exec_driver_sql(statement)


# asking


def test_a_surgeon_asks_and_the_chair_answers(team: Context) -> None:
    surgeon = context(team.store, "surgeon", name="孟昭阳")
    case_id = registered(team, "A-1", "李雷")
    with pytest.raises(Denied):
        corrections.withdraw(surgeon, WithdrawDraft(case_id, 1, "other"))
    for kind in ("withdraw", "close"):
        corrections.ask(surgeon, AskDraft(case_id, kind, "重复登记"))
    (first, second) = cases.get(team, case_id).requests
    assert (first.kind, first.person, first.words) == ("withdraw", "孟昭阳", "重复登记")
    corrections.decline(team, DeclineDraft(case_id, second.id))
    assert [r.kind for r in corrections.asked(team)] == ["withdraw"]
    corrections.withdraw(team, WithdrawDraft(case_id, 1, "duplicate"))
    assert not cases.get(team, case_id).requests
    with pytest.raises(Rejected) as refused:
        corrections.decline(team, DeclineDraft(case_id, first.id))
    assert code(refused) == "no_such_request"
    with pytest.raises(Rejected):
        corrections.ask(surgeon, AskDraft(case_id, "withdraw", " "))


def test_a_reprint_says_under_which_name_it_was_signed(team: Context) -> None:
    case_id, other = sun(team), registered(team, "A-2", "韩梅梅")
    made = decisions.record(team, DecisionDraft(case_id, 1, DISCUSSION, DECISION))
    said = "签署时的患者：孙桂芳，病案号DEMO-26007"
    decisions.sign(team, SignDraft(case_id, made.id, "chair", PASSWORD))
    assert said not in pdfium_text(documents_of.summary(team, case_id, "zh").pdf)
    version = cases.get(team, case_id).version
    corrections.move(team, MoveDraft(case_id, version, patient_of(team, other), "wrong_patient"))
    printed = pdfium_text(documents_of.summary(team, case_id, "zh").pdf)
    assert said in printed
    assert "韩梅梅" in printed
    assert "Signedas孙桂芳,numberDEMO-26007" in pdfium_text(
        documents_of.summary(team, case_id, "en").pdf
    )
