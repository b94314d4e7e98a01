# SPDX-License-Identifier: MIT
"""What a backup holds: told by its manifest, held against its files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, select, table

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


@dataclass(frozen=True, slots=True)
class Manifest:
    """One backup. ``digests``: SHA-256 of each file by its path within the backup."""

    store_id: str
    name: str
    made_at: datetime
    facts: Facts
    digests: Mapping[str, str]


def facts(connection: Connection, head: Head) -> Facts:
    """Read the facts of a database."""
    tables = connection.exec_driver_sql(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name"
    ).scalars()
    counts = {
        name: connection.execute(select(func.count()).select_from(table(name))).scalar_one()
        for name in tables.all()
    }
    schema = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    return Facts(head(connection), int(schema), counts)


def digests(directory: Path) -> dict[str, str]:
    """Return the digest of each file of a backup, but of its manifest."""
    paths = sorted(path for path in directory.rglob("*") if path.is_file())
    return {
        path.relative_to(directory).as_posix(): _digest(path)
        for path in paths
        if path != directory / NAME
    }


def _digest(path: Path) -> str:
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
