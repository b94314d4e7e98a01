# SPDX-License-Identifier: MIT
"""The body map: every level and bone has its shape and name, lesions are where they should be."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest

from mdtdesk.domain import vocabulary
from mdtdesk.domain.body_map import skeleton
from mdtdesk.domain.body_map.drawing import (
    AGENDA,
    PANEL,
    SMALL_PANEL,
    STRIP,
    Layout,
    Seen,
    draw,
    regions,
)
from mdtdesk.domain.body_map.marks import marks
from mdtdesk.domain.body_map.primitives import Shape, Words, box, curve
from mdtdesk.domain.body_map.regions import Region, lesion_for
from mdtdesk.domain.body_map.strokes import wide
from mdtdesk.domain.document import EMPTY, document, group, rows
from mdtdesk.domain.instruments import scoring
from mdtdesk.i18n import LANGUAGES, Language, translator
from mdtdesk.paths import resource

ZH = translator("zh")
_CASES: list[dict[str, Any]] = json.loads(resource("demo", "cases.json").read_text("utf-8"))


def _seen(raw: dict[str, Any]) -> Seen:
    case = document(raw)
    listed = rows(case, "discussions")
    decision = group(listed[-1], "decision") if listed else EMPTY
    return Seen(case, scoring.results(case), decision)


def test_every_level_bone_and_zone_is_drawn() -> None:
    known = set(regions())
    assert {r.part for r in known if r.site == "spine"} == set(vocabulary.codes("level"))
    limbs = {(r.bone, r.side, r.part) for r in known if r.site == "limb"}
    for bone in ("humerus", "radius", "ulna", "femur", "tibia", "fibula"):
        for side in ("left", "right"):
            parts = {part for b, s, part in limbs if (b, s) == (bone, side)}
            assert parts == set(vocabulary.codes("segment")), (bone, side)
    assert {r.bone for r in known if r.site == "limb"} == set(vocabulary.codes("limb_bone"))
    zones = {(r.side, r.part) for r in known if r.site == "pelvis"}
    assert zones == {(s, z) for s in ("left", "right") for z in vocabulary.codes("pelvic_zone")}
    ribs = {(r.side, int(r.part)) for r in known if r.bone == "rib"}
    assert ribs == {(s, n) for s in ("left", "right") for n in range(1, 13)}
    assert {r.bone for r in known if r.site == "chest_wall"} == {"rib", "sternum"}
    subsites = {r.subsite for r in known if r.bone == "femur"}
    assert {"head", "neck", "intertrochanteric", "subtrochanteric", "condyle"} <= subsites


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_shape_has_a_name_of_its_own(language: str) -> None:
    translate = translator("zh" if language == "zh" else "en")
    names = [region.name(translate) for region in regions()]
    assert all(names)
    assert len(names) == len(set(names))


def test_a_region_begins_a_lesion_that_lies_in_it() -> None:
    for region in regions():
        case = document({"lesions": [region.draft()]})
        assert lesion_for(region, case) == 0, region


def test_the_patients_right_is_on_the_viewers_left() -> None:
    for bone in skeleton.bones():
        if bone.region is not None and bone.region.side:
            left, _, right, _ = box(bone.commands)
            assert ((left + right) / 2 > 0) == (bone.region.side == "left"), bone.region


@pytest.mark.parametrize("layout", [PANEL, SMALL_PANEL, AGENDA, STRIP])
@pytest.mark.parametrize("raw", _CASES, ids=[str(c["patient"]["mrn"]) for c in _CASES])
def test_nothing_is_drawn_outside_the_panel(raw: dict[str, Any], layout: Layout) -> None:
    drawing = draw(_seen(raw), layout, ZH)
    for primitive in drawing.primitives:
        if isinstance(primitive, Shape):
            left, top, right, bottom = box(primitive.commands)
            assert min(left, top) > -3, primitive
            assert right < layout.width + 6, primitive
            assert bottom < layout.height + 3, primitive


def test_each_spinal_lesion_is_marked_numbered_and_noted() -> None:
    for raw in _CASES:
        seen = _seen(raw)
        drawing = draw(seen, PANEL, ZH)
        said = [p.text for p in drawing.primitives if isinstance(p, Words)]
        for mark in marks(seen.case, seen.results, ZH):
            if mark.lesion.get("site") != "spine" or not mark.lesion.get("levels"):
                continue
            painted = [t for t in drawing.touches if t.region.holds(mark.lesion)]
            assert painted
            assert all(touch.shape.pattern for touch in painted)
            assert mark.number in said


def test_a_tone_has_its_pattern_and_a_lesion_without_a_total_is_hatched() -> None:
    raw = next(c for c in _CASES if c["patient"]["mrn"] == "DEMO-26007")
    seen = _seen(raw)
    found = {m.number: (m.tone, m.pattern, m.words) for m in marks(seen.case, seen.results, ZH)}
    assert found["1"] == ("danger", "solid", "13")
    assert found["2"] == ("fine", "dots", "4")
    bare = document({"lesions": [{"site": "spine", "levels": ["T4"]}]})
    (mark,) = marks(bare, scoring.results(bare), ZH)
    assert (mark.tone, mark.pattern) == ("not_known", "hatch")


def test_notes_at_the_spine_never_overlap() -> None:
    lesions = [{"site": "spine", "levels": [f"T{n}"], "escc": "2"} for n in range(1, 13)]
    case = document({"lesions": lesions})
    drawing = draw(Seen(case, scoring.results(case)), PANEL, ZH)
    heights = sorted(p.y for p in drawing.primitives if isinstance(p, Words) and p.text == "ESCC 2")
    assert len(heights) == 12
    assert all(b - a > 2 for a, b in pairwise(heights))


def test_a_decision_is_dashed_until_it_is_done() -> None:
    procedures = [{"type": "pkp", "levels": ["L1"]}]
    lesions = [{"site": "spine", "levels": ["L1"]}]
    for done in (False, True):
        facts: dict[str, Any] = {"procedures": procedures}
        if done:
            facts["carried_out"] = {"state": "fully"}
        drawing = draw(Seen(document({"lesions": lesions}), (), document(facts)), PANEL, ZH)
        rings = [
            p
            for p in drawing.primitives
            if isinstance(p, Shape) and p.stroke == "accent" and p.width == 0.3
        ]
        assert [ring.dashed for ring in rings[:1]] == [not done]


def test_a_curve_goes_through_its_points() -> None:
    points = [(0.0, 0.0), (2.0, 1.0), (4.0, 0.0), (2.0, -3.0)]
    ends = [(c[-2], c[-1]) for c in curve(points)[1:-1]]
    assert ends == [*points[1:], points[0]]


def test_regions_are_found_by_what_is_recorded() -> None:
    femur = document({"site": "limb", "bone": "femur", "side": "right", "segments": ["proximal"]})
    held = {r for r in regions() if r.holds(femur)}
    assert {r.part for r in held} == {"proximal"}
    assert {r.side for r in held} == {"right"}
    assert Region("limb", "femur", "right", "diaphysis") not in held


def _said(mrn: str, language: Language = "zh") -> list[str]:
    seen = _seen(next(c for c in _CASES if c["patient"]["mrn"] == mrn))
    drawing = draw(seen, PANEL, translator(language))
    return [p.text for p in drawing.primitives if isinstance(p, Words)]


def test_a_decision_says_what_is_planned_at_each_level() -> None:
    said = _said("DEMO-26014")
    assert {"PKP 双侧 4.5 mL", "PKP 双侧 5 mL", "PVP 单侧 3 mL", "＋射频消融"} <= set(said)
    assert "T3–T7 椎弓根钉" in _said("DEMO-26015")
    assert "PKP bilateral 4.5 mL" in _said("DEMO-26014", "en")


def test_a_lesion_without_a_score_says_where_it_is() -> None:
    assert "第8肋" in _said("DEMO-26010")
    assert "I 区" in _said("DEMO-26004")
    assert not any("?" in _said(str(c["patient"]["mrn"])) for c in _CASES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_a_decision_stay_in_the_panel(language: Language) -> None:
    levels = ["L1"]
    procedures: list[dict[str, Any]] = [
        {"type": kind, "levels": levels, "from": "T9", "to": "L5"}
        for kind in vocabulary.codes("procedure_type")
    ]
    procedures += [
        {"type": "internal_fixation", "levels": levels, "details": {"implant": implant}}
        for implant in vocabulary.codes("fixation_implant")
    ]
    case = document({"lesions": [{"site": "spine", "levels": levels}]})
    seen = Seen(case, scoring.results(case), document({"procedures": procedures}))
    for layout in (PANEL, SMALL_PANEL, STRIP):
        for each in draw(seen, layout, translator(language)).primitives:
            if isinstance(each, Words) and each.tone == "accent" and each.align == "left":
                assert each.x + wide(each.text, each.size) <= layout.width, each.text
