# SPDX-License-Identifier: MIT
"""A full disk harms nothing and is told, on a small disk of its own where one can be mounted."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import tiny_store
from mdtdesk.errors import Unavailable
from mdtdesk.storage import backup, lockout, pending
from mdtdesk.storage.store import Store
from tiny_store import ANN, add, count, head, reopen

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Give a disk of one megabyte."""
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(tmp_path)]
    if sys.platform != "linux" or os.geteuid() or subprocess.run(command, check=False).returncode:
        pytest.skip("mounting is refused here")
    yield tmp_path
    subprocess.run(["umount", str(tmp_path)], check=True)


def _fill(disk: Path, leave: int) -> Path:
    path = disk / "fill"
    path.write_bytes(bytes(max(0, shutil.disk_usage(disk).free - leave)))
    return path


def _outcome(call: Callable[[], object]) -> str:
    try:
        call()
    except Unavailable as fault:
        return fault.reason
    return "done"


def test_a_full_disk_harms_nothing(disk: Path) -> None:
    seen: Counter[tuple[str, str]] = Counter()
    with tiny_store.create(disk).store as store:
        add(store, "x" * 500, 100)
        for leave in range(0, 60 * 1024, 1024):
            fill, before = _fill(disk, leave), count(store)
            wrote = _outcome(lambda: add(store, "y" * 3000, 3))
            seen["add", wrote] += 1
            assert count(store) == before + (3 if wrote == "done" else 0)
            seen["pending", _outcome(lambda: pending.leave(store.path, store.data_key, {}))] += 1
            seen["backup", _outcome(lambda: _backup(store, disk / "b"))] += 1
            # who wants to read gets in
            assert lockout.sign_in(store.path, ANN.id, ANN.password, NOW) == store.data_key
            fill.unlink()
        assert not store.damaged
        assert store.check() == ()
        left = pending.waiting(store.path)
        assert len(left) == seen["pending", "done"]
        assert all(pending.read(store.path, store.data_key, row) == {} for row in left)
        total = count(store)
        _fill(disk, 0)
    with reopen(store) as again:
        assert count(again) == total
    assert seen["add", "done"]
    assert seen["pending", "done"]
    assert {outcome for _, outcome in seen} == {"done", "disk_full"}
    assert seen["add", "disk_full"]
    assert seen["pending", "disk_full"]
    assert seen["backup", "disk_full"]
    assert not list((disk / "b").iterdir())


def _backup(store: Store, folder: Path) -> None:
    backup.backup(store, folder, head=head, now=NOW)
