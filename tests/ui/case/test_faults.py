# SPDX-License-Identifier: MIT
"""What fails under somebody's hands is said in words, and what they typed stays on the screen.

Each fault is made to happen: a small disk filled, a drive unmounted, rights taken away, a file held
by another process, bytes flipped, a clock set back.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox, QPushButton

import small_disk
from mdtdesk.domain.document import text
from mdtdesk.services import audit_trail, context, journal
from mdtdesk.storage import engine
from mdtdesk.ui.case import journal as typing
from nobody import without_rights
from typist import CONTROL, Key, Typist

Sit = Callable[[Path], Typist]
MRN = "DEMO-26012"
FIELD = "wishes"
WORDS = "先保住行走"


def put(typist: Typist, words: str = WORDS) -> str:
    """Open the case and type; nothing is left yet. Return the case's id."""
    case_id = typist.open(MRN)
    typist.go_to(FIELD)
    typist.key(Key.Key_A, CONTROL)
    typist.words(words)
    return case_id


def shown(typist: Typist) -> str:
    """Return what the field shows."""
    return str(typist.page.area.raw(FIELD))


def boxes(typist: Typist) -> list[QMessageBox]:
    found = typist.window.findChildren(QMessageBox, "failure")
    return [box for box in found if box.isVisible()]


def said(typist: Typist) -> str:
    """Return the one failure that is shown, and close it."""
    typist.bot.waitUntil(lambda: bool(boxes(typist)), timeout=20_000)
    typist.wait()
    (box,) = boxes(typist)
    words = f"{box.text()}\n{box.informativeText()}"
    box.close()
    typist.window.activateWindow()
    return words


def leave_field(typist: Typist) -> None:
    typist.tab()
    typist.wait()


def sentence(typist: Typist, reason: str) -> str:
    """Return a reason's sentence up to the first thing it names."""
    return typist.desk.translate(f"unavailable.{reason}", path="\0").split("\0")[0]


def give_up(typist: Typist) -> None:
    """Close the window and the question whether the text shall be lost."""
    typist.window.close()
    typist.bot.waitUntil(lambda: bool(typist.window.findChildren(QDialog, "leaving")))
    for box in boxes(typist):
        box.close()
    typist.find(QPushButton, "leaving_go").click()
    typist.bot.waitUntil(lambda: not typist.window.isVisible(), timeout=20_000)


@pytest.fixture
def disk(ward: Path, tmp_path: Path) -> Iterator[Path]:
    """Give a small disk with the store on it."""
    with small_disk.mounted(tmp_path / "disk", "6m") as folder:
        shutil.copytree(ward, folder / "ward.mdt")
        yield folder


def fill(disk: Path) -> Path:
    path = disk / "fill"
    path.write_bytes(bytes(shutil.disk_usage(disk).free))
    return path


@pytest.mark.promise("full-disk")
def test_a_full_disk_keeps_the_text_and_saves_it_once_there_is_room(
    disk: Path, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typing, "AGAIN_MS", 50)
    typist = sit(disk / "ward.mdt")
    case_id = put(typist)
    full = fill(disk)
    leave_field(typist)
    words = said(typist)
    assert sentence(typist, "disk_full") in words
    assert str(disk) in words
    assert typist.desk.translate("message.typed_what") in words
    assert shown(typist) == WORDS
    assert text(typist.document(case_id), FIELD) != WORDS
    full.unlink()
    # the journal gets it by itself, the record by Ctrl+S
    kept = {FIELD: WORDS}
    typist.bot.waitUntil(lambda: journal.read(typist.context, f"case:{case_id}") == kept)
    typist.go_to(FIELD)
    typist.key(Key.Key_S, CONTROL)
    typist.wait()
    assert text(typist.document(case_id), FIELD) == WORDS
    assert not boxes(typist)


@pytest.mark.long
def test_typing_on_while_the_disk_is_full_is_said_once(
    disk: Path, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typing, "EVERY_MS", 20)
    monkeypatch.setattr(typing, "AGAIN_MS", 40)
    typist = sit(disk / "ward.mdt")
    typist.open(MRN)
    typist.go_to(FIELD)
    full = fill(disk)
    typist.words("先")
    assert sentence(typist, "disk_full") in said(typist)
    typist.go_to(FIELD)
    typist.key(Key.Key_End, CONTROL)
    for sign in "保住行走":
        typist.words(sign)
        typist.bot.wait(60)
        typist.wait()
    assert boxes(typist) == []
    assert shown(typist).endswith("先保住行走")
    full.unlink()


def test_closing_on_a_full_disk_asks_before_text_is_lost(disk: Path, sit: Sit) -> None:
    typist = sit(disk / "ward.mdt")
    put(typist)
    full = fill(disk)
    typist.window.close()
    typist.bot.waitUntil(lambda: bool(typist.window.findChildren(QDialog, "leaving")))
    label = typist.find(QLabel, "leaving_said").text()
    assert typist.desk.translate("backups.leaving.unwritten") in label
    assert sentence(typist, "disk_full") in label
    for box in boxes(typist):
        box.close()
    typist.find(QPushButton, "leaving_stay").click()
    typist.wait()
    assert typist.window.isVisible()
    assert shown(typist) == WORDS
    full.unlink()
    typist.key(Key.Key_S, CONTROL)
    typist.wait()
    typist.close()
    again = sit(disk / "ward.mdt")
    case_id = again.open(MRN)
    assert text(again.document(case_id), FIELD) == WORDS


@pytest.mark.promise("full-disk")
def test_a_drive_that_is_taken_away_keeps_the_text_in_the_field(disk: Path, sit: Sit) -> None:
    typist = sit(disk / "ward.mdt")
    put(typist)
    subprocess.run(["umount", "-l", str(disk)], check=True)
    leave_field(typist)
    words = said(typist)
    assert sentence(typist, "missing") in words
    assert shown(typist) == WORDS
    give_up(typist)


@pytest.mark.long
def test_a_folder_whose_rights_were_taken_away_keeps_the_text(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    case_id = put(typist)
    with without_rights():
        leave_field(typist)
        words = said(typist)
        assert sentence(typist, "no_permission") in words
        assert shown(typist) == WORDS
    typist.go_to(FIELD)
    typist.key(Key.Key_S, CONTROL)
    typist.wait()
    assert text(typist.document(case_id), FIELD) == WORDS


HOLD = """
import sys
from pathlib import Path
from mdtdesk.storage import engine
held = engine.connect(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), reader=False)
held.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.mark.long
def test_a_file_that_another_program_holds_keeps_the_text(
    sit: Sit, ward: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_MS", 100)
    monkeypatch.setattr(engine, "PRAGMAS", {**engine.PRAGMAS, "busy_timeout": ("100", 100)})
    typist = sit(ward)
    case_id = put(typist)
    store = typist.context.store
    program = [sys.executable, "-c", HOLD, str(store.database), store.data_key.hex()]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        leave_field(typist)
        words = said(typist)
        assert sentence(typist, "busy") in words
        assert shown(typist) == WORDS
        assert child.stdin is not None
        child.stdin.close()
    typist.go_to(FIELD)
    typist.key(Key.Key_S, CONTROL)
    typist.wait()
    assert text(typist.document(case_id), FIELD) == WORDS


def test_damage_that_is_met_while_typing_keeps_the_text_and_writes_no_more(
    sit: Sit, ward: Path
) -> None:
    typist = sit(ward)
    put(typist)
    database = ward / "store.db"
    data = bytearray(database.read_bytes())
    for page in range(1, len(data) // 4096):
        data[page * 4096 + 100] ^= 1
    with database.open("r+b") as file:  # in place, as a failing disk does it
        file.write(data)
    # the window holds pages in its memory: another process's commit would have them read again
    typist.context.store._readers.dispose()
    assert typist.context.store.check() != ()
    leave_field(typist)
    words = said(typist)
    assert sentence(typist, "damaged") in words
    assert shown(typist) == WORDS
    assert not typist.desk.writing
    assert database.read_bytes() == bytes(data)
    give_up(typist)


def test_a_clock_set_back_is_said_and_stops_nobody(
    sit: Sit, ward: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typist = sit(ward)
    case_id = put(typist, "一")
    leave_field(typist)
    back = datetime.now().astimezone() - timedelta(days=400)
    object.__setattr__(typist.context, "clock", lambda: back)
    typist.go_to(FIELD)
    typist.key(Key.Key_A, CONTROL)
    typist.words(WORDS)
    leave_field(typist)
    assert text(typist.document(case_id), FIELD) == WORDS
    status = typist.find(QLabel, "status_right").text()
    start = typist.desk.translate("backups.clock_back", at="\0").split("\0")[0]
    assert start in status
    with typist.context.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT action FROM audit ORDER BY sequence").scalars()
        assert [*rows].count("clock_back") == 1
    assert not audit_trail.verify(typist.context).fault
    assert context.CLOCK in typist.context.told
