# SPDX-License-Identifier: MIT
"""Reads kept results that another version of their instrument's table made."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, and_, not_, or_, select

from mdtdesk.storage.columns import METADATA
from mdtdesk.storage.shapes import CASE

SCORES, ANSWERS = METADATA.tables["scores"], METADATA.tables["scores_answers"]
CASES = CASE.table
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Kept:
    """The newest kept result of an instrument for an open case, or for one of its lesions."""

    case_id: str
    number: str
    instrument: str
    version: str
    lesion: str
    at: str
    total: int | None
    band: str
    answers: Mapping[str, str] = field(default_factory=dict)


def outdated(connection: Connection, versions: Mapping[str, str]) -> tuple[Kept, ...]:
    """Return the newest results of open cases that have another version than the one given."""
    newer = SCORES.alias("newer")
    lesion = SCORES.c.lesion
    superseded = select(newer.c.id).where(
        newer.c.case_id == SCORES.c.case_id,
        newer.c.instrument == SCORES.c.instrument,
        or_(newer.c.lesion == lesion, and_(newer.c.lesion.is_(None), lesion.is_(None))),
        newer.c.ordinal > SCORES.c.ordinal,
    )
    other = [
        and_(SCORES.c.instrument == instrument, SCORES.c.version != version)
        for instrument, version in versions.items()
    ]
    statement = (
        select(SCORES, CASES.c.number)
        .join(CASES, CASES.c.id == SCORES.c.case_id)
        .where(CASES.c.closed_reason.is_(None), or_(*other), not_(superseded.exists()))
        .order_by(CASES.c.number, SCORES.c.ordinal)
    )
    found = connection.execute(statement).all()
    answers = _answers(connection, [str(row.id) for row in found])
    return tuple(
        Kept(
            row.case_id,
            row.number or "",
            row.instrument,
            row.version,
            row.lesion or "",
            row.at or "",
            row.total,
            row.band or "",
            answers.get(row.id, {}),
        )
        for row in found
    )


def _answers(connection: Connection, ids: list[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for part in _parts(ids):
        statement = select(ANSWERS).where(ANSWERS.c.owner_id.in_(part))
        for row in connection.execute(statement):
            found[row.owner_id][row.item] = str(json.loads(row.value))
    return found


def _parts(ids: list[str]) -> Iterator[list[str]]:
    yield from (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
