# SPDX-License-Identifier: MIT
"""``keys.json``: what is known of a store before its key is; read and written whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mdtdesk import system
from mdtdesk.errors import Unavailable
from mdtdesk.storage import faults

NAME = "keys.json"
FORMAT = "mdtdesk-keys"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Wrapped:
    """The data key, sealed under a password or a code, and what that password costs to try."""

    salt: bytes
    sealed: bytes = field(repr=False)
    memory_kib: int
    passes: int
    lanes: int


@dataclass(frozen=True, slots=True)
class Holder:
    """One person who can open the store. ``must_change``: the password was given, not chosen."""

    id: str
    name: str
    title: str
    must_change: bool
    wrapped: Wrapped = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The whole file. ``fingerprint`` tells a right data key from a wrong one."""

    store_id: str
    schema: int
    fingerprint: str = field(repr=False)
    recovery: Wrapped = field(repr=False)
    people: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A person as the sign-in list names him."""

    id: str
    name: str
    title: str
    must_change: bool


def people(directory: Path, *, newest: int | None = None) -> tuple[Listed, ...]:
    """Return who can sign in, in the order they were added; quick, no cryptography is loaded."""
    rows = read(directory, newest=newest).people
    return tuple(Listed(row.id, row.name, row.title, row.must_change) for row in rows)


def read(directory: Path, *, newest: int | None = None) -> KeyFile:
    """Read a store's key file; refuse one of a newer format, or of a schema above ``newest``."""
    path = directory / NAME
    with faults.files(path):
        data = path.read_bytes()
    try:
        content = json.loads(data)
        if content["format"] != FORMAT:
            raise Unavailable("not_a_store", path=str(path))
        if content["version"] > VERSION:
            raise Unavailable("newer", found=content["version"], known=VERSION)
        if content.pop("digest") != _digest(content):
            raise Unavailable("keys_damaged", path=str(path))
        file = _from_json(content)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Unavailable("keys_damaged", path=str(path)) from error
    if newest is not None and file.schema > newest:
        raise Unavailable("newer", found=file.schema, known=newest)
    return file


def write(directory: Path, file: KeyFile) -> None:
    """Put the file in the place of the old one, in one step."""
    content = _to_json(file)
    data = json.dumps(content | {"digest": _digest(content)}, ensure_ascii=False, indent=1)
    with faults.files(directory / NAME):
        system.write_whole(directory / NAME, data.encode())


def _digest(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _to_json(file: KeyFile) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "store": file.store_id,
        "schema": file.schema,
        "fingerprint": file.fingerprint,
        "recovery": _wrapped_to_json(file.recovery),
        "people": [
            {
                "id": person.id,
                "name": person.name,
                "title": person.title,
                "must_change": person.must_change,
                "key": _wrapped_to_json(person.wrapped),
            }
            for person in file.people
        ],
    }


def _wrapped_to_json(wrapped: Wrapped) -> dict[str, Any]:
    return {
        "kdf": "argon2id",
        "memory_kib": wrapped.memory_kib,
        "passes": wrapped.passes,
        "lanes": wrapped.lanes,
        "salt": wrapped.salt.hex(),
        "sealed": wrapped.sealed.hex(),
    }


def _from_json(content: Mapping[str, Any]) -> KeyFile:
    people = tuple(
        Holder(
            str(row["id"]),
            str(row["name"]),
            str(row["title"]),
            row["must_change"] is True,
            _wrapped_from_json(row["key"]),
        )
        for row in content["people"]
    )
    return KeyFile(
        str(content["store"]),
        int(content["schema"]),
        str(content["fingerprint"]),
        _wrapped_from_json(content["recovery"]),
        people,
    )


def _wrapped_from_json(row: Mapping[str, Any]) -> Wrapped:
    return Wrapped(
        salt=bytes.fromhex(row["salt"]),
        sealed=bytes.fromhex(row["sealed"]),
        memory_kib=int(row["memory_kib"]),
        passes=int(row["passes"]),
        lanes=int(row["lanes"]),
    )
