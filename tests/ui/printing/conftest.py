# SPDX-License-Identifier: MIT
"""A real window on a store with two cases, the first of them on its way to paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builders import PASSWORD, context, create, documents
from mdtdesk import settings
from mdtdesk.domain import document
from mdtdesk.domain.drafts import RegisterDraft
from mdtdesk.services import cases
from mdtdesk.ui import main
from viewer import Viewer


@pytest.fixture
def viewer(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Viewer]:
    """Return the window on the worklist, the cursor on its first row."""
    folder = tmp_path / "ward.mdt"
    with create(folder).store as store:
        team = context(store)
        for case in documents("invented")[:2]:
            facts = {k: v for k, v in case.items() if k not in ("id", "number")}
            cases.register(team, RegisterDraft(document.document(facts), ""))
    made = Viewer(main.build(qapp, settings.load()), qtbot)
    made.begin(folder)
    made.sign_in(PASSWORD)
    made.wait()
    yield made
    made.close()
