# SPDX-License-Identifier: MIT
"""The program as a script starts it: a process of its own on a store of one person."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from builders import PASSWORD


class Shell:
    """Runs the program on one store, by one person."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = folder / "team.mdt"
        self.environment = {
            **os.environ,
            "MDTDESK_STORE": str(self.store),
            "MDTDESK_PASSWORD": PASSWORD,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "LC_ALL": "C",
        }

    def __call__(self, *words: str, language: str = "en", **more: str) -> Any:
        """Run ``mdtdesk WORDS`` in the folder; a traceback is always wrong."""
        done = subprocess.run(
            [sys.executable, "-P", "-m", "mdtdesk", "--language", language, *words],
            capture_output=True,
            encoding="utf-8",
            cwd=self.folder,
            env=self.environment | more,
            stdin=subprocess.DEVNULL,
        )
        assert "Traceback" not in done.stderr + done.stdout
        assert done.returncode in (0, 1, 2, 3), done.stderr
        return done

    def answer(self, *words: str, code: int = 0) -> dict[str, Any]:
        """Run a verb with --json; return its answer."""
        done = self("--json", *words)
        assert done.returncode == code, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        assert found["exit"] == code
        return found
