# SPDX-License-Identifier: MIT
"""Keeps results of instruments with a case: rows are appended, and no version is raised for them.

A result is kept where it is acted upon: at listing, decision, signing and print.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, select, update

from mdtdesk.domain.document import Document, rows
from mdtdesk.errors import Problem, Rejected
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


def save(connection: Connection, case_id: str, *, old: Document, new: Document) -> None:
    """Append the rows that a new document of a case has more. Raises Rejected for any other."""
    before, after = rows(old, "scores"), rows(new, "scores")
    if after[: len(before)] != before:
        raise Rejected([Problem("scores", "scores_kept", {})])
    append(connection, case_id, after[len(before) :])
