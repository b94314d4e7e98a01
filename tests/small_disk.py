# SPDX-License-Identifier: MIT
"""Small disks for tests: mounted where that is allowed, else a preloaded library that counts."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_SOURCE = Path(__file__).with_name("preload") / "full.c"


@contextmanager
def mounted(folder: Path, size: str = "1m") -> Iterator[Path]:
    """Give a disk of its own; skip the test where mounting is refused."""
    folder.mkdir(parents=True, exist_ok=True)
    if not mount(folder, size):
        pytest.skip("mounting is refused here")
    try:
        yield folder
    finally:
        # lazily: a test may have left a file open on a disk it took away
        subprocess.run(["umount", "-l", str(folder)], check=False, capture_output=True)


def mount(folder: Path, size: str) -> bool:
    """Mount a small disk on a folder; tell whether it is there."""
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if sys.platform != "linux" or os.geteuid():
        return False
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def preloaded(folder: Path) -> tuple[dict[str, str], Path]:
    """Return the environment and the shared number of a child whose disk is as full as told."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("no compiler is here")
    library, left = folder / "full.so", folder / "left"
    left.write_bytes(struct.pack("q", -1))
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, _SOURCE, "-ldl"], check=True)
    return {"LD_PRELOAD": str(library), "FULL_LEFT": str(left)}, left
