# SPDX-License-Identifier: MIT
"""The window backs up while one works and when it closes; closing can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QLabel, QPushButton

from builders import PASSWORD
from desktop import Desktop
from mdtdesk import app
from mdtdesk.domain.drafts import AmendDraft
from mdtdesk.services import cases
from mdtdesk.storage import copying, rotation
from mdtdesk.ui import backing_up
from mdtdesk.ui.backing_up import BackingUp

Open = Callable[..., Desktop]


def made(folder: Path) -> int:
    return len(rotation.listed(folder / "backups"))


def write(desktop: Desktop, words: str = "回家") -> None:
    """Record something, as a page does."""
    context = desktop.desk.context
    assert context is not None
    case_id = cases.find(context, "DEMO-26007")
    version = cases.get(context, case_id).version
    desktop.desk.do(cases.amend, AmendDraft(case_id, version, {"wishes": words}))
    desktop.wait()


def status(desktop: Desktop) -> str:
    return desktop.find(QLabel, "status_right").text()


def keeper(desktop: Desktop) -> BackingUp:
    found = desktop.desk.findChild(BackingUp, "backing_up")
    assert found is not None
    return found


def close(desktop: Desktop) -> None:
    desktop.window.close()
    desktop.wait()


def dialog(desktop: Desktop) -> QDialog:
    desktop.bot.waitUntil(lambda: bool(desktop.window.findChildren(QDialog, "leaving")))
    return desktop.find(QDialog, "leaving")


def test_closing_after_something_was_written_backs_up(sit: Open, folder: Path) -> None:
    desktop = sit()
    write(desktop)
    desktop.close()
    assert made(folder) == 1
    assert (folder / "team.mdt" / "clean").exists()


@pytest.mark.long
def test_closing_when_nothing_was_written_backs_nothing_up(sit: Open, folder: Path) -> None:
    sit().close()
    assert made(folder) == 0


def test_every_half_hour_if_something_was_written(
    sit: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert backing_up._EVERY_MS == 30 * 60 * 1_000
    monkeypatch.setattr(backing_up, "_EVERY_MS", 30)
    desktop = sit()
    write(desktop)
    desktop.bot.waitUntil(lambda: made(folder) == 1, timeout=20_000)
    desktop.bot.waitUntil(lambda: not keeper(desktop).due, timeout=20_000)
    desktop.bot.wait(120)
    assert made(folder) == 1
    write(desktop, "再想想")
    desktop.bot.waitUntil(lambda: made(folder) == 2, timeout=20_000)
    desktop.wait()
    assert desktop.desk.translate("shell.today") in status(desktop)


@pytest.mark.long
def test_what_an_earlier_sitting_left_is_caught_up(
    sit: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backing_up, "_FIRST_MS", 10)
    desktop = sit()
    desktop.bot.waitUntil(lambda: made(folder) == 1, timeout=20_000)
    desktop.wait()
    desktop.close()
    desktop = sit()
    desktop.bot.wait(100)
    desktop.wait()
    assert made(folder) == 1


@pytest.mark.parametrize(
    "way", ["leaving_stay", pytest.param("leaving_go", marks=pytest.mark.long)]
)
def test_a_backup_while_closing_is_taken_back_or_left(
    sit: Open, folder: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "PAGES", 1)
    monkeypatch.setattr(copying, "_PAUSE", 0.02)
    desktop = sit()
    write(desktop, "先不手术")
    desktop.window.close()
    shown = dialog(desktop)
    button = shown.findChild(QPushButton, way)
    assert button is not None
    desktop.bot.waitUntil(lambda: keeper(desktop).running)
    button.click()
    if way == "leaving_stay":
        desktop.wait()
        assert desktop.window.isVisible()
        assert made(folder) == 0
        write(desktop, "再想想")
        monkeypatch.setattr(copying, "PAGES", 256)
    desktop.close()
    assert made(folder) == (1 if way == "leaving_stay" else 0)
    signed = app.sign_in(folder / "team.mdt", app.people(folder / "team.mdt")[0].id, PASSWORD)
    wishes = cases.get(signed.context, cases.find(signed.context, "DEMO-26007")).document["wishes"]
    app.sign_out(signed)
    assert wishes == ("再想想" if way == "leaving_stay" else "先不手术")


@pytest.mark.long
def test_a_lock_ends_a_backup_and_the_next_one_is_whole(
    sit: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "PAGES", 1)
    monkeypatch.setattr(copying, "_PAUSE", 0.02)
    desktop = sit()
    write(desktop)
    keeper(desktop).run()
    desktop.bot.waitUntil(lambda: keeper(desktop).running)
    desktop.window.lock()
    desktop.wait()
    assert made(folder) == 0
    assert not keeper(desktop).running
    monkeypatch.setattr(copying, "PAGES", 256)
    desktop.sign_in(PASSWORD)
    write(desktop, "再想想")
    desktop.close()
    assert made(folder) == 1


def test_a_place_that_refuses_is_said_and_closing_goes_on_when_asked(
    sit: Open, folder: Path
) -> None:
    (folder / "backups").write_text("not a folder")
    desktop = sit()
    write(desktop)
    close(desktop)
    shown = dialog(desktop)
    said = shown.findChild(QLabel, "leaving_said")
    assert said is not None
    desktop.bot.waitUntil(lambda: str(folder / "backups") in said.text())
    assert desktop.desk.translate("backups.leaving.no_backup") in said.text()
    assert desktop.desk.translate("backups.not_done") in status(desktop)
    button = shown.findChild(QPushButton, "leaving_go")
    assert button is not None
    button.click()
    desktop.bot.waitUntil(lambda: not desktop.window.isVisible(), timeout=20_000)


@pytest.mark.long
def test_a_second_place_that_is_away_is_said_in_the_status_bar(sit: Open, folder: Path) -> None:
    desktop = sit()
    desktop.desk.remember(backups_second=str(folder / "drive"))
    write(desktop)
    keeper(desktop).run()
    desktop.wait()
    desktop.bot.waitUntil(
        lambda: desktop.desk.translate("backups.second_away") in status(desktop), timeout=5_000
    )
    (folder / "drive").mkdir()
    keeper(desktop).run()
    desktop.wait()
    desktop.bot.waitUntil(
        lambda: desktop.desk.translate("backups.second_away") not in status(desktop)
    )
    assert len(rotation.listed(folder / "drive")) == 1


@pytest.mark.long
def test_a_reader_makes_no_backup(sit: Open, folder: Path) -> None:
    first, second = sit(), sit()
    assert first.desk.writing
    assert not second.desk.writing
    assert keeper(first).findChildren(QTimer)[0].isActive()
    assert not any(timer.isActive() for timer in keeper(second).findChildren(QTimer))
