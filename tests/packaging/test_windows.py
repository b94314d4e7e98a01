# SPDX-License-Identifier: MIT
"""The Windows package without building it: what its parts ask for, what is installed, removed."""

from __future__ import annotations

import hashlib
import re
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

import pe
import windows_build
import windows_inside
import windows_parts
from release import HERE, Stopped, epoch

NSI = (HERE / "windows/mdtdesk.nsi").read_text("utf-8")
TAKEN = {"kernel32.dll": ("CreateProcessW", "GetLastError"), "user32.dll": ("MessageBoxW",)}
_BASE, _RAW, _OPTIONAL = 0x1000, 0x200, 240


def image(taken: Mapping[str, Sequence[str]], *, late: bool = False) -> bytes:
    """Make the least 64-bit image that takes these functions from libraries, and each one's 7th.

    Late is when they are called, by the other of the two tables.
    """
    table, row, name_at, names_at = (13, 32, 4, 16) if late else (1, 20, 12, 0)
    body = bytearray(row * (len(taken) + 1))
    for number, (library, names) in enumerate(taken.items()):
        places = []
        for name in names:
            places.append(_BASE + len(body))
            body += b"\0\0" + name.encode() + b"\0"
        struct.pack_into("<I", body, row * number + names_at, _BASE + len(body))
        body += struct.pack(f"<{len(places) + 2}Q", *places, 1 << 63 | 7, 0)
        struct.pack_into("<I", body, row * number + name_at, _BASE + len(body))
        body += library.encode() + b"\0"
    optional = bytearray(_OPTIONAL)
    struct.pack_into("<I", optional, 112 + 8 * table, _BASE)
    head = struct.pack("<60xI4sHHIIIHH", 0x40, b"PE\0\0", 0x8664, 1, 0, 0, 0, _OPTIONAL, 0)
    section = struct.pack("<8sIIII16x", b".rdata", len(body), _BASE, len(body), _RAW)
    return (head + optional + section).ljust(_RAW, b"\0") + body


PROGRAM = image(TAKEN)


def program(folder: Path, **images: bytes) -> Path:
    """Make a program's folder of these images; what is in no name becomes a dot."""
    for name, data in {"mdtdesk_exe": PROGRAM, **images}.items():
        (folder / name.replace("_", ".")).write_bytes(data)
    return folder


def asking(library: bytes) -> bytes:
    """Return the program, asking for another library in kernel32's place."""
    found = re.search(rb"kernel32\.dll", PROGRAM, re.IGNORECASE)
    assert found is not None
    return PROGRAM.replace(found[0], library.ljust(len(found[0]), b"\0"))


@pytest.mark.parametrize("late", [False, True])
def test_what_a_program_takes_from_others_is_read(late: bool) -> None:
    assert pe.Image(image(TAKEN, late=late)).imports() == TAKEN


def test_a_version_is_read_as_four_numbers() -> None:
    fixed = struct.pack("<IIII", 0xFEEF04BD, 0x10000, 3 << 16 | 13, 2150 << 16 | 1013)
    assert pe.version(b"other things" + fixed) == "3.13.2150.1013"
    assert pe.version(b"none") == ""


def test_a_whole_program_is_let_through(tmp_path: Path) -> None:
    program(tmp_path, module_pyd=asking(b"api-ms-win-x"))
    for name in ("Lib/PySide6/plugins/qwindows.dll", "Lib/mdtdesk/services/restore_test.py"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes(PROGRAM if name.endswith("dll") else b"")
    windows_parts.check(tmp_path)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("b.dll", PROGRAM, "b.dll: nothing opens it"),
        ("b.pyd", asking(b"gone.dll"), "gone.dll: missing, and b.pyd imports it"),
        ("test_x.py", b"", "test_x.py: test code"),
        ("conftest.py", b"", "conftest.py: test code"),
    ],
)
def test_what_does_not_belong_stops_the_build(
    tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    (program(tmp_path) / name).write_bytes(data)
    with pytest.raises(Stopped) as stopped:
        windows_parts.check(tmp_path)
    assert str(stopped.value).splitlines()[1:] == [says]


def test_a_library_that_another_asks_for_is_let_through(tmp_path: Path) -> None:
    windows_parts.check(program(tmp_path, own_dll=PROGRAM, module_pyd=asking(b"own.dll")))


def test_of_qt_only_what_is_opened_stays(tmp_path: Path) -> None:
    qt, gone = tmp_path / "Lib/PySide6", []
    for name, stays in {
        "QtCore.pyd": True,
        "Qt6Core.dll": True,
        "QtQml.pyd": False,
        "Qt6Quick.dll": False,
        "plugins/platforms/qwindows.dll": True,
        "plugins/platforms/qminimal.dll": False,
        "plugins/tls/qopensslbackend.dll": False,
        "translations/qtbase_zh_CN.qm": True,
        "translations/qtbase_de.qm": False,
        "examples/tour.py": False,
        "msvcp140_1.dll": False,
        "msvcp140.dll": False,
    }.items():
        (qt / name).parent.mkdir(parents=True, exist_ok=True)
        (qt / name).write_bytes(PROGRAM if name.endswith(("dll", "pyd")) else b"")
        # of the two that nobody else asks for, one asks for the other
        (qt / "msvcp140_1.dll").write_bytes(asking(b"msvcp140.dll"))
        gone += [] if stays else [name]
    for name in windows_parts.UNUSED_PYTHON:
        (tmp_path / name).write_bytes(b"")
    before = {file for file in tmp_path.rglob("*") if file.is_file()}
    windows_parts.prune(tmp_path)
    removed = before - {file for file in tmp_path.rglob("*") if file.is_file()}
    assert removed == {qt / name for name in gone} | {
        tmp_path / name for name in windows_parts.UNUSED_PYTHON
    }
    assert not [
        folder for folder in tmp_path.rglob("*") if folder.is_dir() and not any(folder.iterdir())
    ]


def test_the_uninstaller_takes_files_before_their_folders(tmp_path: Path) -> None:
    for name in ("a.txt", "Lib/b.py", "Lib/deep/c.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", "utf-8")
    assert windows_build.removal(tmp_path).splitlines() == [
        r'Delete "$INSTDIR\Lib\b.py"',
        r'Delete "$INSTDIR\Lib\deep\c.py"',
        r'Delete "$INSTDIR\a.txt"',
        r'RMDir "$INSTDIR\Lib\deep"',
        r'RMDir "$INSTDIR\Lib"',
    ]


def test_the_uninstaller_removes_what_the_installer_wrote_and_nothing_else() -> None:
    installing, _, removing = NSI.partition('Section "Uninstall"')
    written = set(re.findall(r'WriteReg\w+ HKLM "([^"]+)"', installing))
    removed = re.findall(r'DeleteRegKey HKLM "([^"]+)"', removing)
    assert len(written) > 3
    assert {key for key in written if not key.startswith(tuple(removed))} == set()
    assert set(removed) <= {key.partition(r"\shell")[0] for key in written}
    links = re.findall(r'CreateShortcut "([^"]+)"', installing)
    assert links == re.findall(r'Delete "(\$SMPROGRAMS[^"]+)"', removing)
    assert "RMDir /r" not in NSI
    assert "$APPDATA" not in removing


def test_the_installer_names_no_words_in_one_language_only() -> None:
    named = re.findall(r"LangString (\w+) \$\{LANG_(\w+)\}", NSI)
    names = {name for name, _ in named}
    assert sorted(named) == sorted((n, x) for n in names for x in ("SIMPCHINESE", "ENGLISH"))
    assert set(re.findall(r'STOP \$\{\w+\} "\$\((\w+)\)"', NSI)) == names


def test_the_archive_is_the_same_whenever_it_is_made(tmp_path: Path) -> None:
    made = []
    for turn in ("one", "two"):
        (tmp_path / turn).mkdir()
        for name in ("b", "a") if turn == "one" else ("a", "b"):
            (tmp_path / turn / name).write_text(name, "utf-8")
        windows_build.archive(tmp_path / turn, tmp_path / f"{turn}.zip")
        made.append((tmp_path / f"{turn}.zip").read_bytes())
    assert made[0] == made[1]
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        first = archive.infolist()[0]
        assert first.filename.endswith("/a")
        assert first.date_time[0] >= 2026
    assert int(epoch()) > 0


def test_the_bill_names_python_and_its_libraries_by_their_versions(tmp_path: Path) -> None:
    def says(*numbers: int) -> bytes:
        first, second, third, fourth = numbers
        words = (0xFEEF04BD, 0x10000, first << 16 | second, third << 16 | fourth)
        return struct.pack("<IIII", *words)

    (tmp_path / "python313.dll").write_bytes(says(3, 13, 2150, 1013))
    for name in ("libcrypto-3.dll", "libffi-8.dll", "vcruntime140.dll", "msvcp140.dll"):
        (tmp_path / name).write_bytes(says(3, 0, 15, 0))
    (tmp_path / windows_inside.PYTHON_LICENCE).write_text("PSF LICENSE", "utf-8")
    wheels, about = tmp_path / "wheels", tmp_path / "Lib/pyside6_essentials-6.12.0.dist-info"
    about.mkdir(parents=True)
    wheels.mkdir()
    (about / "METADATA").write_text("Name: PySide6_Essentials\nVersion: 6.12.0\n", "utf-8")
    (about / "RECORD").write_text("PySide6/Qt6Core.dll,,\n", "utf-8")
    (wheels / "pyside6_essentials-6.12.0-cp310-abi3-win_amd64.whl").write_bytes(b"wheel")
    found = {part.name: part for part in windows_inside.parts(tmp_path, wheels)}
    assert found["CPython"].version == "3.13.2"
    assert found["CPython"].texts == ("PSF LICENSE",)
    assert found["OpenSSL, in Python"].version == "3.0.15"
    assert found["PySide6_Essentials"].digest == hashlib.sha256(b"wheel").hexdigest()
    assert found["Qt"].version == "6.12.0"
    assert "ICU, in Qt" not in found
    (tmp_path / "libffi-8.dll").unlink()
    with pytest.raises(Stopped, match="libffi"):
        list(windows_inside.parts(tmp_path, wheels))
