# SPDX-License-Identifier: MIT
"""What goes into the Linux program, and how what it asks for is read."""

from __future__ import annotations

import runpy
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType, SimpleNamespace
from unittest.mock import Mock

import PySide6
import pytest

import elf
import linux_parts
from release import HERE, Stopped

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it reads Linux libraries")
QT = Path(PySide6.__file__).parent


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """Return a program of three files: a module of Qt, the library it asks for, another one."""
    place = tmp_path / "lib/PySide6"
    (place / "Qt/lib").mkdir(parents=True)
    shutil.copy(QT / "QtCore.abi3.so", place)
    for name in ("libQt6Core.so.6", "libQt6Test.so.6"):
        shutil.copy(QT / "Qt/lib" / name, place / "Qt/lib")
    (tmp_path / "lib/libQt6Test.so.6").symlink_to("PySide6/Qt/lib/libQt6Test.so.6")
    (tmp_path / "lib/text.so").write_text("no library", "utf-8")
    return tmp_path


def test_what_a_library_asks_for_is_read(program: Path) -> None:
    found = {each.path.name: each for each in elf.binaries(program)}
    assert found.keys() == {"QtCore.abi3.so", "libQt6Core.so.6", "libQt6Test.so.6"}
    assert "libQt6Core.so.6" in found["QtCore.abi3.so"].needs
    assert found["libQt6Core.so.6"].glibc >= (2, 17)


def test_one_file_alone_is_read(tmp_path: Path) -> None:
    shutil.copy(QT / "QtCore.abi3.so", tmp_path)
    (found,) = elf.binaries(tmp_path)
    assert "libQt6Core.so.6" in found.needs


def test_what_nobody_asks_for_is_taken_out_with_its_link(program: Path) -> None:
    linux_parts.prune(program)
    left = {file.name for file in program.rglob("*") if not file.is_dir()}
    assert left == {"QtCore.abi3.so", "libQt6Core.so.6", "text.so"}


def test_a_module_beside_the_libraries_stays(program: Path) -> None:
    found = find_spec("_cffi_backend")
    assert found is not None
    module = Path(str(found.origin))
    shutil.copy(module, program / "lib")
    linux_parts.prune(program)
    assert (program / "lib" / module.name).exists()


def test_a_library_that_would_be_missing_is_told(program: Path) -> None:
    linux_parts.prune(program)
    told = "\n".join(linux_parts.misplaced(program))
    assert "asks for libshiboken6" in told
    assert "libqxcb.so: not there" in told
    assert "libc.so.6" not in told
    assert "nothing asks for it" not in told
    with pytest.raises(Stopped, match="libqxcb"):
        linux_parts.check(program)


def test_what_it_stands_on_is_read_from_it(program: Path) -> None:
    glibc, needs = linux_parts.needs(program)
    assert tuple(map(int, glibc.split("."))) >= (2, 17)
    assert needs[0] == f"libc6 (>= {glibc})"
    assert "libc6" not in needs


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", False),
        ("lib/PySide6/Qt/plugins/tls/libqopensslbackend.so", False),
        ("PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so", True),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", True),
        ("PySide6/Qt/translations/qtbase_fr.qm", False),
        ("pydicom/data/test_files/CT_small.dcm", False),
        ("mdtdesk/resources/fonts/NotoSansSC-Regular.ttf", True),
        ("libcups.so.2", False),
    ],
)
def test_the_table_says_what_is_taken(name: str, taken: bool) -> None:
    assert linux_parts.wanted(name) is taken


@pytest.mark.parametrize("pruned", [True, False])
def test_the_spec_takes_what_the_table_says(monkeypatch: pytest.MonkeyPatch, pruned: bool) -> None:
    hooks = ModuleType("PyInstaller.utils.hooks")
    for name in ("collect_data_files", "collect_submodules", "copy_metadata"):
        setattr(hooks, name, lambda _: [])
    for module in ("PyInstaller", "PyInstaller.utils", hooks.__name__):
        monkeypatch.setitem(sys.modules, module, hooks)
    monkeypatch.setattr(sys, "path", [*sys.path])
    if not pruned:
        monkeypatch.setenv("MDTDESK_UNPRUNED", "1")
    binaries = [("PySide6/QtCore.abi3.so",), ("PySide6/Qt/plugins/platforms/libqvnc.so",)]
    datas, pure = [("codes.toml",), ("libcups.so.2",)], [("pypinyin",), ("reportlab.tests",)]
    found = SimpleNamespace(scripts=[], binaries=binaries, datas=datas, pure=pure)
    analysis, collect = Mock(return_value=found), Mock()
    steps = {"Analysis": analysis, "PYZ": list, "EXE": Mock(), "COLLECT": collect}
    spec = HERE / "linux/mdtdesk.spec"
    runpy.run_path(str(spec), {"SPECPATH": str(spec.parent), **steps})
    assert analysis.call_args.kwargs["excludes"] is linux_parts.EXCLUDED
    # of each two the second is needless
    kept = 1 if pruned else 2
    assert collect.call_args.args[1:] == (binaries[:kept], datas[:kept])
    assert found.pure == pure[:kept]
