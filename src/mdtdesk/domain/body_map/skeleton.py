# SPDX-License-Identifier: MIT
"""The skeleton's shapes from their description: outlines, regions, the ribs and the small spine."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from mdtdesk.domain.body_map import cutting, spine
from mdtdesk.domain.body_map.primitives import (
    Command,
    Point,
    band,
    curve,
    ellipse,
    line,
    mirrored,
    polygon,
    waisted,
)
from mdtdesk.domain.body_map.regions import Region
from mdtdesk.paths import resource

# part: a piece of an outline, painted only where something is known of it
Layer = Literal["behind", "front", "hollow", "shade", "line", "cut", "part"]
HEIGHT, HALF = 178.0, 36.0
# heights of the bodies on the small spine: T1, and the first of the lumbar ones
_T1, _PITCH, _GROWS, _LUMBAR_GAP, _LUMBAR = 146.2, 2.1, 0.05, 3.15, 3.5


@dataclass(frozen=True, slots=True)
class Bone:
    """One outline in the description's units."""

    commands: tuple[Command, ...]
    layer: Layer = "front"
    region: Region | None = None


@cache
def bones() -> tuple[Bone, ...]:
    """Return every outline in the order in which they are painted."""
    described = tomllib.loads(resource("body_map", "skeleton.toml").read_text("utf-8"))["shape"]
    shapes = [bone for row in described for bone in _of(row)]
    behind = [bone for bone in shapes if bone.layer == "behind"]
    rest = [bone for bone in shapes if bone.layer != "behind"]
    return (*behind, *_ribs(behind=True), *_vertebrae(), *_ribs(behind=False), *_sacrum(), *rest)


def _of(row: Mapping[str, Any]) -> Iterator[Bone]:
    """Yield a shape's outline and its parts, on both sides where it has two."""
    for bone in _outlines(row):
        if not row.get("side"):
            yield bone
            continue
        for side, drawn in (("left", bone.commands), ("right", mirrored(bone.commands))):
            region = replace(bone.region, side=side) if bone.region is not None else None
            yield Bone(drawn, bone.layer, region)


def _outlines(row: Mapping[str, Any]) -> Iterator[Bone]:
    region = Region(**row["region"]) if "region" in row else None
    path, layer = _path(row), row.get("layer", "front")
    if "cuts" in row and region is not None:
        yield Bone(path, layer)
        yield from _cut(path, row, region)
    elif "zones" in row and region is not None:
        yield Bone(path, layer)
        yield Bone(curve([(x, y) for x, y in row["shade"]]), "shade")
        yield from _zones(path, row["zones"], region)
    else:
        yield Bone(path, layer, region)


def _path(row: Mapping[str, Any]) -> tuple[Command, ...]:
    """Return the outline that a shape is described by."""
    points: list[Point] = [(x, y) for x, y in row.get("points", ())]
    if row.get("half"):
        points += [(-x, y) for x, y in reversed(points) if x]
    match row["kind"]:
        case "ellipse":
            return ellipse(*points[0], *row["radii"])
        case "polygon":
            return polygon(points)
        case "open":
            return line(points)
        case "band":
            return curve(band(points, row["widths"]))
        case "small":
            return tuple(command for bone in row["bones"] for command in waisted(*bone))
    hole = curve([(x, y) for x, y in row["hole"]]) if "hole" in row else ()
    return (*curve(points), *hole)


def _cut(path: tuple[Command, ...], row: Mapping[str, Any], region: Region) -> Iterator[Bone]:
    """Yield the parts of a bone from its upper end, and the lines between them."""
    rest = cutting.flat(path)
    for part, cut in zip(row["parts"], [*row["cuts"], None], strict=True):
        segment, _, subsite = part.partition("/")
        own = cutting.kept(rest, cut, above=True) if cut else rest
        yield Bone(polygon(own), "part", replace(region, part=segment, subsite=subsite))
        if cut:
            yield Bone(line(cutting.crossing(rest, cut)), "cut")
            rest = cutting.kept(rest, cut, above=False)


def _zones(path: tuple[Command, ...], zones: Mapping[str, Any], region: Region) -> Iterator[Bone]:
    """Yield ilium, ischium with pubis, acetabulum; the last lies over both."""
    outline, across = cutting.flat(path), (0.0, zones["above"], 20.0, zones["above"])
    x, y, r = zones["round"]
    hole = path[next(n for n in range(1, len(path)) if path[n][0] == "M") :]
    ilium = cutting.kept(outline, across, above=True)
    low = cutting.kept(cutting.kept(outline, across, above=False), zones["below"], above=False)
    low = cutting.outside(low, (x, y, r))
    yield Bone(polygon(ilium), "part", replace(region, part="I"))
    yield Bone((*polygon(low), *hole), "part", replace(region, part="III"))
    yield Bone(ellipse(x, y, r, r), "part", replace(region, part="II"))
    yield Bone(line(cutting.crossing(outline, across)), "cut")


# ribs: where each leaves the spine, how far out it bows, where its front end is


def _rib(number: int) -> tuple[float, float, float, float]:
    """Return height at the spine, reach, height at the reach, height of the front end."""
    at = number - 1
    top = _T1 - at * (_PITCH + _GROWS * at / 2)
    reach = (7.2, 9.8, 11.6, 12.7, 13.4, 13.9, 14.1, 14.0, 13.6, 12.8, 10.6, 8.0)[at]
    sink = (1.6, 3.0, 4.2, 5.2, 6.2, 7.2, 8.0, 8.8, 9.4, 9.8, 7.6, 4.6)[at]
    front = (3.0, 5.0, 6.6, 8.0, 9.6, 11.4, 13.4, 15.6, 17.6, 19.4, 0, 0)[at]
    return top, reach, top - sink, top - front


def _ribs(*, behind: bool) -> Iterator[Bone]:
    """Yield the ribs: their backs paler, their fronts before the spine."""
    for number in range(1, 13):
        top, reach, low, end = _rib(number)
        if behind:
            points: list[Point] = [
                (1.6, top + 0.4),
                (reach * 0.45, top + 0.5),
                (reach * 0.8, top - (top - low) * 0.35),
                (reach * 0.98, low + 0.5),
            ]
            widths = [0.9, 1.0, 1.0, 1.0]
        elif number > 10:
            continue
        else:
            inner = min(2.2 + max(number - 6, 0) * 1.1, 7.0)
            points = [
                (reach * 0.97, low + 0.7), (reach, low - (low - end) * 0.3),
                (reach * 0.86, low - (low - end) * 0.72), (reach * 0.62, end + 0.2),
                (inner + 1.4, end + 0.6 + 0.25 * max(number - 5, 0)),
            ]  # fmt: skip
            widths = [1.05, 1.3, 1.35, 1.3, 1.0]
        outline = curve(band(points, widths))
        for side, drawn in (("left", outline), ("right", mirrored(outline))):
            region = Region("chest_wall", "rib", side, str(number))
            yield Bone(drawn, "behind" if behind else "front", region)


def heights() -> dict[str, float]:
    """Return the height of each body's middle on the skeleton."""
    found = {f"T{n}": _T1 - (n - 1) * (_PITCH + _GROWS * (n - 1) / 2) for n in range(1, 13)}
    first = found["T12"] - _LUMBAR_GAP
    found |= {f"L{n}": first - (n - 1) * _LUMBAR for n in range(1, 6)}
    found |= {f"C{n}": _T1 + (8 - n) * 1.35 for n in range(3, 8)}
    found |= {"C2": _T1 + 8.0, "C1": _T1 + 9.2}
    return found


def _vertebrae() -> Iterator[Bone]:
    at = heights()
    for made in spine.vertebrae():
        if made.level not in at or made.level in ("C1", "C2"):
            continue
        y, half = at[made.level], made.half / 10
        tall = {"C": 0.55, "T": 0.9, "L": 1.35}[made.level[0]]
        reach, thick = half * {"C": 1.9, "T": 1.5, "L": 1.9}[made.level[0]], tall * 0.3
        wing = curve([(-reach, y + thick), (0, y + thick), (reach, y + thick),
                      (reach, y - thick), (0, y - thick), (-reach, y - thick)])  # fmt: skip
        yield Bone(wing, "behind")
        yield Bone(spine.body(half, tall * 2, 0.86, y), "front", Region("spine", part=made.level))


# half of the sacrum from above, and where its vertebrae meet
_SACRUM = ((0, 102.2), (2.4, 102.5), (4.0, 103.3), (5.2, 102.4), (5.0, 99.6), (4.4, 97.0),
           (3.5, 94.9), (2.3, 93.2), (1.3, 92.3), (0, 92.2))  # fmt: skip
_ENDS = (110.0, 99.8, 97.6, 95.7, 94.1, 90.0)
_WING = 2.55


def _sacrum() -> Iterator[Bone]:
    """Yield the sacrum with its five levels in the middle and its wings, zone IV."""
    tail = curve([(-1.1, 92.2), (1.1, 92.2), (0.6, 90.6), (0, 89.0), (-0.6, 90.6)])
    yield Bone(tail, "front", Region("spine", part="Co"))
    path = curve([*_SACRUM, *((-x, y) for x, y in reversed(_SACRUM) if x)])
    yield Bone(path, "front")
    outline = cutting.flat(path)
    inner = cutting.kept(outline, (_WING, 0, _WING, 200), above=True)
    inner = cutting.kept(inner, (-_WING, 0, -_WING, 200), above=False)
    for n in range(5):
        part = cutting.kept(inner, (-9, _ENDS[n], 9, _ENDS[n]), above=False)
        part = cutting.kept(part, (-9, _ENDS[n + 1], 9, _ENDS[n + 1]), above=True)
        yield Bone(polygon(part), "part", Region("spine", part=f"S{n + 1}"))
        if n < 4:
            y, out = _ENDS[n + 1], 1.75 - 0.22 * n
            yield Bone(line([(-out, y), (out, y)]), "line")
            for way in (-1, 1):
                yield Bone(ellipse(way * out, y, 0.36, 0.3), "hollow")
    wing = cutting.kept(outline, (_WING, 0, _WING, 200), above=False)
    for side, drawn in (("left", polygon(wing)), ("right", mirrored(polygon(wing)))):
        yield Bone(drawn, "part", Region("pelvis", part="IV", side=side))
