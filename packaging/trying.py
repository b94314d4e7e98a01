# SPDX-License-Identifier: MIT
"""What every trial of a package shares: a row says what was seen, the table shows all of them."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from release import Stopped


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    step: str
    fine: bool
    seen: str
    seconds: float = 0.0

    @property
    def mark(self) -> str:
        """Return in short how it went."""
        return f"{'ok  ' if self.fine else 'FAIL'} {self.seconds:5.0f} s"


class Wrong(Exception):
    """A step saw something else than it should."""


def need(holds: object, seen: str) -> None:
    """Raise Wrong, saying what was seen, unless it holds."""
    if not holds:
        raise Wrong(seen)


def tried(name: str, step: Callable[[], str]) -> Row:
    """Take a step and return what was seen."""
    began = time.monotonic()
    try:
        fine, seen = True, step()
    except (Wrong, Stopped, OSError, ValueError, KeyError, IndexError) as fault:
        fine, seen = False, str(fault) or type(fault).__name__
    return Row(name, fine, seen, time.monotonic() - began)


def digest(place: Path) -> str:
    """Return a digest of all files below a place and of their names."""
    found = hashlib.sha256()
    for file in sorted(place.rglob("*")):
        if file.is_file():
            found.update(file.relative_to(place).as_posix().encode())
            found.update(file.read_bytes())
    return found.hexdigest()


def table(columns: dict[str, Sequence[Row]]) -> str:
    """Return a table: a line a step, a column a system."""
    steps = list(dict.fromkeys(row.step for rows in columns.values() for row in rows))
    wide = max((len(step) for step in steps), default=0)
    lines = [" " * wide + "".join(f"  {name:>12}" for name in columns)]
    for step in steps:
        marks = [
            next((row.mark for row in rows if row.step == step), "-") for rows in columns.values()
        ]
        lines.append(f"{step:<{wide}}" + "".join(f"  {mark:>12}" for mark in marks))
    return "\n".join(lines)
