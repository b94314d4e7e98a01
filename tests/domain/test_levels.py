# SPDX-License-Identifier: MIT
"""Levels as they are typed, in the ways that surgeons type them, and as they are said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdtdesk.domain import levels
from mdtdesk.domain.typed import TypingError
from mdtdesk.i18n import translator

ORDER = levels.order()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("T11-L1", [["T11", "T12", "L1"]]),
        ("T11~L1", [["T11", "T12", "L1"]]),
        ("T11–L1", [["T11", "T12", "L1"]]),
        ("T11至L1", [["T11", "T12", "L1"]]),
        ("T11到L1", [["T11", "T12", "L1"]]),
        ("T11 to L1", [["T11", "T12", "L1"]]),
        ("Ｔ１１－Ｌ１", [["T11", "T12", "L1"]]),
        ("胸11椎体至腰1椎体", [["T11", "T12", "L1"]]),
        ("t11 - l1", [["T11", "T12", "L1"]]),
        ("T11、L3", [["T11"], ["L3"]]),
        ("T11,L3", [["T11"], ["L3"]]),
        ("Ｔ１１，Ｌ３", [["T11"], ["L3"]]),
        ("T11 L3", [["T11"], ["L3"]]),
        ("T11和L3", [["T11"], ["L3"]]),
        ("胸11", [["T11"]]),
        ("第3腰椎", [["L3"]]),
        ("胸十一、腰三", [["T11"], ["L3"]]),
        ("颈5-7", [["C5", "C6", "C7"]]),
        ("颈5～7", [["C5", "C6", "C7"]]),
        ("腰1/2", [["L1", "L2"]]),
        ("L5S1", [["L5", "S1"]]),
        ("骶1", [["S1"]]),
        ("L1-3、5", [["L1", "L2", "L3"], ["L5"]]),
        ("C0", [["C0"]]),
        ("枕骨", [["C0"]]),
        ("Co", [["Co"]]),
        ("尾", [["Co"]]),
        ("尾骨", [["Co"]]),
        ("coccyx", [["Co"]]),
        ("S5-Co", [["S5", "Co"]]),
        ("C0-C2", [["C0", "C1", "C2"]]),
        ("Th5", [["T5"]]),
        ("T 11", [["T11"]]),
        ("T09", [["T9"]]),
    ],
)
def test_typed_levels_are_read_lesion_by_lesion(typed: str, expected: list[list[str]]) -> None:
    assert [list(group) for group in levels.groups(typed)] == expected
    assert list(levels.parse(typed)) == [level for group in expected for level in group]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "level_empty"),
        (" 、 ", "level_empty"),
        ("11", "level_no_region"),
        ("L7", "level_unknown"),
        ("T13", "level_unknown"),
        ("C8", "level_unknown"),
        ("T0", "level_unknown"),
        ("股骨", "level_unknown"),
        ("T11-", "level_form"),
        ("-T11", "level_form"),
        ("T11--L1", "level_form"),
        ("L1-T11", "level_reversed"),
        ("T11-9", "level_reversed"),
        ("T11-T11", "level_reversed"),
        ("T11T11", "level_twice"),
        ("T11, T11", "level_twice"),
        ("T10-T12, T11", "level_twice"),
    ],
)
def test_what_cannot_be_read_is_named(typed: str, code: str) -> None:
    with pytest.raises(TypingError) as caught:
        levels.parse(typed)
    assert caught.value.code == code
    for language in ("zh", "en"):
        translate = translator("zh" if language == "zh" else "en")
        assert translate(f"typed.{code}", **caught.value.values)


@given(st.sets(st.sampled_from(ORDER), min_size=1), st.sampled_from(["zh", "en"]))
def test_what_is_said_can_be_typed(chosen: set[str], language: str) -> None:
    translate = translator("zh" if language == "zh" else "en")
    assert levels.parse(levels.text(chosen, translate)) == levels.ordered(chosen)


@given(st.integers(0, len(ORDER) - 1), st.integers(0, len(ORDER) - 1))
def test_between_holds_both_ends(one: int, other: int) -> None:
    found = levels.between(ORDER[one], ORDER[other])
    assert len(found) == max(other - one + 1, 0)
    assert all(one <= levels.position(level) <= other for level in found)
    assert levels.adjacent(ORDER[one], ORDER[other]) == (abs(one - other) == 1)


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(typed: str) -> None:
    try:
        found = levels.parse(typed)
    except TypingError:
        return
    assert set(found) <= set(ORDER)


@pytest.mark.parametrize(
    ("chosen", "chinese", "english"),
    [
        (("T11", "T12", "L1"), "T11–L1", "T11–L1"),
        (("T9", "T7"), "T7、T9", "T7, T9"),
        (("S1", "L5", "L2"), "L2、L5–S1", "L2, L5–S1"),
        (("S5", "Co"), "S5–尾骨", "S5–Co"),
        ((), "", ""),
    ],
)
def test_levels_are_said_in_order(chosen: tuple[str, ...], chinese: str, english: str) -> None:
    assert levels.text(chosen, translator("zh")) == chinese
    assert levels.text(chosen, translator("en")) == english
