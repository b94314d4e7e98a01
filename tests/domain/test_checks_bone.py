# SPDX-License-Identifier: MIT
"""The checks of bone and side, in fields and in words."""

from __future__ import annotations

from typing import Any

import pytest

from clinical import case, found, limb, proc, spine
from mdtdesk.domain import checks, document, side_words

# d): bone and side

RIGHT = case(limb("femur", "right", segments=["proximal"]), spine("T4"))


@pytest.mark.parametrize(
    ("procedure", "sort"),
    [
        (proc("internal_fixation", bone="femur", side="right"), ""),
        (proc("internal_fixation", bone="femur", side="left"), "side"),
        (proc("internal_fixation", bone="femur"), "side_missing"),
        (proc("internal_fixation", bone="femur", side="bilateral"), "side"),
        (proc("internal_fixation", bone="humerus", side="right"), "bone"),
        (proc("internal_fixation", bone="tibia"), "bone"),
        (proc("internal_fixation", details={"implant": "nail"}), "side_missing"),
        (proc("internal_fixation", "T4", span=("T2", "T6")), ""),
        (proc("arthroplasty", bone="pelvis", side="right", details={"joint": "hip"}), ""),
        (proc("arthroplasty", bone="pelvis", side="left", details={"joint": "hip"}), "side"),
        (proc("arthroplasty", bone="tibia", side="right", details={"joint": "knee"}), ""),
        (proc("arthroplasty", bone="humerus", side="right", details={"joint": "hip"}), "bone"),
        (proc("arthroplasty"), "side_missing"),
        (proc("amputation", bone="femur", side="left"), "side"),
        (proc("cementoplasty", bone="femur", side="right"), ""),
        (proc("radiotherapy", bone="femur", side="left"), "side"),
        (proc("systemic"), ""),
        (proc("brace", bone="humerus", side="left"), ""),
        (proc("revision", bone="humerus", side="left"), ""),
        (proc("resection", bone="rib"), ""),
    ],
)
def test_bone_and_side(procedure: dict[str, Any], sort: str) -> None:
    decision = document.document({"procedures": [procedure]})
    got = [check.sort for check in checks.checks(RIGHT, decision) if check.id == "bone_or_side"]
    assert got == ([sort] if sort else [])


def test_both_sides() -> None:
    of = case(limb("femur", "left", id="a"), limb("femur", "right", id="b"))
    for side in ("left", "right", "bilateral"):
        assert found(of, proc("radiotherapy", bone="femur", side=side)) == []
    both = {"lesions": ["a", "b"], "bone": "femur"}
    assert found(of, proc("radiotherapy", side="bilateral", **both)) == []
    assert found(of, proc("radiotherapy", side="left", **both)) == ["bone_or_side"]
    one = {"lesions": ["a"], "bone": "femur"}
    assert found(of, proc("internal_fixation", side="right", **one)) == ["bone_or_side"]
    assert found(of, proc("internal_fixation", side="left", **one)) == []
    assert found(of, proc("internal_fixation", side="right", lesions=["a"])) == []


def test_an_amputation_goes_through_the_next_bone() -> None:
    of = case(limb("tibia", "left"))
    assert found(of, proc("amputation", bone="femur", side="left")) == []
    assert found(of, proc("amputation", bone="femur", side="right")) == ["bone_or_side"]


def test_what_is_not_recorded_raises_no_alarm() -> None:
    assert found(case(limb("femur")), proc("internal_fixation", bone="femur", side="left")) == []
    unknown = case({"site": "limb"}, limb("femur", "left"))
    assert found(unknown, proc("internal_fixation", bone="tibia", side="left")) == []


def test_a_sacral_lesion_is_reached_as_the_pelvis() -> None:
    of = case(spine("S1", "S2"))
    assert found(of, proc("resection", bone="pelvis", side="left")) == []


# left and right in words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("左股骨颈病理性骨折", [("left", "femur")]),
        ("右侧肱骨干病变，Mirels 8分", [("right", "humerus")]),
        ("左第6肋病灶是否一并放疗？", [("left", "rib")]),
        ("右髋臼肾癌转移", [("right", "pelvis")]),
        ("左侧近端股骨", [("left", "femur")]),
        ("Left intertrochanteric lesion, Mirels 9", [("left", "femur")]),
        ("Right proximal humeral deposit", [("right", "humerus")]),
        ("RIGHT FEMUR; left tibia", [("right", "femur"), ("left", "tibia")]),
        ("左、右股骨近端", []),
        ("双侧股骨", []),
        ("bilateral femoral lesions", []),
        ("右股骨术后", []),
        ("左股骨未见异常", []),
        ("取左髂骨植骨", []),
        ("no left femur pain", []),
        ("腰痛伴左下肢放射痛", []),
        ("T8椎体右侧溶骨性破坏", []),
        ("T11椎体及左椎弓根破坏", []),
        ("after right femoral nailing", []),
        ("left arm and right femur", [("right", "femur")]),
        ("bright femur", []),
        ("", []),
    ],
)
def test_sides_in_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(m.side, m.bone) for m in side_words.mentions(text)] == expected


def test_a_question_on_the_other_side() -> None:
    femur = limb("femur", "left")
    assert found(case(femur, question="左股骨转子下病变，先固定还是先放疗？")) == []
    assert found(case(femur, question="右股骨转子下病变，先固定还是先放疗？")) == [
        "side_contradiction"
    ]
    both = case(femur, limb("femur", "right"), question="右股骨病变")
    assert found(both) == []
    assert found(case(limb("femur"), question="右股骨病变")) == []
    assert found(case(limb("humerus", "left"), question="右股骨病变")) == []
    assert found(case(femur, {"site": "other"}, question="右股骨病变")) == []
    done = proc("internal_fixation", bone="femur", side="left")
    assert "side_contradiction" in found(case(limb("tibia", "left"), question="右股骨病变"), done)


def test_an_operation_on_the_other_side() -> None:
    of = case(limb("femur", "left"), limb("femur", "right"))
    right = {"bone": "femur", "side": "right"}
    assert (
        found(of, proc("internal_fixation", details={"operation": "右股骨长髓内钉"}, **right)) == []
    )
    assert found(
        of, proc("internal_fixation", details={"operation": "左股骨长髓内钉"}, **right)
    ) == ["side_contradiction"]
    graft = {"operation": "右股骨切除，取左髂骨植骨"}
    assert found(of, proc("resection", details=graft, **right)) == []


def test_a_conclusion_on_the_other_side() -> None:
    of = case(limb("femur", "left"))
    done = proc("internal_fixation", bone="femur", side="left")
    assert found(of, done, conclusion="左股骨长髓内钉固定。") == []
    assert found(of, done, conclusion="右股骨长髓内钉固定。") == ["side_contradiction"]
