# SPDX-License-Identifier: MIT
"""Build the packages into dist/: ``python3 dev.py package [wheel] [guide] [linux] [windows]``.

Run by .venv's Python. What cannot be built here is named with its reason and ends in exit 3; what
was built is complete, and SHA256SUMS tells its digests.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable

import guide
import linux_build
import windows_build
from release import DIST, ROOT, WORK, Stopped, checksums, made, run, say, version


def wheel() -> None:
    """Make the wheel and the source archive."""
    run([sys.executable, "-m", "hatchling", "build", "-d", DIST])
    for ending in ("-py3-none-any.whl", ".tar.gz"):
        made(DIST / f"mdtdesk-{version()}{ending}")


STEPS: dict[str, Callable[[], None]] = {
    "wheel": wheel,
    "guide": guide.build,
    "linux": linux_build.build,
    "windows": windows_build.build,
}


def main(names: list[str]) -> int:
    """Build what is named, else everything; 0 if all of it was built."""
    unknown = [name for name in names if name not in STEPS]
    if unknown:
        say(f"Unknown: {', '.join(unknown)}. There are: {', '.join(STEPS)}")
        return 2
    if not names:
        shutil.rmtree(DIST, ignore_errors=True)
    for place in (DIST, WORK):
        place.mkdir(exist_ok=True)
    failed = False
    for name in names or STEPS:
        began = time.monotonic()
        say(name)
        try:
            STEPS[name]()
        except Stopped as stopped:
            failed = True
            say(f"  not built: {stopped}")
        say(f"  {time.monotonic() - began:.0f} s")
    checksums()
    say(f"In {DIST.relative_to(ROOT)}: {', '.join(each.name for each in sorted(DIST.iterdir()))}")
    return 3 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
