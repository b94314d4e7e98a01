# SPDX-License-Identifier: MIT
"""The text for the hospital's record system holds every word of the case's latest discussion."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from builders import documents
from mdtdesk.domain import document, record_text
from mdtdesk.domain.document import Document, group, rows, text
from mdtdesk.i18n import LANGUAGES, Language, translator

TODAY = date(2026, 11, 24)
_CASES = [*documents("invented"), *documents("published")]


def of(case: dict[str, Any], language: Language = "zh") -> str:
    """Return the text of a case."""
    return record_text.of(document.document(case), "2026-0007", translator(language), today=TODAY)


def words(case: Document) -> Iterator[str]:
    """Yield what was typed about the patient and in the latest discussion."""
    for path in ("patient.name", "patient.mrn", "referral.question", "primary.histology"):
        yield text(case, path)
    found = rows(case, "discussions")[-1:]
    for discussion in found:
        yield from (text(row, "text") for row in rows(discussion, "opinions"))
        yield text(discussion, "deferral.text")
        decision = group(discussion, "decision")
        for key in ("conclusion", "alternative", "rationale", "owner", "due_on"):
            yield text(decision, key)
        for key in ("dissent", "addenda"):
            yield from (text(row, "text") for row in rows(decision, key))
        yield from (text(row, "person") for row in rows(decision, "signatures"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", _CASES, ids=lambda case: str(case["patient"].get("mrn")))
def test_no_word_is_lost(case: dict[str, Any], language: Language) -> None:
    said = of(case, language)
    assert [w for w in words(document.document(case)) if w not in said] == []
    assert "\n\n\n" not in said


def test_a_discussed_case_reads_as_it_is_recorded() -> None:
    decision = {
        "conclusion": "T11 行分离手术，术后立体定向放疗。",
        "procedures": [{"type": "separation_surgery", "levels": ["T11"]}],
        "owner": "曹文博",
        "due_on": "2026-11-30",
        "dissent": [{"person": "沈静", "text": "主张先放疗"}],
    }
    discussion = {
        "mode": "full",
        "meeting": {"title": "骨转移瘤多学科讨论", "date": "2026-11-26"},
        "attendance": [
            {"person": "韩立群", "discipline": "bone_soft_tissue_surgery", "presence": "in_room"},
            {"person": "蒋一帆", "discipline": "radiology", "presence": "apology"},
        ],
        "quorum": {"met": False, "missing": ["radiology"]},
        "outcome": "decided",
        "decision": decision,
    }
    case = {"patient": {"name": "张吕单", "mrn": "W5"}, "discussions": [discussion]}
    said = of(case).splitlines()
    assert said[:2] == [
        "骨转移瘤多学科（MDT）讨论记录",
        "患者：张吕单，病案号 W5，病例号 2026-0007",
    ]
    assert "总结意见：T11 行分离手术，术后立体定向放疗。" in said
    assert "不同意见：沈静：主张先放疗" in said
    assert "负责：曹文博，期限 2026-11-30" in said
    assert said[-1] == "（草稿：决定尚未签名）"
    there = next(line for line in said if line.startswith("参加"))
    assert "韩立群" in there
    assert "蒋一帆" not in there
    assert any(line.startswith("到会专科：缺") for line in said)


def test_signed_is_no_draft_and_undiscussed_says_so() -> None:
    signed = {"conclusion": "固定", "signatures": [{"person": "韩立群", "meaning": "chair"}]}
    case = {"patient": {"name": "甲"}, "discussions": [{"decision": signed}]}
    assert "草稿" not in of(case)
    assert of({"patient": {"name": "甲"}}).endswith("（尚未讨论）\n")
