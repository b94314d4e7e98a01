# SPDX-License-Identifier: MIT
"""The shapes of the body map: parts of a bone do not overlap and are found where they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from mdtdesk.domain.body_map import cutting, skeleton, spine
from mdtdesk.domain.body_map.drawing import AGENDA, PANEL, SMALL_PANEL, Seen, draw
from mdtdesk.domain.body_map.primitives import Point, Shape, Words, box, polygon
from mdtdesk.domain.body_map.regions import SEGMENTED, Region
from mdtdesk.domain.body_map.strokes import wide
from mdtdesk.domain.document import document
from mdtdesk.domain.instruments import scoring
from mdtdesk.i18n import LANGUAGES, Language, translator

_SQUARE: list[Point] = [(0, 0), (4, 0), (4, 4), (0, 4)]


def _area(points: Sequence[Point]) -> float:
    turns = pairwise([*points, points[0]])
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in turns)) / 2


def _within(point: Point, points: Sequence[Point]) -> bool:
    """Tell whether a point lies in an outline, by the crossings to its right."""
    inside = False
    for (ax, ay), (bx, by) in pairwise([*points, points[0]]):
        if (ay > point[1]) != (by > point[1]):
            x = ax + (point[1] - ay) / (by - ay) * (bx - ax)
            inside ^= x > point[0]
    return inside


def _parts(bone: str) -> dict[Region, list[Point]]:
    return {
        drawn.region: cutting.flat(drawn.commands)
        for drawn in skeleton.bones()
        if drawn.region is not None and drawn.region.bone == bone and drawn.layer == "part"
    }


def test_a_cut_parts_an_outline_without_loss() -> None:
    cut = (-1.0, 1.0, 9.0, 1.0)
    above = cutting.kept(_SQUARE, cut, above=True)
    below = cutting.kept(_SQUARE, cut, above=False)
    assert (_area(above), _area(below)) == (12, 4)
    assert sorted(cutting.crossing(_SQUARE, cut)) == [(0, 1), (4, 1)]


def test_what_lies_in_a_circle_is_pushed_onto_it() -> None:
    pushed = cutting.outside(_SQUARE, (0, 0, 1))
    assert all(x * x + y * y > 0.99 for x, y in pushed if (x, y) != (0, 0))
    assert cutting.flat(polygon(_SQUARE)) == _SQUARE


@pytest.mark.parametrize("bone", SEGMENTED)
def test_the_parts_of_a_bone_fill_it_and_do_not_overlap(bone: str) -> None:
    parts = _parts(bone)
    assert len(parts) == (14 if bone == "femur" else 6)
    for region, outline in parts.items():
        assert _area(outline) > 2, region
    grid = [(x / 4, y / 2) for x in range(20, 116) for y in range(6, 296)]
    for point in grid:
        own = [region for region, outline in parts.items() if _within(point, outline)]
        assert len(own) <= 1, (point, own)


def test_right_and_left_mirror_each_other() -> None:
    parts = _parts("femur")
    for region, outline in parts.items():
        if region.side == "left":
            other = parts[Region("limb", "femur", "right", region.part, region.subsite)]
            assert other == [(-x, y) for x, y in outline]


def test_the_levels_follow_each_other_downwards() -> None:
    listed = spine.vertebrae()
    for upper, lower in pairwise(listed):
        gap = upper.middle - upper.tall / 2 - (lower.middle + lower.tall / 2)
        assert gap >= -1e-6, (upper.level, lower.level)
    assert listed[0].level == "C0"
    assert listed[-1].level == "Co"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layout", [PANEL, SMALL_PANEL])
def test_the_legend_ends_within_the_panel(language: Language, layout: object) -> None:
    panel = PANEL if layout is PANEL else SMALL_PANEL
    drawing = draw(Seen(document({})), panel, translator(language))
    low = panel.height - panel.foot
    legend = [p for p in drawing.primitives if isinstance(p, Words) and p.y > low]
    assert len(legend) == 12
    for words in legend:
        assert (
            words.x + (wide(words.text, words.size) if words.align == "left" else 0) < panel.width
        )


def test_only_what_is_ill_of_a_bone_is_marked() -> None:
    facts = {"site": "limb", "bone": "femur", "side": "right", "subsite": "neck"}
    case = document({"lesions": [{**facts, "segments": ["proximal"]}]})
    drawing = draw(Seen(case, scoring.results(case)), PANEL, translator("zh"))
    marked = {touch.region for touch in drawing.touches if touch.shape.pattern}
    assert marked == {Region("limb", "femur", "right", "proximal", "neck")}


def test_the_small_map_of_the_agenda_shows_lesions_alone() -> None:
    decision = document({"procedures": [{"type": "pkp", "levels": ["L1"]}]})
    case = document({"lesions": [{"site": "spine", "levels": ["L1"]}]})
    for layout, drawn in ((PANEL, True), (AGENDA, False)):
        shapes = draw(Seen(case, (), decision), layout, translator("zh")).primitives
        rings = [p for p in shapes if isinstance(p, Shape) and p.width == 0.3 and p.dashed]
        assert bool([p for p in rings if box(p.commands)[3] < layout.height - layout.foot]) == drawn
