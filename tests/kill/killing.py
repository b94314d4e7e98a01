# SPDX-License-Identifier: MIT
"""Asks the server that kills commands, and counts what it reports."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from promises import Figure

HERE = Path(__file__).parent


def killed(folder: Path, kind: str, *more: str, every: int = 1) -> list[dict[str, Any]]:
    """Kill one command at its points and return what the store held after each."""
    run = subprocess.run(
        [sys.executable, str(HERE / "points.py"), str(folder), kind, str(every), *more],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(HERE.parent)},
    )
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def counted(figure: Figure, points: list[dict[str, Any]], **more: int) -> None:
    """Tell how many kills there were and what they left."""
    lost = sum(p["answered"] and p["held"] != "new" for p in points)
    torn, damaged = sum(p["held"] == "torn" for p in points), sum(p["damaged"] for p in points)
    figure(**more, kills=len(points), lost=lost, torn=torn, corrupt=damaged)
