# SPDX-License-Identifier: MIT
"""A case's place in the worklist follows from what is recorded."""

from __future__ import annotations

from datetime import date

import pytest

from builders import documents
from mdtdesk.domain import document, vocabulary, workflow

TODAY = date(2026, 11, 23)
CASES = [document.document(case) for case in documents("invented")]


def test_the_demo_s_worklist() -> None:
    found = [(document.text(c, "patient.mrn"), workflow.status(c)) for c in CASES]
    others = {pair for pair in found if pair[1] != "ready"}
    assert others == {
        ("DEMO-26002", "closed"),
        ("DEMO-26003", "deferred"),
        ("DEMO-26011", "draft"),
        ("DEMO-26012", "draft"),
        ("DEMO-26013", "done"),
        ("DEMO-26014", "decided"),
        ("DEMO-26015", "partly"),
    }


def test_one_decision_of_the_demo_is_overdue() -> None:
    late = {document.text(c, "patient.mrn"): workflow.overdue(c, TODAY) for c in CASES}
    assert {mrn: days for mrn, days in late.items() if days} == {"DEMO-26014": 5}


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({}, "draft"),
        ({"referral": {"urgency": "neurological"}}, "ready"),
        ({"discussions": [{"opinions": [{"text": "x"}]}]}, "draft"),
        ({"discussions": [{"deferral": {"reason": "other"}}]}, "deferred"),
        ({"discussions": [{"outcome": "more_tests"}]}, "awaiting_tests"),
        ({"discussions": [{"outcome": "refer"}]}, "discussed"),
        ({"discussions": [{"decision": {"conclusion": "x"}}]}, "decided"),
        ({"discussions": [{"decision": {"carried_out": {"state": "no"}}}]}, "not_done"),
        ({"discussions": [{"decision": {"carried_out": {"state": "pending"}}}]}, "decided"),
        ({"discussions": [{"decision": {"conclusion": "x"}}, {"outcome": "deferred"}]}, "deferred"),
        ({"discussions": [{"outcome": "deferred"}], "closed": {"reason": "died"}}, "closed"),
    ],
)
def test_status(facts: dict[str, object], status: str) -> None:
    case = document.document({"patient": {"mrn": "1"}, **facts})
    assert workflow.status(case) == status
    assert vocabulary.has("worklist_status", status)


def test_a_due_month_is_over_at_its_end() -> None:
    case = document.document({"discussions": [{"decision": {"due_on": "2026-10"}}]})
    assert workflow.overdue(case, date(2026, 10, 31)) == 0
    assert workflow.overdue(case, date(2026, 11, 2)) == 2
