# SPDX-License-Identifier: MIT
"""Look into a built program for what must not be there: paths of the build, tests, unused parts."""

from __future__ import annotations

import contextlib
import zlib
from collections.abc import Iterator
from pathlib import Path

from release import HERE, ROOT, Stopped

# Every name here was found in an unpruned build.
UNUSED = ("qvnc", "qminimal", "qlinuxfb", "qtvirtualkeyboard", "Qt6Quick", "Qt6Qml", "Qt6Designer")
TESTS = ("tests", "pytest", "hypothesis", "_pytest", "conftest.py", "test_data", "test_files")


def check(program: Path, places: tuple[Path, ...]) -> None:
    """Raise Stopped, naming each file that does not belong, of a program's folder."""
    forbidden = [str(place).encode() for place in (*places, ROOT, HERE)]
    found = [*_misplaced(program), *_telling(program, forbidden)]
    if found:
        raise Stopped("not to be delivered:\n" + "\n".join(sorted(found)[:40]))


def _misplaced(program: Path) -> Iterator[str]:
    for file in program.rglob("*"):
        parts = file.relative_to(program).parts
        if any(part in TESTS for part in parts):
            yield f"{file.relative_to(program)}: test code"
        if any(name in file.name for name in UNUSED):
            yield f"{file.relative_to(program)}: a part of Qt that is never opened"


def _telling(program: Path, forbidden: list[bytes]) -> Iterator[str]:
    for file in program.rglob("*"):
        if not file.is_file() or file.is_symlink():
            continue
        content = file.read_bytes()
        for place in forbidden:
            if place in content or any(place in part for part in _unpacked(content)):
                yield f"{file.relative_to(program)}: the path {place.decode()}"


def _unpacked(content: bytes) -> Iterator[bytes]:
    """Return what is compressed by zlib inside, as in PyInstaller's archive of modules."""
    start = content.find(b"\x78\xda")
    while start >= 0:
        with contextlib.suppress(zlib.error):
            yield zlib.decompressobj().decompress(content[start:])
        start = content.find(b"\x78\xda", start + 2)
