# SPDX-License-Identifier: MIT
"""Audit records that wait as files: what readers and refused sign-ins must leave behind.

A file is written and synced before the answer is given; the next writer takes it into the chain
once, by its name, and then removes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mdtdesk import system
from mdtdesk.domain import ids
from mdtdesk.errors import Unavailable
from mdtdesk.storage import faults, seals

FOLDER = "pending-audit"
_SEALED, _PLAIN = ".sealed", ".plain"
_PURPOSE = "pending-audit"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One file that waits; its id, a UUIDv7, tells the order of leaving."""

    id: str
    sealed: bool

    @property
    def file_name(self) -> str:
        """Return the file's name."""
        return self.id + (_SEALED if self.sealed else _PLAIN)


def leave(store: Path, data_key: bytes, record: Mapping[str, object]) -> str:
    """Leave a record sealed under the data key; return its id once it is safe on the disk."""
    waiting = Waiting(ids.new_id(), sealed=True)
    key = seals.derive(data_key, _PURPOSE)
    _write(store, waiting, seals.seal(key, _to_bytes(record), waiting.id))
    return waiting.id


def leave_plain(store: Path, record: Mapping[str, object]) -> str:
    """Leave a record that has no key to be sealed with: a refused sign-in."""
    waiting = Waiting(ids.new_id(), sealed=False)
    _write(store, waiting, _to_bytes(record))
    return waiting.id


def waiting(store: Path) -> tuple[Waiting, ...]:
    """Return what waits, in the order it was left; foreign and unfinished files are passed over."""
    folder = store / FOLDER
    with faults.files(folder):
        names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    own = [name for name in names if name.endswith((_SEALED, _PLAIN))]
    found = (Waiting(Path(name).stem, name.endswith(_SEALED)) for name in own)
    return tuple(row for row in found if ids.is_id(row.id))


def read(store: Path, data_key: bytes, waiting: Waiting) -> dict[str, object] | None:
    """Return the record; None if the file is not what this store's program wrote, or is gone.

    It is gone where a command of another thread has just taken it into the chain.
    """
    path = store / FOLDER / waiting.file_name
    try:
        with faults.files(path):
            content: bytes | None = path.read_bytes()
    except Unavailable as fault:
        if fault.reason != "missing":
            raise
        return None
    if waiting.sealed and content is not None:
        content = seals.unseal(seals.derive(data_key, _PURPOSE), content, waiting.id)
    try:
        record = json.loads(content or b"")
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def rows(
    store: Path, data_key: bytes
) -> Iterator[tuple[Mapping[str, object], Mapping[str, object]]]:
    """Yield each sealed row that waits, with the record it is of, in the order they were left."""
    for file in waiting(store):
        record = (read(store, data_key, file) if file.sealed else None) or {}
        held = record.get("rows")
        yield from ((record, row) for row in (held if isinstance(held, list) else []))


def remove(store: Path, waiting: Waiting) -> None:
    """Remove a file whose record is in the chain; none there is as good."""
    path = store / FOLDER / waiting.file_name
    with faults.files(path):
        path.unlink(missing_ok=True)


def _write(store: Path, waiting: Waiting, content: bytes) -> None:
    path = store / FOLDER / waiting.file_name
    with faults.files(path):
        if not store.is_dir():
            raise Unavailable("missing", path=str(store))
        system.make_folder(path.parent)
        system.write_whole(path, content)


def _to_bytes(record: Mapping[str, object]) -> bytes:
    return json.dumps(dict(record), ensure_ascii=False, sort_keys=True).encode()
