# SPDX-License-Identifier: MIT
"""A real window on a real store, and somebody who decides there."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builders import PASSWORD, context, create, documents
from decider import TWO_LESIONS, Decider
from mdtdesk import settings
from mdtdesk.domain import document
from mdtdesk.domain.drafts import RegisterDraft
from mdtdesk.services import cases
from mdtdesk.ui import main

SHOWN = ("DEMO-26010", "DEMO-26014")
Open = Callable[..., Decider]


@pytest.fixture(scope="session")
def _ward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wards") / "ward.mdt"
    with create(folder).store as store:
        team = context(store)
        found = [c for c in documents("invented") if c["patient"]["mrn"] in SHOWN]
        for case in (*found, TWO_LESIONS):
            cases.register(team, RegisterDraft(document.document(case)))
    return folder


@pytest.fixture
def ward(_ward: Path, tmp_path: Path) -> Path:
    """Return a store with an undecided case of two lesions, one of three, and a decided one."""
    return Path(shutil.copytree(_ward, tmp_path / "ward.mdt"))


@pytest.fixture
def sit(qapp: QApplication, qtbot: QtBot) -> Iterator[Open]:
    """Return what opens the window on a store and signs in; it is closed in order at the end."""
    opened: list[Decider] = []

    def start(store: Path, width: int = 1366) -> Decider:
        decider = Decider(main.build(qapp, settings.load()), qtbot)
        opened.append(decider)
        decider.begin(store, (width, 768))
        decider.sign_in(PASSWORD)
        decider.settle()
        return decider

    yield start
    for each in opened:
        each.close()
