# SPDX-License-Identifier: MIT
"""Which results are kept with a case when somebody acts upon them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mdtdesk.domain.document import Document, change, document, rows, text
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
    return rows_of(scoring.results(case), occasion)


def rows_of(found: Iterable[Result], occasion: Occasion) -> tuple[Document, ...]:
    """Return results as rows of ``scores``, those of the shown instruments that say anything."""
    said = (r for r in found if r.instrument in occasion.shown and _says(r))
    return tuple(_row(result, occasion) for result in said)


def not_yet_printed(case: Document, printed: Sequence[Document]) -> tuple[Document, ...]:
    """Return the rows of a print that say other than what was last kept of one."""
    last = {_printed_for(row): _said(row) for row in rows(case, "scores") if any(_printed_for(row))}
    return tuple(row for row in printed if last.get(_printed_for(row)) != _said(row))


def _printed_for(row: Document) -> tuple[str, str]:
    """Return what a print's result is of; nothing where another occasion kept it."""
    was = text(row, "occasion") == "printed"
    return (text(row, "instrument"), text(row, "lesion")) if was else ("", "")


def _said(row: Document) -> Document:
    return {key: value for key, value in row.items() if key not in ("at", "by") and value != {}}


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
