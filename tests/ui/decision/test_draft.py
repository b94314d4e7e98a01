# SPDX-License-Identifier: MIT
"""The draft of a decision alone: what follows a change, and what the journal brings back."""

from __future__ import annotations

import pytest

from builders import documents
from mdtdesk.domain import document
from mdtdesk.domain.document import rows, text
from mdtdesk.domain.ids import new_id
from mdtdesk.domain.records import CaseRecord
from mdtdesk.ui.decision.draft import Draft
from mdtdesk.ui.decision.level_rows import LevelRows

PROCEDURE = "01987000-0000-7000-8000-0000000000aa"
CHECKS = "decision.overridden_checks"


@pytest.fixture
def draft() -> Draft:
    """Return the draft of an undecided case with a PKP of T12 whose check was overridden."""
    case = next(c for c in documents("invented") if c["patient"]["mrn"] == "DEMO-26007")
    made = Draft()
    made.load(CaseRecord(new_id(), "2026-0001", 1, new_id(), document.document(case), ()))
    pkp = {"id": PROCEDURE, "type": "pkp", "levels": ["T12", "L1"]}
    kept = {"check": "level_no_lesion", "procedure": PROCEDURE, "reason": "anatomy"}
    made.set({"decision.procedures": document.freeze([pkp]), CHECKS: document.freeze([kept])})
    return made


def test_a_reason_holds_while_its_procedure_stays_where_it_was(draft: Draft) -> None:
    draft.set({f"decision.procedures[{PROCEDURE}].timing": "elective"})
    assert len(rows(draft.value, CHECKS)) == 1
    draft.set({f"decision.procedures[{PROCEDURE}].levels": ("L4",)})
    assert rows(draft.value, CHECKS) == ()


def test_what_is_typed_at_a_level_stays_with_the_level(draft: Draft, qapp: object) -> None:
    shown = LevelRows(PROCEDURE, draft)
    shown.refresh()
    path = f"decision.procedures[{PROCEDURE}].details.per_level"
    draft.type(f"{path}[1].cement_ml", "4,,5")
    draft.set({f"decision.procedures[{PROCEDURE}].levels": ("T11", "T12", "L1")})
    shown.refresh()
    level = [text(row, "level") for row in rows(draft.value, path)].index("L1")
    assert level != 1
    assert draft.typed == {f"{path}[{level}].cement_ml": "4,,5"}


def test_the_journal_brings_the_draft_back_into_its_own_discussion(draft: Draft) -> None:
    raw = draft.raw()
    other = Draft()
    record = CaseRecord(draft.case_id, "2026-0001", 2, new_id(), draft.case, ())
    other.load(record)
    assert other.discussion_id != draft.discussion_id
    other.restore(raw)
    assert other.discussion_id == draft.discussion_id
    assert other.value == draft.value
