# SPDX-License-Identifier: MIT
"""Which parts of Python, Qt and the wheels go into the Windows program, and the proof of it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pe
from release import HERE, refuse

# Of Python: SQLite (SQLCipher's is used), sound, its own two programs, and the question to Windows'
# management service, which "platform" asks at each start, can take seconds and has another way.
UNUSED_PYTHON = (
    *("sqlite3.dll", "_sqlite3.pyd", "winsound.pyd"),
    *("python.exe", "pythonw.exe", "_wmi.pyd"),
)
QT = ("Core", "Gui", "Widgets", "Svg", "PrintSupport", "Network")
QT_FILES = ("plugins", "translations", "__init__.py", "_config.py", "_git_pyside_version.py")
PLUGINS = {
    "platforms": ("qwindows", "qoffscreen"),
    "imageformats": ("qjpeg", "qsvg", "qico"),
    "iconengines": ("qsvgicon",),
}
TRANSLATIONS = ("qtbase_zh_CN.qm", "qtbase_en.qm")
RUNTIME = re.compile(r"(msvcp|vcruntime|concrt|vcamp|vccorlib|vcomp)140.*\.dll")
# Folders of tests, and files that are nothing but tests, samples or for a compiler.
FOLDERS = ("tests", "test", "test_files", "testing", "examples", "include", "cmake", "__pycache__")
FILES = (
    *("*.pyi", "*.h", "*.c", "*.pyx", "*.pxd", "*.lib", "*.cmake", "py.typed", "REQUESTED"),
    *("pytest_plugin.py", "testutils.py", "testshapes.py", "testdrawings.py", "hb-test.ttf"),
    *("platformdirs/testing.py", "barcode/test.py", "provision.py"),
    # ReportLab's one font under the GPL; Pillow's readers of formats that are never opened
    *("DarkGarden*", "_avif.*.pyd", "_webp.*.pyd", "_imagingtk.*.pyd"),
)
# Libraries that nothing imports: loaded by their names.
LOADED = {"pdfium.dll"}
TEST_NAMES = re.compile(r"(test_.+|.+_test|conftest|pytest.*)\.pyc?")
OWN = "Lib/mdtdesk/"


def prune(program: Path) -> None:
    """Take out of a whole program what it never opens."""
    for name in UNUSED_PYTHON:
        (program / name).unlink()
    _prune_qt(program / "Lib/PySide6")
    for folder in [each for each in program.rglob("*") if each.is_dir()]:
        if folder.name in FOLDERS:
            shutil.rmtree(folder, ignore_errors=True)
    for pattern in FILES:
        for file in list(program.rglob(pattern)):
            file.unlink()
    shutil.rmtree(program / "Lib/shiboken6/lib", ignore_errors=True)
    # what one of them asked for may be asked for by nobody when it is gone
    while needless := [each for each in _unneeded(program) if RUNTIME.fullmatch(each.name)]:
        for file in needless:
            file.unlink()
    for folder in sorted((each for each in program.rglob("*") if each.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def _prune_qt(qt: Path) -> None:
    modules = re.compile(rf"(Qt6?({'|'.join(QT)})\.(dll|pyd)|pyside6\.abi3\.dll)")
    for file in qt.iterdir():
        kept = file.name in QT_FILES or modules.fullmatch(file.name)
        if not kept and not RUNTIME.fullmatch(file.name):
            _remove(file)
    for folder in (qt / "plugins").iterdir():
        for file in folder.iterdir():
            if file.stem not in PLUGINS.get(folder.name, ()):
                _remove(file)
    for file in (qt / "translations").iterdir():
        if file.name not in TRANSLATIONS:
            _remove(file)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def check(program: Path) -> None:
    """Raise Stopped where a library is missing or needless, or test code is left."""
    found = [*_missing(program), *_tests(program)]
    found += [f"{file.relative_to(program)}: nothing opens it" for file in _unneeded(program)]
    refuse(found)


def _imported(program: Path) -> dict[str, set[Path]]:
    """Return by library the files that import it."""
    found: dict[str, set[Path]] = {}
    for file in _images(program):
        for library in pe.Image(file.read_bytes()).imports():
            found.setdefault(library, set()).add(file)
    return found


def _images(program: Path) -> list[Path]:
    return sorted(file for file in program.rglob("*") if file.suffix.lower() in pe.SUFFIXES)


def _missing(program: Path) -> Iterator[str]:
    own = {file.name.casefold() for file in _images(program)}
    system = (HERE / "windows/system.txt").read_text("utf-8").split("\n")
    for library, asking in _imported(program).items():
        if library.startswith("api-ms-win-") or library in system or library in own:
            continue
        yield f"{library}: missing, and {min(asking).name} imports it"


def _unneeded(program: Path) -> Iterator[Path]:
    imported = _imported(program)
    for file in _images(program):
        library = file.suffix == ".dll" and "plugins" not in file.parts
        if library and file.name not in LOADED and file.name.casefold() not in imported:
            yield file


def _tests(program: Path) -> Iterator[str]:
    for file in program.rglob("*"):
        name = file.relative_to(program).as_posix()
        if name.startswith(OWN):
            continue  # what a hospital calls a restore test is no test of the program
        if file.name in FOLDERS[:4] or TEST_NAMES.fullmatch(file.name):
            yield f"{name}: test code"
