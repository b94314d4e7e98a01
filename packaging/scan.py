# SPDX-License-Identifier: MIT
"""Look into a built program for what must not be there: paths of the build, tests, unused parts."""

from __future__ import annotations

import contextlib
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from release import ROOT, refuse, say

# Every name here was found in an unpruned build.
UNUSED = ("qvnc", "qminimal", "qlinuxfb", "qtvirtualkeyboard", "Qt6Quick", "Qt6Qml", "Qt6Designer")
TESTS = ("tests", "pytest", "hypothesis", "_pytest", "conftest.py", "test_data", "test_files")
# PyInstaller's archive of modules: their names stand in it as they are, their code compressed.
ARCHIVE = b"PYZ\0"
_PACKED = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_LONGEST = 1 << 20
_MODULE = re.compile(rb"[\w.]*\b(?:tests|testing|conftest|pytest|_pytest|hypothesis)\b[\w.]*")


def check(program: Path, places: tuple[Path, ...]) -> None:
    """Raise Stopped, naming each file that does not belong, of a program's folder."""
    forbidden = re.compile(b"|".join(re.escape(str(each).encode()) for each in (*places, ROOT)))
    refuse((*_misplaced(program), *_telling(program, forbidden)))
    files = sum(each.is_file() for each in program.rglob("*"))
    say(f"  scanned {files} files: no path of the build, no test code, no unused part of Qt")


def _misplaced(program: Path) -> Iterator[str]:
    for file in program.rglob("*"):
        parts = file.relative_to(program).parts
        if any(part in TESTS for part in parts):
            yield f"{file.relative_to(program)}: test code"
        if any(name in file.name for name in UNUSED):
            yield f"{file.relative_to(program)}: a part of Qt that is never opened"


def _telling(program: Path, forbidden: re.Pattern[bytes]) -> Iterator[str]:
    for file in program.rglob("*"):
        if not file.is_file() or file.is_symlink():
            continue
        content, name = file.read_bytes(), file.relative_to(program)
        packed = _unpacked(content) if ARCHIVE in content else iter(())
        for part in (content, *packed):
            if said := forbidden.search(part):
                yield f"{name}: the path {said[0].decode()}"
        if ARCHIVE in content:
            yield from (
                f"{name}: test code, {found.decode()}" for found in _MODULE.findall(content)
            )


def _unpacked(content: bytes) -> Iterator[bytes]:
    """Return what is compressed by zlib inside, each part as far as the longest module goes."""
    for found in _PACKED.finditer(content):
        part = content[found.start() : found.start() + _LONGEST]
        with contextlib.suppress(zlib.error):
            yield zlib.decompressobj().decompress(part)
