# SPDX-License-Identifier: MIT
"""A store of an older schema is backed up and upgraded in the window; an unclean one is checked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from builders import PASSWORD, create
from desktop import Desktop
from mdtdesk import app, safekeeping
from mdtdesk.errors import Unavailable
from mdtdesk.services import audit_trail
from mdtdesk.storage import key_file, schema

Start = Callable[[Path | None], Desktop]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return a store as the first release made it, with somebody who administers nothing."""
    with create(tmp_path / "old.mdt", version=1).store as store:
        return store.path


def said(here: Desktop) -> str:
    return here.find(QLabel, "upgrade_said").text()


def backups(store: Path) -> list[Path]:
    return sorted(safekeeping.folder(store, "").glob("*.mdtbackup"))


def test_an_older_store_is_backed_up_and_upgraded(desktop: Start, old: Path) -> None:
    here = desktop(old)
    steps: list[str] = []
    here.sign_in(PASSWORD)
    assert here.focus() is here.find(QPushButton, "upgrade_start")
    assert key_file.read(old).schema == 1
    here.press(Qt.Key.Key_Return)

    def came_in() -> bool:
        steps.append(said(here))
        return here.desk.actor is not None

    here.bot.waitUntil(came_in, timeout=20_000)
    here.wait()
    assert here.desk.context is not None
    assert here.desk.writing
    assert here.desk.context.store.schema == schema.VERSION
    assert key_file.read(old).schema == schema.VERSION
    assert [key_file.read(each).schema for each in backups(old)] == [1]
    assert not audit_trail.verify(here.desk.context).fault
    assert str(backups(old)[0]) in here.find(QLabel, "status_message").text()
    assert any(steps)  # what is being done was said


def test_cancelled_while_the_backup_is_made_nothing_is_changed(desktop: Start, old: Path) -> None:
    here = desktop(old)
    here.sign_in(PASSWORD)
    here.find(QPushButton, "upgrade_start").click()
    here.find(QPushButton, "upgrade_back").click()
    here.wait()
    assert said(here) == here.desk.translate("signin.upgrade.unchanged")
    assert here.desk.actor is None
    assert key_file.read(old).schema == 1
    assert not backups(old)
    person = app.people(old)[0].id
    with pytest.raises(Unavailable, match="older"):
        app.sign_in(old, person, PASSWORD)
    here.find(QPushButton, "upgrade_back").click()
    assert here.focus() is here.find(QLineEdit, "password")
    here.sign_in(PASSWORD)
    here.press(Qt.Key.Key_Return)
    here.wait()
    assert here.desk.actor is not None


def test_only_an_administrator_upgrades(desktop: Start, tmp_path: Path) -> None:
    with create(tmp_path / "old.mdt", version=1, roles=("surgeon",)).store as store:
        path = store.path
    here = desktop(path)
    here.sign_in(PASSWORD)
    here.press(Qt.Key.Key_Return)
    here.wait()
    assert said(here) == here.desk.translate("signin.upgrade.not_administrator")
    assert key_file.read(path).schema == 1


def test_after_an_unclean_end_the_full_check_is_seen(desktop: Start, store: Path) -> None:
    (store / "clean").unlink()
    here = desktop(store)
    field = here.find(QLineEdit, "password")
    seen: set[str] = set()
    field.setFocus()
    here.type("Nurburg ring 94")
    here.press(Qt.Key.Key_Return)

    def came_in() -> bool:
        seen.add(field.accessibleDescription())
        return here.desk.actor is not None

    here.bot.waitUntil(came_in, timeout=20_000)
    words = here.desk.translate
    assert {words("signin.checking", done=n, total=4) for n in range(5)} & seen
    assert (store / "clean").exists() is False
