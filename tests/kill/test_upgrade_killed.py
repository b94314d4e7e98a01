# SPDX-License-Identifier: MIT
"""The upgrade of a real store of every earlier schema: whole, and killed at every statement."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from builders import PASSWORD, create
from kill.killing import counted, killed
from mdtdesk import app
from mdtdesk.services import audit_trail, backups
from mdtdesk.services.backups import UpgradeDraft
from mdtdesk.storage import schema
from mdtdesk.storage.store import Store
from promises import Figure
from released import STORES, file_of, unpack
from storage.test_schema import spelled

EARLIER = range(1, schema.VERSION)
# the oldest, and all others with --long
SOME = [pytest.param(number, marks=[pytest.mark.long] * (number > 1)) for number in EARLIER]
Rows = dict[str, tuple[list[str], set[tuple[Any, ...]]]]
_OURS = ("alembic_version", "search_words")  # rebuilt by what writes them


def rows(store: Store) -> Rows:
    """Return the columns and the rows of every table."""
    with store.read() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = [str(row[0]) for row in names if not str(row[0]).startswith(_OURS)]
        return {name: _rows(connection, name) for name in tables}


def _rows(connection: Connection, table: str) -> tuple[list[str], set[tuple[Any, ...]]]:
    found = connection.exec_driver_sql(f'SELECT * FROM "{table}"')
    return list(found.keys()), {tuple(row) for row in found}


def gone(before: Rows, after: Rows) -> list[str]:
    """Return the tables of which a row is gone, told by the columns that both have."""
    found = []
    for table, (columns, held) in before.items():
        if table in after:
            known, kept = after[table]
            common = [name for name in columns if name in known]
            old = {tuple(row[columns.index(name)] for name in common) for row in held}
            new = {tuple(row[known.index(name)] for name in common) for row in kept}
            found += [table] * bool(old - new)
        else:
            found += [table] * bool(held)
    return found


def made_of(store: Store) -> list[str]:
    """Return the statements that made the database, spelt alike."""
    with store.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name != 'alembic_version'"
            " AND name NOT GLOB 'search_words_*'"
        )
        return sorted(spelled(str(row[0])) for row in rows)


def test_a_store_of_every_earlier_schema_is_kept() -> None:
    assert sorted(STORES.iterdir()) == sorted(file_of(number) for number in EARLIER)


@pytest.mark.promise("migration")
@pytest.mark.parametrize("number", EARLIER)
def test_a_real_store_is_upgraded_with_all_it_holds(
    tmp_path: Path, number: int, figure: Figure
) -> None:
    path, _ = unpack(number, tmp_path)
    old = app.sign_in_as(path, app.people(path)[0].id, PASSWORD, writer=True, older=True)
    store = old.context.store
    assert store.schema == number
    before = rows(store)
    backups.upgrade(old.context, UpgradeDraft("before.mdtbackup"))
    store.announce_schema()
    assert not gone(before, rows(store))
    with create(tmp_path / "new.mdt").store as new:
        assert made_of(store) == made_of(new)
    app.sign_out(old)
    signed = app.sign_in_as(path, app.people(path)[0].id, PASSWORD, writer=True)
    assert signed.context.store.schema == schema.VERSION
    assert not audit_trail.verify(signed.context).fault
    assert not signed.context.store.check()
    app.sign_out(signed)
    figure(schemas=1)


@pytest.mark.promise("migration")
@pytest.mark.parametrize("number", SOME)
def test_killed_anywhere_it_is_old_or_new(
    folder: Path, number: int, request: pytest.FixtureRequest, figure: Figure
) -> None:
    points = killed(
        folder,
        f"store.upgrade@{number}",
        every=1 if request.config.getoption("--long") else 40,
    )
    counted(figure, points)
    assert not [p for p in points if p["held"] == "torn" or p["damaged"]]
    assert not [p for p in points if p["answered"] and p["held"] != "new"]
    assert {p["held"] for p in points} == {"old", "new"}


@pytest.mark.long
@pytest.mark.promise("migration", control=True)
def test_an_upgrade_that_commits_between_is_noticed(folder: Path) -> None:
    points = killed(folder, f"store.upgrade@{EARLIER[0]}", "between", every=40)
    assert any(p["held"] == "torn" for p in points)
