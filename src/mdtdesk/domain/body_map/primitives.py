# SPDX-License-Identifier: MIT
"""What a drawing is made of: paths and words in millimetres, y downwards, painted in their order.

A tone is a name that the painter turns into a colour; a pattern keeps its meaning in grey.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Point = tuple[float, float]
# ("M", x, y) · ("L", x, y) · ("C", x1, y1, x2, y2, x, y) · ("Z",)
Command = tuple[str | float, ...]
Pattern = Literal["", "dots", "lines", "solid", "hatch"]
Align = Literal["left", "middle", "right"]


@dataclass(frozen=True, slots=True)
class Shape:
    """A path: its ground, the pattern upon it, its outline. Widths in millimetres."""

    commands: tuple[Command, ...]
    fill: str = ""
    pattern: Pattern = ""
    tone: str = ""
    stroke: str = ""
    width: float = 0.15
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; ``y`` is its middle, the size in points."""

    x: float
    y: float
    text: str
    size: float = 6.0
    tone: str = "text"
    bold: bool = False
    align: Align = "left"


Primitive = Shape | Words


@dataclass(frozen=True, slots=True)
class Move:
    """A way from the units of a description into millimetres of a panel: y turns downwards."""

    x: float
    y: float
    scale: float
    wide: float = 1.0

    def point(self, x: float, y: float) -> Point:
        """Return where a point of the description lies."""
        return self.x + x * self.scale * self.wide, self.y - y * self.scale


def moved(commands: Iterable[Command], move: Move) -> tuple[Command, ...]:
    """Return a path in the panel."""
    return _moved(tuple(commands), move)


@lru_cache(maxsize=4096)
def _moved(commands: tuple[Command, ...], move: Move) -> tuple[Command, ...]:
    """Return a path in the panel; a print draws the same bones for each of its cases."""
    found: list[Command] = []
    for command in commands:
        numbers = [float(n) for n in command[1:]]
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        placed = [n for x, y in pairs for n in move.point(x, y)]
        found.append((command[0], *placed))
    return tuple(found)


def polygon(points: Iterable[Point]) -> tuple[Command, ...]:
    """Return straight lines through points, closed."""
    listed = list(points)
    rest = [("L", *point) for point in listed[1:]]
    return (("M", *listed[0]), *rest, ("Z",))


def line(points: Iterable[Point]) -> tuple[Command, ...]:
    """Return straight lines through points, open."""
    return polygon(points)[:-1]


def curve(points: Iterable[Point]) -> tuple[Command, ...]:
    """Return a closed centripetal Catmull-Rom curve through points as Béziers."""
    p = list(points)
    count = len(p)
    commands: list[Command] = [("M", *p[0])]
    for at in range(count):
        before, start = p[at - 1], p[at]
        end, after = p[(at + 1) % count], p[(at + 2) % count]
        first, second = _handles(before, start, end, after)
        commands.append(("C", *first, *second, *end))
    commands.append(("Z",))
    return tuple(commands)


def _handles(p0: Point, p1: Point, p2: Point, p3: Point) -> tuple[Point, Point]:
    """Return the two Bézier handles between p1 and p2; knots part by the root of the distance."""
    d1, d2, d3 = (max(_distance(a, b), 1e-6) for a, b in ((p0, p1), (p1, p2), (p2, p3)))
    r1, r2, r3 = d1**0.5, d2**0.5, d3**0.5
    first = []
    second = []
    for axis in (0, 1):
        a, b, c, d = p0[axis], p1[axis], p2[axis], p3[axis]
        out = (d1 * c - d2 * a + (2 * d1 + 3 * r1 * r2 + d2) * b) / (3 * r1 * (r1 + r2))
        back = (d3 * b - d2 * d + (2 * d3 + 3 * r3 * r2 + d2) * c) / (3 * r3 * (r3 + r2))
        first.append(out)
        second.append(back)
    return (first[0], first[1]), (second[0], second[1])


def _distance(a: Point, b: Point) -> float:
    return math.hypot(a[0] - b[0], a[1] - b[1])


def ellipse(x: float, y: float, rx: float, ry: float) -> tuple[Command, ...]:
    """Return an ellipse as four Béziers."""
    k = 0.5523
    return (
        ("M", x + rx, y),
        ("C", x + rx, y + k * ry, x + k * rx, y + ry, x, y + ry),
        ("C", x - k * rx, y + ry, x - rx, y + k * ry, x - rx, y),
        ("C", x - rx, y - k * ry, x - k * rx, y - ry, x, y - ry),
        ("C", x + k * rx, y - ry, x + rx, y - k * ry, x + rx, y),
        ("Z",),
    )


def band(points: list[Point], widths: list[float]) -> list[Point]:
    """Return the outline of a band along a line: half its width at each side of each point."""
    left, right = [], []
    for at, (x, y) in enumerate(points):
        (ax, ay), (bx, by) = points[max(at - 1, 0)], points[min(at + 1, len(points) - 1)]
        long = max(_distance((ax, ay), (bx, by)), 1e-6)
        nx, ny = -(by - ay) / long, (bx - ax) / long
        half = widths[at] / 2
        left.append((x + nx * half, y + ny * half))
        right.append((x - nx * half, y - ny * half))
    return [*left, *reversed(right)]


def waisted(x: float, y: float, to_x: float, to_y: float, width: float) -> tuple[Command, ...]:
    """Return a short bone from one point to another, thinner in its middle."""
    long = max(_distance((x, y), (to_x, to_y)), 1e-6)
    dx, dy = (to_x - x) / long, (to_y - y) / long
    sides: tuple[list[Point], list[Point]] = ([], [])
    for part, wide in ((0.0, 0.30), (0.12, 0.5), (0.5, 0.34), (0.88, 0.45), (1.0, 0.26)):
        at, off = long * part, width * wide
        for side, listed in zip((1, -1), sides, strict=True):
            listed.append((x + dx * at - side * dy * off, y + dy * at + side * dx * off))
    return curve([*sides[0], *reversed(sides[1])])


def box(commands: Iterable[Command]) -> tuple[float, float, float, float]:
    """Return least x, least y, most x and most y of a path's points."""
    numbers = [[float(n) for n in command[1:]] for command in commands]
    xs = [n for row in numbers for n in row[::2]]
    ys = [n for row in numbers for n in row[1::2]]
    return min(xs), min(ys), max(xs), max(ys)


def mirrored(commands: Iterable[Command]) -> tuple[Command, ...]:
    """Return a path on the other side of the midline."""
    return tuple(
        (c[0], *(-float(n) if at % 2 == 0 else n for at, n in enumerate(c[1:]))) for c in commands
    )
