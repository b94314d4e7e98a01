# SPDX-License-Identifier: MIT
"""Nails, prostheses, rods and rings of a decision: dashed beside their bone until it is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mdtdesk.domain.body_map import spine, strokes
from mdtdesk.domain.body_map.decided import Done
from mdtdesk.domain.body_map.primitives import (
    Command,
    Move,
    Point,
    Primitive,
    Shape,
    Words,
    ellipse,
    line,
    polygon,
)

Box = tuple[float, float, float, float]
_NAME = 12.0


@dataclass(frozen=True, slots=True)
class Pen:
    """How a decision is drawn: through once it is done; ``size`` of its words, 0 for none."""

    solid: bool
    size: float

    def shape(self, path: tuple[Command, ...], width: float = 0.28) -> Shape:
        """Return a line in the accent."""
        return Shape(path, stroke="accent", width=width, dashed=not self.solid)


def round_bones(boxes: Sequence[Box]) -> Box:
    """Return the box round several."""
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )


def at_bone(done: Done, boxes: Sequence[Box], pen: Pen) -> Iterator[Primitive]:
    """Yield what is done to a bone of the skeleton, with its name below."""
    left, top, right, bottom = round_bones(boxes)
    way = 1 if done.side == "left" else -1
    x = (right if way > 0 else left) + way * 2.4
    if done.sort == "nail":
        yield from _nail(pen, (x, top, bottom), way)
    elif done.sort == "prosthesis":
        yield from _prosthesis(pen, x, top)
        bottom = top + 17
    else:
        x, y = (left + right) / 2, (top + bottom) / 2
        high = min((bottom - top) / 2 + 0.8, 9)
        yield pen.shape(ellipse(x, y, (right - left) / 2 + 0.8, high))
        bottom = y + high
    if pen.size:
        yield from _name(done.words, pen.size, (x, bottom + 2))


def _name(words: str, size: float, at: tuple[float, float]) -> Iterator[Primitive]:
    """Yield the name of an implant, in lines so short that they stand beside the bone."""
    x, y = at
    lines = words.split(" ") if strokes.wide(words, size) > _NAME else [words]
    for row, said in enumerate(lines):
        half = strokes.wide(said, size) / 2
        middle = max(x, half)  # not out of the panel
        y_row = y + row * size * strokes.MM_PER_PT * 1.25
        yield Words(middle, y_row, said, size, "accent", align="middle")


def _nail(pen: Pen, at: tuple[float, float, float], way: int) -> Iterator[Primitive]:
    x, top, bottom = at
    tube: list[Point] = [
        (x - 0.5, top + 0.6),
        (x + 0.5, top + 0.6),
        (x + 0.5, bottom - 1),
        (x - 0.5, bottom - 1),
    ]
    yield pen.shape(polygon(tube))
    yield pen.shape(line([(x + way * 1.4, top + 6), (x - way * 2.2, top + 2.4)]), 0.35)
    for y in (bottom - 3, bottom - 4.4):
        yield pen.shape(line([(x - 1.4, y), (x + 1.4, y)]), 0.35)


def _prosthesis(pen: Pen, x: float, top: float) -> Iterator[Primitive]:
    yield pen.shape(ellipse(x, top + 2, 1.7, 1.7))
    neck: list[Point] = [(x - 1.1, top + 4.2), (x + 1.1, top + 4.2), (x + 0.8, top + 8.6)]
    yield pen.shape(polygon([*neck, (x - 0.8, top + 8.6)]))
    stem: list[Point] = [(x - 0.45, top + 8.6), (x + 0.45, top + 8.6), (x + 0.25, top + 16.5)]
    yield pen.shape(polygon([*stem, (x - 0.25, top + 16.5)]))


def ring(made: spine.Vertebra, column: Move, pen: Pen) -> Shape:
    """Return the frame round a treated level."""
    x, y = column.point(0, made.middle)
    w = made.half * column.scale * column.wide + 0.9
    h = made.tall * column.scale / 2 + 0.5
    return pen.shape(polygon([(x - w, y - h), (x + w, y - h), (x + w, y + h), (x - w, y + h)]), 0.3)


def rods(fixed: Sequence[spine.Vertebra], column: Move, pen: Pen) -> Iterator[Primitive]:
    """Yield two rods at the spine's right with a screw at each fixed level."""
    top, bottom = fixed[0].middle, fixed[-1].middle
    for x in (51, 57):
        rod = [column.point(x, top + 7), column.point(x, bottom - 7)]
        yield pen.shape(line(rod), 0.35)
    for made in fixed:
        for x in (51, 57):
            yield Shape(
                ellipse(*column.point(x, made.middle), 0.42, 0.42),
                fill="surface",
                stroke="accent",
                width=0.3,
            )
