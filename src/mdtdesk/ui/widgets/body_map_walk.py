# SPDX-License-Identifier: MIT
"""How the arrows walk over the body map: rows from the head down, one column a side.

The spine is the middle column; a step to the side goes to the nearest part of a limb, rib or the
pelvis at that height, and back.
"""

from __future__ import annotations

from collections.abc import Sequence

from mdtdesk.domain.body_map import skeleton, spine
from mdtdesk.domain.body_map.primitives import box
from mdtdesk.domain.body_map.regions import Region

Way = tuple[int, int]
_COLUMNS = 5  # arms and legs right, ribs and pelvis right, spine, the same left


def _heights() -> dict[Region, tuple[float, float]]:
    """Return where each region lies on the skeleton: x and y of its middle."""
    found: dict[Region, tuple[float, float]] = {}
    for bone in skeleton.bones():
        if bone.region is not None:
            left, low, right, high = box(bone.commands)
            found.setdefault(bone.region, ((left + right) / 2, (low + high) / 2))
    at = skeleton.heights()
    for n, level in enumerate(spine.LEVELS):
        region = Region("spine", part=level)
        found.setdefault(region, (0.0, at.get(level, 158.0 - n)))
    return found


_AT = _heights()


def _column(region: Region) -> int:
    """Return which column a region stands in, from the viewer's left."""
    x = _AT[region][0]
    if region.site in ("spine", "skull") or region.bone == "sternum":
        return 2
    way = 1 if x > 0 else -1
    return 2 + way * (2 if region.site == "limb" else 1)


def _ordered(regions: Sequence[Region], column: int) -> list[Region]:
    """Return a column from above: the spine by its levels, the rest by height."""
    own = [region for region in regions if region in _AT and _column(region) == column]
    if column == 2:
        order = {level: n for n, level in enumerate(spine.LEVELS)}
        return sorted(own, key=lambda r: (r.site == "chest_wall", order.get(r.part, -1)))
    return sorted(own, key=lambda region: -_AT[region][1])


def end(regions: Sequence[Region], *, last: bool) -> Region | None:
    """Return the first or the last level of the spine."""
    listed = _ordered(regions, 2)
    levels = [region for region in listed if region.site == "spine"]
    return (levels[-1] if last else levels[0]) if levels else None


def step(regions: Sequence[Region], at: Region | None, way: Way) -> Region | None:
    """Return the region one step away, None at the end of the drawing."""
    if at is None or at not in _AT:
        return end(regions, last=False)
    across, down = way
    column = _column(at)
    if down:
        listed = _ordered(regions, column)
        here = listed.index(at) + down if at in listed else 0
        return listed[here] if 0 <= here < len(listed) else None
    target = column + across
    while 0 <= target < _COLUMNS:
        listed = _ordered(regions, target)
        if listed:
            return min(listed, key=lambda region: abs(_AT[region][1] - _AT[at][1]))
        target += across
    return None
