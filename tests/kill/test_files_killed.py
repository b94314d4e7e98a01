# SPDX-License-Identifier: MIT
"""Adding a file is killed at every line that writes it: nothing is named, or the file is whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from promises import Figure

HERE = Path(__file__).parent


def kills(folder: Path, every: int, *more: str) -> list[dict[str, Any]]:
    """Return what was found after each kill."""
    run = subprocess.run(
        [sys.executable, str(HERE / "file_life.py"), str(folder), str(every), *more],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(HERE.parent)},
    )
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


@pytest.mark.promise("files-whole")
def test_a_file_is_whole_or_not_there(
    tmp_path: Path, request: pytest.FixtureRequest, figure: Figure
) -> None:
    every = 1 if request.config.getoption("--long") else 12
    found = kills(tmp_path, every)
    assert len(found) > 25 / every
    assert not [each for each in found if each["wrong"] or not each["tidy"]]
    assert not [each for each in found if each["answered"] and not each["named"]]
    assert not any(each["named"] for each in found[:-1])  # every line comes before the commit
    assert found[-1]["named"]
    figure(kills=len(found), torn=0)


@pytest.mark.promise("files-whole", control=True)
def test_bytes_written_after_the_commit_are_noticed(tmp_path: Path) -> None:
    assert any(each["named"] and each["wrong"] for each in kills(tmp_path, 12, "control"))
