# SPDX-License-Identifier: MIT
"""A real window on a store with the demo's cases; the pages a case opens on only say they came."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builders import PASSWORD, context, create, documents
from desktop import Desktop
from elsewhere import Decision, Elsewhere
from mdtdesk import settings
from mdtdesk.domain import document
from mdtdesk.domain.drafts import RegisterDraft
from mdtdesk.services import cases
from mdtdesk.ui import main, places
from mdtdesk.ui.page import Place
from mdtdesk.ui.pages.cases import CasesPage


@pytest.fixture(scope="session")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with the demo's cases; it is copied for each test."""
    folder = tmp_path_factory.mktemp("wards") / "ward.mdt"
    with create(folder).store as store:
        team = context(store)
        for case in documents("invented"):
            facts = document.document({k: v for k, v in case.items() if k not in ("id", "number")})
            known = cases.same_patient(team, case["patient"]["mrn"])
            cases.register(team, RegisterDraft(facts, known[0].id if known else ""))
    return folder


@pytest.fixture(scope="session")
def nobody(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store without a case."""
    folder = tmp_path_factory.mktemp("wards") / "empty.mdt"
    create(folder).store.close()
    return folder


@pytest.fixture
def opened(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Any]:
    """Return what opens the window on a copy of a store, signed in, the list answered."""
    known = (
        Place("cases", CasesPage, "cases"),
        Place("case", Elsewhere, within="cases"),
        Place("decision", Decision, within="cases"),
    )
    monkeypatch.setattr(places, "PLACES", known)
    made: list[Desktop] = []

    def start(store: Path, size: tuple[int, int] = (1366, 768)) -> Desktop:
        copy = tmp_path / f"{len(made)}" / store.name
        shutil.copytree(store, copy)
        desktop = Desktop(main.build(qapp, settings.load()), qtbot)
        made.append(desktop)
        desktop.begin(copy, size)
        desktop.sign_in(PASSWORD)
        desktop.wait()
        return desktop

    yield start
    for each in made:
        each.close()
