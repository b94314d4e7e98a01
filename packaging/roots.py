# SPDX-License-Identifier: MIT
"""Other Debians, each in a folder of ``build/``, made once: an old one to freeze in, new to try.

What is frozen on Debian 11 runs on glibc 2.31 and newer. No Python 3.11 is delivered for so old a
system; Debian 12's source, with its patches, is compiled there. All of it needs root, debootstrap
and this machine's own Debian mirror.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from release import WORK, Stopped, programs, run, say

PYTHON = "/opt/python/bin/python3.11"
# Debian's Python does not install pip; the wheel within is a program by itself.
PIP = "/opt/python/lib/python3.11/ensurepip/_bundled"
SOURCE = "python3.11"
BUILD = [
    *("gcc", "g++", "make", "patch", "xz-utils", "binutils", "file", "libssl-dev", "libffi-dev"),
    *(
        "zlib1g-dev",
        "libbz2-dev",
        "liblzma-dev",
        "libsqlite3-dev",
        "uuid-dev",
        "libexpat1-dev",
        "libmpdec-dev",
    ),
]
# What Qt loads: PyInstaller leaves out, with no more than a warning, what is not there.
QT = [
    *("libgl1", "libegl1", "libxkbcommon0", "libxkbcommon-x11-0", "libfontconfig1", "libglib2.0-0"),
    *("libdbus-1-3", "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1"),
    *("libxcb-randr0", "libxcb-render-util0", "libxcb-shape0", "libxcb-xkb1", "libxcb-xinerama0"),
    *("libxcb-sync1", "libxcb-xfixes0", "libxcb-util1", "libwayland-cursor0", "libwayland-egl1"),
]
NEEDED = {"debootstrap": "debootstrap", "dpkg-source": "dpkg-dev"}


def possible() -> str:
    """Return why it cannot be made here; empty if it can."""
    if os.name != "posix" or os.geteuid() != 0:
        return "it needs root"
    missing = programs(NEEDED)
    return f"it needs {', '.join(missing)}" if missing else ""


def old() -> Path:
    """Return the folder of Debian 11 with what freezes, made unless an earlier build left it."""
    root = WORK / "bullseye"
    if (root / PYTHON.lstrip("/")).exists():
        return root
    make("bullseye", [*BUILD, *QT])
    say("  Python 3.11 for it, once: some minutes")
    with mounted(root):
        _python(root)
    return root


def make(suite: str, packages: Sequence[str] = ()) -> Path:
    """Return a folder with a Debian and these packages, made unless an earlier run left it."""
    root = WORK / suite
    if not (root / "made").exists():
        say(f"  Debian {suite} in a folder, once: a minute or two")
        shutil.rmtree(root, ignore_errors=True)
        run(["debootstrap", "--variant=minbase", suite, root, mirror()])
        (root / "made").touch()
    if packages:
        with mounted(root):
            inside(root, "apt-get", "-q", "update")
            inside(root, "apt-get", "-q", "-y", "install", "--no-install-recommends", *packages)
    return root


def inside(root: Path, *command: str) -> str:
    """Run a command in a folder's Debian."""
    path = "PATH=/usr/local/bin:/usr/bin:/usr/sbin:/bin:/sbin"
    settled = ["env", "-i", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8", "HOME=/root", path]
    return run(["chroot", root, *settled, *command])


@contextmanager
def mounted(root: Path) -> Iterator[None]:
    """Give a folder /proc, /dev and this machine's names of hosts."""
    for name in ("resolv.conf", "hosts"):
        if Path("/etc", name).exists():
            shutil.copy(f"/etc/{name}", root / "etc" / name)
    for name in ("proc", "dev"):
        subprocess.run(["mount", "--bind", f"/{name}", root / name], check=False)
    try:
        yield
    finally:
        for name in ("proc", "dev"):
            subprocess.run(["umount", "-l", root / name], check=False, capture_output=True)


def mirror() -> str:
    """Return the Debian mirror that this machine itself uses. Raises Stopped."""
    for text in _sources():
        if found := re.search(
            r"^(?:URIs:|deb(?:\s+\[.*?\])?)\s+(\S+/debian)/?\s", text, re.MULTILINE
        ):
            return found[1]
    raise Stopped("this machine's apt names no Debian mirror")


def _sources() -> Iterator[str]:
    for file in (Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*")):
        if file.is_file():
            yield file.read_text("utf-8", "replace") + "\n"


def _python(root: Path) -> None:
    source = WORK / "python-source"
    shutil.rmtree(source, ignore_errors=True)
    fetch_source(source)
    (described,) = source.glob("*.dsc")
    run(["dpkg-source", "-x", described, source / "tree"])
    shutil.copytree(source / "tree", root / "source", symlinks=True)
    options = "--prefix=/opt/python --enable-shared --without-ensurepip"
    steps = f"./configure -q {options} LDFLAGS=-Wl,-rpath,/opt/python/lib && make -s -j$(nproc)"
    inside(root, "sh", "-c", f"cd /source && {steps} && make -s install")
    shutil.rmtree(root / "source")


def fetch_source(folder: Path) -> None:
    """Fetch Debian's source of Python, the newest that the mirror holds; apt checks its digests."""
    parts = folder / "parts"
    for name in ("lists/partial", "archives/partial"):
        (folder / name).mkdir(parents=True)
    parts.mkdir()
    texts = [text.replace("Types: deb\n", "Types: deb-src\n") for text in _sources()]
    chosen = [text for text in texts if "Types: deb-src" in text and "debian" in text]
    (parts / "debian.sources").write_text("\n".join(chosen), "utf-8")
    options = [
        part
        for name, value in (
            ("Dir::Etc::sourcelist", "/dev/null"),
            ("Dir::Etc::sourceparts", parts),
            ("Dir::State::lists", folder / "lists"),
            ("Dir::Cache", folder),
        )
        for part in ("-o", f"{name}={value}")
    ]
    run(["apt-get", *options, "-q", "update"])
    shown = run(["apt-cache", *options, "showsrc", SOURCE])
    versions = sorted(set(re.findall(r"^Version: (\S+)", shown, re.MULTILINE)), reverse=True)
    for version in versions:
        command = ["apt-get", *options, "-q", "source", "--download-only", f"{SOURCE}={version}"]
        try:
            run(command, cwd=folder)
        except Stopped:
            continue  # an index may name what the mirror no longer holds
        return
    raise Stopped(f"the mirror holds no source of {SOURCE}: {', '.join(versions) or 'none named'}")
