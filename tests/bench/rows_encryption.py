# SPDX-License-Identifier: MIT
"""What encryption costs: the same work on the same store with and without its key."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

from bench import synthetic
from bench.measure import Pair, Place, row
from bench.stores import PASSWORD, new_store
from mdtdesk import app
from mdtdesk.domain.document import Document, change
from mdtdesk.domain.worklist import WorklistQuery
from mdtdesk.storage import case_rows, engine, reading
from mdtdesk.storage.queries import cases as lookups
from mdtdesk.storage.queries import worklist

COUNT, OPENED = 2_000, 40


@row(
    "twenty lists and searches, forty cases opened, five fields saved",
    against="the same store without encryption",
    goal=1.15,
)
def encryption(place: Place) -> Pair:
    """Work through the same functions on two databases of the same rows."""
    made = new_store(place.folder)
    signed = app.sign_in(made.directory, made.person_id, PASSWORD)
    store = signed.context.store
    synthetic.fill(store, COUNT)
    plain = place.folder / "plain.db"
    with store.read() as connection:
        ids = lookups.ids_in_order(connection)[: OPENED * 10 : 10]
    _decrypt(store.database, store.data_key, plain)
    today, person = signed.context.clock().date(), signed.context.actor.person_id
    app.sign_out(signed)
    engines = [engine.engine(store.database, store.data_key, reader=False), _unencrypted(plain)]

    def work(on: Engine) -> Callable[[], None]:
        typed = itertools.count(1)

        def run() -> None:
            with on.begin() as connection:
                for search in ("", "王", "zs", "t11", "femur") * 4:
                    asked = WorklistQuery(search=search, limit=50)
                    worklist.page(connection, asked, today=today, person_id=person)
                found = [_document(connection, case_id) for case_id in ids]
            for case_id, case in zip(ids[:5], found, strict=False):
                new = change(case, {"referral.question": f"T11 病变是否需要手术？{next(typed)}"})
                with on.begin() as connection:
                    case_rows.update_case(connection, case_id, old=case, new=new)

        return run

    def close() -> None:
        for each in engines:
            each.dispose()

    return Pair(work(engines[0]), work(engines[1]), rounds=41, close=close)


def _document(connection: Connection, case_id: str) -> Document:
    found = reading.load(connection, case_id)
    assert found is not None
    return found


def _decrypt(database: Path, key: bytes, plain: Path) -> None:
    connection = engine.connect(database, key, reader=False)
    connection.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
    connection.execute("SELECT sqlcipher_export('plain')").fetchall()
    connection.execute("DETACH DATABASE plain")
    connection.close()


def _unencrypted(path: Path) -> Engine:
    def connect() -> Any:
        connection = engine._open(path)
        engine.set_pragmas(connection, engine.PRAGMAS)
        return connection

    made = create_engine("sqlite://", module=engine._driver, creator=connect)
    event.listen(made, "begin", engine._begin("BEGIN IMMEDIATE"))
    event.listen(made, "commit", engine.commit_patiently)
    return made
