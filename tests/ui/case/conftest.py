# SPDX-License-Identifier: MIT
"""A real window on a real store, and somebody who sits at its keyboard and counts the keys."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builders import PASSWORD, stocked
from mdtdesk import settings
from mdtdesk.ui import main
from typist import Typist

SHOWN = ("DEMO-26007", "DEMO-26012")
Open = Callable[..., Typist]


@pytest.fixture(scope="session")
def _ward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stocked(tmp_path_factory.mktemp("wards") / "ward.mdt", *SHOWN)


@pytest.fixture
def ward(_ward: Path, tmp_path: Path) -> Path:
    """Return a store with two cases: Sun Guifang's is whole, He Xiaomei's lacks five answers."""
    return Path(shutil.copytree(_ward, tmp_path / "ward.mdt"))


@pytest.fixture
def sit(qapp: QApplication, qtbot: QtBot) -> Iterator[Open]:
    """Return what opens the window on a store and signs in; it is closed in order at the end."""
    opened: list[Typist] = []

    def start(store: Path) -> Typist:
        typist = Typist(main.build(qapp, settings.load()), qtbot)
        opened.append(typist)
        typist.begin(store)
        typist.sign_in(PASSWORD)
        return typist

    yield start
    for each in opened:
        each.close()
