# SPDX-License-Identifier: MIT
"""Another process that reads a store while it is written here, and says how long that took."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from builders import PASSWORD

Seconds = dict[str, list[float]]
_SCRIPT = Path(__file__).parent / "services" / "beside.py"


class Reader:
    """The other process."""

    def __init__(self, store: Path) -> None:
        environment = {
            **os.environ,
            "MDTDESK_PASSWORD": PASSWORD,
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        self._process = subprocess.Popen(
            [sys.executable, str(_SCRIPT), str(store)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=environment,
        )
        assert self._line() == "ready\n"

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def ask(self, work: str) -> Seconds:
        """Have it work; return the seconds of each round."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{work}\n")
        self._process.stdin.flush()
        told: Seconds = json.loads(self._line())
        return told

    def end(self) -> None:
        """Let it end in order."""
        self._process.communicate()
        assert self._process.returncode == 0
