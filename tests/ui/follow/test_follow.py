# SPDX-License-Identifier: MIT
"""The follow-through page by keys alone: what is left and by whom, what was said and done."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton

import weekly
from builders import PASSWORD
from leader import CONTROL, DIGITS, SHIFT, Key, Leader
from mdtdesk.domain.document import Document, document, group, rows, text
from mdtdesk.domain.drafts import DecisionDraft, PlanDraft
from mdtdesk.services import agendas, cases, decisions, journal
from mdtdesk.ui.pages.follow import FollowPage

Open = Callable[..., Leader]
ARM, SPINE, TWO = "DEMO-26005", "DEMO-26007", "DEMO-26010"


def _decide(here: Leader, mrn: str, owner: str, due: str) -> str:
    case = cases.get(here.context, cases.find(here.context, mrn))
    told = {
        "conclusion": f"{owner}负责的手术",
        "owner": owner,
        "due_on": due,
        "informs": {"person": "康宁", "by": due},
    }
    draft = DecisionDraft(case.id, case.version, weekly.FULL, document(told))
    decisions.record(here.context, draft)
    return case.id


def _open(leader: Open) -> tuple[Leader, FollowPage, list[str]]:
    here = leader(ARM, SPINE, TWO, listed=False)
    made = [
        _decide(here, ARM, "曹文博", "2099-11-30"),
        _decide(here, SPINE, "丁伟", "2001-11-20"),
        _decide(here, TWO, "曹文博", "2001-11-20"),
    ]
    here.key(Key.Key_T, CONTROL | SHIFT)
    here.settle()
    page = here.window.findChild(FollowPage)
    assert isinstance(page, FollowPage)
    assert page.isVisible()
    return here, page, [made[1], made[2], made[0]]


def _decision(here: Leader, case_id: str) -> Document:
    here.settle()
    found = rows(cases.get(here.context, case_id).document, "discussions")
    return group(found[-1], "decision")


def test_tasks_stand_by_owner_and_day(leader: Open) -> None:
    here, page, order = _open(leader)
    assert [task.case_id for task in page.tasks] == order
    assert page.task is not None
    assert page.task.case_id == order[0]
    assert page.task.overdue > 365
    assert here.focus() is page.view


def test_agreed_and_done_are_entered_by_keys_and_the_next_row_comes(leader: Open) -> None:
    here, page, (first, second, _) = _open(leader)
    before = here.keys
    here.key(Key.Key_Return)
    here.key(DIGITS[1])  # agreed
    here.key(Key.Key_Tab)
    here.key(DIGITS[1])  # the patient said so
    here.key(Key.Key_Tab)
    here.key(Key.Key_Tab)
    here.key(DIGITS[1])  # carried out in full
    here.key(Key.Key_Return)
    assert here.keys - before <= 8
    made = _decision(here, first)
    assert text(made, "patient_plan.agreed") == "yes"
    assert text(made, "patient_plan.by") == "patient"
    assert text(made, "carried_out.state") == "fully"
    assert page.tasks[0].case_id == second
    assert page.task is not None
    assert page.task.case_id == second
    assert here.focus() is page.view


def test_what_was_not_done_needs_a_reason(leader: Open) -> None:
    here, page, (first, second, _) = _open(leader)
    here.key(Key.Key_Return)
    here.tab_to("执行情况")
    here.key(DIGITS[3])
    here.key(Key.Key_Return)
    here.settle()
    assert "carried_out" not in _decision(here, first)
    assert here.here() == "未执行原因"
    here.words("患者拒绝")
    here.key(Key.Key_Return)
    here.key(Key.Key_Return)
    made = _decision(here, first)
    assert text(made, "carried_out.state") == "no"
    assert text(made, "carried_out.reason") == "patient_declined"
    assert page.task is not None
    assert page.task.case_id == second


def test_a_record_is_taken_back_from_the_status_bar(leader: Open) -> None:
    here, page, (first, *_) = _open(leader)
    here.key(Key.Key_Return)
    here.tab_to("执行情况")
    here.key(DIGITS[1])
    here.key(Key.Key_S, CONTROL)
    here.settle()
    assert len(page.tasks) == 2
    here.find(QPushButton, "status_undo").click()
    here.settle()
    assert text(_decision(here, first), "carried_out.state") == "pending"
    assert len(page.tasks) == 3


def test_a_row_that_stays_is_passed_by(leader: Open) -> None:
    here, page, (first, second, _) = _open(leader)
    here.key(Key.Key_Return)
    here.key(DIGITS[3])
    here.key(Key.Key_Return)
    here.settle()
    assert text(_decision(here, first), "patient_plan.agreed") == "no"
    assert len(page.tasks) == 3
    assert page.task is not None
    assert page.task.case_id == second


def test_half_typed_answers_stay_with_their_case(leader: Open) -> None:
    here, page, (first, *_) = _open(leader)
    here.key(Key.Key_Return)
    here.key(DIGITS[2])
    here.tab_to("患者表态")
    here.words("先不手术，")
    page.view.setFocus()
    here.key(Key.Key_Down)
    here.settle()
    assert page.entry.rows["patient_plan.text"].editor.raw() == ""
    here.window.lock()
    here.settle()
    here.front()
    here.sign_in(PASSWORD)
    here.settle()
    here.front()
    page.view.setFocus()
    here.key(Key.Key_Up)
    here.settle()
    assert page.task is not None
    assert page.task.case_id == first
    assert page.entry.rows["patient_plan.text"].editor.raw() == "先不手术，"
    assert page.entry.rows["patient_plan.agreed"].editor.value() == "partly"
    assert "patient_plan" not in _decision(here, first)


def test_what_is_recorded_takes_what_was_typed_along(leader: Open) -> None:
    here, page, (first, *_) = _open(leader)
    form, left = f"follow:{first}", []
    here.key(Key.Key_Return)
    here.key(DIGITS[1])
    here.tab_to("患者表态")
    here.words("同意手术")
    page.recording.keep()
    here.settle()
    assert len(journal.read(here.context, form)) == 2
    # it is announced as soon as it is committed, before anything else can be asked
    here.desk.changed.connect(lambda _changes: left.append(journal.read(here.context, form)))
    here.key(Key.Key_S, CONTROL)
    here.settle()
    assert left[0] == {}
    assert text(_decision(here, first), "patient_plan.text") == "同意手术"


def test_what_is_typed_before_the_store_answers_stays_with_its_case(leader: Open) -> None:
    here, page, (first, second, _) = _open(leader)
    task = page.tasks[1]
    page.recording.open(task, lambda _kept: None)
    page.recording.note(task, "patient_plan.text", "先不手术")
    here.settle()
    page.recording.keep()
    here.settle()
    assert journal.read(here.context, f"follow:{first}") == {}
    kept = journal.read(here.context, f"follow:{second}")
    assert kept == {f"{task.decision_id}.patient_plan.text": "先不手术"}


@pytest.mark.parametrize("typed", ["曹文博", "cwb", "caowen"])
def test_one_persons_tasks_are_shown_alone(leader: Open, typed: str) -> None:
    here, page, order = _open(leader)
    page.head.person.setFocus()
    here.words(typed)
    here.key(Key.Key_Return)
    here.key(Key.Key_Tab)
    here.settle()
    shown = [page.view.model().index(n, 2).data() for n in range(page.view.model().rowCount())]
    assert shown == [task.name for task in page.tasks if task.case_id in order[1:]]
    assert len(shown) == 2


def test_what_is_done_is_shown_on_demand(leader: Open) -> None:
    here, page, (first, *_) = _open(leader)
    case = cases.get(here.context, first)
    decision = text(case.document, "discussions[0].decision.id")
    here.desk.do(
        decisions.carry_out,
        PlanDraft(first, decision, document({"state": "fully"})),
    )
    here.settle()
    assert len(page.tasks) == 2
    page.head.done.setFocus()
    here.key(Key.Key_Space)
    here.settle()
    assert [task.open for task in page.tasks] == [True, True, False]
    assert len(agendas.tasks(here.context)) == 2
