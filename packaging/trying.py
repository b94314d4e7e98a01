# SPDX-License-Identifier: MIT
"""What every trial of a package shares: what is tried with, how it is seen, the table of it."""

from __future__ import annotations

import hashlib
import os
import re
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from release import ROOT, Stopped, programs, run, say
from virtual_screen import Picture, Screen

HOSPITAL = "试用医院"
LETTERHEAD = f'[letterhead]\nhospital = "{HOSPITAL}"\n'
CASES = ROOT / "tests/data/cases/published.json"
NEEDED = {"pdftotext": "poppler-utils"}
DRAWN = 200  # colours: a sheet with text has more, an empty one fewer
_ANOTHER = 0.5  # of the points: a letter more or a light that blinks changes few
_PAUSE = 1.0
# A store of an earlier schema, made by the program of its time, and who opens it.
_UNPACK = "import sys, released, builders; from pathlib import Path; "
_UNPACK += "released.unpack(int(sys.argv[1]), Path(sys.argv[2])); print(builders.PASSWORD)"


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


def lacking(needed: Mapping[str, str]) -> str:
    """Return the Debian packages that are needed and not there; as root they are installed."""
    if (missing := " ".join(programs(needed))) and os.geteuid() == 0:
        say(f"  installing {missing}")
        run(["apt-get", "-y", "-q", "--no-install-recommends", "install", *missing.split()])
    return " ".join(programs(needed))


def earlier_store(folder: Path) -> tuple[int, str]:
    """Put the newest store of an earlier schema into a folder; return its schema and password."""
    kept = (ROOT / "tests/data/stores").glob("schema-*.zip")
    number = max(int(file.stem.rpartition("-")[2]) for file in kept)
    path = os.pathsep.join((str(ROOT / "tests"), str(ROOT / "src")))
    unpacking = [sys.executable, "-c", _UNPACK, number, folder]
    return number, run(["env", f"PYTHONPATH={path}", *unpacking]).strip()


def paper(file: Path) -> str:
    """Return in short what a printed case says. Raises Wrong."""
    text = run(["pdftotext", "-layout", file, "-"])
    chinese = len(re.findall("[\u4e00-\u9fff]", text))
    need(HOSPITAL in text and chinese > 300, f"{chinese} Chinese characters")
    return f"{chinese} Chinese characters, the policy's letterhead"


def sign_in(screen: Screen, password: str, folder: Path, patience: float) -> str:
    """Wait for the window, sign in, keep a picture of each page. Raises Wrong."""
    began = time.monotonic()
    first = shown(screen, lambda seen: seen.colours > DRAWN, folder / "sign-in.png", patience)
    took = time.monotonic() - began
    screen.type(password)
    screen.press("Return")
    entered = folder / "worklist.png"
    then = shown(screen, lambda seen: seen.unlike(first) > _ANOTHER, entered, patience)
    return f"drawn after {took:.1f} s, {first.colours} colours, signed in: {then.colours}"


def shown(
    screen: Screen, awaited: Callable[[Picture], bool], file: Path, patience: float
) -> Picture:
    """Wait until the screen shows what is awaited and rests; keep its picture. Raises Wrong."""
    end, rests, picture = time.monotonic() + patience, False, screen.picture()
    while not rests and time.monotonic() < end:
        time.sleep(_PAUSE)
        last, picture = picture, screen.picture()
        rests = picture == last and awaited(picture)
    picture.save(file)
    need(rests, f"no {file.stem} within {patience:.0f} s, {picture.colours} colours")
    return picture


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
