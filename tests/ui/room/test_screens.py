# SPDX-License-Identifier: MIT
"""Two screens: the room on the second, the notes on the first; where there is one, no notes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect

from leader import ward
from mdtdesk.ui.room.screens import arranged

DESK, PROJECTOR = (0, 0, 1366, 768), (1366, 0, 1920, 1080)
CASES = ("DEMO-26007", "DEMO-26005")
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Screen:
    """A screen by where it lies."""

    box: Box

    def geometry(self) -> QRect:
        """Return where it lies."""
        return QRect(*self.box)


def test_of_two_screens_the_second_is_the_rooms() -> None:
    desk, projector = Screen(DESK), Screen(PROJECTOR)
    found = arranged([desk, projector])
    assert (found.room, found.notes) == (projector, desk)
    found = arranged([desk, projector], swapped=True)
    assert (found.room, found.notes) == (desk, projector)


def test_one_screen_and_mirrored_ones_have_no_notes() -> None:
    desk = Screen(DESK)
    for screens in ([desk], [desk, Screen((0, 0, 1920, 1080))]):
        for swapped in (False, True):
            found = arranged(screens, swapped=swapped)
            assert (found.room, found.notes) == (desk, None)


def _told(tmp_path: Path, *boxes: Box) -> dict[str, dict[str, Any]]:
    screens = [
        dict(zip(("x", "y", "width", "height"), box, strict=True))
        | {"name": str(at), "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
        for at, box in enumerate(boxes)
    ]
    file = tmp_path / "screens.json"
    file.write_text(json.dumps({"screens": screens}), "utf-8")
    script = Path(__file__).with_name("two_screens.py")
    environment = {
        **os.environ,
        "MDTDESK_CONFIG": str(tmp_path / "config"),
        "MDTDESK_STATE": str(tmp_path / "state"),
        "QT_QPA_PLATFORM": f"offscreen:configfile={file}",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run(
        [sys.executable, str(script), str(ward(tmp_path / "ward.mdt", *CASES))],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return told


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Return what stands where on a machine with two screens."""
    return _told(tmp_path_factory.mktemp("two"), DESK, PROJECTOR)


def test_the_room_fills_the_second_screen_the_notes_the_first(
    two: dict[str, dict[str, Any]],
) -> None:
    entered = two["entered"]
    assert entered["window"] == list(PROJECTOR)
    assert entered["notes"] == list(DESK)
    assert entered["typing"]  # the keys stay with the room
    assert entered["slack"] <= 8  # captions stand beside their words
    for words in ("孙桂芳", "T12病理骨折", "下一例 阿依古丽·买买提"):
        assert words in entered["words"]


def test_the_notes_say_names_that_the_projector_masks(two: dict[str, dict[str, Any]]) -> None:
    assert two["masked"]["name"] == "孙**"
    assert "孙桂芳" in two["masked"]["words"]


def test_the_screens_are_swapped_and_given_back(two: dict[str, dict[str, Any]]) -> None:
    assert two["swapped"]["window"] == list(DESK)
    assert two["swapped"]["notes"] == list(PROJECTOR)
    assert two["left"]["notes"] is None
    assert two["left"]["window"] == two["before"]["window"]


def test_a_lock_hides_the_notes_too(two: dict[str, dict[str, Any]]) -> None:
    assert two["entered_again"]["notes"] == list(PROJECTOR)  # as they were swapped
    assert two["locked"]["notes"] is None
    assert two["locked"]["window"] == two["before"]["window"]


def test_one_screen_has_the_room_and_no_notes(tmp_path: Path) -> None:
    told = _told(tmp_path, PROJECTOR)
    assert told["entered"]["window"] == list(PROJECTOR)
    assert told["entered"]["name"] == "孙桂芳"
    assert told["entered"]["notes"] is None
    assert told["left"]["window"] == told["before"]["window"]
