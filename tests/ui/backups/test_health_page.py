# SPDX-License-Identifier: MIT
"""The store's page by an administrator: state, backup, check, restore with preview, its test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QMessageBox, QPushButton, QToolButton

from builders import PASSWORD, context
from desktop import Desktop
from mdtdesk.domain.drafts import AmendDraft
from mdtdesk.imaging import pages
from mdtdesk.services import cases
from mdtdesk.storage import copying, rotation
from mdtdesk.ui.health import words as health_words
from mdtdesk.ui.pages.health import HealthPage
from mdtdesk.ui.widgets.worklist_views import ViewTab

Open = Callable[..., Desktop]


def wait(desktop: Desktop) -> None:
    """Wait until what follows from an answer is answered too."""
    for _ in range(4):
        desktop.wait()
        desktop.bot.wait(0)


def page(desktop: Desktop) -> HealthPage:
    """Go to the page by its tab."""
    desktop.find(QToolButton, "rail_administration").click()
    wait(desktop)
    desktop.find(ViewTab, "part_health").click()
    wait(desktop)
    found = desktop.window.findChild(HealthPage)
    assert found is not None
    return found


def words(shown: HealthPage) -> str:
    labels = shown.findChildren(QLabel)
    return "\n".join(one.text() for one in labels if one.isVisibleTo(shown))


def said(desktop: Desktop) -> str:
    return desktop.find(QLabel, "health_said").text()


def click(desktop: Desktop, act: str) -> None:
    desktop.find(QPushButton, f"health_{act}").click()
    wait(desktop)


def made(folder: Path) -> list[Path]:
    return [row.path for row in rotation.listed(folder / "backups")]


@pytest.mark.parametrize("language", ["zh", pytest.param("en", marks=pytest.mark.long)])
def test_a_backup_is_made_and_listed(sit: Open, folder: Path, language: str) -> None:
    desktop = sit("administrator")
    desktop.do(f"language_{language}")
    shown, translate = page(desktop), desktop.desk.translate
    assert shown.view.model().rowCount() == 0
    assert translate("shell.backup_none") in words(shown)
    assert translate("health.listed_none") in words(shown)
    assert desktop.focus() is desktop.find(QPushButton, "health_back_up")
    desktop.press(Qt.Key.Key_Space)
    wait(desktop)
    assert str(made(folder)[0]) in said(desktop)
    assert shown.view.model().rowCount() == 1
    assert shown.view.isVisible()
    assert translate("health.listed_none") not in words(shown)
    assert shown._health is not None
    unread = replace(shown._health, counts={}, audit=(0, ""))
    blocks = health_words.blocks(unread, datetime.now().astimezone(), translate)
    told = [block.title for block in blocks] + [row.words for b in blocks for row in b.rows]
    assert translate("health.contents") not in told
    assert translate("health.audit_rows") not in told
    assert translate("health.size") in told
    assert translate("shell.today") in desktop.find(QLabel, "status_right").text()
    assert not desktop.find(QPushButton, "health_stop").isVisible()
    desktop.close()
    assert len(made(folder)) == 1  # what was backed up by hand is not backed up again


@pytest.mark.long
def test_a_backup_can_be_stopped(sit: Open, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "PAGES", 1)
    monkeypatch.setattr(copying, "_PAUSE", 0.01)
    desktop = sit()
    shown = page(desktop)
    desktop.find(QPushButton, "health_back_up").click()
    desktop.bot.waitUntil(lambda: shown.working.busy)
    assert not desktop.find(QPushButton, "health_check").isEnabled()
    click(desktop, "stop")
    assert said(desktop) == desktop.desk.translate("health.stopped")
    assert made(folder) == []
    assert list((folder / "backups").iterdir()) == []


@pytest.mark.long
def test_the_full_check_says_what_it_found(sit: Open, folder: Path) -> None:
    desktop = sit()
    shown = page(desktop)
    click(desktop, "check")
    assert said(desktop) == desktop.desk.translate("health.sound")
    assert "韩立群" in words(shown)
    database = folder / "team.mdt" / "store.db"
    data = bytearray(database.read_bytes())
    data[len(data) // 2] ^= 1
    database.write_bytes(data)
    click(desktop, "check")
    assert desktop.desk.translate("health.state_damaged") in words(shown)
    assert not desktop.desk.writing


def test_a_restore_says_what_is_lost_and_keeps_the_replaced_store(sit: Open, folder: Path) -> None:
    desktop = sit()
    shown = page(desktop)
    click(desktop, "back_up")
    team = desktop.desk.context
    assert team is not None
    case_id = cases.find(team, "DEMO-26007")
    number = cases.get(team, case_id).number
    wishes = cases.get(team, case_id).document["wishes"]
    desktop.desk.do(cases.amend, AmendDraft(case_id, 1, {"wishes": "回家"}))
    wait(desktop)
    shown.view.select(0)
    click(desktop, "restore")
    dialog = desktop.find(QDialog, "restore")
    lost = "\n".join(one.text() for one in dialog.findChildren(QLabel))
    assert desktop.desk.translate("health.lost_changes", count=1, cases=number) in lost
    button = dialog.findChild(QPushButton, "restore_go")
    assert button is not None
    assert dialog.focusWidget() is not button
    button.click()
    wait(desktop)
    box = desktop.find(QMessageBox, "restored")
    aside = next(folder.glob("team-replaced-*.mdt"))
    assert str(aside) in box.informativeText()
    box.close()
    assert desktop.desk.actor is None
    desktop.window.activateWindow()  # no window manager does it here
    desktop.sign_in(PASSWORD)
    again = desktop.desk.context
    assert again is not None
    assert cases.get(again, case_id).document["wishes"] == wishes
    assert desktop.desk.writing


@pytest.mark.long
def test_a_restore_is_asked_and_can_be_left(sit: Open, folder: Path) -> None:
    desktop = sit()
    shown = page(desktop)
    click(desktop, "back_up")
    shown.view.select(0)
    click(desktop, "restore")
    dialog = desktop.find(QDialog, "restore")
    labels = [one.text() for one in dialog.findChildren(QLabel)]
    assert desktop.desk.translate("health.lost_nothing") in labels
    dialog.reject()
    wait(desktop)
    assert desktop.desk.writing
    assert not list(folder.glob("team-replaced-*"))


def test_a_restore_test_leaves_a_report(sit: Open, folder: Path) -> None:
    desktop = sit()
    shown = page(desktop)
    click(desktop, "test")
    assert said(desktop) == desktop.desk.translate("health.nothing_to_test")
    click(desktop, "back_up")
    click(desktop, "test")
    assert said(desktop) == desktop.desk.translate("restore_test.passed")
    dialog = desktop.find(QFileDialog, "save_pdf")
    dialog.close()
    report = folder / "report.pdf"
    shown.saving.take(report)
    wait(desktop)
    assert str(report) in said(desktop)
    text = pages.page_text(report.read_bytes(), 0)
    assert made(folder)[0].name in text
    assert desktop.desk.translate("health.never_tested") not in words(shown)


@pytest.mark.long
def test_a_second_place_is_chosen_and_a_missing_one_said(sit: Open, folder: Path) -> None:
    desktop = sit()
    shown, translate = page(desktop), desktop.desk.translate
    assert translate("health.no_second") in words(shown)
    shown.place("backups_second", str(folder / "drive"))
    wait(desktop)
    assert translate("health.away") in words(shown)
    click(desktop, "back_up")
    assert str(folder / "drive") in said(desktop)
    assert len(made(folder)) == 1
    (folder / "drive").mkdir()
    click(desktop, "back_up")
    assert translate("health.copied", path=folder / "drive") in said(desktop)
    assert shown.view.model().rowCount() == 3


@pytest.mark.long
def test_others_have_no_such_page(sit: Open) -> None:
    desktop = sit("chair", "surgeon")
    desktop.find(QToolButton, "rail_administration").click()
    wait(desktop)
    assert desktop.window.findChild(ViewTab, "part_health") is None
    assert desktop.desk.context is not None
    assert context(desktop.desk.context.store, "chair").actor.roles == {"chair"}
