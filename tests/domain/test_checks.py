# SPDX-License-Identifier: MIT
"""The level and side checks: each with what it must find and what it must let pass."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import documents
from clinical import case, found, limb, proc, spine
from mdtdesk.domain import check_words, checks, document, levels
from mdtdesk.domain.document import Document
from mdtdesk.i18n import LANGUAGES, translator

CASES = [document.document(c) for c in documents("published") + documents("invented")]
ORDER = levels.order()
RIGHT = case(limb("femur", "right", segments=["proximal"]), spine("T4"))


@pytest.mark.parametrize("of", CASES, ids=lambda c: document.text(c, "patient.mrn"))
def test_no_false_alarm_on_the_cases(of: Document) -> None:
    for discussion in document.rows(of, "discussions"):
        decision = document.group(discussion, "decision")
        assert checks.checks(of, decision) == ()
        assert checks.open_checks(of, decision) == ()
    assert not [c for c in checks.checks(of) if c.id != "lesion_unnamed"]


def test_the_demo_s_urgent_case_does_not_wait() -> None:
    waiting = {document.text(c, "patient.mrn") for c in CASES if checks.do_not_wait(c)}
    assert waiting == {"DEMO-26004", "DEMO-26007"}


# a) and b): levels

TWO = case(spine("T11"), spine("L3", "L4"))


@pytest.mark.parametrize(
    ("procedure", "expected"),
    [
        (proc("decompression", "T11"), []),
        (proc("decompression", "T10", "T11", "T12"), []),
        (proc("decompression", "T8"), ["level_no_lesion"]),
        (proc("corpectomy", "L5"), ["level_no_lesion"]),
        (proc("radiotherapy", "L4"), []),
        (proc("radiotherapy", "C2"), ["level_no_lesion"]),
        (proc("pkp", "T11", "L3"), []),
        (proc("pkp", "T11", "L2"), ["treated_level_no_lesion"]),
        (proc("pvp", "L2"), ["level_no_lesion", "treated_level_no_lesion"]),
        (proc("pvp", details={"per_level": [{"level": "T11"}]}), []),
        (proc("pvp", "T11", details={"per_level": [{"level": "L5"}]}), ["treated_level_no_lesion"]),
        (proc("tes", "T10", "T11"), ["treated_level_no_lesion"]),
        (proc("ablation", "L1"), ["level_no_lesion", "treated_level_no_lesion"]),
        (proc("biopsy", "L4"), []),
        (proc("tes"), []),
        (proc("nerve_block", "C5"), []),
        (proc("brace", "C5"), []),
        (proc("systemic"), []),
    ],
)
def test_levels(procedure: dict[str, Any], expected: list[str]) -> None:
    assert found(TWO, procedure) == expected


def test_a_named_lesion_is_the_one_meant() -> None:
    of = case(spine("T11", id="a"), spine("L3", id="b"))
    assert found(of, proc("decompression", "L3", lesions=["b"])) == []
    assert found(of, proc("decompression", "L3", lesions=["a"])) == ["level_no_lesion"]
    assert found(of, proc("decompression", "L3", lesions=["b", "a"])) == []


def test_a_lesion_without_levels_leaves_it_open() -> None:
    of = case(spine("T11"), spine())
    assert found(of, proc("pvp", "L2")) == []
    assert found(of, proc("decompression", "L2")) == []
    other = case(spine("T11"), {"site": "other"})
    assert found(other, proc("pvp", "L2")) == []


def test_no_spinal_lesion_at_all() -> None:
    of = case(limb("femur", "left"))
    assert found(of, proc("decompression", "L2")) == ["level_no_lesion"]
    assert found(case(), proc("decompression", "L2")) == ["level_no_lesion"]


def test_a_removed_lesion_counts_no_more() -> None:
    of = case(spine("T11", removed={"reason": "error"}), spine("L3"))
    assert found(of, proc("decompression", "T11")) == ["level_no_lesion"]


def test_the_sacral_wing_is_the_sacrum() -> None:
    of = case({"site": "pelvis", "side": "left", "zones": ["I", "IV"]})
    assert found(of, proc("radiotherapy", "S1")) == []


# c): the span


@pytest.mark.parametrize(
    ("lesion", "span", "short"),
    [
        (("T11",), ("T9", "L1"), False),
        (("T11",), ("T10", "T12"), False),
        (("T11",), ("T11", "L1"), True),
        (("T11",), ("T9", "T11"), True),
        (("T11",), ("T9", "T10"), True),
        (("T11",), ("L1", "L3"), True),
        (("T11", "T12", "L1"), ("T10", "L2"), False),
        (("T11", "T12", "L1"), ("T10", "T12"), True),
        (("C0", "C1"), ("C0", "C2"), False),
        (("C1",), ("C0", "C3"), False),
        (("C3",), ("C0", "C3"), True),
        (("L5",), ("L3", "S1"), False),
        (("S2", "S3"), ("L4", "S1"), False),
        (("S1",), ("L4", "S2"), False),
        (("L5",), ("L5", "S1"), True),
        (("T4",), ("L3", "S1"), True),
        (("L3",), ("C0", "C4"), True),
        (("T11",), ("L1", "T9"), False),
    ],
)
def test_span(lesion: tuple[str, ...], span: tuple[str, str], short: bool) -> None:
    fixed = proc("internal_fixation", span=span)
    assert found(case(spine(*lesion)), fixed) == (["span_too_short"] if short else [])


def test_a_span_to_the_pelvis_may_end_there() -> None:
    of = case(spine("L5"))
    assert found(of, proc("internal_fixation", span=("L3", "L5"))) == ["span_too_short"]
    assert found(of, proc("internal_fixation", span=("L3", "L5"), bone="pelvis")) == []


def test_a_span_is_held_to_the_lesion_it_is_meant_for() -> None:
    of = case(spine("T4", id="a"), spine("L3", id="b"))
    assert found(of, proc("internal_fixation", span=("T2", "T6"))) == []
    assert found(of, proc("internal_fixation", "T4", span=("T2", "T6"))) == []
    assert found(of, proc("internal_fixation", lesions=["b"], span=("T2", "T6"))) == [
        "span_too_short"
    ]
    assert found(of, proc("internal_fixation", span=("C2", "C5"))) == ["span_too_short"]
    assert found(of, proc("internal_fixation", **{"from": "T2"})) == []


@given(
    st.integers(0, len(ORDER) - 1),
    st.integers(0, 3),
    st.integers(1, 4),
    st.integers(1, 4),
)
def test_a_span_beyond_both_ends_is_long_enough(at: int, more: int, up: int, down: int) -> None:
    lesion = ORDER[at : at + more + 1]
    first, last = at - up, at + len(lesion) - 1 + down
    if first < 0 or last >= len(ORDER):
        return
    of = case(spine(*lesion))
    assert found(of, proc("internal_fixation", span=(ORDER[first], ORDER[last]))) == []
    if lesion[-1][0] not in "SC":
        short = proc("internal_fixation", span=(ORDER[first], lesion[-1]))
        assert found(of, short) == ["span_too_short"]


# e): the urgent lesion

URGENT = case(spine("T12", id="a", escc="2"), spine("L3", id="b", escc="0"), urgency="neurological")


@pytest.mark.parametrize(
    ("procedures", "expected"),
    [
        ([], ["lesion_unnamed"]),
        ([proc("decompression", "T12", lesions=["a"])], []),
        ([proc("decompression", "T12")], []),
        ([proc("internal_fixation", span=("T10", "L2"))], []),
        ([proc("pkp", "L3", lesions=["b"])], ["lesion_unnamed"]),
        ([proc("systemic")], ["lesion_unnamed"]),
        ([proc("pkp", "L3", lesions=["b"]), proc("radiotherapy", lesions=["a"])], []),
    ],
)
def test_an_urgent_lesion_is_named(procedures: list[dict[str, Any]], expected: list[str]) -> None:
    assert found(URGENT, *procedures) == expected


def test_which_lesion_is_urgent() -> None:
    routine = case(spine("T12", escc="3"))
    assert found(routine) == []
    alone = case(spine("T12", escc="1c"), urgency="neurological")
    assert found(alone) == ["lesion_unnamed"]
    unsettled = case(spine("T12"), spine("L3"), urgency="neurological")
    assert found(unsettled) == []
    femur = limb("femur", "left", fracture="impending")
    of = case(femur, limb("humerus", "left", fracture="none"), urgency="impending_fracture")
    assert found(of) == ["lesion_unnamed"]
    assert found(of, proc("internal_fixation", bone="femur", side="left")) == []
    assert found(of, proc("internal_fixation", bone="humerus", side="left")) == ["lesion_unnamed"]


# do not wait


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"neurology": {"frankel": "D"}}, True),
        ({"neurology": {"ais": "C"}}, True),
        ({"neurology": {"frankel": "E", "ais": "E"}}, False),
        ({"lesions": [spine("T5", escc="2")]}, True),
        ({"lesions": [spine("T5", escc="1c")]}, False),
        ({"lesions": [spine("T5", escc="3", removed={"reason": "error"})]}, False),
        ({"neurology": {"frankel": "D"}, "closed": {"reason": "died"}}, False),
        ({"neurology": {"frankel": "D"}, "discussions": [{"decision": {"owner": "x"}}]}, False),
        ({"neurology": {"frankel": "D"}, "discussions": [{"outcome": "deferred"}]}, True),
        ({}, False),
    ],
)
def test_do_not_wait(facts: dict[str, Any], expected: bool) -> None:
    check = checks.do_not_wait(document.document(facts))
    assert (check is not None) == expected
    if check:
        for language in LANGUAGES:
            assert check_words.reads(check, translator("zh" if language == "zh" else "en"))


# reasons and words


def test_an_override_is_matched_by_lesion_and_procedure() -> None:
    of = case(spine("T11", id="a"))
    first = proc("pvp", "L2", id="p")
    entry = {"check": "level_no_lesion", "procedure": "p", "reason": "level_confirmed"}
    decision = document.document({"procedures": [first], "overridden_checks": [entry]})
    assert [c.id for c in checks.open_checks(of, decision)] == ["treated_level_no_lesion"]
    one = checks.checks(of, decision)[0]
    got = checks.override(one, decision)
    assert got is not None
    assert document.text(got, "reason") == "level_confirmed"
    for change in ({"procedure": "q"}, {"lesion": "b"}, {"check": "span_too_short"}):
        other = document.document({"overridden_checks": [entry | change]})
        assert checks.override(one, other) is None


def test_passed_checks_are_the_quiet_list() -> None:
    of = next(c for c in CASES if document.text(c, "patient.mrn") == "DEMO-26014")
    decision = document.group(of, "discussions[0].decision")
    zh = translator("zh")
    said = [
        (check_words.passed_title(entry, zh), check_words.passed_reads(entry, zh))
        for entry in checks.passed(of, decision)
    ]
    assert said == [
        ("节段与病灶相符", "T9、L1、L3"),
        ("治疗节段均为病灶", "T9、L1、L3"),
        ("左右侧无矛盾", "无侧别"),
        ("无需急会诊", "Frankel E，ESCC 0"),
    ]


def test_what_is_found_has_not_passed() -> None:
    decision = document.document({"procedures": [proc("pvp", "L2"), proc("tes", "T11")]})
    passed = {entry.id for entry in checks.passed(TWO, decision)}
    assert not passed & {check.id for check in checks.checks(TWO, decision)}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("of", "procedures", "parts"),
    [
        (TWO, [proc("pvp", "L2")], ["PVP", "L2", "T11", "L3–L4"]),
        (TWO, [proc("pkp", "T11", "L1")], ["PKP", "L1", "T11"]),
        (case(spine("T11")), [proc("internal_fixation", span=("T11", "L1"))], ["T11–L1", "T11"]),
        (RIGHT, [proc("internal_fixation", bone="femur", side="left")], ["1"]),
        (RIGHT, [proc("internal_fixation", bone="femur")], ["1"]),
        (RIGHT, [proc("internal_fixation", bone="tibia", side="right")], ["1"]),
        (URGENT, [], ["T12"]),
        (case(limb("femur", "left"), question="右股骨病变"), [], ["右股骨"]),
    ],
)
def test_a_check_says_what_it_read(
    of: Document, procedures: list[dict[str, Any]], parts: list[str], language: str
) -> None:
    translate = translator("zh" if language == "zh" else "en")
    decision = document.document({"procedures": procedures})
    got = checks.checks(of, decision)
    assert got
    said = " ".join(check_words.reads(check, translate) for check in got)
    assert all(part in said for part in parts)
    assert "{" not in said
    for check in got:
        assert check_words.title(check.id, translate)
        assert check_words.rule(check.id, translate)
        assert document.get(decision, check.path.split(".")[0]) is not None or not procedures


def test_a_department_rule_keeps_its_id() -> None:
    assert check_words.title("cement_alone", translator("en")) == "cement_alone"
