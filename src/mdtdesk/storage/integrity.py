# SPDX-License-Identifier: MIT
"""The full check of a database: every page's seal, the trees, the foreign keys."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import Connection

from mdtdesk.errors import Unavailable

Progress = Callable[[str, int, int], None]
"""Told what is being done (a key of ``progress.*``), how much of it is done, and of how much."""

_SHOWN = 20
_MALFORMED = "database disk image is malformed"


def nothing(_stage: str, _done: int, _total: int) -> None:
    """Report to nobody."""


def problems(connection: Connection, progress: Progress = nothing) -> tuple[str, ...]:
    """Return what is wrong, at most the first twenty lines; empty for a sound database."""
    # the first read rolls a hot journal back and keeps writers' pages out while we look
    checks = (_first_read, _seals, _trees, _foreign_keys)
    for done, check in enumerate(checks):
        progress("check", done, len(checks))
        try:
            found = check(connection)
        except Unavailable as fault:
            if fault.reason != "damaged":
                raise
            found = [_MALFORMED]
        if found:
            return tuple(found[:_SHOWN])
    progress("check", len(checks), len(checks))
    return ()


def problems_of(
    read: Callable[[], AbstractContextManager[Connection]], progress: Progress = nothing
) -> tuple[str, ...]:
    """Return what is wrong with a database that may be too damaged even to be opened."""
    try:
        with read() as connection:
            return problems(connection, progress)
    except Unavailable as fault:
        if fault.reason != "damaged":
            raise
        return (_MALFORMED,)


def _first_read(connection: Connection) -> list[str]:
    connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").fetchall()
    return []


def _seals(connection: Connection) -> list[str]:
    rows = connection.exec_driver_sql("PRAGMA cipher_integrity_check").fetchall()
    return [str(row[0]) for row in rows]


def _trees(connection: Connection) -> list[str]:
    rows = connection.exec_driver_sql(f"PRAGMA integrity_check({_SHOWN})").fetchall()
    return [str(row[0]) for row in rows if row[0] != "ok"]


def _foreign_keys(connection: Connection) -> list[str]:
    rows = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    return [f"{row[0]} row {row[1]}: no such {row[2]}" for row in rows]
