# SPDX-License-Identifier: MIT
"""Finds patients by what is typed: name, pinyin, hospital number, or the number of a case."""

from __future__ import annotations

from sqlalchemy import Connection, text

from mdtdesk.storage import search_words
from mdtdesk.storage.queries.cases import standing

_BY_CASE = text(
    "SELECT w.patient_id FROM search_words AS s CROSS JOIN worklist AS w ON w.place = s.rowid "
    "WHERE s.search_words MATCH :asked LIMIT :limit"
)
_BY_PATIENT = text(
    "SELECT id FROM patients WHERE mrn = :typed OR name = :typed ORDER BY mrn LIMIT :limit"
)


def found(connection: Connection, typed: str, limit: int) -> tuple[str, ...]:
    """Return the ids of patients; one who was merged into another is found as the other.

    A patient may have no case left: hospital number and whole name find them too.
    """
    asked, values = search_words.question(typed), {"typed": typed.strip(), "limit": limit * 4}
    ids = [str(i) for i in connection.execute(_BY_PATIENT, values).scalars()]
    if asked:
        by_case = connection.execute(_BY_CASE, {"asked": asked, "limit": limit * 4})
        ids += [str(i) for i in by_case.scalars()]
    return tuple(dict.fromkeys(standing(connection, i) for i in ids))[:limit]
