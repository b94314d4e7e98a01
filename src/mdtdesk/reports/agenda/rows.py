# SPDX-License-Identifier: MIT
"""A case as one row of five columns; one that is higher than a page goes on over the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mdtdesk.domain.body_map.drawing import AGENDA, Seen, draw
from mdtdesk.domain.document import text
from mdtdesk.reports.agenda.case import SMALL, STRONG, Case, lines, moved
from mdtdesk.reports.agenda.facts import diagnosis, treatments
from mdtdesk.reports.agenda.identity import patient
from mdtdesk.reports.agenda.question import asked, to_write
from mdtdesk.reports.agenda.scores import imaging
from mdtdesk.reports.blocks import Strips
from mdtdesk.reports.body_map import strip as picture
from mdtdesk.reports.review_summary.identity import shortened
from mdtdesk.reports.strips import Rule, Strip, beside, height, stacked
from mdtdesk.reports.style import HAIRLINE, MM, MUTED, RULE_HEAD

COLUMNS = tuple(width * MM for width in (38, 58, 41, 80, 50))
_MAP, _BETWEEN = 29 * MM, 3 * MM
_ABOVE, _BELOW = 3.0, 3.0


def row(case: Case, least: float, most: float) -> Strips:
    """Return a case as strips: one of at least ``least``, more where it is higher than ``most``."""
    who, disease, treated, seen, asking = COLUMNS
    room = least - _ABOVE - _BELOW
    columns = [
        patient(case, who - 1 * MM),
        [],
        treatments(case, treated - _BETWEEN),
        imaging(case, seen - _MAP - _BETWEEN),
        asked(case, asking),
    ]
    writing = stacked(to_write(case, asking))
    needed = max(height(column) for column in columns[:4])
    needed = max(needed, height(columns[4]) + writing.height, room)
    columns[1] = diagnosis(case, disease - _BETWEEN, needed)
    needed = max(needed, height(columns[1]))
    if needed + _ABOVE + _BELOW <= most:
        return [_whole(case, columns, writing, needed)]
    return _split(case, columns, writing, most - _ABOVE - _BELOW)


def _lefts() -> list[float]:
    return [sum(COLUMNS[:n]) for n in range(len(COLUMNS))]


def _map(case: Case) -> Strip:
    seen = Seen(case.reading.document, case.reading.record.results)
    x = sum(COLUMNS[:4]) - _MAP - 1 * MM
    return picture(draw(seen, AGENDA, case.translate), x)


def _ruled(strip: Strip, high: float, colour: str) -> Strip:
    line = Rule(0, high, sum(COLUMNS), RULE_HEAD, colour)
    return replace(strip, height=high, rules=(*strip.rules, line))


def _laid(columns: Sequence[Strips]) -> Strip:
    whole = Strip(0)
    for x, column in zip(_lefts(), columns, strict=True):
        whole = beside(whole, stacked([Strip(_ABOVE), *column], x=x))
    return whole


def _whole(case: Case, columns: Sequence[Strips], writing: Strip, high: float) -> Strip:
    foot = moved([writing], _lefts()[4])[0]
    down = _ABOVE + high - writing.height
    whole = beside(_laid(columns), stacked([Strip(_ABOVE), _map(case)]))
    whole = beside(whole, stacked([Strip(down), foot]))
    return _ruled(whole, _ABOVE + high + _BELOW, MUTED)


def _split(case: Case, columns: Sequence[Strips], writing: Strip, room: float) -> Strips:
    """Return a case on several pages: of each column as much as has room, the name each time."""
    left = [list(column) for column in columns]
    left[4] += [writing]
    name = shortened(text(case.reading.document, "patient.name"))
    again = lines(
        [f"{case.row.position} " + case.t("continued", name=name), case.code],
        COLUMNS[0] - _BETWEEN,
        STRONG,
    )
    strips: Strips = []
    while any(left):
        taken: list[Strips] = [list(again), [], [], [], []] if strips else [[], [], [], [], []]
        before = sum(map(len, left))
        for index, column in enumerate(left):
            while column and height(taken[index]) + column[0].height <= room:
                taken[index].append(column.pop(0))
        if sum(map(len, left)) == before:  # higher than a page: better over the edge than never
            index = next(n for n, column in enumerate(left) if column)
            taken[index].append(left[index].pop(0))
        whole = _laid(taken)
        if not strips:
            whole = beside(whole, stacked([Strip(_ABOVE), _map(case)]))
        high = max(whole.height, SMALL.leading) + _BELOW
        strips.append(_ruled(whole, high, MUTED if not any(left) else HAIRLINE))
    return strips
