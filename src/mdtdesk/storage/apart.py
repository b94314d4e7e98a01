# SPDX-License-Identifier: MIT
"""The full check beside people who type: made on a copy, so that a commit waits for one step only.

Copying reads every page, and a page whose seal is broken ends it. Whatever is not sound on the copy
is looked for again in the store itself, which then no longer writes.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from mdtdesk.errors import Unavailable
from mdtdesk.storage import copying, engine, faults, files, integrity, layout
from mdtdesk.storage.integrity import Progress
from mdtdesk.storage.manifest import Head
from mdtdesk.storage.store import Store


def check(store: Store, head: Head, progress: Progress = integrity.nothing) -> tuple[str, ...]:
    """Return what is wrong with a store: its database and its kept files."""
    try:
        with (
            faults.files(store.path),
            tempfile.TemporaryDirectory(prefix="mdtdesk-check-") as folder,
        ):
            return _of_copy(store, Path(folder) / layout.DATABASE, head, progress)
    except Unavailable:
        # damaged, or no room for a copy: the store itself is asked
        return store.check(progress)


def _of_copy(store: Store, copy: Path, head: Head, progress: Progress) -> tuple[str, ...]:
    copying.copy(store, copy, head, progress, from_disk=True)
    opened = engine.engine(copy, store.data_key, reader=True)
    try:
        with opened.begin() as connection:
            if integrity.problems(connection, progress):
                raise Unavailable("damaged", path=str(store.database))
            return tuple(files.problems(connection, store.cabinet, progress))
    finally:
        opened.dispose()
