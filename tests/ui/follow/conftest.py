# SPDX-License-Identifier: MIT
"""A real window on a real store, and somebody who follows decisions up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leader import Leader, sit, ward

Open = Callable[..., Leader]


@pytest.fixture
def leader(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Open]:
    """Return what opens the window at the meeting page of a store with these cases."""
    opened: list[Leader] = []

    def start(*mrns: str, listed: bool = True, size: tuple[int, int] = (1366, 768)) -> Leader:
        store = ward(tmp_path / "ward.mdt", *mrns, listed=listed)
        opened.append(sit(qapp, qtbot, store, size))
        opened[-1].go_to_meeting()
        return opened[-1]

    yield start
    for each in opened:
        each.close()
