# SPDX-License-Identifier: MIT
"""Measure the Linux package: ``.venv/bin/python packaging/measure.py``.

Sizes, and the time from a start to a painted sign-in page: of the package, of the same program with
nothing left out, and of ``python -m mdtdesk``. The three take turns, so that what else the machine
does falls on all of them; the middle of the turns counts.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import linux_build
import roots
import virtual_screen
from release import DIST, INSTALLED_MB, ROOT, WORK, run, say, size, version

ROUNDS = 15
SLOWER = 1.2
# Colours in a sample: of an empty screen with its cursor, of one with a painted page.
EMPTY, PAINTED = 3, 8


def main() -> int:
    """Print the figures; 1 if a promise is not kept."""
    place = WORK / "measured"
    shutil.rmtree(place, ignore_errors=True)
    run(["dpkg-deb", "--extract", linux_build.package(), place])
    packed = place / "opt/mdtdesk"
    unpruned = linux_build.freeze(roots.old(), unpruned=True).program
    archive = DIST / f"mdtdesk-{version()}-linux-x86_64.tar.xz"
    say(f"packages: .deb {size(linux_build.package()):.1f} MB, archive {size(archive):.1f} MB")
    say(f"installed: {size(place):.0f} MB, at most {INSTALLED_MB}")
    say(f"unpruned: {size(unpruned):.0f} MB")
    commands = {
        "package": [str(packed / "mdtdesk")],
        "unpruned": [str(unpruned / "mdtdesk")],
        "python -m mdtdesk": [str(ROOT / ".venv/bin/python"), "-m", "mdtdesk"],
    }
    middles = _starts(commands)
    for name, seconds in middles.items():
        say(f"start, {name}: {seconds:.2f} s")
    ratio = middles["package"] / middles["python -m mdtdesk"]
    say(f"the package takes {ratio:.2f} of python -m mdtdesk, at most {SLOWER}")
    return 0 if size(place) <= INSTALLED_MB and ratio <= SLOWER else 1


def _starts(commands: dict[str, list[str]]) -> dict[str, float]:
    taken: dict[str, list[float]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as folder, virtual_screen.screen() as screen:
        making = [str(ROOT / ".venv/bin/python"), "-m", "mdtdesk", "demo", folder]
        subprocess.run(making, check=True, stdout=subprocess.DEVNULL)
        places = {name: str(Path(folder, name)) for name in ("MDTDESK_CONFIG", "MDTDESK_STATE")}
        store = {"DISPLAY": screen.display, "MDTDESK_STORE": str(Path(folder, "demo.mdt"))}
        for turn in range(ROUNDS + 1):
            for name, command in commands.items():
                seconds = _painted_after(command, os.environ | places | store, screen.memory)
                if turn:  # the first one finds nothing in the disk's memory
                    taken[name].append(seconds)
    return {name: statistics.median(each) for name, each in taken.items()}


def _painted_after(command: list[str], environment: dict[str, str], memory: Path) -> float:
    while _colours(memory) > EMPTY:
        time.sleep(0.05)
    began = time.monotonic()
    quiet = subprocess.DEVNULL
    child = subprocess.Popen(command, env=environment, stdin=quiet, stderr=quiet)
    try:
        while _colours(memory) < PAINTED:
            time.sleep(0.002)
        return time.monotonic() - began
    finally:
        child.kill()
        child.wait()


def _colours(memory: Path) -> int:
    """Return how many colours a sample of the screen has."""
    data = memory.read_bytes()
    half = len(data) // 4 * 2  # below the head and its table of colours
    return len({data[at : at + 3] for at in range(half, len(data) - 4, 4 * 397)})


if __name__ == "__main__":
    sys.exit(main())
