# SPDX-License-Identifier: MIT
"""The facts of page 1 with the body map at their right."""

from __future__ import annotations

from collections.abc import Sequence

from mdtdesk.domain.body_map.drawing import PANEL, Seen, draw
from mdtdesk.domain.document import EMPTY, Document, group, rows
from mdtdesk.reports.blocks import Section, Strips, columns, gap
from mdtdesk.reports.body_map import strip
from mdtdesk.reports.review_summary.reading import Reading
from mdtdesk.reports.strips import beside, height, stacked
from mdtdesk.reports.style import MM

_TEXT, _GAP = 84 * MM, 4 * MM
_BETWEEN = 11
_OVER = 24 * MM  # how far the text may go on below the map before it takes the whole width


def facts(reading: Reading, sections: Sequence[Section]) -> Strips:
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
    seen = Seen(reading.document, reading.record.results, decision(reading.document))
    picture = strip(draw(seen, PANEL, reading.translate), _TEXT + _GAP)
    first = beside(stacked(_joined(left)), picture)
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
