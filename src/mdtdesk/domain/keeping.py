# SPDX-License-Identifier: MIT
"""Which results are kept with a case when somebody acts upon them."""

from __future__ import annotations

from dataclasses import dataclass

from mdtdesk.domain.document import Document, change, document, rows
from mdtdesk.domain.instruments import kept, scoring
from mdtdesk.domain.instruments.results import Result


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why results are kept (code of score_occasion), when and by whom; ``shown`` instruments."""

    code: str
    at: str
    by: str
    shown: frozenset[str]


def results(case: Document, occasion: Occasion) -> tuple[Document, ...]:
    """Return rows of ``scores``: what the shown instruments say of the case as it stands.

    What is only recorded, such as the zones of a pelvis, stands in the case itself.
    """
    found = (r for r in scoring.results(case) if r.instrument in occasion.shown and _says(r))
    return tuple(_row(result, occasion) for result in found)


def without_prints(case: Document) -> Document:
    """Return the case without the results that were kept because they were printed."""
    held = rows(case, "scores")
    left = tuple(row for row in held if row.get("occasion") != "printed")
    return case if len(left) == len(held) else change(case, {"scores": left or None})


def _says(result: Result) -> bool:
    """Tell whether anything of a result is known that a row can hold."""
    known = any(item.option is not None for item in result.items)
    return result.applicable and (known or isinstance(result.value, str))


def _row(result: Result, occasion: Occasion) -> Document:
    row = kept.entry(result, occasion.code, occasion.at, occasion.by)
    if isinstance(result.value, str) and "answers" not in row:
        return document({**row, "answers": {"grade": result.value}})
    return row
