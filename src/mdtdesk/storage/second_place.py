# SPDX-License-Identifier: MIT
"""A second place for backups, such as another drive: what was proved is copied there and compared.

The place is never made: a drive that is not connected must not become a folder of the same name.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mdtdesk.errors import Unavailable
from mdtdesk.storage import backup, faults, integrity, manifest, unfinished
from mdtdesk.storage.backup import Backup
from mdtdesk.storage.integrity import Progress

_CHUNK = 4 * 1024 * 1024
_UNFINISHED = ".copy"


def copy_to(made: Backup, place: Path, progress: Progress = integrity.nothing) -> Backup:
    """Copy a proved backup into another folder; Unavailable ``second_missing`` if it is not there.

    Whatever fails, nothing is left at the final name.
    """
    final = place / made.path.name
    with faults.files(place):
        if not place.is_dir():
            raise Unavailable("second_missing", path=str(place))
        if final.exists() and not backup.changed_files(final, made.manifest):
            return Backup(final, made.manifest)
        with unfinished.folder(final, made.manifest.name, _UNFINISHED) as folder:
            _copy(made.path, folder, progress)
            changed = backup.changed_files(folder, made.manifest)
            if changed:
                raise Unavailable("backup_damaged", path=str(final), found=changed[0])
            backup.sync_all(folder)
    return Backup(final, manifest.read(final))


def _copy(source: Path, target: Path, progress: Progress) -> None:
    paths = sorted(source.rglob("*"))
    total, done = sum(path.stat().st_size for path in paths if path.is_file()), 0
    for path in paths:
        into = target / path.relative_to(source)
        if path.is_dir():
            into.mkdir(exist_ok=True)
            continue
        with into.open("xb") as stream:
            for piece in _pieces(path):
                stream.write(piece)
                done += len(piece)
                progress("second", done, total)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(_CHUNK):
            yield piece
