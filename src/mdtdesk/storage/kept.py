# SPDX-License-Identifier: MIT
"""Keeps results of instruments with a case: rows are appended, and no version is raised for them.

A result is kept where it is acted upon: at listing, decision, signing and print.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, select, update

from mdtdesk.domain import keeping, switchable
from mdtdesk.domain.document import Document, rows, text
from mdtdesk.domain.keeping import Occasion
from mdtdesk.errors import Problem, Rejected
from mdtdesk.storage import reading, switched
from mdtdesk.storage.shapes import CASE, Nested
from mdtdesk.storage.writing import Batch

_SCORES: Nested = next(n for n in CASE.nested if n.keys == ("scores",))


def append(connection: Connection, case_id: str, scores: Sequence[Document]) -> None:
    """Append rows of ``scores`` to a case inside the caller's transaction."""
    table = _SCORES.shape.table
    count = select(func.count()).select_from(table).where(table.c.owner_id == case_id)
    first = int(connection.execute(count).scalar() or 0)
    batch = Batch()
    for ordinal, row in enumerate(scores, first):
        place = {"owner_id": case_id, "ordinal": ordinal}
        batch.insert_object(_SCORES.shape, row, place=place, root_id=case_id)
    batch.flush(connection)
    if scores and not first:
        cases = CASE.table
        none_kept = (cases.c.id == case_id) & cases.c[_SCORES.none].is_not(None)
        connection.execute(update(cases).where(none_kept).values({_SCORES.none: None}))


def today(
    connection: Connection, case: Document, code: str, *, at: str, by: str
) -> tuple[Document, ...]:
    """Return today's results of the instruments that are on, as rows of ``scores``.

    ``code`` is the occasion they are kept for, one of score_occasion.
    """
    shown = switchable.enabled(switched.turns(connection))
    return keeping.results(case, Occasion(code, at, by, shown))


def keep(connection: Connection, case: Document, code: str, *, at: str, by: str) -> None:
    """Keep today's results with a case, in the transaction that lists, decides or signs it."""
    append(connection, text(case, "id"), today(connection, case, code, at=at, by=by))


def take(connection: Connection, case_id: str, scores: Sequence[Document]) -> None:
    """Append results that a print left waiting.

    A print that says what the one before it said adds nothing. What the store does not hold any
    more, a restored one, is passed over: nothing that waits may keep the next command from working.
    """
    case = reading.load(connection, case_id)
    if case is None:
        return
    lesions = {text(row, "id") for row in rows(case, "lesions")}
    new = [
        row
        for row in keeping.not_yet_printed(case, scores)
        if "lesion" not in row or text(row, "lesion") in lesions
    ]
    append(connection, case_id, new)


def save(connection: Connection, case_id: str, *, old: Document, new: Document) -> None:
    """Append the rows that a new document of a case has more. Raises Rejected for any other."""
    before, after = rows(old, "scores"), rows(new, "scores")
    if after[: len(before)] != before:
        raise Rejected([Problem("scores", "scores_kept", {})])
    append(connection, case_id, after[len(before) :])
