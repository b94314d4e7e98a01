# SPDX-License-Identifier: MIT
"""Backups that prove themselves, their rotation, and putting one back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import tiny_store
from mdtdesk.errors import Unavailable
from mdtdesk.storage import (
    backup,
    copying,
    keys,
    manifest,
    pending,
    restore,
    rotation,
    second_place,
)
from mdtdesk.storage.backup import Backup
from mdtdesk.storage.restore import Restorer
from mdtdesk.storage.store import Store
from tiny_store import ANN, add, count, head, process, reopen

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give a fresh store with some rows, open for writing."""
    with tiny_store.create(tmp_path).store as store:
        add(store, "x" * 2000, 50)
        yield store


def _backup(store: Store, now: datetime = NOW) -> Backup:
    return backup.backup(store, store.path.parent / "backups", head=head, now=now)


def _restorer(store: Store) -> Restorer:
    return Restorer(ANN.name, store.data_key, head)


def _reason(call: Any) -> str:
    with pytest.raises(Unavailable) as caught:
        call()
    return caught.value.reason


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _break(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.promise("backup")
def test_a_backup_is_the_whole_store_under_the_same_key(store: Store) -> None:
    (store.place.files / "ab12").write_bytes(b"an attachment")
    made = _backup(store)
    assert made.path.name == "ward-20261124-083000.mdtbackup"
    assert _names(made.path) == ["files", "keys.json", "manifest.json", "store.db"]
    assert (made.path / "files" / "ab12").read_bytes() == b"an attachment"
    assert keys.unlock(made.path, ANN.id, ANN.password) == store.data_key
    told = backup.verify(made.path, store.data_key, head=head)
    assert told == made.manifest == manifest.read(made.path)
    assert dict(told.facts.counts) == {"note": 50}
    assert told.facts.audit_head == "50"
    assert _names(made.path.parent) == [made.path.name]


def test_proving_a_backup_changes_nothing_in_it(store: Store) -> None:
    made = _backup(store)
    before = manifest.digests(made.path)
    backup.verify(made.path, store.data_key, head=head)
    assert manifest.digests(made.path) == before
    assert _names(made.path) == ["files", "keys.json", "manifest.json", "store.db"]


def test_two_backups_of_one_second_do_not_meet(store: Store) -> None:
    first, second = _backup(store), _backup(store)
    assert first.path != second.path
    assert backup.verify(first.path, store.data_key, head=head) == first.manifest


@pytest.mark.parametrize("writer", [True, False])
@pytest.mark.promise("backup")
def test_commits_meanwhile_do_not_tear_it(
    store: Store, writer: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "PAGES", 2)
    reader = reopen(store)

    def write(stage: str, done: int, total: int) -> None:
        if stage == "copy" and 0 < done < total:
            add(store, "meanwhile")

    made = backup.backup(
        store if writer else reader, store.path.parent / "b", head=head, now=NOW, progress=write
    )
    reader.close()
    assert made.manifest.facts.counts["note"] > 50
    assert made.manifest.facts.counts["note"] == count(store)
    assert backup.verify(made.path, store.data_key, head=head) == made.manifest


def test_a_damaged_store_makes_no_backup_and_pushes_none_out(store: Store) -> None:
    good = _backup(store)
    store.close()
    _break(store.database)
    with reopen(store) as damaged:
        assert _reason(partial(_backup, damaged, NOW + timedelta(days=1))) == "damaged"
    assert _names(good.path.parent) == [good.path.name]


def test_a_copy_that_is_not_the_original_gets_no_name(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    heads = iter(["a", "b"])
    call = partial(backup.backup, store, store.path.parent / "b", now=NOW)
    assert _reason(lambda: call(head=lambda _: next(heads))) == "backup_damaged"
    assert _names(store.path.parent / "b") == []
    # the disk changes a byte after it was written
    copy = copying.copy

    def spoil(store: Store, target: Path, head: Any, progress: Any) -> manifest.Facts:
        found = copy(store, target, head, progress)
        _break(target)
        return found

    monkeypatch.setattr(copying, "copy", spoil)
    assert _reason(lambda: call(head=head)) == "backup_damaged"
    assert _names(store.path.parent / "b") == []


def test_killed_in_the_middle_nothing_is_at_the_name_and_the_next_cleans_up(
    store: Store,
) -> None:
    code = (
        "import os, signal, sys, tiny_store\nfrom datetime import datetime, UTC\n"
        "from pathlib import Path\nfrom mdtdesk.storage import backup, manifest\n"
        "from mdtdesk.storage.store import Access, Store\n"
        "store = Store.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]),"
        " Access('x', 3, writer=False))\n"
        "manifest.write = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "backup.backup(store, Path(sys.argv[3]), head=tiny_store.head, now=datetime.now(UTC))\n"
    )
    folder = store.path.parent / "backups"
    with process(code, str(store.path), store.data_key.hex(), str(folder)) as child:
        assert child.wait() == -9
    assert rotation.listed(folder) == ()
    assert [name.endswith(".new") for name in _names(folder)] == [True]
    made = _backup(store)
    assert _names(folder) == [made.path.name]


@pytest.mark.parametrize("ending", [".new", ".copy"])
def test_what_another_store_is_making_beside_it_stays(store: Store, ending: str) -> None:
    first, other = store.path.parent / "backups", store.path.parent / "other"
    place = {".new": first, ".copy": other}[ending]
    name = f"20261124-070000.mdtbackup{ending}"
    for made in (f".ward-{name}", f".ward-2-{name}", f".ward-2026-{name}"):
        (place / made).mkdir(parents=True)
    other.mkdir(exist_ok=True)
    second_place.copy_to(_backup(store), other)
    assert [each for each in _names(place) if each.startswith(".")] == [
        f".ward-2-{name}",
        f".ward-2026-{name}",
    ]


@pytest.mark.parametrize("part", ["store.db", "keys.json", "manifest.json", "files/ab12"])
@pytest.mark.promise("backup")
def test_a_changed_backup_is_found(store: Store, part: str) -> None:
    (store.place.files / "ab12").write_bytes(b"an attachment")
    made = _backup(store)
    _break(made.path / part)
    assert _reason(lambda: backup.verify(made.path, store.data_key, head=head)) == "backup_damaged"
    (made.path / part).unlink()
    expected = "not_a_backup" if part == "manifest.json" else "backup_damaged"
    assert _reason(lambda: backup.verify(made.path, store.data_key, head=head)) == expected


def test_another_stores_key_does_not_prove_it(store: Store, tmp_path: Path) -> None:
    made = _backup(store)
    with tiny_store.create(tmp_path, "other.mdt").store as other:
        assert _reason(lambda: backup.verify(made.path, other.data_key, head=head)) == "wrong_key"


# --- rotation


def _hourly(days: int) -> list[datetime]:
    return [NOW - timedelta(hours=hour) for hour in range(24 * days)]


@pytest.mark.promise("backup")
def test_what_stays_of_two_years_of_hourly_backups() -> None:
    kept = sorted(rotation.wanted(_hourly(730), NOW), reverse=True)
    assert kept[:48] == _hourly(2)
    ages = [(NOW - time).days for time in kept[48:]]
    days, weeks = list(range(2, 13)), [15, 22, 29, 36, 43, 50, 57]
    months = [23, 54, 84, 115, 146, 176, 207, 237, 268, 296, 327]
    assert ages == sorted(days + weeks + months)


def test_a_store_that_slept_keeps_its_last_backups() -> None:
    old = [NOW - timedelta(days=900 + day) for day in range(5)]
    assert rotation.wanted(old, NOW) == set(old)


def test_rotation_is_stable_when_it_runs_every_hour() -> None:
    there: set[datetime] = set()
    for time in reversed(_hourly(120)):
        there = rotation.wanted([*there, time], time)
    days = {(NOW - time).days for time in there}
    assert set(range(13)) <= days
    assert max(days) > 60


def _aged(made: Backup, days: int, number: int) -> Path:
    path = made.path.with_name(f"ward-{number:08d}-000000.mdtbackup")
    shutil.copytree(made.path, path)
    told = made.manifest
    time = NOW - timedelta(days=days, minutes=number)
    manifest.write(
        path, manifest.Manifest(told.store_id, told.name, time, told.facts, told.digests)
    )
    return path


@pytest.mark.promise("backup")
def test_a_damaged_backup_pushes_out_no_good_one(store: Store) -> None:
    made = _backup(store)
    newer, older = _aged(made, 5, 1), _aged(made, 5, 2)
    other = made.path.with_name("other.mdtbackup")
    other.mkdir()
    rotate = partial(rotation.rotate, made.path.parent, made.manifest.store_id, NOW)
    _break(newer / "store.db")
    done = rotate()
    assert (done.removed, done.damaged) == ((), (newer,))
    assert set(done.kept) == {made.path, older}
    shutil.copyfile(made.path / "store.db", newer / "store.db")
    done = rotate()
    assert (done.removed, done.damaged) == ((older,), ())
    assert set(_names(made.path.parent)) == {made.path.name, newer.name, other.name}
    assert rotation.rotate(made.path.parent, "another store", NOW).removed == ()


# --- restoring


@pytest.mark.promise("backup")
def test_a_backup_is_put_back_and_the_replaced_store_kept(store: Store) -> None:
    made = _backup(store)
    add(store, "later", 5)
    left = pending.leave(store.path, store.data_key, {"kind": "viewed"})
    put_back = partial(restore.restore, made.path, store.path, _restorer(store), NOW)
    assert _reason(put_back) == "locked"
    store.close()
    done = put_back()
    assert done.kept_aside == store.path.with_name("ward-replaced-20261124-083000.mdt")
    with reopen(store, writer=True) as again:
        assert count(again) == 50
        assert [row.id for row in pending.waiting(again.path)] == [left]
    with Store.open(done.kept_aside, store.data_key, store._access) as aside:
        assert count(aside) == 55
    assert _names(store.path.parent) == ["backups", "ward-replaced-20261124-083000.mdt", "ward.mdt"]


def test_a_locked_window_that_comes_back_sees_the_restored_store(store: Store) -> None:
    made = _backup(store)
    add(store, "later", 5)
    assert count(store) == 55
    store.release_writer()
    restore.restore(made.path, store.path, _restorer(store), NOW)
    store.take_writer()
    add(store, "after")
    assert count(store) == 51


def test_a_backup_is_put_where_nothing_was(store: Store, tmp_path: Path) -> None:
    made = _backup(store)
    target = tmp_path / "elsewhere" / "new.mdt"
    assert restore.restore(made.path, target, _restorer(store), NOW).kept_aside is None
    with Store.open(target, store.data_key, store._access) as again:
        assert count(again) == 50
    assert (target / "new.mdtdesk").is_file()
    shutil.rmtree(target)
    target.mkdir()
    (target / "thesis.doc").touch()
    assert _reason(lambda: restore.restore(made.path, target, _restorer(store), NOW)) == "exists"
    assert _names(target) == ["thesis.doc"]


def test_a_damaged_store_is_replaced_and_kept(store: Store) -> None:
    made = _backup(store)
    store.close()
    _break(store.database)
    broken = store.database.read_bytes()
    done = restore.restore(made.path, store.path, _restorer(store), NOW)
    assert done.kept_aside is not None
    assert (done.kept_aside / "store.db").read_bytes() == broken
    with reopen(store) as again:
        assert again.check() == ()


def test_a_damaged_backup_replaces_nothing(store: Store) -> None:
    made = _backup(store)
    store.close()
    _break(made.path / "store.db")
    before = _names(store.path.parent)
    call = partial(restore.restore, made.path, store.path, _restorer(store), NOW)
    assert _reason(call) == "backup_damaged"
    assert _names(store.path.parent) == before


_DIE_AT_A_RENAME = """
import os, sys, tiny_store
from datetime import datetime, UTC
from pathlib import Path
from mdtdesk.storage import restore
real, left = Path.rename, [int(sys.argv[4])]
def rename(self, target):
    if not left[0]:
        os.kill(os.getpid(), 9)
    left[0] -= 1
    return real(self, target)
Path.rename = rename
by = restore.Restorer("x", bytes.fromhex(sys.argv[3]), tiny_store.head)
restore.restore(Path(sys.argv[1]), Path(sys.argv[2]), by, datetime.now(UTC))
"""


@pytest.mark.parametrize("rename", range(3))
def test_killed_at_any_rename_the_old_or_the_new_store_opens(store: Store, rename: int) -> None:
    made = _backup(store)
    add(store, "later", 5)
    store.close()
    arguments = (str(made.path), str(store.path), store.data_key.hex(), str(rename))
    with process(_DIE_AT_A_RENAME, *arguments) as child:
        assert child.wait() == -9
    with reopen(store, writer=True) as again:
        assert count(again) == (50 if rename == 2 else 55)
    restore.restore(made.path, store.path, _restorer(store), NOW + timedelta(hours=1))
    with reopen(store, writer=True) as again:
        assert count(again) == 50
