# SPDX-License-Identifier: MIT
"""A real window on a store with one case, over which the guide is opened."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builders import EVERY_ROLE, stocked
from desktop import Desktop
from mdtdesk import settings
from mdtdesk.ui import main

SHOWN = ("DEMO-26007",)
Open = Callable[[], Desktop]


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("guided") / "team.mdt"
    stocked(path, *SHOWN, roles=EVERY_ROLE)
    return path


@pytest.fixture
def begin(_made: Path, qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    """Return what shows the window on a store at the sign-in; it is closed in order at the end."""
    opened: list[Desktop] = []

    def start() -> Desktop:
        path = tmp_path / "team.mdt"
        if not path.exists():
            shutil.copytree(_made, path)
        opened.append(Desktop(main.build(qapp, settings.load()), qtbot))
        opened[-1].begin(path)
        return opened[-1]

    yield start
    for each in opened:
        each.close()
