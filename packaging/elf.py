# SPDX-License-Identifier: MIT
"""Read what Linux programs and libraries ask of others: libraries by name, versions of glibc."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from release import run

_MAGIC = b"\x7fELF"
_MANY = 100  # files that one call looks at
_ANOTHER = Path("/bin/sh")  # readelf names the files only if there are two


@dataclass(frozen=True)
class Binary:
    """A program or library: its file, what it asks for, the newest glibc it was linked to."""

    path: Path
    needs: frozenset[str]
    glibc: tuple[int, ...]


def binaries(folder: Path) -> list[Binary]:
    """Return what lies below a folder, links to it left out."""
    files = sorted(file for file in folder.rglob("*") if not file.is_symlink() and _is_one(file))
    return [each for start in range(0, len(files), _MANY) for each in _read(files[start:][:_MANY])]


def _is_one(file: Path) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as opened:
        return opened.read(4) == _MAGIC


def _read(files: list[Path]) -> Iterator[Binary]:
    told = run(["readelf", "--wide", "--dynamic", "--version-info", *files, _ANOTHER])
    for part in re.split(r"^File: ", told, flags=re.MULTILINE)[1:]:
        name, _, text = part.partition("\n")
        if Path(name) == _ANOTHER:
            continue
        needs = frozenset(re.findall(r"\(NEEDED\).*\[(.+)\]", text))
        wanted = [tuple(map(int, v.split("."))) for v in re.findall(r"Name: GLIBC_([\d.]+)", text)]
        yield Binary(Path(name), needs, max(wanted, default=(0,)))


def unneeded(found: Iterable[Binary], loaded: frozenset[str]) -> list[Path]:
    """Return the libraries that nothing asks for, nor is loaded by its name."""
    found = list(found)
    asked = {name for each in found for name in each.needs} | loaded
    return [each.path for each in found if each.path.name not in asked]


def missing(found: Iterable[Binary], folder: Path) -> dict[str, Path]:
    """Return what is asked for and does not lie in the folder, with one that asks for it."""
    here = {file.name for file in folder.rglob("*.so*")}
    return {name: each.path for each in found for name in each.needs if name not in here}
