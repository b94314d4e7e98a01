# SPDX-License-Identifier: MIT
"""Parts of an outline: a curve as many short lines, cut by straight lines and round a circle."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from mdtdesk.domain.body_map.primitives import Command, Point

Cut = tuple[float, float, float, float]  # from a to b; above is what lies left of that way
_STEPS = 5


def flat(commands: Iterable[Command]) -> list[Point]:
    """Return the points of a path's first outline, curves in short lines."""
    points: list[Point] = []
    for command in commands:
        n = [float(number) for number in command[1:]]
        if command[0] == "M" and points:
            break
        if command[0] == "C":
            points += (_between(points[-1], n, step / _STEPS) for step in range(1, _STEPS + 1))
        elif n:
            points.append((n[0], n[1]))
    return points


def _between(start: Point, n: Sequence[float], t: float) -> Point:
    u = 1 - t
    a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
    return (
        a * start[0] + b * n[0] + c * n[2] + d * n[4],
        a * start[1] + b * n[1] + c * n[3] + d * n[5],
    )


def kept(points: Sequence[Point], cut: Cut, *, above: bool) -> list[Point]:
    """Return the part of an outline at one side of a cut."""
    sign = 1 if above else -1
    found: list[Point] = []
    for start, end in pairwise([*points, points[0]]):
        p, q = sign * _off(start, cut), sign * _off(end, cut)
        if p >= 0:
            found.append(start)
        if p * q < 0:
            part = p / (p - q)
            x = start[0] + (end[0] - start[0]) * part
            found.append((x, start[1] + (end[1] - start[1]) * part))
    return found


def _off(point: Point, cut: Cut) -> float:
    ax, ay, bx, by = cut
    return (bx - ax) * (point[1] - ay) - (by - ay) * (point[0] - ax)


def crossing(points: Sequence[Point], cut: Cut) -> list[Point]:
    """Return where a cut enters and leaves an outline."""
    edge = [p for p in kept(points, cut, above=True) if abs(_off(p, cut)) < 1e-6]
    return edge[:2]


def outside(points: Sequence[Point], circle: tuple[float, float, float]) -> list[Point]:
    """Return an outline whose points inside a circle lie upon it."""
    x, y, r = circle
    found: list[Point] = []
    for start, end in pairwise([*points, points[0]]):
        steps = max(1, round(math.dist(start, end) / 0.6))
        for step in range(steps):
            px = start[0] + (end[0] - start[0]) * step / steps
            py = start[1] + (end[1] - start[1]) * step / steps
            far = math.hypot(px - x, py - y)
            if 0 < far < r:
                px, py = x + (px - x) * r / far, y + (py - y) * r / far
            found.append((px, py))
    return found
