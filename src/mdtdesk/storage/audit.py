# SPDX-License-Identifier: MIT
"""The audit chain: every row carries the hash of the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from mdtdesk.domain.audit import AuditRow, LastChange, Verified
from mdtdesk.storage.tables import AUDIT

START = "0" * 64
_STEP = 5_000  # rows in one reading, which a commit may have to wait for
Pause = Callable[[int], object]
_HASHED = tuple(c.name for c in AUDIT.c if c.name != "hash")
Row = dict[str, Any]


def unwatched(_done: int) -> None:
    """Tell nobody how far it is."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Who did it, by which role, under which command, and when (``happened_at`` if it waited)."""

    command_id: str
    at: str
    happened_at: str
    person_id: str | None
    person: str
    role: str


def head(connection: Connection) -> tuple[int, str]:
    """Return the chain's last sequence and hash."""
    statement = select(AUDIT.c.sequence, AUDIT.c.hash).order_by(AUDIT.c.sequence.desc()).limit(1)
    row = connection.execute(statement).first()
    return (int(row[0]), str(row[1])) if row else (0, START)


def last_at(connection: Connection) -> str:
    """Return when the chain's last row was written, nothing for an empty chain."""
    statement = select(AUDIT.c.at).order_by(AUDIT.c.sequence.desc()).limit(1)
    return str(connection.execute(statement).scalar() or "")


def holds(connection: Connection, command_id: str) -> bool:
    """Tell whether the chain has rows of this command or waiting file."""
    statement = select(AUDIT.c.sequence).where(AUDIT.c.command_id == command_id).limit(1)
    return connection.execute(statement).first() is not None


def last_changes(
    connection: Connection, case_id: str, paths: Iterable[str]
) -> tuple[LastChange, ...]:
    """Return who changed each of a case's fields last; none for a field nobody changed."""
    table = AUDIT.c
    asked = select(table.path, table.person, table.happened_at)
    rows = connection.execute(
        asked.where(table.case_id == case_id, table.action == "changed").order_by(
            table.sequence.desc()
        )
    ).all()
    found = ((path, next((row for row in rows if _within(row.path, path)), None)) for path in paths)
    return tuple(LastChange(path, row.person, row.happened_at) for path, row in found if row)


def _within(changed: str, path: str) -> bool:
    """Tell whether a change was of the field, or of something inside it."""
    return changed == path or changed.startswith((path + ".", path + "["))


def append(connection: Connection, entries: Iterable[tuple[Entry, Iterable[AuditRow]]]) -> str:
    """Append rows to the chain, inside the command's transaction, and return the new head."""
    sequence, previous = head(connection)
    rows: list[Row] = []
    for entry, audit_rows in entries:
        for ordinal, audit_row in enumerate(audit_rows):
            sequence += 1
            row = _row(entry, audit_row, ordinal=ordinal) | {
                "sequence": sequence,
                "previous": previous,
            }
            row["hash"] = previous = _hash(row)
            rows.append(row)
    if rows:
        connection.execute(insert(AUDIT), rows)
    return previous


def _row(entry: Entry, audit_row: AuditRow, *, ordinal: int) -> Row:
    return {
        "command_id": entry.command_id,
        "ordinal": ordinal,
        "at": entry.at,
        "happened_at": entry.happened_at,
        "person_id": entry.person_id,
        "person": entry.person,
        "role": entry.role,
        "action": audit_row.action,
        "patient_id": audit_row.patient_id or None,
        "case_id": audit_row.case_id or None,
        "path": audit_row.path or None,
        "old": audit_row.old,
        "new": audit_row.new,
    }


def _hash(row: Row) -> str:
    values = [row[name] for name in _HASHED]
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode("utf-8")).hexdigest()


def verify(connection: Connection, *anchors: str, pause: Pause = unwatched) -> Verified:
    """Walk the chain; name the first row that does not hold and what was done to it.

    Anchors (heads printed or noted earlier, or their first characters) also tell a tail that was
    cut off and a chain that was computed anew. ``pause`` is told between two readings how many
    rows were read; it may end the transaction there.
    """
    wanted = dict.fromkeys(a.replace(" ", "").lower() for a in anchors if a.strip())
    expected, previous = 1, START
    for row in _in_order(connection, pause):
        fault = _fault(row, expected=expected, previous=previous)
        if fault:
            return Verified(expected - 1, previous, fault, int(row["sequence"]))
        previous, expected = str(row["hash"]), expected + 1
        if wanted:
            wanted = dict.fromkeys(a for a in wanted if not previous.startswith(a))
    missing = next(iter(wanted), "")
    if missing:
        return Verified(expected - 1, previous, "anchor_not_found", expected, anchor=missing)
    return Verified(expected - 1, previous)


def _in_order(connection: Connection, pause: Pause) -> Iterator[Row]:
    last: int | None = None
    done = 0
    while True:
        asked = select(AUDIT).order_by(AUDIT.c.sequence).limit(_STEP)
        if last is not None:
            asked = asked.where(AUDIT.c.sequence > last)
        some = [dict(row) for row in connection.execute(asked).mappings()]
        yield from some
        done += len(some)
        pause(done)
        if len(some) < _STEP:
            return
        last = int(some[-1]["sequence"])


def _fault(row: Row, *, expected: int, previous: str) -> str:
    if row["sequence"] != expected:
        return "row_missing" if row["sequence"] > expected else "row_inserted"
    if row["hash"] != _hash(row):
        return "row_edited"
    return "" if row["previous"] == previous else "row_replaced"
