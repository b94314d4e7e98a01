# SPDX-License-Identifier: MIT
"""The enlarged spine from C0 to the coccyx, each vertebra its own shape, from a table of measures.

Front view, straight, in millimetres of the body: x from the midline, y upwards from the tip of the
coccyx. Widths and heights between the measured vertebrae follow in a straight line.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from mdtdesk.domain.body_map import cutting
from mdtdesk.domain.body_map.primitives import Command, Point, curve, ellipse, polygon
from mdtdesk.paths import resource

LEVELS = (
    "C0",
    *(f"C{n}" for n in range(1, 8)),
    *(f"T{n}" for n in range(1, 13)),
    *(f"L{n}" for n in range(1, 6)),
    *(f"S{n}" for n in range(1, 6)),
    "Co",
)


@dataclass(frozen=True, slots=True)
class Vertebra:
    """One level: its front, what lies behind it paler, fine lines on it, and where it is.

    middle, half  height of its middle and half its width, for marks and labels
    """

    level: str
    front: tuple[Command, ...]
    behind: tuple[tuple[Command, ...], ...]
    details: tuple[tuple[Command, ...], ...]
    middle: float
    half: float
    tall: float


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resource("body_map", "spine.toml").read_text("utf-8"))


def _between(measured: dict[str, float], level: str) -> float:
    """Return a measure at a level between the measured ones."""
    at = LEVELS.index(level)
    known = sorted((LEVELS.index(name), value) for name, value in measured.items())
    below = [pair for pair in known if pair[0] <= at] or known[:1]
    above = [pair for pair in known if pair[0] >= at] or known[-1:]
    (a, low), (b, high) = below[-1], above[0]
    return low if a == b else low + (high - low) * (at - a) / (b - a)


@cache
def vertebrae() -> tuple[Vertebra, ...]:
    """Return every level from above."""
    table = _table()
    made: list[Vertebra] = []
    y = float(table["total"])
    for level in LEVELS:
        tall = _height(table, level)
        made.append(_vertebra(table, level, y - tall / 2, tall))
        y -= tall + _disc(table, level)
    return tuple(made)


def _height(table: dict[str, Any], level: str) -> float:
    own = table["heights_of"].get(level)
    return float(own) if own is not None else _between(table["height"], level)


def _disc(table: dict[str, Any], level: str) -> float:
    if level in table["no_disc"]:
        return 0.0
    return float(table["disc"][level[0]])


def discs() -> tuple[tuple[Command, ...], ...]:
    """Return what lies between two bodies."""
    found, listed = [], vertebrae()
    for upper, lower in pairwise(listed):
        top, bottom = upper.middle - upper.tall / 2, lower.middle + lower.tall / 2
        if top - bottom > 1 and upper.level not in ("C0", "C1"):
            a = upper.half * 0.94
            b = a * 0.96 if lower.level == "S1" else lower.half * 0.94
            found.append(polygon([(-a, top), (a, top), (b, bottom), (-b, bottom)]))
    return tuple(found)


def _vertebra(table: dict[str, Any], level: str, y: float, tall: float) -> Vertebra:
    if level == "C0":
        return _occiput(level, y, tall)
    if level[0] == "S":
        return _sacral(table, level, y, tall)
    if level == "Co":
        tip = [
            (-9.0, tall / 2),
            (9.0, tall / 2),
            (6, 0),
            (2.5, -tall / 2),
            (-2.5, -tall / 2),
            (-6, 0),
        ]
        return Vertebra(level, curve([(x, y + dy) for x, dy in tip]), (), (), y, 9, tall)
    if level == "C1":
        return _atlas(y, tall)
    half = _between(table["width"], level) / 2
    waist = table["waist"][level[0]]
    front = body(half, tall, waist, y)
    span = _between(table["span"], level) / 2
    behind = _processes(level, half, tall, span, y)
    if level == "C2":
        tooth: list[Point] = [(-5, y), (5, y), (5.4, y + tall), (3, y + tall * 1.75),
                              (-3, y + tall * 1.75), (-5.4, y + tall)]  # fmt: skip
        behind = (*behind, curve(tooth))
    details = _details(level, half, tall, y)
    return Vertebra(level, front, behind, details, y, half, tall)


def body(half: float, tall: float, waist: float, y: float) -> tuple[Command, ...]:
    """Return a body: corners a little rounded, sides drawn in at the waist."""
    h, w = tall / 2, half * waist
    soft, corner = 0.16 * tall, 0.1 * tall
    return (
        ("M", -half + corner, y + h),
        ("C", -half / 2, y + h * 0.93, half / 2, y + h * 0.93, half - corner, y + h),
        ("C", half, y + h, half, y + h - soft / 2, half - corner / 3, y + h - soft),
        ("C", w, y + h * 0.4, w, y - h * 0.4, half - corner / 3, y - h + soft),
        ("C", half, y - h + soft / 2, half, y - h, half - corner, y - h),
        ("C", half / 2, y - h * 0.93, -half / 2, y - h * 0.93, -half + corner, y - h),
        ("C", -half, y - h, -half, y - h + soft / 2, -half + corner / 3, y - h + soft),
        ("C", -w, y - h * 0.4, -w, y + h * 0.4, -half + corner / 3, y + h - soft),
        ("C", -half, y + h - soft / 2, -half, y + h, -half + corner, y + h),
        ("Z",),
    )


def _processes(
    level: str, half: float, tall: float, span: float, y: float
) -> tuple[tuple[Command, ...], ...]:
    """Return the transverse processes, sloping up in the neck and down in the chest."""
    slope = {"C": -0.10, "T": 0.22, "L": 0.05}[level[0]] * tall
    thick = {"C": 0.30, "T": 0.36, "L": 0.22}[level[0]] * tall
    root = y + tall * (0.12 if level[0] == "L" else 0.05)
    found = []
    for side in (1, -1):
        points: list[Point] = [
            (side * half * 0.7, root + thick),
            (side * (half + span) / 2, root + slope / 2 + thick * 0.8),
            (side * span * 0.96, root + slope + thick * 0.9),
            (side * span, root + slope),
            (side * span * 0.94, root + slope - thick * 0.8),
            (side * (half + span) / 2, root + slope / 2 - thick * 0.6),
            (side * half * 0.7, root - thick),
        ]
        found.append(curve(points))
        if level[0] in "TL":
            joint = ellipse(side * half * 0.72, y - tall * 0.52, half * 0.2, tall * 0.22)
            found.append(joint)
    return tuple(found)


def _details(level: str, half: float, tall: float, y: float) -> tuple[tuple[Command, ...], ...]:
    if level[0] == "C":
        return ()
    pedicle = 0.62 if level[0] == "T" else 0.66
    ovals = [ellipse(s * half * pedicle, y + tall * 0.14, half * 0.13, tall * 0.2) for s in (1, -1)]
    drop: list[Point] = [
        (0, y + tall * 0.1),
        (half * 0.09, y - tall * 0.3),
        (-half * 0.09, y - tall * 0.3),
    ]
    return (*ovals, curve(drop))


def _atlas(y: float, tall: float) -> Vertebra:
    """Return the ring of C1 from before: its side masses and the front arch between them."""
    h = tall / 2
    half: list[Point] = [
        (0, y + h * 0.5), (7, y + h * 0.55), (10, y + h * 1.05), (18, y + h * 1.25),
        (20, y), (17, y - h * 1.1), (9, y - h * 0.75), (6, y - h * 0.4), (0, y - h * 0.5),
    ]  # fmt: skip
    wing: list[Point] = [
        (14, y + h * 0.5), (28, y + h * 0.55), (37, y + h * 0.5), (39, y - h * 0.1),
        (36, y - h * 0.65), (27, y - h * 0.5), (14, y - h * 0.6),
    ]  # fmt: skip
    front = curve([*half, *((-x, up) for x, up in reversed(half) if x)])
    behind = (curve(wing), curve([(-x, up) for x, up in wing]))
    return Vertebra("C1", front, behind, (), y, 20, tall)


def _occiput(level: str, y: float, tall: float) -> Vertebra:
    h = tall / 2
    outline: list[Point] = [
        (0, y + h), (24, y + h * 0.86), (40, y + h * 0.2), (40, y - h * 0.35), (27, y - h * 0.7),
        (13, y - h * 0.55), (11, y - h), (0, y - h * 0.72), (-11, y - h), (-13, y - h * 0.55),
        (-27, y - h * 0.7), (-40, y - h * 0.35), (-40, y + h * 0.2), (-24, y + h * 0.86),
    ]  # fmt: skip
    return Vertebra(level, curve(outline), (), (), y, 40, tall)


# half of the sacrum: from the midline at its upper end, y in millimetres below that
_SACRUM: tuple[Point, ...] = (
    (0, 0), (16, 1.2), (24, 0.6), (30, -2.6), (38, 2.4), (47, 2.4), (53, -3), (52.4, -14),
    (48, -30), (42, -46), (34, -60), (26, -74), (20, -85), (13, -93.6), (0, -94.4),
)  # fmt: skip


def _sacral(table: dict[str, Any], level: str, y: float, tall: float) -> Vertebra:
    """Return one segment of the sacrum: its slice of the whole, with its pair of holes."""
    heights = [float(table["heights_of"][f"S{n}"]) for n in range(1, 6)]
    at, h = int(level[1]) - 1, tall / 2
    top = y + h + sum(heights[:at])
    half = [(float(x), top + dy) for x, dy in _SACRUM]
    outline = cutting.flat(curve([*half, *((-x, up) for x, up in reversed(half) if x)]))
    if level != "S1":
        outline = cutting.kept(outline, (-60, y + h, 60, y + h), above=False)
    if level != "S5":
        outline = cutting.kept(outline, (-60, y - h, 60, y - h), above=True)
    holes: tuple[tuple[Command, ...], ...] = ()
    if level != "S5":
        out = 23 - 3.2 * at
        holes = tuple(ellipse(s * out, y - h, 4.6 - 0.6 * at, 3.2 - 0.35 * at) for s in (1, -1))
    wide = max(x for x, _ in outline)
    return Vertebra(level, polygon(outline), (), holes, y, wide, tall)
