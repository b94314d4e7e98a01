# SPDX-License-Identifier: MIT
"""Audit records that wait as files: safe before the answer, sealed, taken once."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

from mdtdesk.errors import Unavailable
from mdtdesk.storage import pending
from mdtdesk.storage.pending import Waiting
from tiny_store import process

KEY = secrets.token_bytes(32)
VIEWED = {"kind": "viewed", "case": "2026-0001", "name": "张三"}


def test_a_record_comes_back_as_it_was_left(tmp_path: Path) -> None:
    first = pending.leave(tmp_path, KEY, VIEWED)
    second = pending.leave_plain(tmp_path, {"kind": "refused", "person": "李四"})
    found = pending.waiting(tmp_path)
    assert found == (Waiting(first, sealed=True), Waiting(second, sealed=False))
    assert pending.read(tmp_path, KEY, found[0]) == VIEWED
    assert pending.read(tmp_path, KEY, found[1]) == {"kind": "refused", "person": "李四"}
    for row in found:
        pending.remove(tmp_path, row)
        pending.remove(tmp_path, row)
    assert pending.waiting(tmp_path) == ()


def test_a_sealed_record_shows_nothing_and_stands_no_change(tmp_path: Path) -> None:
    pending.leave(tmp_path, KEY, VIEWED)
    (waiting,) = pending.waiting(tmp_path)
    path = tmp_path / pending.FOLDER / waiting.file_name
    whole = path.read_bytes()
    assert "张三".encode() not in whole
    assert b"2026-0001" not in whole
    assert pending.read(tmp_path, secrets.token_bytes(32), waiting) is None
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert pending.read(tmp_path, KEY, waiting) is None
    path.write_bytes(b"")
    assert pending.read(tmp_path, KEY, waiting) is None


@pytest.mark.promise("left-to-audit")
def test_a_record_copied_under_another_name_is_not_taken_twice(tmp_path: Path) -> None:
    pending.leave(tmp_path, KEY, VIEWED)
    (waiting,) = pending.waiting(tmp_path)
    copy = Waiting(waiting.id[:-1] + ("0" if waiting.id[-1] != "0" else "1"), sealed=True)
    whole = (tmp_path / pending.FOLDER / waiting.file_name).read_bytes()
    (tmp_path / pending.FOLDER / copy.file_name).write_bytes(whole)
    assert copy in pending.waiting(tmp_path)
    assert pending.read(tmp_path, KEY, copy) is None


def test_foreign_and_unfinished_files_do_not_wait(tmp_path: Path) -> None:
    name = pending.leave_plain(tmp_path, VIEWED)
    folder = tmp_path / pending.FOLDER
    for other in ("readme.txt", f".{name}.sealed.1234.new", f"{name}.txt", "x.sealed"):
        (folder / other).write_bytes(b"{}")
    assert [row.id for row in pending.waiting(tmp_path)] == [name]
    (folder / f"{name}.plain").write_bytes(b"[1]")
    assert pending.read(tmp_path, KEY, pending.waiting(tmp_path)[0]) is None


@pytest.mark.promise("left-to-audit")
def test_a_process_that_dies_after_the_answer_has_left_its_record(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom mdtdesk.storage import pending\n"
        "pending.leave(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), {'kind': 'printed'})\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    with process(code, str(tmp_path), KEY.hex()) as child:
        assert child.wait() == -9
    (waiting,) = pending.waiting(tmp_path)
    assert pending.read(tmp_path, KEY, waiting) == {"kind": "printed"}


def test_a_record_that_cannot_be_left_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as caught:
        pending.leave(tmp_path / "gone.mdt", KEY, VIEWED)
    assert caught.value.reason == "missing"
    assert not (tmp_path / "gone.mdt").exists()
    (tmp_path / pending.FOLDER).write_bytes(b"a file where the folder belongs")
    with pytest.raises(Unavailable):
        pending.leave(tmp_path, KEY, VIEWED)
