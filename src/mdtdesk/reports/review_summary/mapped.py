# SPDX-License-Identifier: MIT
"""The facts of page 1 with the body map at their right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mdtdesk.domain.body_map.drawing import PANEL, Layout, Seen, draw
from mdtdesk.domain.document import EMPTY, Document, group, rows
from mdtdesk.reports.blocks import Section, Strips, columns, gap
from mdtdesk.reports.body_map import strip
from mdtdesk.reports.review_summary.reading import Reading
from mdtdesk.reports.strips import Strip, beside, height, stacked
from mdtdesk.reports.style import MM, TEXT_WIDTH

_TEXT, _GAP = 84 * MM, 4 * MM
_BETWEEN = 11
_OVER = 24 * MM  # how far the text may go on below the map before it takes the whole width
_LOWER = (114.0, 106.0)  # millimetres: the map gives way where that saves room
_AT_MOST = 620.0  # higher columns do not stand on one page


def facts(reading: Reading, sections: Sequence[Section]) -> Strips:
    """Return sections beside the map and below it, in columns that end at about one height."""
    left = [made for made in (section(_TEXT) for section in sections) if made]
    right = [made for made in (section(TEXT_WIDTH - _TEXT - _GAP) for section in sections) if made]
    ways = [
        (left[:cut], right[cut:], panel)
        for panel in (PANEL, *(replace(PANEL, height=high) for high in _LOWER))
        for cut in range(1, len(left) + 1)
    ]
    best = min(ways, key=_height_of, default=None)
    if best is None or _height_of(best) > _AT_MOST:
        return _long(sections, _picture(reading, PANEL))
    beside_map = _joined([[_picture(reading, best[2])], *best[1]])
    return [_beside(stacked(_joined(best[0])), stacked(beside_map))]


def _picture(reading: Reading, panel: Layout) -> Strip:
    seen = Seen(reading.document, reading.record.results, decision(reading.document))
    return strip(draw(seen, panel, reading.translate))


def _height_of(way: tuple[Sequence[Strips], Sequence[Strips], Layout]) -> float:
    """Return how high the columns would be with a map of a height."""
    left, right, panel = way
    picture = [Strip(panel.height * MM)]
    return max(height(_joined(left)), height(_joined([picture, *right])))


def _beside(left: Strip, right: Strip) -> Strip:
    return beside(left, stacked([right], x=_TEXT + _GAP))


def _long(sections: Sequence[Section], picture: Strip) -> Strips:
    """Return sections beside the map as far as it reaches, the rest below in two columns."""
    left: list[Strips] = []
    rest = list(sections)
    while rest:
        made = rest[0](_TEXT)
        after = [*left, made] if made else left
        if height(_joined(after)) > PANEL.height * MM + _OVER:
            break
        left = after
        rest.pop(0)
    first = _beside(stacked(_joined(left)), picture)
    below = columns(rest) if rest else []
    return [first, gap(_BETWEEN), *below] if below else [first]


def decision(case: Document) -> Document:
    """Return the decision of the last discussion, an empty one without it."""
    listed = rows(case, "discussions")
    return group(listed[-1], "decision") if listed else EMPTY


def _joined(sections: Sequence[Strips]) -> Strips:
    strips: Strips = []
    for section in sections:
        strips += [gap(_BETWEEN), *section] if strips else section
    return strips
