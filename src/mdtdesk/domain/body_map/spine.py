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
            a, b = upper.half * 0.94, lower.half * 0.94
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
    half = _between(table["width"], level) / 2
    waist = table["waist"][level[0]]
    front = _body(half, tall, waist, y)
    span = _between(table["span"], level) / 2
    behind = _processes(level, half, tall, span, y)
    details = _details(level, half, tall, y)
    return Vertebra(level, front, behind, details, y, half, tall)


def _body(half: float, tall: float, waist: float, y: float) -> tuple[Command, ...]:
    """Return a body: corners a little rounded, sides drawn in at the waist."""
    h, w, soft = tall / 2, half * waist, 0.18 * tall
    return (
        ("M", -half + 1, y + h),
        ("L", half - 1, y + h),
        ("C", half, y + h, half, y + h - soft, half - 0.4, y + h - soft),
        ("C", w, y + h * 0.4, w, y - h * 0.4, half - 0.4, y - h + soft),
        ("C", half, y - h + soft, half, y - h, half - 1, y - h),
        ("L", -half + 1, y - h),
        ("C", -half, y - h, -half, y - h + soft, -half + 0.4, y - h + soft),
        ("C", -w, y - h * 0.4, -w, y + h * 0.4, -half + 0.4, y + h - soft),
        ("C", -half, y + h - soft, -half, y + h, -half + 1, y + h),
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


def _occiput(level: str, y: float, tall: float) -> Vertebra:
    h = tall / 2
    outline: list[Point] = [
        (0, y + h), (24, y + h * 0.86), (40, y + h * 0.2), (40, y - h * 0.35), (27, y - h * 0.7),
        (13, y - h * 0.55), (11, y - h), (0, y - h * 0.72), (-11, y - h), (-13, y - h * 0.55),
        (-27, y - h * 0.7), (-40, y - h * 0.35), (-40, y + h * 0.2), (-24, y + h * 0.86),
    ]  # fmt: skip
    return Vertebra(level, curve(outline), (), (), y, 40, tall)


def _sacral(table: dict[str, Any], level: str, y: float, tall: float) -> Vertebra:
    """Return one segment of the sacrum: its slice of the whole, with its pair of holes."""
    sides = table["sacrum"]
    at = int(level[1]) - 1
    upper, lower = sides[at], sides[at + 1]
    h = tall / 2
    front = polygon([(-upper, y + h), (upper, y + h), (lower, y - h), (-lower, y - h)])
    if level == "S1":
        wing: list[Point] = [
            (-upper, y + h * 0.5), (-upper * 0.8, y + h * 0.95), (-24, y + h * 0.7), (0, y + h),
            (24, y + h * 0.7), (upper * 0.8, y + h * 0.95), (upper, y + h * 0.5),
        ]  # fmt: skip
        front = polygon([*wing, (lower, y - h), (-lower, y - h)])
    holes: tuple[tuple[Command, ...], ...] = ()
    if level != "S5":
        out = 19 - 2.5 * at
        holes = tuple(ellipse(s * out, y - h, 4.2 - 0.5 * at, 3.0 - 0.3 * at) for s in (1, -1))
    return Vertebra(level, front, (), holes, y, (upper + lower) / 2, tall)
