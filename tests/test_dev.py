# SPDX-License-Identifier: MIT
"""What dev.py says where it may not install: one line that mends it, and the right exit code."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

import dev
import dev_setup


@pytest.fixture
def no_rights(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand on a machine where nothing may be installed."""
    monkeypatch.setattr(dev_setup, "apt_command", lambda: None)


@pytest.fixture
def bare(no_rights: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Stand on a machine with neither pip nor Qt's libraries, before the first set-up."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(dev_setup, "lacks_library", lambda name: True)
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr(dev_setup, "VENV", tmp_path / "venv")


@pytest.mark.usefixtures("bare")
def test_without_pip_it_stops_with_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        dev.main(["run"])
    assert ended.value.code == 3
    lines = capsys.readouterr().out.splitlines()
    install = [line for line in lines if line.startswith("apt-get install")]
    assert install == [lines[-1]]
    assert "python3-venv libgl1 libegl1" in install[0]
    assert "xvfb" not in install[0]


@pytest.mark.usefixtures("bare")
def test_the_tests_name_what_they_need_too(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        dev.main(["test"])
    assert "xvfb poppler-utils" in capsys.readouterr().out


@pytest.mark.usefixtures("no_rights")
def test_without_qts_libraries_the_screenshots_are_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(dev, "DEMO", tmp_path)
    monkeypatch.setattr(dev, "opens_a_window", lambda environment: False)
    dev.make_screenshots(["libegl1"])
    said = capsys.readouterr().out
    assert "Not made: the screenshots" in said
    assert all(name in said for name in dev.screenshot_names())
    assert said.splitlines()[-1] == "apt-get install --no-install-recommends libegl1"


def test_a_current_setup_is_skipped_and_a_new_lock_is_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = dev_setup.stamps()
    assert before == dev_setup.stamps()
    changed = tmp_path / "requirements-dev.lock"
    changed.write_bytes(dev_setup.LOCK.read_bytes() + b"\n")
    monkeypatch.setattr(dev_setup, "LOCK", changed)
    assert dev_setup.stamps()[0] == before[0]
    assert dev_setup.stamps()[1] != before[1]


def test_what_stands_after_the_dashes_goes_to_the_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given: list[tuple[bool, list[str] | None]] = []

    def note(*, fresh: bool, arguments: list[str] | None) -> int:
        given.append((fresh, arguments))
        return 0

    monkeypatch.setattr(dev, "run", note)
    dev.main(["run", "--", "list", "--json", "--", "x"])
    dev.main(["run", "--fresh"])
    assert given == [(False, ["list", "--json", "--", "x"]), (True, None)]
