# SPDX-License-Identifier: MIT
"""Twenty-four hours of use on a fast clock: memory, open files and what lies on the disk stay flat.

The database grows by what is recorded and by nothing else: so many bytes a row of the audit.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from promises import Figure

SCRIPT = Path(__file__).with_name("day.py")
SETTLED = 4  # hours until every module is imported and every cache is full
MEGABYTES, BYTES_A_ROW = 6, 2_500
Hour = dict[str, int]


def lived(folder: Path, hours: int, *more: str) -> list[Hour]:
    """Live so many hours in another process; return what each came to."""
    if not Path("/proc/self/statm").exists():
        pytest.skip("/proc tells it")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, str(SCRIPT), str(folder), str(hours), *more]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def grown(hours: list[Hour], settled: int) -> Hour:
    """Return by how much each thing grew once the program had settled."""
    return {name: hours[-1][name] - hours[settled - 1][name] for name in hours[-1]}


def faults(more: Hour) -> set[str]:
    """Return what did not stay flat."""
    found = {name for name in ("handles", "threads", "journal", "beside") if more[name] > 0}
    found |= {"memory"} if more["kilobytes"] > MEGABYTES * 1024 else set()
    return found | ({"database"} if more["database"] > more["audit"] * BYTES_A_ROW else set())


@pytest.mark.long
@pytest.mark.promise("long-use")
def test_a_day_of_use_leaves_nothing_behind(tmp_path: Path, figure: Figure) -> None:
    hours = lived(tmp_path, 24)
    more = grown(hours, SETTLED)
    figure(
        f"24 h: after hour {SETTLED} {more['kilobytes'] / 1024:+.1f} MB,"
        f" {more['handles']:+d} handles, {more['threads']:+d} threads,"
        f" {more['database'] / max(more['audit'], 1):.0f} bytes a row of the audit"
    )
    assert not faults(more), hours
    assert more["audit"] > 500


@pytest.mark.long
@pytest.mark.promise("long-use", control=True)
def test_a_leak_is_noticed(tmp_path: Path) -> None:
    assert {"handles", "memory"} <= faults(grown(lived(tmp_path, 9, "leak"), SETTLED))
