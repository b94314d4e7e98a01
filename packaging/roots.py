# SPDX-License-Identifier: MIT
"""Other Debians, each in a folder of ``build/``: an old one to freeze in, clean ones to try in.

What is frozen on Debian 11 runs on the glibc of 2020 and newer. No Python 3.11 is delivered for so
old a system; Debian 12's source, with its patches, is compiled there. All of it needs root,
debootstrap and this machine's own Debian mirror.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from release import WORK, Stopped, epoch, programs, run, say

PYTHON = "/usr/bin/python3.11"
# Debian's Python does not install pip; the wheel within is a program by itself.
PIP = "/usr/lib/python3.11/ensurepip/_bundled"
SOURCE = "/usr/src/python3.11"
OPTIONS = "--prefix=/usr --enable-shared --without-ensurepip --with-system-expat"
# Debian links pyexpat into the interpreter, where its patch finds the interpreter's own headers; as
# a module of its own it has to say that it may see them.
COMPILE = (
    "sed -i '1i #define Py_BUILD_CORE_MODULE 1' Modules/pyexpat.c",
    f"./configure -q {OPTIONS} CFLAGS=-ffile-prefix-map={SOURCE}=.",
    "make -s -j$(nproc)",
    "rm -rf /usr/lib/python3.11",
    "make -s install",
    f"sed -i s,{SOURCE},.,g /usr/lib/python3.11/_sysconfigdata*.py",
    "ldconfig",
    "python3.11 -c 'import bz2, ctypes, decimal, hashlib, lzma, pyexpat, ssl, uuid, zlib'",
)
BUILD = (
    *("gcc", "make", "binutils", "libssl-dev", "libffi-dev", "zlib1g-dev", "libbz2-dev"),
    *("liblzma-dev", "uuid-dev", "libexpat1-dev"),
)
# What Qt loads: PyInstaller leaves out what is not there.
QT = (
    *("libgl1", "libegl1", "libxkbcommon0", "libxkbcommon-x11-0", "libfontconfig1", "libglib2.0-0"),
    *("libdbus-1-3", "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1"),
    *("libxcb-randr0", "libxcb-render-util0", "libxcb-shape0", "libxcb-xkb1", "libxcb-xinerama0"),
    *("libxcb-sync1", "libxcb-xfixes0", "libxcb-util1", "libwayland-cursor0", "libwayland-egl1"),
)
NEEDED = {"debootstrap": "debootstrap", "dpkg-source": "dpkg-dev", "unshare": "util-linux"}
NEEDED |= {"readelf": "binutils"}  # which looks into what was frozen
MOUNTS = Path("/proc/self/mounts")
# A screen of this machine is this folder's socket; the rest is what every program expects. It all
# hangs in a space of mounts of its own, which ends with the command: nothing is left mounted.
ENTER = """
set -e
mount -t proc proc "$0/proc"
mount -t tmpfs tmpfs "$0/dev/shm"
if [ -d "$0/tmp/.X11-unix" ]; then mount --bind /tmp/.X11-unix "$0/tmp/.X11-unix"; fi
as=$1; shift
chroot --userspec="$as" "$0" "$@"
"""


def possible() -> str:
    """Return why it cannot be made here; empty if it can."""
    if os.name != "posix" or os.geteuid() != 0:
        return "it needs root"
    missing = programs(NEEDED)
    return f"it needs {', '.join(missing)}" if missing else ""


def old() -> Path:
    """Return the folder of Debian 11 with what freezes, made unless an earlier build left it."""
    root = make("bullseye")
    stamp = root / "usr/src/made"
    recipe = "\n".join((*BUILD, *QT, *COMPILE))
    if not stamp.exists() or stamp.read_text("utf-8") != recipe:
        install(root, *BUILD, *QT)
        say("  Python 3.11 for it, once: some minutes")
        _python(root)
        stamp.write_text(recipe, "utf-8")
    return root


def make(suite: str, *, place: Path | None = None) -> Path:
    """Return a folder with a Debian, made unless an earlier run left it."""
    root = place or WORK / suite
    if not (root / "made").exists():
        say(f"  Debian {suite} in a folder, once: a minute or two")
        remove(root)
        root.parent.mkdir(parents=True, exist_ok=True)
        run(["debootstrap", "--variant=minbase", suite, root, mirror()])
        shutil.copy("/etc/hosts", root / "etc/hosts")
        (root / "etc/apt/sources.list").write_text("\n".join(archive(suite)) + "\n", "utf-8")
        # the oldest is no longer renewed, and its list of packages says so
        unaged = 'Acquire::Check-Valid-Until "false";\n'
        (root / "etc/apt/apt.conf.d/90old").write_text(unaged, "utf-8")
        inside(root, "apt-get", "-q", "update")
        inside(root, "apt-get", "-q", "-y", "dist-upgrade")
        (root / "made").touch()
    return root


def install(root: Path, *packages: str) -> None:
    """Install packages of the archive into a folder's Debian."""
    inside(root, "apt-get", "-q", "update")
    inside(root, "apt-get", "-q", "-y", "install", "--no-install-recommends", *packages)


def command(
    root: Path,
    *words: object,
    alone: bool = False,
    person: str = "0:0",
    settled: Mapping[str, str] | None = None,
) -> list[str]:
    """Return the command line that runs words in a folder's Debian; alone is without a network."""
    spaces = ["unshare", "--mount", "--pid", "--fork", "--kill-child"]
    spaces += ["--net"] if alone else []
    path = "PATH=/usr/local/bin:/usr/bin:/usr/sbin:/bin:/sbin"
    given = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8", "HOME": "/root"}
    given |= {} if alone else {"SOURCE_DATE_EPOCH": epoch(), "PYTHONHASHSEED": "0"}
    values = [f"{key}={value}" for key, value in (given | dict(settled or {})).items()]
    inner = ["env", "-i", path, *values, *map(str, words)]
    return [*spaces, "sh", "-c", ENTER, str(root), person, *inner]


def inside(root: Path, *words: object, settled: Mapping[str, str] | None = None) -> str:
    """Run a command in a folder's Debian as its root. Raises Stopped."""
    named = f"{root.name}: {' '.join(map(str, words[:4]))}"
    return run(command(root, *words, settled=settled), named=named)


def remove(root: Path) -> None:
    """Delete a folder's Debian. Raises Stopped while anything is mounted in it."""
    mounts = [line.split()[1] for line in MOUNTS.read_text("utf-8").splitlines()]
    inner = [place for place in mounts if place.startswith(f"{root}/")]
    if inner:
        raise Stopped(f"not deleted, since these are mounted: {' '.join(inner)}")
    run(["rm", "-rf", "--one-file-system", root])


def mirror(archive: str = "debian") -> str:
    """Return the mirror of a Debian archive that this machine itself uses. Raises Stopped."""
    for text in _sources():
        pattern = rf"^(?:URIs:|deb(?:\s+\[.*?\])?)\s+(\S+/{archive})/?\s"
        if found := re.search(pattern, text, re.MULTILINE):
            return found[1]
    raise Stopped(f"this machine's apt names no mirror of {archive}")


def archive(suite: str, kind: str = "deb") -> list[str]:
    """Return a Debian's lines for apt: its packages and their security updates."""
    signed = "[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]"
    return [
        f"{kind} {signed} {mirror()} {suite} main",
        f"{kind} {signed} {mirror('debian-security')} {suite}-security main",
    ]


def _sources() -> Iterator[str]:
    for file in (Path("/etc/apt/sources.list"), *Path("/etc/apt/sources.list.d").glob("*")):
        if file.is_file():
            yield file.read_text("utf-8", "replace") + "\n"


def _python(root: Path) -> None:
    fetched = WORK / "python-source"
    shutil.rmtree(fetched, ignore_errors=True)
    _fetch_source(fetched)
    (described,) = fetched.glob("*.dsc")
    run(["dpkg-source", "-x", described, fetched / "tree"])
    tree = root / SOURCE.lstrip("/")
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(fetched / "tree", tree, symlinks=True)
    inside(root, "sh", "-c", f"cd {SOURCE} && {' && '.join(COMPILE)}")
    number = described.stem.partition("_")[2]
    shutil.rmtree(tree)
    (root / "usr/src/python-version").write_text(number, "utf-8")


def _fetch_source(folder: Path) -> None:
    """Fetch Debian 12's source of Python, the newest the mirror holds; apt checks its digests."""
    for name in ("lists/partial", "archives/partial"):
        (folder / name).mkdir(parents=True)
    (folder / "sources.list").write_text("\n".join(archive("bookworm", "deb-src")) + "\n", "utf-8")
    places = {
        "Dir::Etc::sourcelist": folder / "sources.list",
        "Dir::Etc::sourceparts": "/dev/null",
        "Dir::State::lists": folder / "lists",
        "Dir::Cache": folder,
    }
    options = [part for name, value in places.items() for part in ("-o", f"{name}={value}")]
    run(["apt-get", *options, "-q", "update"])
    shown = run(["apt-cache", *options, "showsrc", "python3.11"])
    versions = sorted(set(re.findall(r"^Version: (\S+)", shown, re.MULTILINE)), reverse=True)
    for version in versions:
        wanted = f"python3.11={version}"
        try:
            run(["apt-get", *options, "-q", "source", "--download-only", wanted], cwd=folder)
        except Stopped:
            continue  # an index may name what the mirror no longer holds
        return
    raise Stopped(f"the mirror holds no source of Python 3.11: {', '.join(versions) or 'none'}")
