# SPDX-License-Identifier: MIT
"""A real window on a store with two cases, for somebody with the roles a test names."""

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
def sit(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    """Return what opens the window for a person with roles; it is closed in order at the end."""
    opened: list[Desktop] = []

    def start(*roles: str) -> Desktop:
        folder = stocked(tmp_path / f"{len(opened)}.mdt", *SHOWN, roles=roles or EVERY_ROLE)
        desktop = Desktop(main.build(qapp, settings.load()), qtbot)
        opened.append(desktop)
        desktop.begin(folder)
        desktop.sign_in(PASSWORD)
        return desktop

    yield start
    for each in opened:
        each.close()
