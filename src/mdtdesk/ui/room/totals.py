# SPDX-License-Identifier: MIT
"""Scores and red flags of a case as the room shows them: a few words and one big number."""

from __future__ import annotations

from collections.abc import Iterable

from mdtdesk.domain import red_flag_words, red_flags, score_words
from mdtdesk.domain.document import Document
from mdtdesk.domain.instruments import tables
from mdtdesk.domain.instruments.results import Result
from mdtdesk.i18n import Translate
from mdtdesk.ui.room.body import Total

_GRADES = ("grade",)
_DIRECTIONS = {
    "higher is better": "room.higher_better",
    "higher is worse": "room.higher_worse",
}


def totals(case: Document, shown: Iterable[Result], translate: Translate) -> tuple[Total, ...]:
    """Return the scores that say something, what alarms first."""
    found = [result for result in shown if _says(result)]
    ranked = [(result, _total(result, case, translate)) for result in found]
    ranked.sort(key=lambda pair: _rank(*pair))
    return tuple(total for _, total in ranked)


def flags(case: Document, results: Iterable[Result], translate: Translate) -> tuple[str, ...]:
    """Return the red flags in words."""
    found = red_flags.flags(case, results)
    return tuple(red_flag_words.reads(flag, translate) for flag in found)


def _says(result: Result) -> bool:
    if result.kind == "total":
        return result.total is not None or any(item.option for item in result.items)
    grade = tables.of(result.instrument).grade(str(result.value))
    alarms = grade is not None and grade.tone != "muted"
    return result.kind in _GRADES and result.lesion is not None and alarms


def _rank(result: Result, total: Total) -> int:
    """What alarms stands first, then the case's totals, quiet lesions, what has no total yet."""
    if total.tone in ("danger", "warning"):
        return 0
    if result.total is None and result.kind == "total":
        return 3
    return 1 if result.lesion is None else 2


def _total(result: Result, case: Document, translate: Translate) -> Total:
    band, tone = score_words.band(result, translate)
    where = score_words.place(result, case, translate)
    name = " ".join(filter(None, (score_words.name(result, translate), where)))
    worse = tables.of(result.instrument).direction
    return Total(
        name,
        score_words.value(result, translate),
        score_words.most(result),
        band,
        tone,
        translate(_DIRECTIONS[worse]) if worse else "",
        bool(score_words.status(result, translate)),
    )
