# SPDX-License-Identifier: MIT
"""What a backup holds: told by its manifest, held against its files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Integer, func, literal_column, select, table

from mdtdesk import system
from mdtdesk.errors import Unavailable
from mdtdesk.storage import faults

NAME = "manifest.json"
FORMAT = "mdtdesk-backup"
VERSION = 1

Head = Callable[[Connection], str]
"""Reads the head of the audit chain."""


@dataclass(frozen=True, slots=True)
class Facts:
    """By what a copy is known to be the original: its head, its schema, the rows of each table."""

    audit_head: str
    schema: int
    counts: Mapping[str, int]

    def agrees(self, copy: Facts) -> bool:
        """Tell whether a copy is this; rows that nobody had the time to count agree with any."""
        same = (self.audit_head, self.schema) == (copy.audit_head, copy.schema)
        return same and (not self.counts or self.counts == copy.counts)


@dataclass(frozen=True, slots=True)
class Manifest:
    """One backup. ``digests``: SHA-256 of each file by its path within the backup."""

    store_id: str
    name: str
    made_at: datetime
    facts: Facts
    digests: Mapping[str, str]


Read = Callable[[], AbstractContextManager[Connection]]
_ROWS = 1_000  # counted in one reading, which a commit may have to wait for


def facts(connection: Connection, head: Head) -> Facts:
    """Read the facts of a database."""
    return facts_apart(lambda: nullcontext(connection), head)


def without_counts(read: Read, head: Head) -> Facts:
    """Read the facts that take no time."""
    with read() as connection:
        schema = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        return Facts(head(connection), schema, {})


def facts_apart(read: Read, head: Head) -> Facts:
    """Read the facts in many short readings; whoever asks looks that nothing changes meanwhile."""
    with read() as connection:
        tables = connection.exec_driver_sql(
            "SELECT name, sql LIKE '%WITHOUT ROWID%' FROM sqlite_schema"
            " WHERE type = 'table' AND rootpage > 0 ORDER BY name"
        ).all()
        schema = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        at = head(connection)
    counts = {
        str(name): _count(read, name) if whole else _count_apart(read, name)
        for name, whole in tables
    }
    return Facts(at, schema, counts)


def _count(read: Read, name: str) -> int:
    with read() as connection:
        return connection.execute(select(func.count()).select_from(table(name))).scalar_one()


def _count_apart(read: Read, name: str) -> int:
    """Count a table's rows some thousands at a time, by the number SQLite gives each row."""
    number = literal_column("rowid", Integer)
    count, last = 0, -(1 << 63)
    while True:
        rows = select(number.label("number")).select_from(table(name)).where(number > last)
        some = rows.order_by(number).limit(_ROWS).subquery()
        with read() as connection:
            found = connection.execute(select(func.count(), func.max(some.c.number))).one()
        count += int(found[0])
        if found[0] < _ROWS:
            return count
        last = int(found[1])


def digests(directory: Path) -> dict[str, str]:
    """Return the digest of each file of a backup, but of its manifest."""
    paths = sorted(path for path in directory.rglob("*") if path.is_file())
    return {
        path.relative_to(directory).as_posix(): digest(path)
        for path in paths
        if path != directory / NAME
    }


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write(directory: Path, manifest: Manifest) -> None:
    """Write the manifest of a backup."""
    content = {
        "format": FORMAT,
        "version": VERSION,
        "store": manifest.store_id,
        "name": manifest.name,
        "made_at": manifest.made_at.isoformat(),
        "schema": manifest.facts.schema,
        "audit_head": manifest.facts.audit_head,
        "counts": dict(manifest.facts.counts),
        "digests": dict(manifest.digests),
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    system.write_whole(directory / NAME, text.encode())


def read(directory: Path) -> Manifest:
    """Read a backup's manifest; Unavailable ``not_a_backup``, ``newer`` or ``backup_damaged``."""
    path = directory / NAME
    if not path.is_file():
        raise Unavailable("not_a_backup", path=str(directory))
    with faults.files(path):
        data = path.read_bytes()
    try:
        content = json.loads(data)
        if content["format"] != FORMAT:
            raise Unavailable("not_a_backup", path=str(directory))
        if content["version"] > VERSION:
            raise Unavailable("newer", found=content["version"], known=VERSION)
        counts = {str(table): int(count) for table, count in content["counts"].items()}
        digests = {str(file): str(digest) for file, digest in content["digests"].items()}
        return Manifest(
            str(content["store"]),
            str(content["name"]),
            _moment(content["made_at"]),
            Facts(str(content["audit_head"]), int(content["schema"]), counts),
            digests,
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Unavailable("backup_damaged", path=str(directory), found=NAME) from error


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment
