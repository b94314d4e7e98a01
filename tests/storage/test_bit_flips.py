# SPDX-License-Identifier: MIT
"""A single flipped bit anywhere in the database is noticed, and so is one in a backup."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import tiny_store
from builders import create
from mdtdesk.errors import Unavailable
from mdtdesk.storage import backup, engine, layout
from mdtdesk.storage.store import Access, Store
from tiny_store import add, head

FEW, MANY = 24, 2_000
Figure = Callable[..., None]


def flip(path: Path, bit: int) -> None:
    """Flip one bit of a file, in place; twice is as before."""
    with path.open("r+b") as file:
        file.seek(bit // 8)
        (byte,) = file.read(1)
        file.seek(bit // 8)
        file.write(bytes([byte ^ 1 << bit % 8]))


def bits(path: Path, count: int) -> list[int]:
    """Choose bits all over a file, the first and the last among them."""
    last = path.stat().st_size * 8 - 1
    chance = random.Random(count)
    return [0, last, *(chance.randrange(last) for _ in range(count - 2))]


def noticed(directory: Path, key: bytes, schema: int) -> bool:
    """Tell whether opening a store after an unclean end finds something wrong."""
    (directory / "clean").unlink(missing_ok=True)
    try:
        with Store.open(directory, key, Access("x", schema)) as opened:
            return opened.damaged
    except Unavailable as fault:
        return fault.reason == "damaged"


@pytest.mark.promise("bit-flips")
def test_every_flipped_bit_is_noticed(
    tmp_path: Path, request: pytest.FixtureRequest, figure: Figure
) -> None:
    count = MANY if request.config.getoption("--long") else FEW
    with create(tmp_path / "team.mdt").store as store:
        path, key, schema = store.database, store.data_key, store.schema
    before = path.read_bytes()
    missed = []
    for bit in bits(path, count):
        flip(path, bit)
        if not noticed(path.parent, key, schema):
            missed.append(bit)
        flip(path, bit)
    assert path.read_bytes() == before
    assert not noticed(path.parent, key, schema)
    figure(flips=count, missed=len(missed))
    print(f"{count} flips, {len(missed)} missed")
    assert missed == []


@pytest.mark.promise("bit-flips")
def test_every_flipped_bit_of_a_backup_is_noticed(
    tmp_path: Path, request: pytest.FixtureRequest, figure: Figure
) -> None:
    count = MANY if request.config.getoption("--long") else FEW
    with tiny_store.create(tmp_path).store as store:
        add(store, "x" * 500, 100)
        (store.place.files / "ab12").write_bytes(bytes(range(256)) * 20)
        now = tiny_store.NOW
        made = backup.backup(store, tmp_path / "b", head=head, now=now)
    parts = [made.path / layout.DATABASE, made.path / "keys.json", made.path / "files" / "ab12"]
    missed = 0
    for path in parts:
        for bit in bits(path, count // 3):
            flip(path, bit)
            missed += not backup.changed_files(made.path, made.manifest)
            flip(path, bit)
    assert not backup.changed_files(made.path, made.manifest)
    figure(flips_of_a_backup=count // 3 * 3, missed=missed)
    assert missed == 0


@pytest.mark.promise("bit-flips", control=True)
def test_a_plain_database_notices_few(tmp_path: Path) -> None:
    """The negative control: SQLite's own check on an unencrypted database."""
    driver: Any = engine._driver
    path, count = tmp_path / "plain.db", 200
    connection = driver.connect(str(path))
    connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT")
    connection.executemany("INSERT INTO note (words) VALUES (?)", [("x" * 500,)] * 400)
    connection.commit()
    connection.close()
    seen = 0
    for bit in bits(path, count):
        flip(path, bit)
        try:
            opened = driver.connect(str(path))
            try:
                seen += opened.execute("PRAGMA integrity_check").fetchall() != [("ok",)]
            finally:
                opened.close()
        except driver.Error:
            seen += 1
        flip(path, bit)
    print(f"plain: {seen} of {count} flips noticed")
    assert seen < count / 2
