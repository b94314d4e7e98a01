# SPDX-License-Identifier: MIT
"""What is shipped beside the code: the desktop's files, the locks, the wheel's contents."""

from __future__ import annotations

import configparser
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from shape import ROOT

LINUX = ROOT / "packaging" / "linux"
PACKED = ("packaging/linux/requirements.lock", "packaging/windows/requirements.lock")
PIN = re.compile(r"^([a-z0-9-]+)==([^ ;]+)", re.MULTILINE)


def lock(name: str) -> dict[str, str]:
    """Return the pinned version of every package of a lock file."""
    return dict(PIN.findall((ROOT / name).read_text("utf-8")))


@pytest.mark.skipif(sys.platform != "linux", reason="the checker is a Linux desktop's")
def test_the_desktop_entry_is_valid() -> None:
    subprocess.run(["desktop-file-validate", str(LINUX / "mdtdesk.desktop")], check=True)


def test_the_desktop_opens_stores_with_the_window() -> None:
    entry = configparser.RawConfigParser()
    entry.read(LINUX / "mdtdesk.desktop", "utf-8")
    mime = ET.parse(LINUX / "mdtdesk.xml").getroot()[0]
    assert entry["Desktop Entry"]["MimeType"] == f"{mime.get('type')};"
    globs = [each.get("pattern") for each in mime if each.tag.endswith("glob")]
    assert globs == ["*.mdtdesk"]
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["gui-scripts"]
    assert entry["Desktop Entry"]["Exec"].split()[0] in scripts


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", *PACKED])
def test_a_lock_has_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"--(index|extra|find|trusted)", text)
    entries = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(entries) == len(lock(name)) > 15
    assert not [entry.split("==")[0] for entry in entries if "--hash=sha256:" not in entry]


def test_the_locks_agree_and_hold_every_dependency() -> None:
    program, everything = lock("requirements.lock"), lock("requirements-dev.lock")
    assert program.items() <= everything.items()
    assert all(program.keys() <= lock(name).keys() for name in PACKED)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {re.split(r"[<>=!~ ]", each)[0].lower() for each in project["dependencies"]}
    assert wanted <= set(program)
    listed = (ROOT / "requirements.in").read_text("utf-8").splitlines()
    assert {re.split(r"[<>=]", row)[0].lower() for row in listed if row[0] != "#"} == wanted


def test_the_wheel_holds_the_resources(tmp_path: Path) -> None:
    build = "import hatchling.build, sys; hatchling.build.build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", build, str(tmp_path)], cwd=ROOT, check=True)
    names = set(zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist())
    resources = {
        f"mdtdesk/{file.relative_to(ROOT).as_posix()}"
        for file in (ROOT / "resources").rglob("*")
        if file.is_file()
    }
    assert len(resources) > 50
    assert resources <= names
    code = {file.relative_to(ROOT / "src").as_posix() for file in (ROOT / "src").rglob("*.py")}
    code |= {file.relative_to(ROOT / "src").as_posix() for file in (ROOT / "src").rglob("*.sql")}
    assert {"mdtdesk/__main__.py"} < code <= names
    assert not [name for name in names if name.startswith("tests") or name.endswith(".pyc")]
