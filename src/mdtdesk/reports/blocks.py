# SPDX-License-Identifier: MIT
"""What prints are built of: section names, labelled rows, tables, columns, lines to write on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from mdtdesk.reports.strips import (
    Align,
    Cell,
    Mark,
    Rule,
    Shape,
    Span,
    Strip,
    beside,
    compose,
    height,
    in_columns,
    stacked,
    text_width,
)
from mdtdesk.reports.style import (
    BODY,
    GAP,
    HAIRLINE,
    INK,
    LEAD,
    MM,
    MUTED,
    RULE_HEAD,
    RULE_ROW,
    RULE_SECTION,
    SECONDARY,
    SECTION,
    TABLE_HEAD,
    TEXT_WIDTH,
    Type,
)

Strips = list[Strip]
Section = Callable[[float], Strips]
_COLUMN = (TEXT_WIDTH - GAP) / 2
_COLUMNS_AT_MOST = 470.0  # higher blocks go full width, where they can be split


def gap(points: float) -> Strip:
    """Return distance, dropped at the head of a page."""
    return Strip(points, gap=True)


def heading(name: str, width: float, note: str = "") -> Strips:
    """Return a section's name over its rule, a muted note at the right."""
    room = text_width(name, SECTION) + 4 * MM
    if note and text_width(note, SECONDARY) > width - room:
        return [*heading(name, width), *_kept(paragraph(note, width, SECONDARY.muted()))]
    cells = [Cell(0, width, (Span(name, SECTION),))]
    if note:
        cells.append(Cell(room, width - room, (Span(note, SECONDARY.muted()),), "right"))
    strip = compose(cells, below=1.5)[0]
    line = Rule(0, strip.height, width, RULE_SECTION, INK)
    return [replace(strip, height=strip.height + 3.5, rules=(line,), keep=True)]


def paragraph(text: str, width: float, kind: Type = BODY, *, x: float = 0) -> Strips:
    """Return running text."""
    return compose([Cell(x, width - x, (Span(text, kind),))])


def spans(parts: Sequence[Span], width: float, *, x: float = 0) -> Strips:
    """Return running text in several types."""
    return compose([Cell(x, width - x, tuple(parts))])


def lead(text: str, width: float) -> Strips:
    """Return what is read first: the question, the conclusion."""
    return compose([Cell(0, width, (Span(text, LEAD),))], below=1)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A muted label, right-aligned, and what it says."""

    label: str
    text: str
    type: Type = BODY


def labelled(rows: Sequence[Labelled], width: float, label_width: float) -> Strips:
    """Return rows whose labels end at one edge and whose words begin at another."""
    x = label_width + 2.2 * MM
    strips: Strips = []
    for row in rows:
        label = Cell(0, label_width, (Span(row.label, SECONDARY.muted()),), "right")
        strips += compose([label, Cell(x, width - x, (Span(row.text, row.type),))])
    return strips


_NUMBERED = 20 * MM  # a first column that is narrower holds numbers, and notes stand beside it


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``width`` in points."""

    name: str
    width: float
    type: Type = BODY
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its cells, a muted note under them, a sign before the second cell."""

    cells: tuple[str, ...]
    note: str = ""
    mark: tuple[Shape, str] | None = None
    muted: bool = False


def table(columns: Sequence[Column], lines: Sequence[Line]) -> Strips:
    """Return a table with hairlines between rows; its head is repeated on the next page."""
    head = _table_head(columns) if any(column.name for column in columns) else ()
    strips: Strips = list(head)
    for line in lines:
        row = _row(columns, line, head)
        # the hairline belongs to the row's last strip, wherever that comes to lie
        row[-1] = replace(row[-1], rules=(*row[-1].rules, _hairline(row[-1].height, columns)))
        strips += row
    return strips


def _hairline(y: float, columns: Sequence[Column]) -> Rule:
    return Rule(0, y, sum(column.width for column in columns), RULE_ROW, HAIRLINE)


def _table_head(columns: Sequence[Column]) -> tuple[Strip, ...]:
    strip = compose(
        [
            Cell(x, room, (Span(column.name, TABLE_HEAD),), column.align)
            for x, room, column in _placed(columns)
            if column.name
        ],
        below=2,
    )[0]
    line = Rule(0, strip.height, sum(c.width for c in columns), RULE_HEAD, MUTED)
    return (replace(strip, rules=(line,), keep=True),)


def _placed(columns: Sequence[Column]) -> list[tuple[float, float, Column]]:
    """Return columns, each with its left edge and its room: of all but the last a gap is left."""
    x, placed, last = 0.0, [], len(columns) - 1
    for index, column in enumerate(columns):
        placed.append((x, column.width - (0 if index == last else 2 * MM), column))
        x += column.width
    return placed


def _row(columns: Sequence[Column], line: Line, head: tuple[Strip, ...]) -> Strips:
    cells = []
    for index, (place, text) in enumerate(zip(_placed(columns), line.cells, strict=True)):
        x, room, column = place
        kind = column.type.muted() if line.muted else column.type
        mark = line.mark if index == 1 else None
        cells.append(Cell(x, room, (Span(text, kind),), column.align, mark))
    strips = compose(cells, above=1.9, below=0.6 if line.note else 2.4)
    if line.note:
        x = columns[0].width if columns[0].width < _NUMBERED else 0
        width = sum(column.width for column in columns) - x
        strips[-1] = replace(strips[-1], keep=True)
        strips += compose([Cell(x, width, (Span(line.note, SECONDARY.muted()),))], below=2.4)
    return [replace(strip, head=head) for strip in strips]


def columns(
    sections: Sequence[Section], *, between: float = 11, head: Strips | None = None
) -> Strips:
    """Return sections in two balanced columns, or full width where they are too long for that.

    With a ``head`` they go on over a page in their columns, below it.
    """
    made = [section(_COLUMN) for section in sections]
    made = [strips for strips in made if strips]
    if not made:
        return []
    cut = min(range(1, len(made) + 1), key=lambda at: _unevenness(made, at, between))
    left, right = _joined(made[:cut], between), _joined(made[cut:], between)
    if head is not None:
        whole = in_columns(((0, left), (_COLUMN + GAP, right)))
        return [replace(whole, head=tuple(head))]
    if max(height(left), height(right)) > _COLUMNS_AT_MOST:
        wide = [section(TEXT_WIDTH) for section in sections]
        return _joined([strips for strips in wide if strips], between)
    return [beside(stacked(left), stacked(right, x=_COLUMN + GAP))]


def _unevenness(made: Sequence[Strips], at: int, between: float) -> float:
    return max(height(_joined(made[:at], between)), height(_joined(made[at:], between)))


def _joined(sections: Sequence[Strips], between: float) -> Strips:
    strips: Strips = []
    for section in sections:
        strips += [gap(between), *section] if strips else section
    return strips


def section(name: str, width: float, body: Strips, *, note: str = "") -> Strips:
    """Return a section, nothing where it has no body; its name stays with three lines of it.

    Where the body goes on over a page, the name is repeated there.
    """
    if not body:
        return []
    head = heading(name, width, note)
    again = tuple(heading(name, width))
    kept, room = [], 3 * BODY.leading
    for strip in body[:-1]:
        keep = strip.keep or room > strip.height
        room -= strip.height
        kept.append(replace(strip, keep=keep, head=(*again, *strip.head)))
    kept.append(replace(body[-1], head=(*again, *body[-1].head)))
    return [*head, *kept]


def _kept(strips: Strips) -> Strips:
    return [replace(strip, keep=True) for strip in strips]


def blank_lines(labels: Sequence[str], width: float, x: float) -> Strips:
    """Return lines to write on, each with what belongs there."""
    strips: Strips = []
    for label in labels:
        strip = compose([Cell(0, max(x - 2 * MM, 1), (Span(label, BODY),))], above=5)[0]
        line = Rule(x, strip.height, width - x, RULE_ROW, MUTED)
        strips.append(replace(strip, rules=(line,), height=strip.height + 2))
    return strips


def notice(text: str, rest: str, width: float, colour: str = INK) -> Strips:
    """Return a sentence that must not be missed, with a bar at its left."""
    parts = (Span(text, BODY.strong()), Span(rest, SECONDARY.muted()))
    strips = compose([Cell(2.6 * MM, width - 2.6 * MM, parts)])
    return [
        replace(strip, marks=(Mark(0, strip.height - 1.5, "bar", strip.height - 3, colour),))
        for strip in strips
    ]


def signatures(places: Sequence[tuple[str, str, str]]) -> Strip:
    """Return three lines to sign on: (who, under the line at the left, at the right)."""
    width = 56 * MM
    step = (TEXT_WIDTH - width) / 2
    whole = Strip(0)
    for index, (who, left, right) in enumerate(places):
        name = compose([Cell(0, width, (Span(who, SECONDARY.muted()),))], below=16)
        line = Strip(2, rules=(Rule(0, 0, width, RULE_SECTION, INK),))
        under = compose(
            [
                Cell(0, width / 2, (Span(left, TABLE_HEAD),)),
                Cell(width / 2, width / 2, (Span(right, TABLE_HEAD),), "right"),
            ]
        )
        whole = beside(whole, stacked([*name, line, *under], x=index * step))
    return whole
