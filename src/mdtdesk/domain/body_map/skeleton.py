# SPDX-License-Identifier: MIT
"""The skeleton's shapes from their description: outlines, regions, the ribs and the small spine."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Literal

from mdtdesk.domain.body_map import spine
from mdtdesk.domain.body_map.primitives import (
    Command,
    Point,
    band,
    curve,
    ellipse,
    mirrored,
    polygon,
)
from mdtdesk.domain.body_map.regions import Region
from mdtdesk.paths import resource

Layer = Literal["behind", "front", "hollow"]
HEIGHT, HALF = 178.0, 36.0
_SEGMENTS = ("proximal", "diaphysis", "distal")
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
    """Yield a shape's outlines: by segment, and on both sides."""
    for commands, part in _outlines(row):
        facts = dict(row.get("region", {}))
        if part:
            facts["part"] = part
        layer = row.get("layer", "front")
        if not row.get("side"):
            yield Bone(commands, layer, Region(**facts) if facts else None)
            continue
        for side, drawn in (("left", commands), ("right", mirrored(commands))):
            yield Bone(drawn, layer, Region(**facts, side=side) if facts else None)


def _outlines(row: Mapping[str, Any]) -> Iterator[tuple[tuple[Command, ...], str]]:
    points: list[Point] = [(x, y) for x, y in row["points"]]
    if row["kind"] == "ellipse":
        yield ellipse(*points[0], *row["radii"]), ""
    elif row["kind"] == "polygon":
        yield polygon(points), ""
    elif row["kind"] == "curve":
        hole = curve([(x, y) for x, y in row["hole"]]) if "hole" in row else ()
        yield (*curve(points), *hole), ""
    elif "cuts" not in row:
        yield curve(band(points, row["widths"])), ""
    else:
        ends = (0.0, *row["cuts"], 1.0)
        for at, segment in enumerate(_SEGMENTS):
            yield _segment(points, row["widths"], ends[at], ends[at + 1]), segment


def _segment(
    points: list[Point], widths: list[float], first: float, last: float
) -> tuple[Command, ...]:
    """Return a part of a band, cut straight; its free end is round."""
    along = [0.0]
    for (ax, ay), (bx, by) in pairwise(points):
        along.append(along[-1] + ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5)
    stops = [first, *(a / along[-1] for a in along if first < a / along[-1] < last), last]
    line = [_at(points, along, stop * along[-1]) for stop in stops]
    wide = [_at([(w, 0) for w in widths], along, stop * along[-1])[0] for stop in stops]
    outline = band(line, wide)
    if first == 0.0 or last == 1.0:
        end = line[0] if first == 0.0 else line[-1]
        cap = wide[0] if first == 0.0 else wide[-1]
        up = 0.28 * cap if first == 0.0 else -0.28 * cap
        at = len(outline) if first == 0.0 else len(outline) // 2
        outline.insert(at, (end[0], end[1] + up))
    return polygon(outline)


def _at(points: list[Point], along: list[float], where: float) -> Point:
    for n in range(1, len(along)):
        if where <= along[n] + 1e-9:
            part = (where - along[n - 1]) / max(along[n] - along[n - 1], 1e-9)
            (ax, ay), (bx, by) = points[n - 1], points[n]
            return ax + (bx - ax) * part, ay + (by - ay) * part
    return points[-1]


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
        tall = {"C": 0.55, "T": 0.85, "L": 1.3}[made.level[0]]
        region = Region("spine", part=made.level)
        body: list[Point] = [
            (-half, y + tall), (half, y + tall), (half * 0.86, y), (half, y - tall),
            (-half, y - tall), (-half * 0.86, y),
        ]  # fmt: skip
        if made.level[0] == "L":
            yield Bone(
                polygon(
                    [
                        (-half * 2, y + 0.3),
                        (half * 2, y + 0.3),
                        (half * 2, y - 0.3),
                        (-half * 2, y - 0.3),
                    ]
                ),
                "behind",
            )
        yield Bone(polygon(body), "front", region)


def _sacrum() -> Iterator[Bone]:
    ends = (102.6, 99.8, 97.6, 95.7, 94.1, 92.6)
    halves = (4.4, 3.7, 3.0, 2.3, 1.7, 1.2)
    for n in range(5):
        a, b, top, bottom = halves[n], halves[n + 1], ends[n], ends[n + 1]
        region = Region("spine", part=f"S{n + 1}")
        yield Bone(polygon([(-a, top), (a, top), (b, bottom), (-b, bottom)]), "front", region)
    tail = curve([(-1.1, 92.5), (1.1, 92.5), (0.5, 90.6), (0, 89.8), (-0.5, 90.6)])
    yield Bone(tail, "front", Region("spine", part="Co"))
