# SPDX-License-Identifier: MIT
"""What the Windows program holds, read from its files: for the bill and the page of licences.

The wheels, each with the digest it came under, and what the Linux packages have not: Python itself
with the libraries in it, and Microsoft's run-time libraries.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import inside
import pe
from inside import Part
from release import Stopped, sha256

PYTHON_LICENCE = "licence-of-python.txt"
_MICROSOFT = "Microsoft Visual C++ Redistributable terms"


@dataclass(frozen=True)
class Found:
    """A part without metadata: its licence, and the file that tells its version in numbers."""

    name: str
    licence: str
    file: str
    numbers: int = 3


LIBRARIES = (
    Found("OpenSSL, in Python", "Apache-2.0", "libcrypto-3.dll"),
    Found("libffi, in Python", "MIT", "libffi-8.dll", 0),
    Found("Microsoft Visual C++ runtime, in Python", _MICROSOFT, "vcruntime140.dll", 4),
    Found("Microsoft Visual C++ runtime, in Qt", _MICROSOFT, "msvcp140.dll", 4),
)
NOT_INSIDE = "ICU, in Qt"  # on Windows Qt asks the system's own
# Built into Python's own modules; its page of licences has their terms.
WITHIN_PYTHON = (
    ("bzip2, in Python", "bzip2-1.0.6"),
    ("Expat, in Python", "MIT"),
    ("libmpdec, in Python", "BSD-2-Clause"),
    ("liblzma, in Python", "0BSD"),
    ("zlib, in Python", "Zlib"),
)


def parts(program: Path, wheels: Path) -> Iterator[Part]:
    """Return all that lies in the program's folder. Raises Stopped where something is not there."""
    digests = {inside.key(file.name.split("-")[0]): sha256(file) for file in wheels.glob("*.whl")}
    for part in inside.packages(program / "Lib"):
        if part.name == NOT_INSIDE:
            continue
        yield replace(part, digest=digests.get(inside.key(part.name), ""))
    yield _python(program)
    yield from (Part(name, "", licence) for name, licence in WITHIN_PYTHON)
    for library in LIBRARIES:
        numbers = _version(program, library.file).split(".")
        yield Part(library.name, ".".join(numbers[: library.numbers]), library.licence)


def _python(program: Path) -> Part:
    # 3.13.2150.1013: what people call the third number comes a thousand times
    first, second, third, _ = _version(program, "python313.dll").split(".")
    number = f"{first}.{second}.{int(third) // 1000}"
    text = (program / PYTHON_LICENCE).read_text("utf-8")
    return Part("CPython", number, "PSF-2.0", f"pkg:generic/cpython@{number}", (text,))


def _version(program: Path, name: str) -> str:
    file = next(program.rglob(name), None)
    if file is None:
        raise Stopped(f"{name} is not there")
    return pe.version(file.read_bytes())
