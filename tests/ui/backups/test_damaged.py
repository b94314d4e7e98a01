# SPDX-License-Identifier: MIT
"""A damaged store opens for reading only, says so, offers its newest backup, is not written to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox, QPushButton

from builders import PASSWORD, context
from desktop import Desktop
from mdtdesk import app
from mdtdesk.i18n import Language, translator
from mdtdesk.imaging import pages
from mdtdesk.services import backups, cases, documents
from mdtdesk.storage.store import Access, Store
from mdtdesk.ui.pages.health import HealthPage

Open = Callable[..., Desktop]


def damage(folder: Path) -> bytes:
    """Break the database's last page, whatever it holds; return what lies there now."""
    path = folder / "team.mdt" / "store.db"
    (folder / "team.mdt" / "clean").unlink()
    data = bytearray(path.read_bytes())
    data[-2_000] ^= 1
    path.write_bytes(bytes(data))
    return bytes(data)


def back_up(folder: Path) -> Path:
    """Back the store up as an administrator does."""
    path = folder / "team.mdt"
    signed = app.sign_in(path, app.people(path)[0].id, PASSWORD)
    made = backups.backup(signed.context, folder / "backups")
    app.sign_out(signed)
    return made.path


def box(desktop: Desktop) -> QMessageBox:
    desktop.bot.waitUntil(lambda: bool(desktop.window.findChildren(QMessageBox, "damaged")))
    return desktop.find(QMessageBox, "damaged")


@pytest.mark.parametrize("language", ["zh", pytest.param("en", marks=pytest.mark.long)])
def test_the_newest_backup_is_offered_and_restored(
    sit: Open, folder: Path, language: Language
) -> None:
    sit().close()
    made = back_up(folder)
    broken = damage(folder)
    desktop = sit()
    desktop.do(f"language_{language}")
    assert not desktop.desk.writing
    shown = box(desktop)
    assert str(made) in shown.informativeText()
    go = next(b for b in shown.findChildren(QPushButton) if b.objectName() == "damaged_go")
    go.click()
    for _ in range(4):
        desktop.wait()
        desktop.bot.wait(0)
    page = desktop.window.findChild(HealthPage)
    assert page is not None
    assert page.view.current() == 0
    desktop.find(QPushButton, "health_restore").click()
    for _ in range(4):
        desktop.wait()
        desktop.bot.wait(0)
    asked = desktop.find(QDialog, "restore")
    assert asked.findChildren(QLabel)
    desktop.find(QPushButton, "restore_go").click()
    desktop.wait()
    desktop.find(QMessageBox, "restored").close()
    (aside,) = folder.glob("team-replaced-*.mdt")
    assert (aside / "store.db").read_bytes() == broken
    desktop.window.activateWindow()
    desktop.sign_in(PASSWORD)
    assert desktop.desk.writing
    assert not desktop.window.findChildren(QMessageBox, "damaged")


@pytest.mark.long
def test_who_cannot_restore_is_told_who_can(sit: Open, folder: Path) -> None:
    sit("surgeon").close()
    damage(folder)
    desktop = sit("surgeon")
    shown = box(desktop)
    assert desktop.desk.translate("backups.damaged.none") in shown.informativeText()
    assert not [b for b in shown.findChildren(QPushButton) if b.objectName() == "damaged_go"]
    shown.close()


@pytest.mark.parametrize("language", ["zh", pytest.param("en", marks=pytest.mark.long)])
def test_prints_say_where_they_come_from(sit: Open, folder: Path, language: Language) -> None:
    desktop = sit()
    team = desktop.desk.context
    assert team is not None
    key, case_id = team.store.data_key, cases.find(team, "DEMO-26007")
    desktop.close()
    before = damage(folder)
    store = Store.open(folder / "team.mdt", key, Access("x", team.store.schema))
    assert store.damaged
    for printed in (documents.summary, documents.request):
        pdf = printed(context(store), case_id, language).pdf
        text = "".join("".join(pages.page_text(pdf, 0)).split())
        assert "".join(foot(language).split()) in text
    store.close()
    assert (folder / "team.mdt" / "store.db").read_bytes() == before


def foot(language: Language) -> str:
    """Return what the foot of every print says."""
    return translator(language)("print.damaged_store").strip("·, ")
