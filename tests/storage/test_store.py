# SPDX-License-Identifier: MIT
"""Creating, opening, locking and reading a store beside its writer, with second processes."""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

import tiny_store
from mdtdesk import system
from mdtdesk.errors import Unavailable
from mdtdesk.storage import key_file, keys, layout
from mdtdesk.storage.store import Access, Foundation, Store, unlock_leftover
from tiny_store import ANN, CHEAP, SCHEMA, add, count, process, reopen


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give a fresh store, open for writing."""
    with tiny_store.create(tmp_path).store as store:
        yield store


def _refusal(call: Any) -> Unavailable:
    with pytest.raises(Unavailable) as caught:
        call()
    return caught.value


def _open(path: Path, key: bytes, schema: int = SCHEMA, **more: Any) -> Store:
    return Store.open(path, key, Access("second", schema, **more))


def test_a_store_is_one_directory_with_all_it_needs(store: Store) -> None:
    names = {path.name for path in store.path.iterdir()}
    expected = "store.db keys.json files ward.mdtdesk pending-audit writer.lock"
    assert names == set(expected.split())
    assert [path.name for path in store.path.parent.iterdir()] == ["ward.mdt"]
    with store.read() as connection:
        assert connection.exec_driver_sql("PRAGMA application_id").scalar_one() == 0x4D445444
    assert store.schema == SCHEMA
    assert layout.of(store.path / "ward.mdtdesk").directory == store.path


def test_an_existing_store_is_not_overwritten(store: Store) -> None:
    assert _refusal(lambda: tiny_store.create(store.path.parent)).reason == "exists"
    assert count(store) == 0


def test_an_empty_directory_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / "ward.mdt").mkdir()
    tiny_store.create(tmp_path).store.close()
    with _open(tmp_path / "ward.mdt", keys.unlock(tmp_path / "ward.mdt", ANN.id, ANN.password)):
        pass


def test_killed_while_it_is_made_there_is_no_store_and_the_next_try_makes_one(
    tmp_path: Path,
) -> None:
    code = (
        "import os, signal, sys, tiny_store\nfrom pathlib import Path\n"
        "from mdtdesk.storage.store import Foundation, Store\n"
        "def die(connection):\n"
        "    tiny_store.FOUNDATION.initialise(connection)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "Store.create(Path(sys.argv[1]), tiny_store.ANN, Foundation(3, die), cost=tiny_store.CHEAP)"
    )
    with process(code, str(tmp_path / "ward.mdt")) as child:
        assert child.wait() == -9
    assert not (tmp_path / "ward.mdt").exists()
    tiny_store.create(tmp_path).store.close()
    assert [path.name for path in tmp_path.iterdir()] == ["ward.mdt"]


def test_a_statement_that_fails_leaves_no_store(tmp_path: Path) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Store.create(tmp_path / "a.mdt", ANN, Foundation(1, fail), cost=CHEAP)
    assert not (tmp_path / "a.mdt").exists()


def test_what_was_written_is_read_again(store: Store) -> None:
    add(store, "T11 病理性骨折")
    store.close()
    with reopen(store) as again, again.read() as connection:
        words = connection.execute(text("SELECT words FROM note")).scalars().all()
    assert words == ["T11 病理性骨折"]


def test_a_wrong_key_a_missing_and_a_foreign_directory_are_told(
    store: Store, tmp_path: Path
) -> None:
    key = store.data_key
    store.close()
    assert _refusal(lambda: _open(store.path, secrets.token_bytes(32))).reason == "wrong_key"
    assert _refusal(lambda: _open(tmp_path / "none.mdt", key)).reason == "missing"
    (tmp_path / "other").mkdir()
    assert _refusal(lambda: _open(tmp_path / "other", key)).reason == "not_a_store"
    assert not any((tmp_path / "other").iterdir())


def test_newer_is_refused_before_the_key_and_older_is_to_be_upgraded(store: Store) -> None:
    key, path = store.data_key, store.path
    store.close()
    newer = _refusal(lambda: _open(path, secrets.token_bytes(32), SCHEMA - 1))
    assert (newer.reason, newer.values) == ("newer", {"found": SCHEMA, "known": SCHEMA - 1})
    assert _refusal(lambda: _open(path, key, SCHEMA + 1)).reason == "older"
    with _open(path, key, SCHEMA + 1, older=True) as old:
        with old.write() as connection:
            old.set_schema(connection, SCHEMA + 1)
        old.announce_schema()
        assert old.schema == SCHEMA + 1
    assert key_file.read(path).schema == SCHEMA + 1
    assert _refusal(lambda: _open(path, key, SCHEMA)).reason == "newer"


def test_killed_between_an_upgrade_and_its_announcement(store: Store) -> None:
    key, path = store.data_key, store.path
    with store.write() as connection:
        store.set_schema(connection, SCHEMA + 1)
    store.close()
    assert key_file.read(path).schema == SCHEMA
    assert _refusal(lambda: _open(path, key, SCHEMA)).reason == "newer"
    _open(path, key, SCHEMA + 1).close()
    assert key_file.read(path).schema == SCHEMA + 1


@pytest.mark.promise("places")
def test_a_network_or_synced_folder_is_refused(store: Store, tmp_path: Path) -> None:
    key, synced = store.data_key, tmp_path / "Dropbox" / "ward.mdt"
    store.close()
    synced.parent.mkdir()
    store.path.rename(synced)
    assert _refusal(lambda: _open(synced, key)).reason == "remote_folder"
    assert _refusal(lambda: tiny_store.create(synced.parent, "b.mdt")).reason == "remote_folder"
    assert [path.name for path in synced.parent.iterdir()] == ["ward.mdt"]


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (lambda data: b"", "damaged"),
        (lambda data: data[:100], "damaged"),
        (lambda data: secrets.token_bytes(len(data)), "damaged"),
        (lambda data: b"SQLite format 3\x00" + bytes(4080), "damaged"),
        # the header counts more pages than there are: SQLite reads none of them
        (lambda data: data[:-4096], "damaged"),
        (lambda data: data[:-1000], None),
        (lambda data: data[:-50] + b"x" + data[-49:], None),
    ],
)
def test_damage_is_told_and_the_file_stays_as_it_is(store: Store, harm: Any, reason: Any) -> None:
    add(store, "x" * 3000, 20)
    store.close()
    (store.path / "clean").unlink()
    data = harm(store.database.read_bytes())
    store.database.write_bytes(data)
    if reason:
        assert _refusal(lambda: reopen(store, writer=True)).reason == reason
    else:
        with reopen(store, writer=True) as opened:
            assert opened.damaged
            assert not opened.is_writer
            assert _refusal(lambda: add(opened, "y")).reason == "damaged"
            with opened.read() as connection:
                connection.execute(text("SELECT words FROM note WHERE id = 1")).all()
        assert not (store.path / "clean").exists()
    assert store.database.read_bytes() == data
    assert system.FileLock(store.path / "writer.lock").acquire()


def test_damage_met_while_open_ends_the_writing(
    store: Store, capfd: pytest.CaptureFixture[str]
) -> None:
    add(store, "x" * 3000, 20)
    store.release_writer()
    data = bytearray(store.database.read_bytes())
    data[len(data) // 2] ^= 1
    store.database.write_bytes(data)
    store.take_writer()

    def read_all() -> None:
        with store.read() as connection:
            connection.execute(text("SELECT words FROM note")).all()

    assert _refusal(read_all).reason == "damaged"
    assert store.damaged
    assert _refusal(lambda: add(store, "y")).reason == "damaged"
    # a sound page is still read, although one connection met the bad one
    with store.read() as connection:
        assert len(connection.execute(text("SELECT words FROM note WHERE id = 20")).all()) == 1
    page = len(data) // 2 // 4096 + 1
    assert store.check() == (f"HMAC verification failed for page {page}",)
    # standard error is for our sentences
    assert capfd.readouterr().err == ""


def test_the_full_check_runs_after_an_unclean_end_only(store: Store) -> None:
    key, path = store.data_key, store.path
    stages: list[tuple[str, int, int]] = []

    def saw(stage: str, done: int, total: int) -> None:
        stages.append((stage, done, total))

    store.close()
    _open(path, key, progress=saw).close()
    assert stages == []
    (path / "clean").unlink()
    _open(path, key, progress=saw).close()
    assert stages[0] == ("check", 0, 4)
    assert stages[-1] == ("check", 4, 4)


@pytest.mark.promise("one-writer")
def test_one_process_writes_and_the_others_are_told_who(store: Store) -> None:
    code = (
        "import sys, tiny_store\nfrom pathlib import Path\nfrom mdtdesk.errors import Unavailable\n"
        "from mdtdesk.storage.store import Access, Store\n"
        "path, key = Path(sys.argv[1]), bytes.fromhex(sys.argv[2])\n"
        "try:\n    Store.open(path, key, Access('second', 3))\n"
        "except Unavailable as fault:\n    print(fault.reason, fault.values)\n"
        "reader = Store.open(path, key, Access('second', 3, writer=False))\n"
        "print(tiny_store.count(reader), reader.is_writer)\n"
        "try:\n    tiny_store.add(reader, 'x')\n"
        "except Unavailable as fault:\n    print(fault.reason)\n"
    )
    add(store, "one")
    with process(code, str(store.path), store.data_key.hex()) as other:
        said, errors = other.communicate(timeout=30)
    mine = json.loads((store.path / "writer.lock").read_text("utf-8"))
    assert mine["person"] == ANN.name
    assert said.splitlines() == [
        f"locked {{'host': '{mine['host']}', 'process': {mine['process']}, 'person': '安医生'}}",
        "1 False",
        "read_only",
    ]
    assert errors == ""


_DIE_IN_A_TRANSACTION = """
import os, signal, sys, tiny_store
from pathlib import Path
from sqlalchemy import text
from mdtdesk.storage.store import Access, Store
store = Store.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), Access("second", 3))
tiny_store.add(store, "acknowledged")
with store.write() as connection:
    connection.exec_driver_sql("PRAGMA cache_size = 5")
    for _ in range(300):
        connection.execute(text("INSERT INTO note (words) VALUES (:w)"), {"w": "lost" * 500})
    connection.exec_driver_sql("UPDATE note SET words = 'torn'")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("writer", [False, True])
def test_killed_in_a_transaction_the_acknowledged_is_there_and_nothing_else(
    store: Store, writer: bool
) -> None:
    add(store, "before" * 2000, 30)
    store.close()
    with process(_DIE_IN_A_TRANSACTION, str(store.path), store.data_key.hex()) as child:
        assert child.wait() == -9
    journal = store.path / "store.db-journal"
    assert journal.stat().st_size > 0
    # the dead one's text stands in the lock, but the kernel has freed it
    assert json.loads((store.path / "writer.lock").read_text())["process"] == child.pid
    with reopen(store, writer=writer) as again:
        with again.read() as connection:
            found = connection.execute(
                text("SELECT substr(words, 1, 6), count(*) FROM note GROUP BY 1 ORDER BY 1")
            ).all()
        assert found == [("acknow", 1), ("before", 30)]
        assert not again.damaged
        assert again.check() == ()


def test_writing_is_all_or_nothing_and_goes_on_after_an_error(store: Store) -> None:
    def stumble() -> None:
        with store.write() as connection:
            connection.execute(text("INSERT INTO note (words) VALUES ('half')"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stumble()
    assert count(store) == 0
    add(store, "whole")
    assert count(store) == 1


def test_reading_within_writing_is_refused_at_once(store: Store) -> None:
    with store.write(), pytest.raises(RuntimeError), store.read():
        pass
    with store.write(), pytest.raises(RuntimeError), store.write():
        pass
    add(store, "x")


def test_a_locked_window_lets_others_write_and_looks_anew(store: Store) -> None:
    add(store, "mine")
    store.release_writer()
    assert not store.is_writer
    assert _refusal(lambda: add(store, "x")).reason == "read_only"
    with reopen(store, writer=True) as other:
        add(other, "other")
        assert _refusal(store.take_writer).reason == "locked"
        assert count(store) == 2
    store.take_writer()
    add(store, "mine again")
    assert count(store) == 3


@pytest.mark.promise("one-writer")
def test_another_hosts_lock_is_cleared_on_purpose_only(store: Store) -> None:
    store.close()
    left = {"host": "ward-pc-7", "process": 12, "person": "李医生"}
    (store.path / "writer.lock").write_text(json.dumps(left))
    refused = _refusal(lambda: reopen(store, writer=True))
    assert (refused.reason, refused.values) == ("left_locked", left)
    assert _refusal(lambda: reopen(store, writer=True)).reason == "left_locked"
    reopen(store).close()
    assert unlock_leftover(store.path) == system.Holder("ward-pc-7", 12, "李医生")
    with reopen(store, writer=True):
        assert _refusal(lambda: unlock_leftover(store.path)).reason == "locked"


# --- beside a writer

_READ_ALONG = """
import sys, time, tiny_store
from pathlib import Path
from mdtdesk.storage.store import Access, Store
store = Store.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), Access("second", 3, writer=False))
print("ready", flush=True)
times, last = [], 0
while sys.argv[3] not in Path(sys.argv[4]).read_text():
    start = time.perf_counter()
    found = tiny_store.count(store)
    times.append(time.perf_counter() - start)
    assert found >= last
    last = found
times.sort()
print(len(times), times[len(times) * 95 // 100], last)
"""


def test_another_process_reads_along_and_commits_stay_quick(store: Store, tmp_path: Path) -> None:
    add(store, "x" * 500, 2000)
    stop = tmp_path / "stop"
    stop.write_text("")
    arguments = (str(store.path), store.data_key.hex(), "stop", str(stop))
    commits = []
    with process(_READ_ALONG, *arguments) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "ready\n"
        for _ in range(100):
            start = time.perf_counter()
            add(store, "y")
            commits.append(time.perf_counter() - start)
            # a window reads its lists anew between two commits
            for _ in range(30):
                count(store)
        stop.write_text("stop")
        said, errors = reader.communicate(timeout=30)
    assert errors == ""
    reads, slow, last = said.split()
    assert int(last) <= 2100
    assert int(reads) > 20
    commits.sort()
    # the median, and 19 of 20: one commit may meet the machine's own pauses
    assert commits[50] < 0.1
    assert commits[95] < 0.1
    assert float(slow) < 0.2


def test_a_thread_reads_while_another_writes(store: Store) -> None:
    with store.read() as connection:
        before = connection.execute(text("SELECT count(*) FROM note")).scalar_one()
    with store.write() as connection:
        connection.execute(text("INSERT INTO note (words) VALUES ('x')"))
        seen: list[int] = []
        thread = threading.Thread(target=lambda: seen.append(count(store)))
        thread.start()
        thread.join()
    assert seen == [before]
    assert count(store) == before + 1
