# SPDX-License-Identifier: MIT
"""The bytes of a case's files: sealed under the data key in ``files/``, named by their digest.

A file is whole on the disk before the row that names it is committed. What a killed command left
there is named by no row and goes with ``forget``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, bindparam, delete, insert, select, text

from mdtdesk import system
from mdtdesk.domain.files import ReadFile
from mdtdesk.errors import Unavailable
from mdtdesk.storage import faults, seals
from mdtdesk.storage.columns import METADATA
from mdtdesk.storage.integrity import Progress, nothing
from mdtdesk.storage.tables import STORED_FILES

_PURPOSE = "files"
_SMALL = ".small"
_NAME = re.compile(r"[0-9a-f]{64}")
# whole, or begun by a program that was killed; what else lies in the folder is not ours to remove
_OURS = re.compile(r"\.?[0-9a-f]{64}(\.small)?(\.[0-9a-f]+\.new)?")


@dataclass(frozen=True, slots=True)
class Cabinet:
    """A folder of sealed files and the data key that opens them."""

    folder: Path
    data_key: bytes

    def _path(self, digest: str, ending: str = "") -> Path:
        if not _NAME.fullmatch(digest):  # whatever a document says, no other path is made of it
            raise Unavailable("file_missing", digest=digest[:12])
        return self.folder / (digest + ending)

    def put(self, file: ReadFile) -> None:
        """Write a file, and the small picture of it, each so that it appears whole or not."""
        key = seals.derive(self.data_key, _PURPOSE)
        with faults.files(self.folder):
            self.folder.mkdir(exist_ok=True)
            if file.small:
                sealed = seals.seal(key, file.small, file.digest + _SMALL)
                system.write_whole(self._path(file.digest, _SMALL), sealed)
            system.write_whole(self._path(file.digest), seals.seal(key, file.content, file.digest))

    def get(self, digest: str) -> bytes:
        """Return a file's bytes. Raises Unavailable where they are gone or not what they were."""
        path = self._path(digest)
        if not path.is_file():
            raise Unavailable("file_missing", digest=digest[:12])
        with faults.files(path):
            sealed = path.read_bytes()
        content = seals.unseal(seals.derive(self.data_key, _PURPOSE), sealed, digest)
        if content is None or hashlib.sha256(content).hexdigest() != digest:
            raise Unavailable("file_damaged", digest=digest[:12])
        return content

    def small(self, digest: str) -> bytes:
        """Return a file's small picture, empty where there is none that opens."""
        path = self._path(digest, _SMALL)
        if not path.is_file():
            return b""
        with faults.files(path):
            sealed = path.read_bytes()
        key = seals.derive(self.data_key, _PURPOSE)
        return seals.unseal(key, sealed, digest + _SMALL) or b""

    def names(self) -> tuple[str, ...]:
        """Return the names of all that lies in the folder."""
        with faults.files(self.folder):
            found = self.folder.iterdir() if self.folder.is_dir() else ()
            return tuple(sorted(path.name for path in found))

    def drop(self, name: str) -> None:
        """Remove what lies there under a name of ``names``."""
        with faults.files(self.folder):
            (self.folder / name).unlink(missing_ok=True)


def keep(connection: Connection, cabinet: Cabinet, file: ReadFile, *, at: str) -> None:
    """Keep a file unless its bytes are here already; within the transaction that names it."""
    if held(connection, [file.digest]):
        return
    cabinet.put(file)
    row = {"digest": file.digest, "media_type": file.media_type}
    connection.execute(insert(STORED_FILES), {**row, "bytes": len(file.content), "kept_at": at})


def held(connection: Connection, digests: Iterable[str]) -> frozenset[str]:
    """Return which of these files this store has."""
    table, wanted = STORED_FILES, list(digests)
    chosen = select(table.c.digest).where(
        table.c.digest.in_(bindparam("wanted", wanted, expanding=True))
    )
    return frozenset(str(digest) for digest in connection.execute(chosen).scalars())


def unnamed(connection: Connection) -> tuple[str, ...]:
    """Return the files that no case and no frozen basis of a decision names any more."""
    attachments = METADATA.tables["attachments"].c.digest
    bases = METADATA.tables["decisions_basis"].c.document
    stored = STORED_FILES.c.digest
    loose = select(stored).where(stored.not_in(select(attachments))).order_by(stored)
    found = [str(digest) for digest in connection.execute(loose).scalars()]
    frozen = select(bases).where(bases.contains(bindparam("digest"))).limit(1)
    return tuple(d for d in found if connection.execute(frozen, {"digest": d}).first() is None)


def orphans(connection: Connection, cabinet: Cabinet) -> tuple[str, ...]:
    """Return the names in the folder that belong to no row: what a killed command left."""
    known = {str(d) for d in connection.execute(select(STORED_FILES.c.digest)).scalars()}
    ours = (name for name in cabinet.names() if _OURS.fullmatch(name))
    return tuple(name for name in ours if name.removesuffix(_SMALL) not in known)


def forget(connection: Connection, digests: Iterable[str]) -> None:
    """Forget files: their bytes are orphans from the commit on."""
    for digest in digests:
        connection.execute(delete(STORED_FILES).where(STORED_FILES.c.digest == digest))


def problems(
    connection: Connection, cabinet: Cabinet, progress: Progress = nothing
) -> Iterator[str]:
    """Yield which kept files are gone or not what they were; none in a store of before them."""
    there = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'stored_files'"
    if connection.execute(text(there)).first() is None:
        return
    digests = [str(d) for d in connection.execute(select(STORED_FILES.c.digest)).scalars()]
    for done, digest in enumerate(digests):
        progress("files", done, len(digests))
        try:
            cabinet.get(digest)
        except Unavailable as fault:
            yield f"files/{digest[:12]}: {fault.reason}"
