# SPDX-License-Identifier: MIT
"""A real window on a store of its own, whose backups can be counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builders import EVERY_ROLE, PASSWORD, stocked
from desktop import Desktop
from mdtdesk import settings
from mdtdesk.ui import main

SHOWN = ("DEMO-26007", "DEMO-26012")
Open = Callable[..., Desktop]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return where the store and its backups lie."""
    made = tmp_path / "disk"
    made.mkdir()
    return made


@pytest.fixture
def sit(qapp: QApplication, qtbot: QtBot, folder: Path) -> Iterator[Open]:
    """Return what opens the window on the store for one with roles; it is closed at the end."""
    opened: list[Desktop] = []

    def start(*roles: str) -> Desktop:
        path = folder / "team.mdt"
        if not path.exists():
            stocked(path, *SHOWN, roles=roles or EVERY_ROLE)
        desktop = Desktop(main.build(qapp, settings.load()), qtbot)
        opened.append(desktop)
        desktop.begin(path)
        desktop.sign_in(PASSWORD)
        return desktop

    yield start
    for each in opened:
        each.close()
