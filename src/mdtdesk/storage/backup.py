# SPDX-License-Identifier: MIT
"""Backups: a copy under the same key, opened and compared before it gets its name."""

from __future__ import annotations

import glob
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from mdtdesk import system
from mdtdesk.domain.backups import BackupRow
from mdtdesk.errors import Unavailable
from mdtdesk.storage import (
    copying,
    engine,
    faults,
    integrity,
    key_file,
    keys,
    layout,
    manifest,
    unfinished,
)
from mdtdesk.storage import files as stored
from mdtdesk.storage.files import Cabinet
from mdtdesk.storage.integrity import Progress
from mdtdesk.storage.manifest import Facts, Head, Manifest
from mdtdesk.storage.store import APPLICATION_ID, Store
from mdtdesk.system import FileLock

SUFFIX = ".mdtbackup"
_DAY = "%Y%m%d"
STAMP = f"{_DAY}-%H%M%S"
_UNFINISHED = ".new"
_LOCK = "backup.lock"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup and what its manifest says."""

    path: Path
    manifest: Manifest


def backup(
    store: Store,
    destination: Path,
    *,
    head: Head,
    now: datetime,
    progress: Progress = integrity.nothing,
) -> Backup:
    """Copy an open store to ``NAME-YYYYMMDD-HHMMSS.mdtbackup`` and prove the copy.

    Commits of others go on meanwhile. Whatever fails, nothing is left at the final name.
    """
    name = store.place.name
    with _alone(store), faults.files(destination):
        system.make_folder(destination)
        final = _free_name(destination, name, now)
        with unfinished.folder(final, name, _UNFINISHED) as folder:
            made = _fill(store, folder, now, head, progress)
    return Backup(final, made)


def told(made: Backup) -> BackupRow:
    """Return what is told of a backup; its size is that of its files now."""
    facts = made.manifest.facts
    with faults.files(made.path):
        size = sum(path.stat().st_size for path in made.path.rglob("*") if path.is_file())
    moment = made.manifest.made_at
    return BackupRow(made.path, moment, size, facts.schema, facts.audit_head, facts.counts)


@contextmanager
def _alone(store: Store) -> Iterator[None]:
    """Make one backup of a store at a time: the next one removes what a killed one left."""
    lock = FileLock(store.path / _LOCK)
    with faults.files(store.path):
        if not lock.acquire():
            raise Unavailable("backup_busy", path=str(store.path))
    try:
        yield
    finally:
        lock.release(keep_text=True)


def _fill(store: Store, directory: Path, now: datetime, head: Head, progress: Progress) -> Manifest:
    copied = copying.copy(store, directory / layout.DATABASE, head, progress)
    shutil.copyfile(store.path / key_file.NAME, directory / key_file.NAME)
    _copy_files(store, directory / layout.FILES, _of_today(store, directory, now))
    _prove_files(store, directory, progress)
    found = _examine(directory, store.data_key, head, progress)
    if not copied.agrees(found):
        raise Unavailable("backup_damaged", path=str(directory), found="counts")
    store_id = key_file.read(directory).store_id
    made = Manifest(store_id, store.place.name, now, found, manifest.digests(directory))
    sync_all(directory)
    manifest.write(directory, made)
    return made


def _of_today(store: Store, directory: Path, now: datetime) -> Path | None:
    """Return the last backup that was made of the store on the same day, None for the first."""
    store_id = key_file.read(store.path).store_id
    days = f"{glob.escape(store.place.name)}-{now.strftime(_DAY)}-*{SUFFIX}"
    for path in sorted(directory.parent.glob(days), reverse=True):
        with suppress(Unavailable):
            if manifest.read(path).store_id == store_id:
                return path
    return None


def _copy_files(store: Store, target: Path, earlier: Path | None) -> None:
    """Copy the kept files; what an earlier backup has byte for byte is linked to, not written anew.

    A sealed file is never written to. Each day's first backup has all of its own, so that a bad
    place of the disk reaches no other day's.
    """

    def take(source: str, into: str) -> None:
        twin = earlier / layout.FILES / Path(into).relative_to(target) if earlier else None
        if twin is None or not _linked(Path(source), twin, Path(into)):
            shutil.copyfile(source, into)

    if store.place.files.is_dir():
        # a file that is being written has a dot before its name, and gets its own when it is whole
        begun = shutil.ignore_patterns(".*")
        shutil.copytree(store.place.files, target, copy_function=take, ignore=begun)
    else:
        target.mkdir()


def _linked(source: Path, twin: Path, into: Path) -> bool:
    """Link to a twin that is what the source is; tell whether that could be done."""
    try:
        if twin.stat().st_size != source.stat().st_size:
            return False
        if manifest.digest(twin) != manifest.digest(source):
            return False
        os.link(twin, into)
    except OSError:
        return False  # none there, one that cannot be read, or a disk without links
    return True


def _prove_files(store: Store, directory: Path, progress: Progress) -> None:
    """Open every copied file; what is damaged in the store itself keeps no backup from being made.

    ``store check`` names it, and a backup of before holds it whole.
    """
    copied = engine.engine(directory / layout.DATABASE, store.data_key, reader=True)
    try:
        with copied.begin() as connection:
            cabinet = Cabinet(directory / layout.FILES, store.data_key)
            wrong = set(stored.problems(connection, cabinet, progress))
            if wrong:
                wrong -= set(stored.problems(connection, store.cabinet))
    finally:
        copied.dispose()
    if wrong:
        raise Unavailable("backup_damaged", path=str(directory), found=min(wrong))


def sync_all(directory: Path) -> None:
    """Make everything in a folder survive a power cut."""
    for path in directory.rglob("*"):
        if path.is_dir():
            system.sync_directory(path)
        else:
            system.sync_file(path)
    system.sync_directory(directory)


def _free_name(destination: Path, name: str, now: datetime) -> Path:
    while True:
        path = destination / f"{name}-{now.strftime(STAMP)}{SUFFIX}"
        if not path.exists():
            return path
        now += timedelta(seconds=1)


def _examine(directory: Path, data_key: bytes, head: Head, progress: Progress) -> Facts:
    """Open a copy, check all of it, return its facts."""
    if not keys.fits(key_file.read(directory), data_key):
        raise Unavailable("wrong_key")
    opened = engine.engine(directory / layout.DATABASE, data_key, reader=True)
    try:
        with opened.begin() as connection:
            problems = integrity.problems(connection, progress)
        if problems:
            raise Unavailable("backup_damaged", path=str(directory), found=problems[0])
        with opened.begin() as connection:
            if connection.exec_driver_sql("PRAGMA application_id").scalar_one() != APPLICATION_ID:
                raise Unavailable("backup_damaged", path=str(directory), found=layout.DATABASE)
            return manifest.facts(connection, head)
    except Unavailable as fault:
        if fault.reason != "damaged":
            raise
        # said of the copy, not of the store
        raise Unavailable("backup_damaged", path=str(directory), found=layout.DATABASE) from fault
    finally:
        opened.dispose()


def changed_files(directory: Path, told: Manifest) -> tuple[str, ...]:
    """Return the files of a backup that are not what its manifest says; no key is needed."""
    with faults.files(directory):
        found = manifest.digests(directory)
    names = sorted(found.keys() | told.digests.keys())
    return tuple(name for name in names if found.get(name) != told.digests.get(name))


def verify(
    directory: Path, data_key: bytes, *, head: Head, progress: Progress = integrity.nothing
) -> Manifest:
    """Prove a backup by its digests and by opening it; Unavailable ``backup_damaged`` otherwise."""
    told = manifest.read(directory)
    changed = changed_files(directory, told)
    if changed:
        raise Unavailable("backup_damaged", path=str(directory), found=changed[0])
    if _examine(directory, data_key, head, progress) != told.facts:
        raise Unavailable("backup_damaged", path=str(directory), found=manifest.NAME)
    return told
