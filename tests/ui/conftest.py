# SPDX-License-Identifier: MIT
"""What holds for every window's test, and who several of their folders share.

No page is made ahead and no backup on closing but where that is what is tested: a window that lives
a second would make a whole form for nobody and copy a store nobody opens again; journeys keep both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from leader import Leader, sit, ward
from mdtdesk.ui import workplace
from mdtdesk.ui.backing_up import BackingUp

_NEVER_MS = 600_000
_BACKED_UP = {"backups", "shell"}
Open = Callable[..., Leader]


@pytest.fixture(autouse=True)
def _nothing_goes_on_behind(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if request.path.stem != "test_made_ahead":
        monkeypatch.setattr(workplace, "_PAUSE_MS", _NEVER_MS)
    if request.path.parent.name not in _BACKED_UP:
        monkeypatch.setattr(BackingUp, "due", property(lambda _self: False))


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
