# SPDX-License-Identifier: MIT
"""A real window on a real store; the store is made once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import PASSWORD, Desktop
from mdtdesk import app, settings
from mdtdesk.ui import main


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> app.CreatedStore:
    folder = tmp_path_factory.mktemp("stores")
    first = app.FirstPerson("Anna Berger", "Consultant", PASSWORD)
    return app.create_store(folder / "Bone board.mdt", first)


@pytest.fixture
def store(_made: app.CreatedStore, tmp_path: Path) -> Path:
    """Return the directory of a store that Anna Berger can open."""
    return Path(shutil.copytree(_made.directory, tmp_path / _made.directory.name))


@pytest.fixture
def desktop(qapp: QApplication, qtbot: QtBot) -> Iterator[Callable[[Path | None], Desktop]]:
    """Return what starts the window on a store; it is closed in order at the end."""
    opened: list[Desktop] = []

    def start(directory: Path | None) -> Desktop:
        made = Desktop(main.build(qapp, settings.load()), qtbot)
        opened.append(made)
        made.begin(directory, None)
        return made

    yield start
    for each in opened:
        each.close()
