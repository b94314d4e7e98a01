# SPDX-License-Identifier: MIT
"""Lesions and procedures in words: nothing that is recorded is left unsaid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from builders import documents
from mdtdesk.domain import document, vocabulary, wording
from mdtdesk.domain.discussion_fields import DETAILS
from mdtdesk.domain.document import Document
from mdtdesk.domain.fields import Choice, Flag, Kind, Number, Rows, Text, Whole
from mdtdesk.i18n import LANGUAGES, Language, translator

CASES = {c["patient"]["mrn"]: document.document(c) for c in documents("invented")}
CASES |= {c["patient"]["mrn"]: document.document(c) for c in documents("published")}
SPOKEN = [(kind, key, inner) for kind, keys in DETAILS.items() for key, inner in keys.items()]


@pytest.mark.parametrize(
    ("mrn", "chinese", "english"),
    [
        ("DEMO-26001", "T8·左第6肋", "T8 · L rib 6"),
        ("DEMO-26004", "S2–S3·右髂骨", "S2–S3 · R ilium"),
        ("DEMO-26005", "左肱骨干", "L humerus shaft"),
        ("DEMO-26006", "右髋臼、坐耻骨", "R acetabulum, pubis/ischium"),
        ("DEMO-26007", "T12·L3·L5", "T12 · L3 · L5"),
        ("DEMO-26009", "左股骨近端·T4", "L femur prox · T4"),
        ("DEMO-26011", "", ""),
        ("K03", "脊柱", "Spine"),
        ("K18", "C0–C1", "C0–C1"),
    ],
)
def test_sites_are_as_short_as_the_worklist_needs(mrn: str, chinese: str, english: str) -> None:
    assert wording.sites(CASES[mrn], translator("zh")) == chinese
    assert wording.sites(CASES[mrn], translator("en")) == english


def lesions(*rows: dict[str, Any]) -> Document:
    """Return a case with these lesions."""
    return document.document({"lesions": list(rows)})


def test_both_sides_of_one_bone_are_said_as_one() -> None:
    femur = {"site": "limb", "bone": "femur", "segments": ["proximal"]}
    both = lesions(
        {**femur, "side": "left"}, {"site": "spine", "levels": ["L1"]}, femur | {"side": "right"}
    )
    assert wording.sites(both, translator("zh")) == "左、右股骨近端·L1"
    other = lesions(femur | {"side": "left"}, femur | {"side": "right", "segments": ["distal"]})
    assert wording.sites(other, translator("zh")) == "左股骨近端·右股骨远端"


def test_a_removed_lesion_is_not_said() -> None:
    gone = lesions({"site": "spine", "levels": ["L1"], "removed": {"reason": "error"}})
    assert wording.sites(gone, translator("zh")) == ""


@pytest.mark.parametrize(
    ("row", "chinese", "english"),
    [
        (
            {"site": "limb", "bone": "femur", "side": "left", "subsite": "intertrochanteric"},
            "左股骨转子间",
            "Left femur, intertrochanteric",
        ),
        (
            {
                "site": "limb",
                "bone": "femur",
                "side": "right",
                "segments": ["proximal", "diaphysis"],
            },
            "右股骨近端、骨干",
            "Right femur, proximal, diaphysis",
        ),
        ({"site": "chest_wall", "bone": "sternum"}, "胸骨", "Sternum"),
        ({"site": "chest_wall", "ribs": [5, 6], "side": "left"}, "左第5、6肋", "L rib 5, 6"),
        ({"site": "skull", "bone": "顶骨", "side": "right"}, "右顶骨", "R 顶骨"),
        ({"site": "other", "description": "腘窝\n大"}, "腘窝", "腘窝"),
        ({"site": "other"}, "其他部位", "Other site"),
        ({"site": "pelvis", "side": "bilateral"}, "双侧骨盆", "Bilateral pelvis"),
    ],
)
def test_a_lesion_in_full(row: dict[str, object], chinese: str, english: str) -> None:
    one = document.document(row)
    assert wording.lesion_in_full(one, translator("zh")) == chinese
    assert wording.lesion_in_full(one, translator("en")) == english


def test_a_whole_procedure() -> None:
    case = CASES["DEMO-26014"]
    first = document.rows(case, "discussions[0].decision.procedures")[0]
    said = wording.procedure(first, document.rows(case, "lesions"), translator("zh"))
    assert said == ("L1、L3行PKP（L1 双侧 4.5 mL 高黏度；L3 双侧 5 mL 高黏度；同时取活检；择期）")
    said = wording.procedure(first, document.rows(case, "lesions"), translator("en"))
    assert said == (
        "PKP of L1, L3 (L1 bilateral 4.5 mL high viscosity; L3 bilateral 5 mL high viscosity; "
        "biopsy at the same time; elective)"
    )


def test_a_prosthesis_names_side_and_part() -> None:
    case = CASES["DEMO-26002"]
    case = next(
        document.document(c) for c in documents("invented") if c.get("number") == "2026-0901"
    )
    nail = document.rows(case, "discussions[0].decision.procedures")[1]
    assert wording.target(nail, translator("zh")) == "右股骨近端"
    assert wording.target(nail, translator("en")) == "right proximal femur"


def test_without_a_place_the_named_lesions_are_said() -> None:
    rows = document.rows(
        document.document({"l": [{"id": "a", "site": "spine", "levels": ["T5"]}]}), "l"
    )
    proc = document.document({"type": "radiotherapy", "lesions": ["a"]})
    assert wording.procedure(proc, rows, translator("en")) == "Radiotherapy of T5"
    assert wording.procedure(proc, (), translator("en")) == "Radiotherapy"


def test_a_side_alone_is_said() -> None:
    proc = document.document({"type": "amputation", "side": "left"})
    assert wording.target(proc, translator("zh")) == "左侧"
    assert wording.target(proc, translator("en")) == "left"


def sample(kind: Kind) -> Iterator[Any]:
    """Yield values that a kind may have."""
    match kind:
        case Choice():
            yield from vocabulary.codes(kind.vocabulary)
        case Flag():
            yield from (True, False)
        case Whole():
            yield from (1, 3)
        case Number():
            yield from (4.5, 30)
        case Text():
            yield "ｱ VRd <x> & {y}"
        case Rows():
            row = {key: next(iter(sample(inner))) for key, inner in kind.row.fields.items()}
            yield [row, row | {"level": "L3", "cement_ml": 6.25}]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("procedure_type", "key", "kind"), SPOKEN, ids=[f"{t}-{k}" for t, k, _ in SPOKEN]
)
def test_every_detail_is_said(
    procedure_type: str, key: str, kind: Kind, language: Language
) -> None:
    translate = translator(language)
    said: list[str] = []
    for value in sample(kind):
        proc = document.document({"type": procedure_type, "details": {key: value}})
        words = wording.procedure_details(proc, translate)
        assert words
        assert words in wording.procedure(proc, (), translate)
        said.append(words)
        if isinstance(kind, Choice):
            assert wording.code(kind.vocabulary, value, translate) in words
        elif isinstance(kind, Number | Text):
            assert str(value) in words
        elif isinstance(kind, Rows):
            for row in value:
                for part in ("level", "cement_ml"):
                    assert str(row[part]) in words
                for part, name in (("approach", "puncture"), ("viscosity", "viscosity")):
                    short = part == "approach"
                    assert wording.code(name, row[part], translate, short=short) in words
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("procedure_type", vocabulary.codes("procedure_type"))
def test_operation_note_span_and_timing_are_said(procedure_type: str, language: Language) -> None:
    translate = translator(language)
    proc = document.document(
        {
            "type": procedure_type,
            "levels": ["T11"],
            "from": "T9",
            "to": "L1",
            "timing": "72h",
            "details": {"operation": "{operation}"},
            "note": "note <b>",
        }
    )
    said = wording.procedure(proc, (), translate)
    for part in ("T11", "T9–L1", "{operation}", "note <b>", wording.name(proc, translate)):
        assert part in said
    assert wording.code("timing", "72h", translate) in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_conclusion_says_every_procedure(language: Language) -> None:
    translate = translator(language)
    for case in CASES.values():
        for discussion in document.rows(case, "discussions"):
            decision = document.group(discussion, "decision")
            said = wording.conclusion(decision, case, translate)
            lines = wording.read_back(decision, case, translate)
            done = document.rows(decision, "procedures")
            assert len(lines) == len(done)
            for proc in done:
                assert wording.procedure_details(proc, translate) in said
                assert wording.target(proc, translate).lower() in said.lower()
            assert bool(said) == bool(done)


def test_a_second_procedure_goes_on_in_the_sentence() -> None:
    proc = [
        {"type": "decompression", "levels": ["T5"]},
        {"type": "internal_fixation"},
        {"type": "tes"},
    ]
    decision = document.document({"procedures": proc})
    said = wording.conclusion(decision, document.EMPTY, translator("en"))
    assert said == "Decompression of T5; internal fixation; TES."


@pytest.mark.parametrize(("value", "said"), [(4.5, "4.5"), (5, "5"), (5.0, "5"), (0.1, "0.1")])
def test_a_number_is_said_as_recorded(value: float, said: str) -> None:
    assert wording.number(value) == said


def test_a_level_without_a_plan_of_its_own_is_said_once() -> None:
    rows_ = [{"level": "T11"}]
    proc = document.document({"type": "pkp", "levels": ["T11"], "details": {"per_level": rows_}})
    assert wording.procedure(proc, (), translator("zh")).count("T11") == 1
    aside = document.document({"type": "pkp", "details": {"per_level": rows_}})
    assert "T11" in wording.procedure(aside, (), translator("zh"))
