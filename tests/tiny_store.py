# SPDX-License-Identifier: MIT
"""A real store with one small table, for the tests that need none of the program's own."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, text

from mdtdesk.storage.keys import NewPerson
from mdtdesk.storage.seals import Cost
from mdtdesk.storage.store import Access, Created, Foundation, Store

CHEAP = Cost(memory_kib=8, passes=1, lanes=1)
ANN = NewPerson("01890a5d-ac96-774b-bcce-b302099a8057", "安医生", "主任医师", "right horse 马")
SCHEMA = 3
NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


def _initialise(connection: Connection) -> None:
    connection.exec_driver_sql(
        "CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT NOT NULL,"
        " of INTEGER REFERENCES note (id)) STRICT"
    )


FOUNDATION = Foundation(SCHEMA, _initialise)


def create(folder: Path, name: str = "ward.mdt") -> Created:
    """Make a store with an empty table and open it for writing."""
    return Store.create(folder / name, ANN, FOUNDATION, cost=CHEAP)


def reopen(store: Store, *, writer: bool = False, older: bool = False) -> Store:
    """Open a store a second time."""
    access = Access("second", SCHEMA, writer=writer, older=older)
    return Store.open(store.path, store.data_key, access)


def add(store: Store, words: str, times: int = 1) -> None:
    """Write rows in one transaction."""
    with store.write() as connection:
        connection.execute(
            text("INSERT INTO note (words) VALUES (:words)"), [{"words": words}] * times
        )


def count(store: Store) -> int:
    """Count the rows."""
    with store.read() as connection:
        return int(connection.execute(text("SELECT count(*) FROM note")).scalar_one())


def head(connection: Connection) -> str:
    """Stand for the audit's head: the last row."""
    found = connection.execute(text("SELECT max(id) FROM note")).scalar_one()
    return str(found)


def process(code: str, *arguments: str) -> subprocess.Popen[str]:
    """Start a second process of Python with the same modules."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
