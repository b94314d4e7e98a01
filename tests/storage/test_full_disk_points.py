# SPDX-License-Identifier: MIT
"""A disk that is full at many points harms nothing: on a small disk, and by a preloaded library."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import full_disk
import small_disk

FEW, MANY = 11, 500
Figure = Callable[..., None]


def run(folder: Path, left: str, count: int, *more: str, **environment: str) -> dict[str, Any]:
    """Have a child work so long."""
    program = [sys.executable, full_disk.__file__, str(folder), left, str(count), *more]
    path = os.pathsep.join(sys.path)
    done = subprocess.run(
        program,
        env={**os.environ, "PYTHONPATH": path, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def judge(told: dict[str, Any], count: int) -> None:
    """Hold what a child told against the promise."""
    assert told["fault"] == "", told
    assert told["points"] == count
    assert told["left"] == []
    assert {key.split()[1] for key in told["seen"]} == {"done", "disk_full"}, told
    for what in ("amend", "type", "leave", "backup"):
        assert told["seen"][f"{what} disk_full"] > 0, told
    assert told["seen"]["amend done"] > 0


@pytest.mark.parametrize("by", ["mount", pytest.param("preload", marks=pytest.mark.long)])
@pytest.mark.promise("full-disk")
def test_a_disk_full_at_any_point_harms_nothing(
    tmp_path: Path, request: pytest.FixtureRequest, figure: Figure, by: str
) -> None:
    count = MANY if request.config.getoption("--long") else FEW
    if by == "mount":
        with small_disk.mounted(tmp_path / "disk", "6m") as disk:
            told = run(disk, "", count)
    else:
        environment, left = small_disk.preloaded(tmp_path)
        (tmp_path / "disk").mkdir()
        told = run(tmp_path / "disk", str(left), count, **environment)
    figure(full_disk_points=count)
    print(told)
    judge(told, count)


@pytest.mark.long
@pytest.mark.promise("full-disk", control=True)
def test_a_database_without_its_journal_is_harmed(tmp_path: Path) -> None:
    """The negative control: the same life, which the harness must find broken."""
    environment, left = small_disk.preloaded(tmp_path)
    (tmp_path / "disk").mkdir()
    told = run(tmp_path / "disk", str(left), MANY, "control", **environment)
    print(told)
    assert told["fault"]
