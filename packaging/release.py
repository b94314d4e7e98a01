# SPDX-License-Identifier: MIT
"""What every package shares: version, time, places, how a step is run and said.

Nothing but the standard library: the Debian that freezes the program imports it, too.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
WORK = ROOT / "build"
HERE = ROOT / "packaging"
# Packages of earlier builds, for the trial of an upgrade.
KEPT = WORK / "installers"
_KEEP = 3
INSTALLED_MB = 200  # at most, whatever the system


class Stopped(Exception):
    """A step failed or a package holds what it must not hold: nothing is delivered."""


def version() -> str:
    """Return the program's version from its one place."""
    text = (ROOT / "src/mdtdesk/__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    if found is None:
        raise Stopped("src/mdtdesk/__init__.py names no version")
    return found[1]


def epoch() -> str:
    """Return the seconds that stand in every package for its time: those of the last commit."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return given
    asked = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() or str(int((ROOT / "CHANGELOG.md").stat().st_mtime))


def environment() -> dict[str, str]:
    """Return the environment of a build: one time, one order of hashes, no colours."""
    settled = {"SOURCE_DATE_EPOCH": epoch(), "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}
    return os.environ | settled | {"NO_COLOR": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)


def made(file: Path) -> None:
    """Say what was delivered."""
    say(f"  {file.name}  {size(file):.1f} MB")


def refuse(found: Iterable[str]) -> None:
    """Raise Stopped if anything was found that must not be delivered."""
    if lines := sorted(found):
        raise Stopped("not to be delivered:\n" + "\n".join(lines[:40]))


def run(command: Sequence[object], *, cwd: Path = ROOT, named: str = "") -> str:
    """Run a step, say by its name what it took, return its output. Raises Stopped."""
    began = time.monotonic()
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    words = named or " ".join(map(str, (Path(str(command[0])).name, *command[1:4])))
    if done.returncode != 0:
        last = "\n".join(done.stdout.splitlines()[-20:])
        raise Stopped(f"{words} …\n{last}")
    took = time.monotonic() - began
    if took > 2:
        say(f"    {took:5.0f} s  {words}")
    return done.stdout


def programs(names: Mapping[str, str]) -> list[str]:
    """Return the Debian packages of the programs that are not there."""
    return [package for name, package in names.items() if not shutil.which(name)]


def size(folder: Path) -> float:
    """Return the MB of a file or of all the files below a folder."""
    files = [folder] if folder.is_file() else folder.rglob("*")
    whole = sum(each.stat().st_size for each in files if each.is_file() and not each.is_symlink())
    return whole / 1e6


def sha256(file: Path) -> str:
    """Return a file's digest, as SHA256SUMS and the bill of materials tell it."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def keep(package: Path) -> None:
    """Keep a copy by its digest, and of the earlier ones of its kind the newest."""
    KEPT.mkdir(exist_ok=True)
    shutil.copy(package, KEPT / f"{sha256(package)[:12]}{package.suffix}")
    for old in _kept(package)[_KEEP:]:
        old.unlink()


def before(package: Path) -> Path | None:
    """Return the newest earlier build of a package, None if only this one was kept."""
    now = package.read_bytes()
    return next((file for file in _kept(package) if file.read_bytes() != now), None)


def _kept(package: Path) -> list[Path]:
    files = KEPT.glob(f"*{package.suffix}")
    return sorted(files, key=lambda each: each.stat().st_mtime, reverse=True)


def checksums() -> None:
    """Write SHA256SUMS of all that lies in dist/, as ``sha256sum -c`` reads it."""
    files = sorted(each for each in DIST.iterdir() if each.name != "SHA256SUMS")
    lines = [f"{sha256(each)}  {each.name}\n" for each in files]
    (DIST / "SHA256SUMS").write_text("".join(lines), "utf-8")
