# SPDX-License-Identifier: MIT
"""Pictures of the demo are taken, each of another screen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from mdtdesk import demo
from mdtdesk.ui.screenshots import SCREENS, STEPS


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the demo."""
    return demo.store_in(tmp_path_factory.mktemp("demo"))


def test_every_screen_has_its_step() -> None:
    assert set(SCREENS) == set(STEPS)


def test_pictures_of_all_screens_are_taken(store: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mdtdesk.ui.screenshots", str(tmp_path), "--store", str(store)]
    subprocess.run([*command, "--size", "1000x700"], check=True, timeout=120, env=os.environ)
    taken = sorted(tmp_path.glob("*.png"))
    assert {path.name for path in taken} == {f"{name}-zh-light-1000.png" for name in SCREENS}
    images = [QImage(str(path)) for path in taken]
    assert all((image.width(), image.height()) == (1000, 700) for image in images)
    assert len({bytes(image.constBits()) for image in images}) == len(SCREENS)
