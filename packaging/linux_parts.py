# SPDX-License-Identifier: MIT
"""Which parts of Python, Qt and the wheels go into the Linux program, and the proof of it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import elf
from release import Stopped, refuse

# Input methods, windows on both kinds of desktop, printing, the pictures that the program shows.
PLUGINS = {
    "platforms": ("qxcb", "qwayland-generic", "qoffscreen"),
    "platforminputcontexts": (
        "composeplatforminputcontextplugin",
        "ibusplatforminputcontextplugin",
    ),
    "wayland-shell-integration": ("xdg-shell",),
    "wayland-decoration-client": ("bradient", "adwaita"),
    "printsupport": ("cupsprintersupport",),
    "imageformats": ("qjpeg", "qsvg", "qico"),
    "iconengines": ("qsvgicon",),
}
TRANSLATIONS = ("qtbase_zh_CN.qm", "qtbase_en.qm")
TESTS = ("tests", "test_files", "testing")
EXCLUDED = (
    *("tkinter", "unittest", "pydoc", "doctest", "numpy", "pip", "setuptools", "pytest"),
    # kinds of pictures that the program refuses before they are opened, and colour profiles
    *("PIL._avif", "PIL._webp", "PIL._imagingcms", "PIL._imagingft", "PIL._imagingtk"),
)
# What the system has: the kernel's side of graphics, and glibc.
SYSTEM = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxcb.so.1": "libxcb1",
    **dict.fromkeys(("libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0"), "libc6"),
    **dict.fromkeys(
        ("librt.so.1", "libutil.so.1", "libresolv.so.2", "ld-linux-x86-64.so.2"), "libc6"
    ),
}
# Asked for only by printing, and where the desktop is Wayland's, which then has it.
OPTIONAL = {
    "libcups.so.2": "libcups2",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
# Every desktop has the last one: fonts of the system stand in for characters beyond the program's.
RECOMMENDED = (*OPTIONAL.values(), "fontconfig-config")
# Opened by their names: by the program's start, and by pypdfium2.
LOADED = frozenset(("libpython3.11.so.1.0", "libpdfium.so"))
# Delivered with what a debugger reads.
STRIPPED = (
    *("libpython3*.so*", "python3*/lib-dynload/*.so", "_sqlite3*.so", "_rust.abi3.so"),
    "sqlalchemy/*/*_cy.*.so",
)
_PLUGIN = re.compile(r"(?:^|/)PySide6/Qt/plugins/([^/]+)/lib([^/]+)\.so$")


def wanted(name: str) -> bool:
    """Tell whether a collected file, by its place in the program, is one that it opens."""
    if found := _PLUGIN.search(name):
        return found[2] in PLUGINS.get(found[1], ())
    if "/translations/" in name:
        return name.endswith(TRANSLATIONS)
    return not is_test(name) and Path(name).name not in OPTIONAL


def is_test(name: str) -> bool:
    """Tell whether a module or a file belongs to somebody's tests."""
    return not {*TESTS}.isdisjoint(re.split(r"[./]", name))


def prune(program: Path) -> None:
    """Take out the libraries that nothing opens any more, and what only a debugger reads."""
    while left := _unneeded(program):
        for file in left:
            file.unlink()
    for link in program.rglob("*"):
        if link.is_symlink() and not link.exists():
            link.unlink()
    for pattern in STRIPPED:
        for file in program.rglob(pattern):
            subprocess.run(["strip", "--strip-unneeded", file], check=True)


def _unneeded(program: Path) -> list[Path]:
    """Return the libraries nobody asks for; modules and plugins are asked for by other means."""
    found = elf.unneeded(elf.binaries(program), LOADED)
    lib = program / "lib"
    places = (lib, lib / "PySide6/Qt/lib", lib / "pillow.libs")
    # _cffi_backend lies there, too: a module, which Python asks for
    return [file for file in found if file.parent in places and ".cpython-" not in file.name]


def check(program: Path) -> None:
    """Raise Stopped where a plugin or library is missing, or would never be opened."""
    refuse(misplaced(program))


def misplaced(program: Path) -> Iterator[str]:
    """Tell each plugin and library that is never opened, and each that is missing."""
    for file in program.rglob("*.so*"):
        if not wanted(str(file.relative_to(program))):
            yield f"{file.relative_to(program)}: never opened"
    yield from (f"{file.relative_to(program)}: nothing asks for it" for file in _unneeded(program))
    for kind, names in PLUGINS.items():
        for name in names:
            file = program / f"lib/PySide6/Qt/plugins/{kind}/lib{name}.so"
            if not file.exists():
                yield f"{file.relative_to(program)}: not there"
    known = SYSTEM.keys() | OPTIONAL.keys()
    for name, asking in elf.missing(elf.binaries(program), program).items():
        if name not in known:
            yield f"{asking.relative_to(program)}: asks for {name}, which is not there"


def needs(program: Path) -> tuple[str, list[str]]:
    """Return the glibc it needs and the Debian packages it stands on. Raises Stopped."""
    found = elf.binaries(program)
    asked = elf.missing(found, program)
    if not asked:
        raise Stopped("nothing asks for glibc: the program was not read")
    glibc = ".".join(map(str, max(each.glibc for each in found)))
    names = {SYSTEM[name] for name in asked if name in SYSTEM} - {"libc6"}
    return glibc, [f"libc6 (>= {glibc})", *sorted(names)]
