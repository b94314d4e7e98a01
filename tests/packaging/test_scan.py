# SPDX-License-Identifier: MIT
"""What must not be delivered is found in a built program, wherever in it it lies."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

import scan
from release import ROOT, Stopped

BUILT = "/usr/src/freezing"


def look(program: Path) -> str:
    """Return what the scan says of a program; empty if nothing."""
    try:
        scan.check(program, (Path(BUILT),))
    except Stopped as stopped:
        return str(stopped)
    return ""


def test_a_clean_program_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mdtdesk").write_bytes(scan.ARCHIVE + zlib.compress(b"attestation of /usr/share"))
    assert look(tmp_path) == ""
    assert "scanned 1 files" in capsys.readouterr().out


@pytest.mark.parametrize("content", [BUILT.encode(), str(ROOT).encode() + b"/src"])
def test_a_path_of_the_build_is_found(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "library.so").write_bytes(b"\0\0" + content)
    assert "library.so: the path" in look(tmp_path)


def test_a_path_is_found_in_what_is_compressed(tmp_path: Path) -> None:
    packed = zlib.compress(f"File {BUILT}/module.py".encode())
    (tmp_path / "mdtdesk").write_bytes(b"x\0" + scan.ARCHIVE + b"x" + packed + b"end")
    assert f"mdtdesk: the path {BUILT}" in look(tmp_path)


@pytest.mark.parametrize("name", ["lib/tests/test_it.py", "pydicom/test_files/ct.dcm"])
def test_files_of_tests_are_found(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).touch()
    assert f"{name}: test code" in look(tmp_path)


def test_modules_of_tests_are_found(tmp_path: Path) -> None:
    (tmp_path / "mdtdesk").write_bytes(scan.ARCHIVE + b"\0sqlalchemy.testing.plugin\0attested")
    found = look(tmp_path)
    assert "mdtdesk: test code, sqlalchemy.testing.plugin" in found
    assert "attested" not in found


def test_a_part_of_qt_that_nobody_opens_is_found(tmp_path: Path) -> None:
    (tmp_path / "libqvnc.so").touch()
    assert "libqvnc.so" in look(tmp_path)
