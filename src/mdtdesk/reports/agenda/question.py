# SPDX-License-Identifier: MIT
"""The agenda's last column: what is asked, what was decided before, and room to write."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from mdtdesk.domain import wording
from mdtdesk.domain.agenda import Earlier
from mdtdesk.i18n import Translate
from mdtdesk.reports.agenda.case import QUIET, SMALL, Case, lines
from mdtdesk.reports.blocks import Strips
from mdtdesk.reports.strips import Cell, Mark, Rule, Span, Strip, compose, text_width
from mdtdesk.reports.style import INK, MM, MUTED, RULE_ROW, Type

_ASKED = Type(8.8, 12, bold=True)
_TICKS = ("surgery", "radiotherapy", "systemic", "tests", "defer")
_BOX, _AFTER_BOX, _AFTER = 6.0, 1.6, 3.0
_LINE_ABOVE = 8.0  # room to write above a line


def asked(case: Case, width: float) -> Strips:
    """Return the question and what earlier discussions of the case came to."""
    question = [case.reading.say("referral.question")]
    earlier = (_earlier(case, one) for one in case.row.earlier)
    return [*lines(question, width, _ASKED), *lines(earlier, width, QUIET)]


def _earlier(case: Case, one: Earlier) -> str:
    reading, translate = case.reading, case.translate
    outcome = wording.code("outcome", one.outcome, translate) if one.outcome else ""
    why = wording.code("deferral_reason", one.deferral_reason, translate)
    reason = why if one.deferral_reason else ""
    done = wording.code("carried_out", one.done, translate) if one.done else ""
    parts = (
        case.t("earlier", on=one.on, outcome=outcome).strip(),
        reading.joined((reason, one.deferral_text), "list"),
        case.t("recommended", words=one.conclusion) if one.conclusion else "",
        case.t("done", words=done) if done else "",
    )
    return reading.joined(parts, "stop")


def to_write(case: Case, width: float) -> Strips:
    """Return boxes to tick and lines to write the decision and its owner on."""
    return list(_to_write(case.translate, width))


@lru_cache(maxsize=4)
def _to_write(translate: Translate, width: float) -> tuple[Strip, ...]:
    """Return the same for every case of a language."""
    return (*_boxes(translate, width), _line_of(translate, width))


def _boxes(translate: Translate, width: float) -> Iterator[Strip]:
    """Yield rows of boxes with their words, as many as have room in one."""
    x = 0.0
    cells: list[Cell] = []
    marks: list[Mark] = []
    row: list[tuple[list[Cell], list[Mark]]] = []
    for key in _TICKS:
        label = translate(f"agenda.tick.{key}")
        wide = _BOX + _AFTER_BOX + text_width(label, SMALL) + 0.1
        if cells and x + wide > width:
            row.append((cells, marks))
            x, cells, marks = 0.0, [], []
        cells.append(
            Cell(x + _BOX + _AFTER_BOX, wide - _BOX - _AFTER_BOX + 1, (Span(label, SMALL),))
        )
        marks.append(Mark(x, 9.6, "box", _BOX, INK))
        x += wide + _AFTER
    for held, boxes in [*row, (cells, marks)]:
        strip = compose(held, above=1)[0]
        yield Strip(strip.height, strip.pieces, strip.rules, tuple(boxes))


def _line_of(translate: Translate, width: float) -> Strip:
    words = (translate("agenda.decision"), translate("agenda.owner"))
    first, second = (text_width(word, QUIET) + 1 for word in words)
    at = width * 0.64
    strip = compose(
        [Cell(0, first, (Span(words[0], QUIET),)), Cell(at, second, (Span(words[1], QUIET),))],
        above=_LINE_ABOVE,
    )[0]
    y = strip.height - 1.5
    left, right = first + 1 * MM, at + second + 1 * MM
    rules = (
        Rule(left, y, at - 2 * MM - left, RULE_ROW, MUTED),
        Rule(right, y, width - right, RULE_ROW, MUTED),
    )
    return Strip(strip.height, strip.pieces, rules)
