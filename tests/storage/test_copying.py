# SPDX-License-Identifier: MIT
"""The copy goes in short steps: who types waits for one of them, and closing ends it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import tiny_store
from builders import create
from mdtdesk.errors import Unavailable
from mdtdesk.storage import apart, backup, copying, manifest
from mdtdesk.storage.backup import Backup
from mdtdesk.storage.queries import health
from mdtdesk.storage.store import Store
from tiny_store import add, count, head, reopen

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give a fresh store with some rows, open for writing."""
    with tiny_store.create(tmp_path).store as store:
        add(store, "x" * 2000, 50)
        yield store


def _backup(store: Store) -> Backup:
    return backup.backup(store, store.path.parent / "b", head=head, now=NOW)


def _reason(call: Callable[[], object]) -> str:
    with pytest.raises(Unavailable) as caught:
        call()
    return caught.value.reason


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_commit_while_the_rows_are_counted_is_in_it_and_counted(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    count_rows, late = manifest.facts_apart, ["late", "later"]

    def counted(*given: Any) -> manifest.Facts:
        found = count_rows(*given)
        if late:
            add(store, late.pop())
        return found

    monkeypatch.setattr(manifest, "facts_apart", counted)
    assert _backup(store).manifest.facts.counts["note"] == 52


def test_who_writes_without_a_pause_does_not_wait_for_the_counting(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    count_rows = manifest.facts_apart

    def counted(read: Any, head: Any) -> manifest.Facts:
        found = count_rows(read, head)
        add(store, "again")
        return found

    with monkeypatch.context() as patched:
        patched.setattr(manifest, "facts_apart", counted)
        patched.setattr(backup, "_examine", _uncounted(backup._examine, patched, count_rows))
        made = _backup(store)
    assert made.manifest.facts.counts["note"] == 55
    assert backup.verify(made.path, store.data_key, head=head) == made.manifest


def _uncounted(examine: Any, patched: pytest.MonkeyPatch, count_rows: Any) -> Any:
    """Have the copy counted as ever."""

    def examined(*given: Any) -> manifest.Facts:
        patched.setattr(manifest, "facts_apart", count_rows)
        found: manifest.Facts = examine(*given)
        return found

    return examined


@pytest.mark.parametrize("held", [False, True])
def test_a_commit_waits_for_one_step_and_not_for_the_copy(
    store: Store, monkeypatch: pytest.MonkeyPatch, held: bool
) -> None:
    monkeypatch.setattr(copying, "PAGES", 16)
    if held:  # the control: a copy that lets nobody in between its steps
        monkeypatch.setattr(copying._Walk, "go_on", lambda *_: None)
        monkeypatch.setattr(copying._Walk, "found", lambda _: manifest.Facts("", 0, {}))
    add(store, "x" * 2000, 2000)
    steps, waited, over = [0], [], threading.Event()
    go_on = copying._Walk.go_on

    def step(walk: Any, *given: int) -> None:
        steps[0] += 1
        go_on(walk, *given)

    monkeypatch.setattr(copying._Walk, "go_on", step)

    def commit() -> None:
        while not over.is_set():
            before = steps[0]
            add(store, "typed")
            waited.append(steps[0] - before)

    typing = threading.Thread(target=commit)
    typing.start()
    try:
        with contextlib.suppress(Unavailable):  # the control counted nothing
            _backup(store)
    finally:
        over.set()
        typing.join()
    print(f"{steps[0]} steps, at most {max(waited)} of them while a commit waited")
    assert (max(waited) > 20) is held
    assert steps[0] > 60
    assert (max(waited) <= 4) is not held


def test_closing_ends_a_copy_that_is_under_way(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "PAGES", 2)
    closing: list[threading.Thread] = []

    def close(stage: str, _done: int, _total: int) -> None:
        if not closing:
            closing.append(threading.Thread(target=store.close))
            closing[0].start()

    with pytest.raises(CancelledError):
        backup.backup(store, store.path.parent / "b", head=head, now=NOW, progress=close)
    closing[0].join()
    assert not store.is_writer
    assert _names(store.path.parent / "b") == []
    with reopen(store, writer=True) as again:
        assert count(again) == 50
        assert _backup(again).manifest.facts.counts["note"] == 50


def test_two_at_once_do_not_remove_each_other(store: Store) -> None:
    seen: list[str] = []

    def second(stage: str, _done: int, _total: int) -> None:
        if not seen:
            seen.append(_reason(lambda: _backup(store)))

    made = backup.backup(store, store.path.parent / "b", head=head, now=NOW, progress=second)
    assert seen == ["backup_busy"]
    assert backup.verify(made.path, store.data_key, head=head) == made.manifest


def test_the_full_check_keeps_nobody_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "PAGES", 16)
    seen: list[str] = []
    with create(tmp_path / "team.mdt").store as store:

        def write(stage: str, done: int, total: int) -> None:
            seen.append(stage)
            with store.write() as connection:  # would wait for ever for a reader of this thread
                connection.exec_driver_sql(
                    "INSERT OR REPLACE INTO store_settings VALUES ('x', ?)", (str(len(seen)),)
                )

        assert apart.check(store, health.head, write) == ()
        assert {"copy", "check"} <= set(seen)
        data = bytearray(store.database.read_bytes())
        data[len(data) // 2] ^= 1
        store.database.write_bytes(bytes(data))
        assert apart.check(store, health.head) != ()
        assert store.damaged
