# SPDX-License-Identifier: MIT
"""A Windows in a folder, by wine, to try the Windows packages in; without a network.

Wine 8 lacks some of what Windows has. What stands in for it is put into the folder's own Windows
and is never delivered: two libraries whose functions say "not there", which the program asks only
for other code pages and the monitor's colours, and one that gives random numbers by their older
name.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PureWindowsPath
from typing import IO

import pe
from release import Stopped

NEEDED = {"wine": "wine wine64", "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64-win32"}
WINE64 = Path("/usr/lib/wine/wine64")  # the program "wine" asks for its 32-bit half each time
# No debugger that waits for a person, no browser parts to be fetched, no menu of this machine; of
# Windows' management service wine has the door without a room: asking it ends the program.
OVERRIDES = "winedbg.exe=d;winemenubuilder.exe=d;mscoree=d;mshtml=d;wbemprox=d;mscms=n"
STAND_INS = ("icuuc.dll", "mscms.dll", "bcryptprimitives.dll")
REAL = {
    # U_FILE_ACCESS_ERROR: there is no such converter
    "ucnv_open": "void *ucnv_open(const char *name, int *error) { *error = 4; return 0; }",
    "ProcessPrng": "unsigned char SystemFunction036(void *to, unsigned long size);\n"
    "int ProcessPrng(void *to, unsigned long long size) "
    "{ return SystemFunction036(to, (unsigned long)size); }",
}
LANGUAGE = "zh_CN"
_AFTER = 2.0


@dataclass(frozen=True)
class Done:
    """How a program ended."""

    code: int
    out: str
    errors: str = field(repr=False, default="")


class Wine:
    """One Windows: its drive C, and programs run in it."""

    def __init__(self, folder: Path, display: str) -> None:
        self._prefix = folder / "windows"
        self._environment = _chinese(folder) | {
            "WINEPREFIX": str(self._prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": OVERRIDES,
            "DISPLAY": display,
        }
        shutil.rmtree(self._prefix, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        self.run("wineboot", "-i", seconds=300)
        self.wait()

    @property
    def version(self) -> str:
        """Return which wine it is."""
        return self.run("--version").out.strip()

    def become(self, name: str) -> None:
        """Be another Windows from now on, such as ``win10``; Debian's wine begins as Windows 7."""
        self.run("winecfg", "/v", name)
        self.wait()

    def place(self, windows: str) -> Path:
        """Return where a path of drive C lies on this machine."""
        return self._prefix.joinpath("drive_c", *PureWindowsPath(windows).parts[1:])

    def stand_in(self, program: Path) -> None:
        """Make the libraries that stand in for what wine lacks, as a program asks for them."""
        asked: dict[str, set[str]] = {name: set() for name in STAND_INS}
        for file in program.rglob("*"):
            if file.suffix.lower() in pe.SUFFIXES:
                for library, names in pe.Image(file.read_bytes()).imports().items():
                    asked.get(library, set()).update(names)
        for library, functions in asked.items():
            self._library(library, functions)

    def _library(self, name: str, functions: set[str]) -> None:
        empty = "void *{}(void) {{ return 0; }}"
        lines = [REAL.get(function, empty.format(function)) for function in sorted(functions)]
        source = self._prefix / f"{name}.c"
        source.write_text("\n".join([*lines, ""]), "utf-8")
        out = self.place(rf"C:\windows\system32\{name}")
        out.unlink(missing_ok=True)
        making = ["x86_64-w64-mingw32-gcc", "-shared", "-s", "-w", str(source), "-o", str(out)]
        subprocess.run([*making, "-ladvapi32"], check=True)

    def start(
        self, *command: str, environment: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a program: its output goes into pipes, since wine cannot write into a file."""
        return subprocess.Popen(
            [*alone(), str(WINE64 if WINE64.exists() else "wine"), *command],
            env=os.environ | self._environment | dict(environment or {}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run(
        self, *command: str, seconds: float = 180, environment: Mapping[str, str] | None = None
    ) -> Done:
        """Run a program to its end. Raises Stopped if it takes longer than it may."""
        child = self.start(*command, environment=environment)
        told: tuple[list[bytes], list[bytes]] = ([], [])
        readers = [
            threading.Thread(target=_read, args=(stream, into), daemon=True)
            for stream, into in zip((child.stdout, child.stderr), told, strict=True)
        ]
        for reader in readers:
            reader.start()
        try:
            code = child.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            raise Stopped(f"{command[0]} took more than {seconds:.0f} s") from None
        for reader in readers:
            # what it started, such as a desktop, may hold its pipes for longer than it lives
            reader.join(_AFTER)
        return Done(code, _text(b"".join(told[0])), _text(b"".join(told[1])))

    def wait(self) -> None:
        """Wait until every program in it has ended."""
        self._server("-w")

    def end(self) -> None:
        """End every program in it."""
        self._server("-k")

    def _server(self, option: str) -> None:
        beside = map(WINE64.with_name, ("wineserver", "wineserver64"))
        server = next((place for place in beside if place.exists()), "wineserver")
        subprocess.run(
            [server, option], env=os.environ | self._environment, check=False, timeout=120
        )


@cache
def alone() -> tuple[str, ...]:
    """Return what takes the network away from a command; empty if this machine forbids it."""
    taking = ("unshare", "-n" if os.geteuid() == 0 else "-rn")
    try:
        tried = subprocess.run([*taking, "true"], capture_output=True, check=False)
    except OSError:
        return ()
    return taking if tried.returncode == 0 else ()


def _chinese(folder: Path) -> dict[str, str]:
    """Return what makes it a Chinese Windows, whose code page is 936."""
    locales = folder / "locales"
    locales.mkdir(parents=True, exist_ok=True)
    made = locales / f"{LANGUAGE}.UTF-8"
    if not made.exists() and shutil.which("localedef"):
        command = ["localedef", "-i", LANGUAGE, "-f", "UTF-8", str(made)]
        subprocess.run(command, capture_output=True, check=False)
    if not made.exists():
        return {"LC_ALL": "C.UTF-8"}
    return {"LOCPATH": str(locales), "LC_ALL": f"{LANGUAGE}.UTF-8"}


def _read(stream: IO[bytes], into: list[bytes]) -> None:
    while part := os.read(stream.fileno(), 1 << 16):
        into.append(part)


def _text(data: bytes) -> str:
    """Return what was said: ours in UTF-8, Windows' own programs in its code page."""
    try:
        said = data.decode("utf-8")
    except UnicodeDecodeError:
        said = data.decode("gb18030", "replace")
    return said.replace("\r\n", "\n")
