# SPDX-License-Identifier: MIT
"""SQLAlchemy on SQLCipher: the key, the pragmas that must hold, the transactions.

BEGIN and COMMIT are statements sent by event hooks, so that a transaction is what we say and not
what the driver guesses, and so that a test that counts statements sees them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.pool import QueuePool

from mdtdesk.errors import Unavailable
from mdtdesk.storage import faults

BUSY_MS = 5000
COMMIT_TRIES = 6
_READERS, _MORE_READERS, _WAIT_FOR_READER = 4, 28, 30
# The driver has no type information; nothing but this module names it.
_driver: Any = import_module("sqlcipher3.dbapi2")

_KEY_LENGTH = 32
PRAGMAS: dict[str, tuple[str, str | int]] = {
    "journal_mode": ("DELETE", "delete"),
    "synchronous": ("EXTRA", 3),
    "foreign_keys": ("ON", 1),
    "trusted_schema": ("OFF", 0),
    "cell_size_check": ("ON", 1),
    "secure_delete": ("ON", 1),
    "busy_timeout": (str(BUSY_MS), BUSY_MS),
    "temp_store": ("MEMORY", 2),
    # without it a macOS drive may keep a "synced" page in its own cache
    "fullfsync": ("ON", 1),
    # without it INSERT OR REPLACE removes a row and no trigger that forbids it is asked
    "recursive_triggers": ("ON", 1),
}
_READER_PRAGMAS: dict[str, tuple[str, str | int]] = {"query_only": ("ON", 1)}


def connect(path: Path, key: bytes, *, reader: bool, fresh: bool = False) -> Any:
    """Open one driver connection with key and pragmas, read back; ``fresh`` makes the file."""
    if len(key) != _KEY_LENGTH:
        raise ValueError("a data key has 256 bits")
    try:
        with ExitStack() as undo:
            connection = _open(path, create=fresh)
            undo.callback(connection.close)
            _unlock(connection, key)
            set_pragmas(connection, PRAGMAS | (_READER_PRAGMAS if reader else {}))
            undo.pop_all()
    except _driver.Error as error:
        raise _opening_fault(error, path) from error
    return connection


def _open(path: Path, *, create: bool = False) -> Any:
    return _driver.connect(
        f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_MS / 1000,
    )


def _unlock(connection: Any, key: bytes) -> None:
    # SQLCipher writes to standard error otherwise, where only our sentences belong
    connection.execute("PRAGMA cipher_log_level = NONE")
    # off, as is SQLCipher's default: wiping each page's buffer costs a third of every look-up, and
    # what is read lies in this process's memory anyway
    connection.execute("PRAGMA cipher_memory_security = OFF")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA cipher_compatibility = 4")


def set_pragmas(connection: Any, pragmas: dict[str, tuple[str, str | int]]) -> None:
    """Set each pragma and refuse the connection if one does not hold."""
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise Unavailable("setting_refused", setting="cipher_version", found="")
    for name, (value, expected) in pragmas.items():
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
        row = connection.execute(f"PRAGMA {name}").fetchone()
        found = row[0] if row else None
        if found != expected:
            raise Unavailable("setting_refused", setting=name, found=found)


def _opening_fault(error: BaseException, path: Path) -> BaseException:
    fault = faults.from_driver(error, path)
    if fault is None:
        return error
    if fault.reason == "damaged" and _is_plain(path):
        return Unavailable("not_a_store", path=str(path))
    return fault


def _is_plain(path: Path) -> bool:
    """Tell whether another program's unencrypted database lies there.

    Asked through SQLite and not by reading the file: closing a file drops the whole process's
    locks on it, those of an open store too.
    """
    try:
        connection = _open(path)
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")
            return bool(connection.execute("PRAGMA schema_version").fetchall())
        finally:
            connection.close()
    except _driver.Error:
        return False


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn a driver's error about a database into an Unavailable."""
    try:
        yield
    except _driver.Error as error:
        raise faults.from_driver(error, path) or error from error


def engine(path: Path, key: bytes, *, reader: bool) -> Engine:
    """Return an engine for many reading threads, or for the one writing connection."""
    made = create_engine(
        "sqlite://",
        module=_driver,
        creator=lambda: connect(path, key, reader=reader),
        poolclass=QueuePool,
        pool_size=_READERS if reader else 1,
        max_overflow=_MORE_READERS if reader else 0,
        pool_timeout=_WAIT_FOR_READER,
        # no patient's word in an exception's text
        hide_parameters=True,
    )
    event.listen(made, "begin", _begin("BEGIN" if reader else "BEGIN IMMEDIATE"))
    event.listen(made, "handle_error", _explain(path, reader=reader))
    if not reader:
        event.listen(made, "commit", commit_patiently)
    return made


def _begin(statement: str) -> Callable[[Connection], None]:
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(statement)

    return begin


def commit_patiently(connection: Connection) -> None:
    """Commit, and again when a reader was in the way: the work stays whole meanwhile."""
    end = time.monotonic() + COMMIT_TRIES * BUSY_MS / 1000
    while True:
        try:
            connection.exec_driver_sql("COMMIT")
            return
        except Unavailable as fault:
            if fault.reason != "busy" or time.monotonic() > end:
                raise


def _explain(path: Path, *, reader: bool) -> Callable[[ExceptionContext], None]:
    def explain(context: ExceptionContext) -> None:
        error = context.original_exception
        fault = faults.from_driver(error, path)
        if fault is None:
            return
        if reader and getattr(error, "sqlite_errorcode", None) == faults.READONLY:
            # query_only met a write: our own mistake
            return
        if fault.reason == "damaged":
            # after one bad page SQLCipher answers nothing more on that connection
            context.is_disconnect = True
            context.invalidate_pool_on_disconnect = False
        raise fault

    return explain
