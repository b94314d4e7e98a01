# SPDX-License-Identifier: MIT
"""Importing ten thousand case documents beside json.loads and bare inserts of the same rows."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path
from typing import Any

from bench import synthetic
from bench.measure import Pair, Place, row
from bench.stores import PASSWORD, new_store
from mdtdesk import app
from mdtdesk.domain.document import Document, thaw
from mdtdesk.domain.imports import draft
from mdtdesk.exchange.case_document import Reader
from mdtdesk.services import imports
from mdtdesk.storage import engine, search_words
from mdtdesk.storage.columns import METADATA

COUNT = 10_000
_LOCAL = ("id", "registered")


@row(
    "import 10,000 case documents",
    against="json.loads and bare inserts of the same rows",
    goal=3.0,
)
def import_many(place: Place) -> Pair:
    """Parse, check, plan, write and audit a file of cases into an empty store."""
    documents = list(synthetic.cases(COUNT))
    file = place.folder / "cases.json"
    plain = [{k: v for k, v in _plain(each).items() if k not in _LOCAL} for each in documents]
    file.write_text(json.dumps(plain, ensure_ascii=False), "utf-8")
    made = new_store(place.folder)
    empty = place.folder / "empty.db"
    shutil.copy(made.directory / "store.db", empty)
    signed = app.sign_in(made.directory, made.person_id, PASSWORD)
    with Reader() as reader:
        began = time.perf_counter()
        imports.run(signed.context, draft(reader.read(file)))
        seconds = time.perf_counter() - began
    kept = _rows(signed, {str(d["number"]): d for d in documents})
    key = signed.context.store.data_key
    app.sign_out(signed)

    def bare() -> float:
        target = place.folder / "bare.db"
        shutil.copy(empty, target)
        return _insert(target, key, file, kept)

    return Pair(lambda: seconds, bare, rounds=1, warm=False)


def _plain(document: Document) -> dict[str, Any]:
    plain = thaw(document)
    assert isinstance(plain, dict)
    return plain


def _rows(signed: app.SignedIn, documents: dict[str, Document]) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row that the import left, by the statement that inserts it."""
    kept: dict[str, list[tuple[Any, ...]]] = {}
    with signed.context.store.read() as connection:
        for table in METADATA.sorted_tables:
            rows = [tuple(each) for each in connection.execute(table.select())]
            marks = ", ".join("?" * len(table.c))
            kept[f'INSERT OR IGNORE INTO "{table.name}" VALUES ({marks})'] = rows
        found = connection.exec_driver_sql("SELECT place, number FROM worklist").fetchall()
    words = [(at, search_words.of_case(documents[number])) for at, number in found]
    kept["INSERT INTO search_words (rowid, words) VALUES (?, ?)"] = words
    return kept


def _insert(target: Path, key: bytes, file: Path, kept: dict[str, list[tuple[Any, ...]]]) -> float:
    connection = engine.connect(target, key, reader=False)
    began = time.perf_counter()
    json.loads(file.read_text("utf-8"))
    connection.execute("BEGIN IMMEDIATE")
    for statement, rows in kept.items():
        connection.executemany(statement, rows)
    connection.execute("COMMIT")
    seconds = time.perf_counter() - began
    connection.close()
    return seconds
