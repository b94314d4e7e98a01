# SPDX-License-Identifier: MIT
"""The guide's pictures are those that the script takes of the program as it is."""

from __future__ import annotations

import struct
import subprocess
import sys
from pathlib import Path

import pytest

from mdtdesk.i18n import LANGUAGES
from mdtdesk.paths import resource
from shape import ROOT


def size(file: Path) -> tuple[int, int]:
    """Return the width and height of a PNG."""
    wide, tall = struct.unpack(">II", file.read_bytes()[16:24])
    return wide, tall


@pytest.mark.long
def test_the_script_takes_every_picture_of_the_guide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    script = ROOT / "packaging" / "guide_pictures.py"
    subprocess.run([sys.executable, str(script), str(tmp_path / "taken")], check=True)
    for language in LANGUAGES:
        taken = {f.name: f for f in (tmp_path / "taken" / language).iterdir()}
        kept = {f.name: f for f in resource("guide", "pictures", language).iterdir()}
        assert taken.keys() == kept.keys()
        # a window of another layout has a card of another height
        assert {n: size(f) for n, f in taken.items()} == {n: size(f) for n, f in kept.items()}
