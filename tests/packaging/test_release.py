# SPDX-License-Identifier: MIT
"""Earlier builds are kept for the trial of an upgrade; a bill of materials says what is inside."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import inside
import release
import roots
from release import Stopped


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the kept builds."""
    monkeypatch.setattr(release, "KEPT", tmp_path / "kept")
    return tmp_path / "kept"


def build(folder: Path, content: str) -> Path:
    """Make a package that says something, and keep it as built at the time of its turn."""
    package = folder / "mdtdesk.deb"
    package.write_text(content, "utf-8")
    release.keep(package)
    for file in (folder / "kept").glob("*.deb"):
        if file.read_text("utf-8") == content:
            os.utime(file, (int(content), int(content)))
    return package


def test_the_build_before_is_the_newest_other_one(kept: Path, tmp_path: Path) -> None:
    assert release.before(build(tmp_path, "1")) is None
    build(tmp_path, "2")
    package = build(tmp_path, "3")
    found = release.before(package)
    assert found is not None
    assert found.read_text("utf-8") == "2"


def test_of_earlier_builds_few_are_kept(kept: Path, tmp_path: Path) -> None:
    for number in range(1, 7):
        build(tmp_path, str(number))
    assert {file.read_text("utf-8") for file in kept.iterdir()} == {"4", "5", "6"}


def test_checksums_are_read_by_the_usual_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "DIST", tmp_path)
    (tmp_path / "a.deb").write_bytes(b"abc")
    release.checksums()
    digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (tmp_path / "SHA256SUMS").read_text("utf-8") == f"{digest}  a.deb\n"


def package(site: Path, name: str, head: str) -> Path:
    """Put an installed package into a site folder; return its module."""
    folder = site / f"{name}-1.0.dist-info"
    folder.mkdir()
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n{head}\n"
    (folder / "METADATA").write_text(metadata, "utf-8")
    (folder / "LICENSE").write_text(f"terms of {name}", "utf-8")
    record = f"{name}.py,,\n{folder.name}/METADATA,,\n{folder.name}/LICENSE,,\n"
    (folder / "RECORD").write_text(record, "utf-8")
    return site / f"{name}.py"


def test_the_bill_names_only_what_was_taken(tmp_path: Path) -> None:
    taken = package(tmp_path, "taken", "License-Expression: MIT OR Apache-2.0")
    package(tmp_path, "left", "License: BSD")
    parts = list(inside.packages(tmp_path, [taken]))
    bill = json.loads(inside.bill(parts))
    found = {each["name"]: each for each in bill["components"]}
    assert "left" not in found
    assert found["taken"]["purl"] == "pkg:pypi/taken@1.0"
    assert found["taken"]["licenses"] == [{"expression": "MIT OR Apache-2.0"}]
    assert "Noto Sans SC" in " ".join(found)
    assert "terms of taken" in inside.page(parts)


def test_a_folder_with_something_mounted_in_it_is_not_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "proc").mkdir()
    mounts = tmp_path / "mounts"
    monkeypatch.setattr(roots, "MOUNTS", mounts)
    mounts.write_text(f"proc {tmp_path}/proc proc rw 0 0\n", "utf-8")
    with pytest.raises(Stopped, match="proc"):
        roots.remove(tmp_path)
    assert (tmp_path / "proc").is_dir()
    mounts.write_text("proc /proc proc rw 0 0\n", "utf-8")
    roots.remove(tmp_path)
    assert not tmp_path.exists()
