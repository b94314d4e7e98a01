# SPDX-License-Identifier: MIT
"""The small signs of the drawing as shapes: they need no font and survive a grey printer."""

from __future__ import annotations

from collections.abc import Iterator

from mdtdesk.domain.body_map.primitives import (
    Point,
    Primitive,
    Shape,
    Words,
    ellipse,
    line,
    polygon,
)

MM_PER_PT = 0.3528


_NARROW = {**dict.fromkeys("iIjl.,:;|'!", 0.29), **dict.fromkeys("ftr()/-", 0.37), " ": 0.22}
_BROAD = dict.fromkeys("mwMW≤≥≠→·", 0.94)


def wide(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide a text is, in millimetres; measured of the bundled family."""
    ems = 0.0
    for char in text:
        known = _NARROW.get(char) or _BROAD.get(char)
        usual = 1.0 if ord(char) > 0x2E7F else 0.62 if char.isupper() else 0.555
        ems += known or usual
    return ems * size * MM_PER_PT * (1.05 if bold else 1.0)


def sign(tone: str, x: float, y: float, size: float) -> Iterator[Primitive]:
    """Yield ● ◆ ▲ for a tone round a point, "?" where it is not known."""
    r = size * MM_PER_PT * 0.42
    if tone == "fine":
        yield Shape(ellipse(x, y, r, r), fill=tone)
    elif tone == "warning":
        d = r * 1.25
        yield Shape(polygon([(x, y - d), (x + d, y), (x, y + d), (x - d, y)]), fill=tone)
    elif tone == "danger":
        d = r * 1.2
        yield Shape(polygon([(x, y - d), (x + d, y + d * 0.9), (x - d, y + d * 0.9)]), fill=tone)
    else:
        yield Words(x, y, "?", size, "not_known", bold=True, align="middle")


def circled(text: str, x: float, y: float, size: float) -> Iterator[Primitive]:
    """Yield a character in a ring."""
    r = size * MM_PER_PT * 0.62
    yield Shape(ellipse(x, y, r, r), fill="surface", stroke="text", width=0.18)
    inner = 0.8 if len(text) == 1 else 0.56
    yield Words(x, y, text, size * inner, "text", align="middle")


def zigzag(x: float, y: float, half: float, *, dashed: bool, size: float) -> Iterator[Primitive]:
    """Yield a fracture line across a place, with a halo that parts it from any pattern."""
    step, high = half / 3, size * 0.42
    points: list[Point] = [
        (x - half + n * step, y + (high if n % 2 else -high) * (0.3 if n in (0, 6) else 1))
        for n in range(7)
    ]
    path = line(points)
    width = size * (0.24 if dashed else 0.33)
    yield Shape(path, stroke="surface", width=width + size * 0.5)
    yield Shape(path, stroke="text", width=width, dashed=dashed)


def wedges(x: float, y: float, half: float, size: float) -> Iterator[Primitive]:
    """Yield two wedges that point at a level from its sides: the cord is compressed there."""
    for way in (1, -1):
        tip, back = x + way * half, x + way * (half + size * 1.6)
        points: list[Point] = [(tip, y), (back, y - size), (back, y + size)]
        yield Shape(polygon(points), fill="text", stroke="surface", width=0.2)


def tag(text: str, x: float, y: float, size: float) -> Iterator[Primitive]:
    """Yield words in the ground's colour upon a dark tag; ``x`` is its left edge."""
    long, high = wide(text, size, bold=True) + size * 0.26, size * MM_PER_PT * 0.66
    corners: list[Point] = [
        (x, y - high),
        (x + long, y - high),
        (x + long, y + high),
        (x, y + high),
    ]
    yield Shape(polygon(corners), fill="text")
    yield Words(x + long / 2, y, text, size * 0.92, "surface", bold=True, align="middle")
