# SPDX-License-Identifier: MIT
"""The audit chain: every row carries the hash of the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from mdtdesk.domain.audit import AuditRow, LastChange, Verified
from mdtdesk.storage.tables import AUDIT

START = "0" * 64
_HASHED = tuple(c.name for c in AUDIT.c if c.name != "hash")
Row = dict[str, Any]


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


def verify(connection: Connection, anchor: str = "") -> Verified:
    """Walk the chain; name the first row that does not hold and what was done to it.

    An anchor (a head printed or noted earlier, or its first characters) also tells a tail that was
    cut off and a chain that was computed anew.
    """
    wanted = anchor.replace(" ", "").lower()
    expected, previous, met = 1, START, not wanted
    for found in connection.execute(select(AUDIT).order_by(AUDIT.c.sequence)).mappings():
        row = dict(found)
        fault = _fault(row, expected=expected, previous=previous)
        if fault:
            return Verified(expected - 1, previous, fault, int(row["sequence"]))
        previous, expected = str(row["hash"]), expected + 1
        met = met or previous.startswith(wanted)
    fault = "" if met else "anchor_not_found"
    return Verified(expected - 1, previous, fault, expected if fault else 0)


def _fault(row: Row, *, expected: int, previous: str) -> str:
    if row["sequence"] != expected:
        return "row_missing" if row["sequence"] > expected else "row_inserted"
    if row["hash"] != _hash(row):
        return "row_edited"
    return "" if row["previous"] == previous else "row_replaced"
