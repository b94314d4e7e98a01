# SPDX-License-Identifier: MIT
"""No good backup is pushed out by a damaged one, however backups are made, damaged and rotated."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mdtdesk.storage import backup, manifest, rotation
from mdtdesk.storage.manifest import Facts, Manifest

FEW, MANY = 1, 60
EVENTS = 120
START = datetime(2026, 1, 1, 8, tzinfo=UTC)
Figure = Callable[..., None]
Buckets = tuple[Callable[[datetime], tuple[int, ...]], ...]
BUCKETS: Buckets = (rotation._day, rotation._week, rotation._month)


@dataclass
class Years:
    """Some months of one store's backups: what was made, and which of it is sound."""

    folder: Path
    chance: random.Random
    now: datetime = START
    sound: dict[datetime, Path] = field(default_factory=dict)
    made: int = 0
    removed: int = 0

    def make(self) -> None:
        """Make a backup; its file is small, its manifest a real one."""
        path = self.folder / f"ward-{self.now.strftime(backup.STAMP)}{backup.SUFFIX}"
        path.mkdir(parents=True)
        (path / "store.db").write_bytes(self.chance.randbytes(40))
        facts = Facts("head", 1, {})
        told = Manifest("store", "ward", self.now, facts, manifest.digests(path))
        manifest.write(path, told)
        self.sound[self.now] = path
        self.made += 1

    def damage(self) -> None:
        """Flip a byte of one that is there."""
        there = [time for time, path in self.sound.items() if path.is_dir()]
        if there:
            time = self.chance.choice(there)
            file = self.sound.pop(time) / "store.db"
            data = bytearray(file.read_bytes())
            data[self.chance.randrange(len(data))] ^= 1
            file.write_bytes(bytes(data))

    def rotate(self) -> Iterator[str]:
        """Rotate, and yield each good backup that went without a good one in its stead."""
        before = dict(self.sound)
        done = rotation.rotate(self.folder, "store", self.now)
        gone = {time for time, path in before.items() if not path.is_dir()}
        self.removed += len(done.removed)
        left = before.keys() - gone
        for time in gone:
            self.sound.pop(time)
            same = any(bucket(time) == bucket(other) for other in left for bucket in BUCKETS)
            if not same and not self._replaced(time, left):
                yield f"{time} went and nothing is in its stead"
        if before and not left:
            yield "nothing sound is left"

    def _replaced(self, time: datetime, left: set[datetime]) -> bool:
        """Tell whether as many newer months are kept as are asked for: it was too old."""
        months = {rotation._month(other) for other in left if other > time}
        return len(months) >= 12

    def live(self) -> list[str]:
        """Let the months go by."""
        faults: list[str] = []
        for _ in range(EVENTS):
            hours = self.chance.choice((0.5, 0.5, 1, 8, 24, 24, 72, 400))
            self.now += timedelta(hours=hours)
            self.make()
            if self.chance.random() < 0.3:
                self.damage()
            faults += self.rotate()
        return faults


def run(folder: Path, count: int) -> tuple[int, int, list[str]]:
    """Live so many times; return backups made, removed, and what went wrong."""
    made, removed, faults = 0, 0, []
    for number in range(count):
        years = Years(folder / str(number), random.Random(number))
        faults += years.live()
        made, removed = made + years.made, removed + years.removed
        shutil.rmtree(years.folder)
    return made, removed, faults


@pytest.mark.promise("backup")
def test_no_good_backup_is_pushed_out_by_a_damaged_one(
    tmp_path: Path, request: pytest.FixtureRequest, figure: Figure
) -> None:
    count = MANY if request.config.getoption("--long") else FEW
    made, removed, faults = run(tmp_path, count)
    print(f"{made} backups made, {removed} removed, {len(faults)} pushed out")
    figure(backups=made, removed=removed, pushed_out=len(faults))
    assert faults == []
    assert removed > made / 4


@pytest.mark.promise("backup", control=True)
def test_a_rotation_that_believes_manifests_pushes_good_ones_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: damaged ones are counted on."""
    monkeypatch.setattr(rotation, "_is_changed", lambda _made: False)
    _, _, faults = run(tmp_path, FEW)
    print(f"control: {len(faults)} pushed out")
    assert faults
