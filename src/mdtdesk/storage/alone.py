# SPDX-License-Identifier: MIT
"""A moment alone with the small files beside the database, which no writer's lock guards."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mdtdesk import system
from mdtdesk.errors import Unavailable
from mdtdesk.storage import faults

LOCK = "lockout.lock"
_PATIENCE, _PAUSE = 5.0, 0.01


@contextmanager
def alone(directory: Path) -> Iterator[None]:
    """Keep every other program from the counts and the key file meanwhile. Raises Unavailable."""
    lock = system.FileLock(directory / LOCK)
    end = time.monotonic() + _PATIENCE
    with faults.files(directory / LOCK):
        while not lock.acquire():
            if time.monotonic() > end:
                raise Unavailable("busy", path=str(directory / LOCK))
            time.sleep(_PAUSE)
    try:
        yield
    finally:
        lock.release()
