# SPDX-License-Identifier: MIT
"""Files that a verb writes: whole, or not there."""

from __future__ import annotations

from pathlib import Path

from mdtdesk import system
from mdtdesk.errors import Unavailable
from mdtdesk.storage import faults

STANDARD = "-"


def write(path: Path, data: bytes) -> None:
    """Write a file that appears only when it is whole. Raises Unavailable."""
    if path.is_dir():
        raise Unavailable("exists", path=str(path))
    if not path.parent.is_dir():
        raise Unavailable("missing", path=str(path.parent))
    with faults.files(path):
        system.write_whole(path, data)
