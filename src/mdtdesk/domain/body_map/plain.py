# SPDX-License-Identifier: MIT
"""The shapes of skeleton and spine without lesions, made once for all cases of a print.

They are the same objects for every drawing of a size, so that a painter can tell them from what a
case adds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from mdtdesk.domain.body_map import skeleton, spine
from mdtdesk.domain.body_map.primitives import Move, Shape, moved

_BIG = 0.1  # millimetres: finer outlines are those of a map too small for every line
_QUIET = {"behind": "bone_behind", "hollow": "hollow"}


def width(*, fine: bool) -> float:
    """Return how wide an outline is, in millimetres."""
    return 0.07 if fine else 0.13


@lru_cache(maxsize=32)
def bones(move: Move, *, fine: bool) -> tuple[Shape, ...]:
    """Return the skeleton's shapes without lesions, made once for all cases of a print."""
    return tuple(_bone(bone, move, width(fine=fine)) for bone in skeleton.bones())


def _bone(bone: skeleton.Bone, move: Move, wide: float) -> Shape:
    path = moved(bone.commands, move)
    if wide < _BIG and bone.layer in _QUIET:
        return Shape(path, fill=_QUIET[bone.layer], width=wide)
    match bone.layer:
        case "line":
            return Shape(path, stroke="bone_line", width=wide * 0.7)
        case "cut":
            return Shape(path, stroke="bone_line", width=wide * 0.8, dashed=True)
        case "shade":
            return Shape(path, fill="bone_behind")
        case "behind":
            return Shape(path, fill="bone_behind", stroke="bone_line", width=wide * 0.8)
        case "hollow":
            return Shape(path, fill="hollow", stroke="bone_line", width=wide * 0.7)
    return Shape(path, fill="bone", stroke="bone_line", width=wide)


@dataclass(frozen=True, slots=True)
class Spine:
    """The enlarged spine without lesions: what lies behind; each level's body, and its details."""

    behind: tuple[Shape, ...]
    fronts: tuple[Shape, ...]
    details: tuple[tuple[Shape, ...], ...]


@lru_cache(maxsize=32)
def column(move: Move, *, fine: bool) -> Spine:
    """Return the enlarged spine without lesions."""
    listed, wide = spine.vertebrae(), width(fine=fine)
    behind = [
        Shape(moved(path, move), "bone_behind", stroke="bone_line", width=wide)
        for made in listed
        for path in made.behind
    ]
    behind += [Shape(moved(path, move), "disc") for path in spine.discs()]
    fronts = (
        Shape(moved(made.front, move), "bone", stroke="bone_line", width=wide) for made in listed
    )
    details = (
        tuple(
            Shape(
                moved(detail, move),
                "surface" if made.level[0] == "S" else "bone_behind",
                stroke="bone_line",
                width=wide * 0.7,
            )
            for detail in made.details
        )
        for made in listed
    )
    return Spine(tuple(behind), tuple(fronts), tuple(details))
