# SPDX-License-Identifier: MIT
"""Which backups stay: those of 48 hours, then one for each of 14 days, 10 weeks, 12 months."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mdtdesk.domain.backups import Place, Places
from mdtdesk.errors import Unavailable
from mdtdesk.storage import backup, faults, manifest
from mdtdesk.storage.backup import Backup

_ALL_OF = timedelta(hours=48)
_DAYS, _WEEKS, _MONTHS = 14, 10, 12


@dataclass(frozen=True, slots=True)
class Rotated:
    """What a rotation did. Damaged backups are neither counted on nor removed."""

    kept: tuple[Path, ...]
    removed: tuple[Path, ...]
    damaged: tuple[Path, ...]


def listed(destination: Path, store_id: str | None = None) -> tuple[Backup, ...]:
    """Return the backups of a folder, oldest first; of one store, or of all."""
    found = []
    with faults.files(destination):
        paths = sorted(destination.glob(f"*{backup.SUFFIX}")) if destination.is_dir() else []
    for path in paths:
        try:
            told = manifest.read(path)
        except Unavailable:
            continue
        if store_id in (None, told.store_id):
            found.append(Backup(path, told))
    return tuple(sorted(found, key=lambda row: row.manifest.made_at))


def places(of: Places, store_id: str) -> tuple[Place, ...]:
    """Tell of a store's places of backups; the first one is made when it is needed."""
    return tuple(_place(folder, store_id, made=not at) for at, folder in enumerate(of.all()))


def _place(folder: Path, store_id: str, *, made: bool) -> Place:
    try:
        rows = tuple(backup.told(row) for row in listed(folder, store_id))
        with faults.files(folder):
            there = folder.is_dir()
            free = shutil.disk_usage(folder).free if there else None
    except Unavailable:
        return Place(folder, missing=True)  # a drive that answers with an error is not there
    return Place(folder, rows, not there and not made, free)


def rotate(destination: Path, store_id: str, now: datetime) -> Rotated:
    """Remove the backups of one store that newer, sound ones make dispensable."""
    sound = {row.manifest.made_at: row for row in listed(destination, store_id)}
    damaged: list[Path] = []
    proved: set[datetime] = set()
    while True:
        kept = wanted(sound, now)
        # before something goes, be sure of what is to stay in its stead
        stead = in_their_stead(sound.keys() - kept, kept) - proved
        bad = {time for time in stead if _is_changed(sound[time])}
        proved |= stead - bad
        if not bad:
            break
        damaged += [sound.pop(time).path for time in sorted(bad)]
    removed = [sound[time].path for time in sorted(sound.keys() - kept)]
    for path in removed:
        _remove(path)
    return Rotated(tuple(sound[time].path for time in sorted(kept)), tuple(removed), tuple(damaged))


def _is_changed(made: Backup) -> bool:
    return bool(backup.changed_files(made.path, made.manifest))


def in_their_stead(gone: Set[datetime], kept: Set[datetime]) -> set[datetime]:
    """Return which of the kept ones make others dispensable: those of the same day, week or month.

    What has none of them is too old because of how many others there are: then all of these count.
    """
    mates = {time: {other for other in kept if _share(time, other)} for time in gone}
    if not all(mates.values()):
        return set(kept)
    return set().union({max(kept)} if gone else set(), *mates.values())


def _share(one: datetime, other: datetime) -> bool:
    times = (one.astimezone(UTC), other.astimezone(UTC))
    return any(bucket(times[0]) == bucket(times[1]) for bucket in _BUCKETS)


def wanted(times: Iterable[datetime], now: datetime) -> set[datetime]:
    """Return the times whose backups stay: the newest of each day, week and month asked for."""
    ordered = sorted(times, reverse=True)
    kept = {time for time in ordered if now - time < _ALL_OF}
    for bucket, count in ((_day, _DAYS), (_week, _WEEKS), (_month, _MONTHS)):
        kept |= _newest_of_each(ordered, bucket, count)
    return kept


def _newest_of_each(
    ordered: list[datetime], bucket: Callable[[datetime], tuple[int, ...]], count: int
) -> set[datetime]:
    newest: dict[tuple[int, ...], datetime] = {}
    for time in ordered:
        newest.setdefault(bucket(time.astimezone(UTC)), time)
    return set(list(newest.values())[:count])


def _day(time: datetime) -> tuple[int, ...]:
    return (time.year, time.month, time.day)


def _week(time: datetime) -> tuple[int, ...]:
    return time.isocalendar()[:2]


def _month(time: datetime) -> tuple[int, ...]:
    return (time.year, time.month)


def _remove(path: Path) -> None:
    # without its manifest a half-removed backup is none
    with faults.files(path):
        (path / manifest.NAME).unlink()
        shutil.rmtree(path)


_BUCKETS = (_day, _week, _month)
