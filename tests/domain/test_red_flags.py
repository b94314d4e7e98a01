# SPDX-License-Identifier: MIT
"""What stands above every score: found from the facts, said with its values and its source."""

from __future__ import annotations

from typing import Any

import pytest

from builders import documents
from mdtdesk.domain import document, red_flag_words, red_flags
from mdtdesk.domain.document import Document
from mdtdesk.domain.instruments import scoring
from mdtdesk.i18n import translator

UNSTABLE = {
    "pain": "mechanical",
    "alignment": "deformity",
    "collapse": "lt50",
    "posterolateral": "bilateral",
}


def case(lesions: list[dict[str, Any]], **more: Any) -> Document:
    named = [{"id": f"lesion-{n}", **row} for n, row in enumerate(lesions)]
    return document.document({"lesions": named, **more})


def said(of: Document, language: Any = "zh") -> list[str]:
    found = red_flags.flags(of, scoring.results(of))
    return [red_flag_words.sentence(flag, translator(language)) for flag in found]


def spine(**more: Any) -> dict[str, Any]:
    return {"site": "spine", "levels": ["T11"], **more}


@pytest.mark.parametrize(("grade", "flagged"), [("1b", 0), ("1c", 0), ("2", 1), ("3", 1)])
def test_a_compressed_cord_is_a_warning_from_grade_2_on(grade: str, flagged: int) -> None:
    assert len(said(case([spine(escc=grade)]))) == flagged


def test_an_unstable_and_compressed_level_is_said_once() -> None:
    found = said(case([spine(escc="2", matrix="lytic", sins=UNSTABLE)]))
    assert found == ["脊柱不稳定伴脊髓受压：T11 SINS 15，ESCC 2（Fisher 2010，Bilsky 2010）"]
    stable = {**UNSTABLE, "pain": "none", "collapse": "none", "alignment": "normal"}
    assert said(case([spine(escc="2", matrix="lytic", sins=stable)])) == [
        "脊髓受压：T11 ESCC 2（Bilsky 2010）"
    ]
    assert said(case([spine(escc="1b", matrix="lytic", sins=UNSTABLE)])) == []


@pytest.mark.parametrize(
    ("neurology", "words"),
    [
        ({"frankel": "E"}, []),
        ({"frankel": "D"}, ["Neurological deficit: Frankel D (Frankel 1969)"]),
        ({"bladder_bowel": False}, []),
        (
            {"ais": "C", "bladder_bowel": True},
            ["Neurological deficit: AIS C, bladder or bowel disturbed (ISNCSCI 2019)"],
        ),
    ],
)
def test_a_deficit_is_said_with_its_grades(neurology: dict[str, Any], words: list[str]) -> None:
    assert said(case([], neurology=neurology), "en") == words


def test_an_impending_fracture_is_recorded_or_scored() -> None:
    bone = {"site": "limb", "bone": "femur", "side": "left", "segments": ["diaphysis"]}
    mirels = {"pain": "functional", "matrix": "lytic", "size": "gt_2_3"}
    assert said(case([{**bone, "fracture": "none"}])) == []
    assert said(case([{**bone, "fracture": "impending"}])) == [
        "濒临骨折：左股骨骨干 已记录为濒临骨折"
    ]
    assert said(case([{**bone, **mirels, "fracture": "none"}])) == [
        "濒临骨折：左股骨骨干 Mirels 11（Mirels 1989）"
    ]


def test_a_removed_lesion_warns_of_nothing() -> None:
    assert said(case([spine(escc="3", removed={"reason": "duplicate"})])) == []


def test_invented_cases_raise_no_other_warnings() -> None:
    kinds: dict[str, list[str]] = {}
    for each in documents("invented"):
        of = document.document(each)
        found = [flag.kind for flag in red_flags.flags(of, scoring.results(of))]
        kinds.setdefault(each["patient"]["mrn"], []).extend(found)
    assert {mrn: found for mrn, found in kinds.items() if found} == {
        "DEMO-26002": ["impending_fracture"],
        "DEMO-26004": ["deficit"],
        "DEMO-26005": ["impending_fracture"],
        "DEMO-26006": ["impending_fracture"],
        "DEMO-26007": ["unstable_compression", "deficit"],
        "DEMO-26009": ["impending_fracture"],
        "DEMO-26015": ["cord_compression", "deficit"],
    }
