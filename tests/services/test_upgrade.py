# SPDX-License-Identifier: MIT
"""A store of the first schema becomes one of today, with everything that was in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

from builders import PASSWORD, context, create, documents
from mdtdesk import app
from mdtdesk.domain import document
from mdtdesk.domain.drafts import RegisterDraft
from mdtdesk.errors import Unavailable
from mdtdesk.services import audit_trail, backups, cases
from mdtdesk.services.backups import UpgradeDraft
from mdtdesk.storage import schema
from mdtdesk.storage.shapes import CASE, PATIENT
from mdtdesk.storage.store import Store

SCORE = {"instrument": "sins", "version": "2010", "total": 9, "answers": {"pain": "mechanical"}}


def first_schema(folder: Path) -> tuple[Path, str]:
    """Make a store of schema 1 with one case that has a kept score."""
    facts = {**documents("invented")[0], "scores": [SCORE]}
    with (
        create(folder / "old.mdt", version=1).store as old,
        create(folder / "today.mdt").store as today,
    ):
        made = cases.register(context(today), RegisterDraft(document.document(facts)))
        copy_case(today, old)
        return old.path, made.id


def copy_case(today: Store, old: Store) -> None:
    """Write the rows of a store's only case into an older one: today's program cannot any more."""
    tables = [table.name for root in (CASE, PATIENT) for table in root.tables()]
    tables += ["cases_missing", "case_numbers", "worklist", "worklist_counts"]
    with today.read() as source, old.write() as target:
        for table in tables:
            held = target.exec_driver_sql(f'SELECT name FROM pragma_table_info("{table}")')
            names = [str(name) for (name,) in held if name != "registered_by_id"]
            columns = ", ".join(f'"{name}"' for name in names)
            rows = source.exec_driver_sql(f'SELECT {columns} FROM "{table}"').fetchall()
            marks = ", ".join("?" for _ in names)
            for row in rows:
                written = f'INSERT INTO "{table}" ({columns}) VALUES ({marks})'
                target.exec_driver_sql(written, tuple(row))


def made_of(store: Store) -> list[str]:
    """Return the names of what the database is made of."""
    with store.read() as connection:
        found = connection.exec_driver_sql("SELECT type || ' ' || name FROM sqlite_master")
        return sorted(str(row[0]) for row in found if "alembic" not in row[0])


def test_an_old_store_is_upgraded_with_all_it_holds(tmp_path: Path) -> None:
    path, case_id = first_schema(tmp_path)
    person = app.people(path)[0].id
    with pytest.raises(Unavailable) as refused:
        app.sign_in_as(path, person, PASSWORD, writer=True)
    assert refused.value.reason == "older"
    old = app.sign_in_as(path, person, PASSWORD, writer=True, older=True)
    assert app.is_older(old)
    before = cases.get(old.context, case_id).document
    backups.upgrade(old.context, UpgradeDraft("before.mdtbackup"))
    old.context.store.announce_schema()
    app.sign_out(old)
    signed = app.sign_in_as(path, person, PASSWORD, writer=True)
    assert signed.context.store.schema == schema.VERSION
    assert cases.get(signed.context, case_id).document == before
    assert audit_trail.verify(signed.context).fault == ""
    with create(tmp_path / "new.mdt").store as new:
        assert made_of(signed.context.store) == made_of(new)
    with (
        pytest.raises(DatabaseError, match="append only"),
        signed.context.store.write() as connection,
    ):
        connection.exec_driver_sql("UPDATE scores SET total = 10")
    app.sign_out(signed)
