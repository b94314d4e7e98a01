# SPDX-License-Identifier: MIT
"""Make .venv and install what the system lacks: the first half of dev.py.

Nothing but the standard library. Where packages may not be installed, the one line that would
do it is said instead.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import threading
import time
from collections import deque
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
LOCK = ROOT / "requirements-dev.lock"
MISSING = 3

# Debian's package → the library that tells whether it is there. Qt's offscreen platform needs
# the first six, a window on X11 all of them.
QT_LIBRARIES = {
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
    "libfontconfig1": "libfontconfig.so.1",
    "libglib2.0-0": "libglib-2.0.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-xkb1": "libxcb-xkb.so.1",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
}
TEST_PROGRAMS = {
    "xvfb": "Xvfb",
    "poppler-utils": "pdftotext",
    "strace": "strace",
    "desktop-file-utils": "desktop-file-validate",
    "binutils": "readelf",
}
speaking = threading.Lock()


def say(text: str = "") -> None:
    """Print one whole line at once, also from several threads."""
    with speaking:
        print(text, flush=True)


# ---- what the system lacks -------------------------------------------------------------------


def lacks_library(name: str) -> bool:
    """Tell whether the dynamic linker cannot find a library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return True
    return False


def missing_packages(*, for_tests: bool) -> list[str]:
    """Return the Debian packages that are not there and would be needed."""
    if not sys.platform.startswith("linux"):
        return []
    found = [] if importlib.util.find_spec("ensurepip") else ["python3-venv"]
    found += [package for package, name in QT_LIBRARIES.items() if lacks_library(name)]
    if for_tests:
        found += [package for package, name in TEST_PROGRAMS.items() if not shutil.which(name)]
    return found


def apt_line(packages: list[str]) -> str:
    """Return the one line that mends it."""
    return "apt-get install --no-install-recommends " + " ".join(packages)


def apt_command() -> list[str] | None:
    """Return how apt-get may be called here without asking for a password, if it may."""
    if sys.platform == "win32" or not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    if not shutil.which("sudo"):
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n", "apt-get"] if asked.returncode == 0 else None


def install_packages(packages: list[str]) -> None:
    """Install Debian packages if that is allowed, saying so; what fails is said, not raised."""
    apt = apt_command()
    if not packages or apt is None:
        return
    say(f"Installing {len(packages)} Debian packages: {' '.join(packages)}")
    options = ["-y", "-q", "--no-install-recommends", "-o", "Dpkg::Use-Pty=0"]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in ([*apt, "-q", "update"], [*apt, *options, "install", *packages]):
        if (
            follow(
                command,
                {"Get:": "fetched", "Unpacking": "unpacked", "Setting up": "set up"},
                environment,
            )
            != 0
        ):
            say("apt-get could not do it; its last words are above.")
            return


def follow(
    command: list[str], counted: dict[str, str], environment: dict[str, str] | None = None
) -> int:
    """Run a command and say every few seconds how far it is; show its end if it fails."""
    began = spoke = time.monotonic()
    counts = dict.fromkeys(counted, 0)
    last: deque[str] = deque(maxlen=15)
    child = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    assert child.stdout is not None
    for line in child.stdout:
        last.append(line.rstrip())
        if line.startswith("Installing collected packages"):
            say(f"  {time.monotonic() - began:3.0f} s  all are here, now they are unpacked")
        for start in counts:
            counts[start] += line.lstrip().startswith(start)
        if time.monotonic() - spoke > 3:
            spoke = time.monotonic()
            done = ", ".join(f"{counts[start]} {word}" for start, word in counted.items())
            say(f"  {spoke - began:3.0f} s  {done}")
    if child.wait() != 0:
        say("\n".join(["  …", *(f"  {line}" for line in last)]))
    else:
        say(f"  {time.monotonic() - began:3.0f} s  done")
    return child.returncode


# ---- .venv -----------------------------------------------------------------------------------


def stamps() -> tuple[str, str]:
    """Return what .venv stands on (Python, place) and what is installed in it, as digests."""
    base = f"{sys.version_info[:2]} {ROOT}".encode()
    project = (ROOT / "pyproject.toml").read_bytes().split(b"[tool.ruff]")[0]
    wanted = [base, hashlib.sha256(LOCK.read_bytes() + project).digest()]
    return hashlib.sha256(wanted[0]).hexdigest(), hashlib.sha256(b"".join(wanted)).hexdigest()


def stamped() -> list[str]:
    """Return the digests that the last finished set-up left."""
    file = VENV / "mdtdesk-setup"
    return file.read_text().split() if file.exists() and PYTHON.exists() else ["", ""]


def make_venv() -> list[str]:
    """Make .venv and return how pip is called for it; empty if there is no pip to be had."""
    if importlib.util.find_spec("ensurepip"):
        say("Making .venv")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
        return [str(PYTHON), "-m", "pip"]
    if importlib.util.find_spec("pip"):
        say("Making .venv with this Python's own pip")
        command = [sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)]
        subprocess.run(command, check=True)
        return [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    return []


def set_up(*, for_tests: bool) -> list[str]:
    """Make the system and .venv ready; return the Debian packages that are still missing."""
    if sys.version_info < (3, 11):  # noqa: UP036 - said in words instead of a traceback
        raise SystemExit("mdtdesk needs Python 3.11 or newer.")
    if stamped() == list(stamps()):
        lacking = [p for p in missing_packages(for_tests=for_tests) if p != "python3-venv"]
        install_packages(lacking)
        return [p for p in missing_packages(for_tests=for_tests) if p in lacking]
    install_packages(missing_packages(for_tests=for_tests))
    importlib.invalidate_caches()
    still = missing_packages(for_tests=for_tests)
    keep = stamped()[0] == stamps()[0] and importlib.util.find_spec("ensurepip")
    pip = [str(PYTHON), "-m", "pip"] if keep else make_venv()
    if not pip:
        say("There is no pip for .venv and no right to install it. As root:")
        say(apt_line(still))
        raise SystemExit(MISSING)
    install_python_packages(pip)
    (VENV / "mdtdesk-setup").write_text("\n".join(stamps()))
    return [package for package in still if package != "python3-venv"]


def install_python_packages(pip: list[str]) -> None:
    """Install the locked packages, each checked by its hash, and the program itself, editable."""
    total = sum("==" in line for line in LOCK.read_text().splitlines())
    say(f"Installing up to {total} Python packages from {LOCK.name}")
    quiet = ["install", "--no-input", "--disable-pip-version-check", "--progress-bar", "off"]
    locked = [*pip, *quiet, "--require-hashes", "-r", str(LOCK)]
    itself = [*pip, *quiet, "--no-deps", "--no-build-isolation", "-e", str(ROOT)]
    for command in (locked, itself):
        if follow(command, {"Collecting": "collected"}) != 0:
            raise SystemExit("pip could not install them; its last words are above.")
