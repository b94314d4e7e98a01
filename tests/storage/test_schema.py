# SPDX-License-Identifier: MIT
"""The store's schema: what the migrations make is what the tables say, and it refuses nonsense."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from builders import context, create, documents
from mdtdesk.domain import document
from mdtdesk.domain.drafts import RegisterDraft
from mdtdesk.services import cases
from mdtdesk.storage import schema
from mdtdesk.storage.columns import METADATA
from mdtdesk.storage.store import Store
from mdtdesk.storage.tables import APPEND_ONLY


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Return a store with one decided case."""
    with create(tmp_path_factory.mktemp("store") / "a.mdt").store as made:
        decided = next(c for c in documents("invented") if c["patient"]["mrn"] == "DEMO-26013")
        cases.register(context(made), RegisterDraft(document.document(decided)))
        yield made


def spelled(statement: str) -> str:
    """Return a statement without the differences that mean nothing, such as its columns' order."""
    plain = re.sub(r"\s+", " ", statement).replace("( ", "(").replace(" )", ")").strip()
    head, opening, body = plain.partition("(")
    if not plain.startswith("CREATE TABLE") or not opening:
        return plain
    body, _, tail = body.rpartition(")")
    head = head.replace('"', "").strip()  # a renamed table is quoted
    return f"{head} ({', '.join(sorted(_items(body)))}){tail}"


def _items(body: str) -> list[str]:
    """Part the columns and constraints of a table at the commas that stand in no bracket."""
    found, depth = [""], 0
    for sign in body:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and not depth:
            found.append("")
        else:
            found[-1] += sign
    return [item.strip() for item in found]


def test_the_migrations_make_what_the_tables_say(store: Store) -> None:
    with store.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name != 'alembic_version'"
            # the tables that the search index makes for itself
            " AND name NOT GLOB 'search_words_*'"
        )
        held = sorted(spelled(str(row[0])) for row in rows)
    assert held == sorted(spelled(statement) for statement in schema.statements())


def refused(connection: Connection, statement: str) -> str:
    """Return the driver's words as it refuses a statement."""
    with pytest.raises(DatabaseError) as error:
        connection.exec_driver_sql(statement)
    return str(error.value)


class Undone(Exception):
    """Raised by a test so that nothing it did stays."""


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("verb", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_what_is_append_only_refuses_change(store: Store, table: str, verb: str) -> None:
    made = METADATA.tables[table]
    column = next(iter(made.columns)).name
    with pytest.raises(Undone), store.write() as connection:
        if connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar():
            words = refused(connection, verb.format(table, column, column))
            assert "append only" in words
        else:
            # no row to refuse for: the trigger is there all the same
            name = f"{table}_no_{verb.split(maxsplit=1)[0].lower()}"
            found = connection.exec_driver_sql(
                "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name = ?", (name,)
            )
            assert found.scalar() == 1
        raise Undone


@pytest.mark.parametrize(
    "nonsense",
    [
        "UPDATE performance SET ecog = 6",
        "UPDATE performance SET kps = 75",
        "UPDATE primary_biomarkers SET name = ''",
        "UPDATE \"primary\" SET site = 'heart'",
        "UPDATE neurology SET bladder_bowel = 2",
        "UPDATE lesions SET sins_pain = 'x'",
        "UPDATE lesions_levels SET value = 'L7'",
        "UPDATE patients SET age_years = 131",
    ],
)
def test_a_check_refuses_what_no_vocabulary_holds(store: Store, nonsense: str) -> None:
    with pytest.raises(Undone), store.write() as connection:
        assert "CHECK" in refused(connection, nonsense)
        raise Undone


def test_columns_hold_their_type_only(store: Store) -> None:
    with pytest.raises(Undone), store.write() as connection:
        words = refused(connection, "UPDATE performance SET ecog = 'one'")
        assert "cannot store TEXT" in words
        raise Undone
