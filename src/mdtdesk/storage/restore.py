# SPDX-License-Identifier: MIT
"""Restoring a backup: proved first, put in place by renames, the replaced store kept aside."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mdtdesk import system
from mdtdesk.errors import Unavailable
from mdtdesk.storage import backup, faults, key_file, layout, writer_lock
from mdtdesk.storage.layout import Layout
from mdtdesk.storage.manifest import Head, Manifest

_UNFINISHED = ".restoring"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored, and where the replaced store lies now."""

    manifest: Manifest
    kept_aside: Path | None


@dataclass(frozen=True, slots=True)
class Restorer:
    """Who restores, with which key, and how the audit's head is read."""

    person: str
    data_key: bytes
    head: Head


def restore(source: Path, target: Path, by: Restorer, now: datetime) -> Restored:
    """Put a backup in the place of a store that nobody has open for writing.

    Killed at any point, the store's name holds the old or the new one whole, or nothing until
    the next opening finishes the last rename.
    """
    place = layout.of(target)
    place.refuse_remote()
    told = backup.verify(source, by.data_key, head=by.head)
    with faults.files(place.directory):
        place.finish_restore()
        if not place.directory.exists():
            _prepare(source, place)
            return Restored(told, _swap(place, None))
        if not place.database.is_file() and any(place.directory.iterdir()):
            raise Unavailable("exists", path=str(place.directory))
        lock = writer_lock.take(place, by.person)
        try:
            _prepare(source, place)
            if not system.MOVES_OPEN_FOLDERS:
                lock.release()
            return Restored(told, _swap(place, _aside(place, now)))
        finally:
            lock.release()


def _prepare(source: Path, place: Layout) -> None:
    """Copy the backup beside the store, whole and synced, as ``NAME.mdt.restored``."""
    unfinished = Layout(place.directory.with_name(place.directory.name + _UNFINISHED))
    for leftover in (unfinished.directory, place.restored):
        if leftover.exists():
            shutil.rmtree(leftover)
    system.make_folder(unfinished.directory)
    for part in (layout.DATABASE, key_file.NAME):
        shutil.copyfile(source / part, unfinished.directory / part)
    shutil.copytree(source / layout.FILES, unfinished.files, copy_function=shutil.copyfile)
    unfinished.furnish(place.name)
    _keep_waiting_audit(place.directory, unfinished.directory)
    unfinished.clean.touch()
    backup.sync_all(unfinished.directory)
    unfinished.directory.rename(place.restored)
    system.sync_directory(place.directory.parent)


def _keep_waiting_audit(replaced: Path, restored: Path) -> None:
    # what is not yet in the replaced store's chain belongs into the chain that goes on
    waiting = replaced / layout.PENDING
    for path in waiting.iterdir() if waiting.is_dir() else ():
        shutil.copyfile(path, restored / layout.PENDING / path.name)


def _aside(place: Layout, now: datetime) -> Path:
    name = f"{place.name}-replaced-{now.strftime(backup.STAMP)}"
    count, path = 1, place.directory.with_name(name + layout.SUFFIX)
    while path.exists():
        count += 1
        path = place.directory.with_name(f"{name}-{count}{layout.SUFFIX}")
    return path


def _swap(place: Layout, aside: Path | None) -> Path | None:
    if aside is not None:
        place.directory.rename(aside)
    place.finish_restore()
    return aside
