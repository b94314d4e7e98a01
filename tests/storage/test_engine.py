# SPDX-License-Identifier: MIT
"""The connection to the encrypted database: key, pragmas, transactions, reasons of failure."""

from __future__ import annotations

import errno
import secrets
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError, OperationalError

from mdtdesk.errors import Unavailable
from mdtdesk.storage import engine, faults

KEY = secrets.token_bytes(32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return the path of a fresh database with one row."""
    path = tmp_path / "a b%20#?.db"
    connection = engine.connect(path, KEY, reader=False, fresh=True)
    connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT NOT NULL) STRICT")
    connection.execute("INSERT INTO note (words) VALUES ('脊柱转移瘤')")
    connection.close()
    return path


def _reason(call: Any) -> str:
    with pytest.raises(Unavailable) as caught:
        call()
    return caught.value.reason


def _read(path: Path, key: bytes = KEY) -> Any:
    opened = engine.engine(path, key, reader=True)
    try:
        with opened.begin() as connection:
            return connection.execute(text("SELECT words FROM note")).scalars().all()
    finally:
        opened.dispose()


def test_the_file_is_encrypted(path: Path) -> None:
    assert _read(path) == ["脊柱转移瘤"]
    content = path.read_bytes()
    assert "脊柱".encode() not in content
    assert not content.startswith(b"SQLite")


@pytest.mark.parametrize("reader", [True, False])
@pytest.mark.promise("settings")
def test_the_pragmas_hold(path: Path, reader: bool) -> None:
    connection = engine.connect(path, KEY, reader=reader)
    found = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in [*engine.PRAGMAS, "query_only"]
    }
    connection.close()
    assert found == {
        "journal_mode": "delete",
        "synchronous": 3,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "secure_delete": 1,
        "busy_timeout": 5000,
        "temp_store": 2,
        "fullfsync": 1,
        "recursive_triggers": 1,
        "query_only": int(reader),
    }


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [("synchronous", "FULL", 3), ("foreign_keys", "OFF", 1), ("journal_mode", "WAL", "delete")],
)
@pytest.mark.promise("settings", control=True)
def test_a_pragma_that_does_not_hold_is_refused(
    path: Path, name: str, value: str, expected: str | int
) -> None:
    connection = engine.connect(path, KEY, reader=False)
    reason = _reason(lambda: engine.set_pragmas(connection, {name: (value, expected)}))
    connection.close()
    assert reason == "setting_refused"


def test_a_driver_without_encryption_is_refused() -> None:
    class Plain:
        def execute(self, _: str) -> Plain:
            return self

        def fetchone(self) -> None:
            return None

    assert _reason(lambda: engine.set_pragmas(Plain(), {})) == "setting_refused"


def test_wrong_key_and_foreign_files_are_told_and_unchanged(path: Path, tmp_path: Path) -> None:
    assert _reason(lambda: _read(path, secrets.token_bytes(32))) == "damaged"
    plain = tmp_path / "plain.db"
    driver = import_module("sqlcipher3.dbapi2").connect(str(plain))
    driver.execute("CREATE TABLE other (x)")
    driver.close()
    garbage = tmp_path / "garbage.db"
    garbage.write_bytes(secrets.token_bytes(10_000))
    for file, reason in ((plain, "not_a_store"), (garbage, "damaged")):
        before = file.read_bytes()
        assert _reason(partial(_read, file)) == reason
        assert file.read_bytes() == before
    assert _reason(lambda: _read(tmp_path / "none.db")) == "missing"
    assert not (tmp_path / "none.db").exists()


def test_a_flipped_bit_is_damage(path: Path) -> None:
    whole = path.read_bytes()
    for place in range(0, len(whole), 509):
        changed = bytearray(whole)
        changed[place] ^= 1 << place % 8
        path.write_bytes(changed)
        assert _reason(lambda: _read(path)) == "damaged", place


def test_a_transaction_is_what_we_say(path: Path) -> None:
    said: list[str] = []
    writer = engine.engine(path, KEY, reader=False)
    event.listen(writer, "before_cursor_execute", lambda *a: said.append(a[2]))
    with writer.begin() as connection:
        connection.execute(text("INSERT INTO note (words) VALUES ('a')"))
        connection.exec_driver_sql("CREATE TABLE other (x TEXT) STRICT")

    def stumble() -> None:
        with writer.begin() as connection:
            connection.exec_driver_sql("DROP TABLE other")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()
    writer.dispose()
    verbs = " ".join(words.split()[0] for words in said)
    assert verbs == "BEGIN INSERT CREATE COMMIT BEGIN DROP"
    assert said[0] == "BEGIN IMMEDIATE"
    check = engine.connect(path, KEY, reader=True)
    names = check.execute("SELECT name FROM sqlite_schema ORDER BY name").fetchall()
    check.close()
    assert names == [("note",), ("other",)]


def test_a_reader_cannot_write_and_that_is_our_mistake(path: Path) -> None:
    readers = engine.engine(path, KEY, reader=True)
    with readers.begin() as connection, pytest.raises(OperationalError, match="readonly"):
        connection.execute(text("INSERT INTO note (words) VALUES ('a')"))
    readers.dispose()


def test_a_broken_rule_is_no_environment_and_shows_no_value(path: Path) -> None:
    writer = engine.engine(path, KEY, reader=False)
    with pytest.raises(IntegrityError) as caught, writer.begin() as connection:
        connection.execute(text("INSERT INTO note (id, words) VALUES (1, :w)"), {"w": "张三"})
    writer.dispose()
    assert "张三" not in str(caught.value)


def test_a_commit_that_meets_a_reader_waits_for_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_MS", 20)
    monkeypatch.setitem(engine.PRAGMAS, "busy_timeout", ("20", 20))
    reader = engine.connect(path, KEY, reader=True)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM note").fetchall()
    writer = engine.engine(path, KEY, reader=False)
    tried: list[str] = []

    def saw(*arguments: Any) -> None:
        if arguments[2] == "COMMIT":
            tried.append("COMMIT")
            if len(tried) == 3:
                reader.execute("ROLLBACK")

    event.listen(writer, "before_cursor_execute", saw)
    with writer.begin() as connection:
        connection.execute(text("INSERT INTO note (words) VALUES ('kept')"))
    writer.dispose()
    reader.close()
    assert len(tried) == 3
    assert _read(path) == ["脊柱转移瘤", "kept"]


def test_a_reader_that_never_ends_fails_the_commit_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_MS", 20)
    monkeypatch.setitem(engine.PRAGMAS, "busy_timeout", ("20", 20))
    reader = engine.connect(path, KEY, reader=True)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM note").fetchall()
    writer = engine.engine(path, KEY, reader=False)

    def write() -> None:
        with writer.begin() as connection:
            connection.execute(text("INSERT INTO note (words) VALUES ('x')"))

    assert _reason(write) == "busy"
    reader.execute("ROLLBACK")
    assert _read(path) == ["脊柱转移瘤"]
    write()
    assert _read(path) == ["脊柱转移瘤", "x"]
    reader.close()
    writer.dispose()


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EACCES, "no_permission"),
        (errno.EROFS, "no_permission"),
        (errno.ENOENT, "missing"),
        (errno.EIO, "io_error"),
    ],
)
def test_the_systems_errors_are_never_damage(number: int, reason: str) -> None:
    assert faults.from_system(OSError(number, "x"), Path("a")).reason == reason


def test_a_full_database_is_told_and_unharmed(path: Path) -> None:
    writer = engine.engine(path, KEY, reader=False)

    def fill() -> None:
        with writer.begin() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
            connection.execute(text("INSERT INTO note (words) VALUES (:w)"), {"w": "x" * 50_000})

    assert _reason(fill) == "disk_full"
    writer.dispose()
    assert _read(path) == ["脊柱转移瘤"]
