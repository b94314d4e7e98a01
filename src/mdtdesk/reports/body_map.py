# SPDX-License-Identifier: MIT
"""The body map on paper: the list of shapes that the window paints, as one strip of a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from mdtdesk.domain.body_map.drawing import Drawing, Layout, Seen, draw
from mdtdesk.domain.body_map.primitives import Command, Shape, Words, box
from mdtdesk.domain.document import EMPTY
from mdtdesk.i18n import translator
from mdtdesk.reports import style
from mdtdesk.reports.strips import Cell, Drawn, Piece, Span, Strip, compose, text_width
from mdtdesk.reports.style import MM, Type

_COLOURS: Mapping[str, str] = {
    "text": style.INK,
    "muted": style.MUTED,
    "line": style.HAIRLINE,
    "accent": "#1F5FA8",
    "fine": style.FINE,
    "warning": style.WARNING,
    "danger": style.DANGER,
    "not_known": style.MUTED,
    "surface": "#FFFFFF",
    "bone": "#F6F4EC",
    "bone_behind": "#E9E6DC",
    "bone_line": "#6A7280",
    "hollow": "#DEDDD6",
    "disc": "#E3E9F3",
}
_TINTS: Mapping[str, str] = {
    "fine": "#DCEBE1",
    "warning": "#F4E3C2",
    "danger": "#F6D9D6",
    "not_known": "#EFF0F2",
}
_DASH, _DOT_STEP, _LINE_STEP = (1.6, 1.2), 0.8, 0.75


@dataclass(frozen=True, slots=True)
class Picture:
    """The shapes of a drawing; called with a canvas and a place it paints them.

    own  those that the skeleton of a case without lesions does not have, painted upon it
    """

    layout: Layout
    shapes: tuple[Shape, ...]
    own: tuple[Shape, ...]

    def __call__(self, canvas: Canvas, left: float, top: float) -> None:
        """Paint; the bare skeleton stands in a document once, however many maps show it."""
        ground = f"body_map_{self.layout.width:g}_{self.layout.height:g}"
        if not canvas.hasForm(ground):
            self._keep(canvas, ground)
        canvas.saveState()
        canvas.translate(left, top)
        canvas.doForm(ground)
        canvas.setLineJoin(1)
        for shape in self.own:
            _shape(canvas, shape)
        canvas.restoreState()

    def _keep(self, canvas: Canvas, name: str) -> None:
        wide, high = ceil(self.layout.width * MM), ceil(self.layout.height * MM)
        canvas.beginForm(name, -wide, -high, 2 * wide, high)
        canvas.setLineJoin(1)
        for shape in _ground(self.layout):
            _shape(canvas, shape)
        canvas.endForm()


@lru_cache(maxsize=8)
def _ground(layout: Layout) -> tuple[Shape, ...]:
    """Return the shapes of a map without lesions that every map of the size has: the same objects.

    Those of the legend are made anew each time and belong to each map.
    """
    first, second = (_shapes(draw(Seen(EMPTY), layout, translator("zh"))) for _ in range(2))
    again = set(map(id, second))
    return tuple(shape for shape in first if id(shape) in again)


def _shapes(drawing: Drawing) -> tuple[Shape, ...]:
    return tuple(p for p in drawing.primitives if isinstance(p, Shape))


@lru_cache(maxsize=8)
def _known(layout: Layout) -> frozenset[int]:
    """Return which shapes those are: the drawing makes them once and keeps them."""
    return frozenset(map(id, _ground(layout)))


def strip(drawing: Drawing, x: float = 0) -> Strip:
    """Return a drawing as a strip whose left edge is at ``x`` points."""
    shapes = _shapes(drawing)
    words = (p for p in drawing.primitives if isinstance(p, Words))
    pieces = tuple(piece for each in words for piece in _pieces(each, x))
    known = _known(drawing.layout)
    own = tuple(shape for shape in shapes if id(shape) not in known)
    picture = Picture(drawing.layout, shapes, own)
    return Strip(drawing.layout.height * MM, pieces, drawn=(Drawn(x, 0, picture),))


def _pieces(words: Words, x: float) -> Iterator[Piece]:
    """Yield the characters of a line; every text goes to paper by the same way."""
    kind = Type(words.size, words.size, words.bold, _COLOURS[words.tone])
    wide = text_width(words.text, kind)
    left = words.x * MM - {"left": 0.0, "middle": wide / 2, "right": wide}[words.align]
    (line,) = compose([Cell(0, wide + 4, (Span(words.text, kind),))])
    for piece in line.pieces:
        yield piece._replace(x=x + left + piece.x, y=words.y * MM - kind.leading / 2 + piece.y)


@lru_cache(maxsize=64)
def _ink(colour: str) -> Color:
    """Return a colour, read once: a page of an agenda asks for a few of them thousands of times."""
    return HexColor(colour)


def _path(shape: Shape) -> PDFPathObject:
    return PDFPathObject([_code(shape.commands)])


@lru_cache(maxsize=4096)
def _code(commands: tuple[Command, ...]) -> str:
    """Return a path as PDF has it; an agenda draws the same bones for each of its cases."""
    path = PDFPathObject()
    for command in commands:
        numbers = [float(n) * MM for n in command[1:]]
        n = [-v if at % 2 else v for at, v in enumerate(numbers)]
        match command[0]:
            case "M":
                path.moveTo(*n)
            case "L":
                path.lineTo(*n)
            case "C":
                path.curveTo(*n)
            case _:
                path.close()
    return str(path.getCode())


def _shape(canvas: Canvas, shape: Shape) -> None:
    path = _path(shape)
    if shape.fill:
        canvas.setFillColor(_ink(_COLOURS[shape.fill]))
        canvas.drawPath(path, stroke=0, fill=1, fillMode=0)
    if shape.pattern:
        _pattern(canvas, path, shape)
    if shape.stroke:
        canvas.setStrokeColor(_ink(_COLOURS[shape.stroke]))
        canvas.setLineWidth(shape.width * MM)
        canvas.setDash(_DASH if shape.dashed else ())
        canvas.drawPath(path, stroke=1, fill=0)


def _pattern(canvas: Canvas, path: PDFPathObject, shape: Shape) -> None:
    """Fill a path with its pattern: each stays readable on a grey printer."""
    solid = shape.pattern == "solid"
    canvas.setFillColor(_ink((_COLOURS if solid else _TINTS)[shape.tone]))
    canvas.drawPath(path, stroke=0, fill=1, fillMode=0)
    if solid:
        return
    canvas.saveState()
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.setFillColor(_ink(_COLOURS[shape.tone]))
    canvas.setStrokeColor(_ink(_COLOURS[shape.tone]))
    canvas.setLineWidth(0.55)
    canvas.setDash(())
    left, above, right, below = (n * MM for n in box(shape.commands))
    if shape.pattern == "dots":
        _dots(canvas, (left, -below, right, -above))
    else:
        _lines(canvas, (left, -below, right, -above), slanted=shape.pattern == "hatch")
    canvas.restoreState()


def _dots(canvas: Canvas, area: tuple[float, float, float, float]) -> None:
    left, bottom, right, top = area
    step, row, y = _DOT_STEP * MM, 0, bottom + 0.5
    while y < top:
        x = left + (step / 2 if row % 2 else step / 5)
        while x < right:
            canvas.circle(x, y, 0.36, stroke=0, fill=1)
            x += step
        row, y = row + 1, y + step * 0.8


def _lines(canvas: Canvas, area: tuple[float, float, float, float], *, slanted: bool) -> None:
    left, bottom, right, top = area
    step, lean = _LINE_STEP * MM, (top - bottom) if slanted else 0.0
    x = left - lean + step / 2
    while x < right:
        canvas.line(x, bottom, x + lean, top)
        x += step
