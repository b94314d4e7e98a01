# SPDX-License-Identifier: MIT
"""Backups: a copy under the same key, opened and compared before it gets its name."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from mdtdesk import system
from mdtdesk.errors import Unavailable
from mdtdesk.storage import engine, faults, integrity, key_file, keys, layout, manifest
from mdtdesk.storage.integrity import Progress
from mdtdesk.storage.manifest import Facts, Head, Manifest
from mdtdesk.storage.store import APPLICATION_ID, Store

SUFFIX = ".mdtbackup"
STAMP = "%Y%m%d-%H%M%S"
_UNFINISHED = ".new"
_PAGES, _RESTARTS = 512, 3
_PARTS = (layout.DATABASE, key_file.NAME)


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
    with faults.files(destination):
        destination.mkdir(parents=True, exist_ok=True)
        final = _free_name(destination, name, now)
        unfinished = destination / f".{final.name}{_UNFINISHED}"
        for leftover in destination.glob(f".{name}-*{SUFFIX}{_UNFINISHED}"):
            shutil.rmtree(leftover, ignore_errors=True)
        try:
            unfinished.mkdir()
            made = _fill(store, unfinished, now, head, progress)
            unfinished.rename(final)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
        system.sync_directory(destination)
    return Backup(final, made)


def _fill(store: Store, directory: Path, now: datetime, head: Head, progress: Progress) -> Manifest:
    copied = _copy(store, directory / layout.DATABASE, head, progress)
    shutil.copyfile(store.path / key_file.NAME, directory / key_file.NAME)
    _copy_folder(store.place.files, directory / layout.FILES)
    if _examine(directory, store.data_key, head, progress) != copied:
        raise Unavailable("backup_damaged", path=str(directory), found="counts")
    store_id = key_file.read(directory).store_id
    made = Manifest(store_id, store.place.name, now, copied, manifest.digests(directory))
    sync_all(directory)
    manifest.write(directory, made)
    return made


def _copy(store: Store, target: Path, head: Head, progress: Progress) -> Facts:
    """Copy the database in short steps; if commits come between each time, hold them for once."""
    source = engine.connect(store.database, store.data_key, reader=True)
    copy = engine.connect(target, store.data_key, reader=False, fresh=True)
    try:
        with engine.explained(store.database):
            for _ in range(_RESTARTS):
                before = _version(source)
                with store.read() as connection:
                    found = manifest.facts(connection, head)
                if _steps(source, copy, progress) and _version(source) == before:
                    return found
            return _copy_held(store, source, copy, head)
    finally:
        copy.close()
        source.close()


def _copy_held(store: Store, source: Any, copy: Any, head: Head) -> Facts:
    if store.is_writer:
        with store.write() as connection:
            found = manifest.facts(connection, head)
            _steps(source, copy, integrity.nothing)
        return found
    source.execute("BEGIN")
    _version(source)
    with store.read() as connection:
        found = manifest.facts(connection, head)
    _steps(source, copy, integrity.nothing)
    source.execute("ROLLBACK")
    return found


def _version(connection: Any) -> int:
    """Return a number that another connection's commit changes."""
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


class _OvertakenError(Exception):
    """A commit came between two steps."""


def _steps(source: Any, copy: Any, progress: Progress) -> bool:
    """Copy step by step; False if a commit came between, for SQLite would begin anew for ever."""
    least = None

    def report(status: int, remaining: int, total: int) -> None:
        nonlocal least
        if status == 0 and least is not None and remaining >= least:
            raise _OvertakenError
        least = remaining
        progress("copy", total - remaining, total)

    try:
        source.backup(copy, pages=_PAGES, progress=report, sleep=0.02)
    except _OvertakenError:
        return False
    return True


def _copy_folder(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, copy_function=shutil.copyfile)
    else:
        target.mkdir()


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
