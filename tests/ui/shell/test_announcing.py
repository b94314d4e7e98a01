# SPDX-License-Identifier: MIT
"""A new version is one quiet line; a share that is silent holds nobody up, least of all the end."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QPushButton

from desktop import Desktop
from mdtdesk import licences, policy, updates
from mdtdesk.policy import Policy

Start = Callable[[Path | None], Desktop]
PLACE = r"\\server\it\mdtdesk-99.1-setup.exe"


def settle(monkeypatch: pytest.MonkeyPatch, file: Path, public: str) -> None:
    """Have the policy name an announcement."""
    given = Policy(announcement=str(file), announcement_key=public)
    monkeypatch.setattr(policy, "current", lambda: given)


def texts(here: Desktop) -> str:
    """Return every text that is shown."""
    found = here.window.findChildren(QLabel)
    found += [
        each for one in here.window.findChildren(QDialog) for each in one.findChildren(QLabel)
    ]
    return "\n".join(each.text() for each in found if each.isVisible())


def await_state(here: Desktop, state: str) -> None:
    """Wait until the share has been read, with this outcome."""
    here.bot.waitUntil(lambda: here.desk.announced.state == state)


def test_a_new_version_is_told_in_the_status_bar_and_in_about(
    desktop: Start, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private, public = updates.new_key()
    file = tmp_path / "announcement.toml"
    file.write_bytes(updates.announcement("99.1", PLACE, private))
    settle(monkeypatch, file, public)
    here = desktop(store)
    here.bot.waitUntil(lambda: "新版本 99.1" in texts(here))
    here.sign_in()
    assert "新版本 99.1" in here.find(QLabel, "status_right").text()
    assert PLACE not in texts(here)
    here.do("about")
    assert PLACE in texts(here)
    here.do("language_en")
    assert "New version 99.1" in here.find(QLabel, "status_right").text()
    here.window.findChildren(QDialog)[-1].close()


def test_a_wrong_or_missing_one_is_told_nowhere(
    desktop: Start, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private, _ = updates.new_key()
    file = tmp_path / "announcement.toml"
    settle(monkeypatch, file, updates.new_key()[1])
    for content in (None, updates.announcement("99.1", PLACE, private)):
        if content is not None:
            file.write_bytes(content)
        here = desktop(store)
        await_state(here, "missing" if content is None else "wrong")
        here.sign_in()
        here.do("about")
        assert "99.1" not in texts(here)
        here.window.findChildren(QDialog)[-1].close()
        here.close()


def test_a_share_that_hangs_delays_neither_work_nor_the_end(
    desktop: Start, store: Path, silent: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch, silent, updates.new_key()[1])
    here = desktop(store)
    here.sign_in()
    waiting = [one for one in threading.enumerate() if one.name == "mdtdesk-announcement"]
    assert [one.daemon for one in waiting] == [True]
    assert here.desk.announced.state == "unnamed"
    began = time.monotonic()
    here.close()
    assert time.monotonic() - began < 5
    assert waiting[0].is_alive()
    os.close(os.open(silent, os.O_RDWR | os.O_NONBLOCK))  # the window it would tell is gone
    waiting[0].join(5)


def test_about_leads_to_the_licences(desktop: Start, store: Path) -> None:
    here = desktop(store)
    here.do("about")
    about = here.window.findChildren(QDialog)[-1]
    open_ = about.findChild(QPushButton, "licences_open")
    assert open_ is not None
    open_.click()
    dialog = about.findChild(QDialog, "licences")
    assert dialog is not None
    page = dialog.findChild(QPlainTextEdit)
    assert page is not None
    here.bot.waitUntil(lambda: bool(page.toPlainText()))
    assert page.toPlainText() == licences.text()
    assert page.isReadOnly()
    dialog.close()
    about.close()
