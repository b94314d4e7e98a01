# SPDX-License-Identifier: MIT
"""The log says which bug and where, and never what somebody typed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from failing import fail
from mdtdesk import logs

NAME = "欧阳建国"


def log() -> str:
    """Return what this test's log file holds."""
    return (logs.directory() / "mdtdesk.log").read_text("utf-8")


@pytest.mark.promise("logs")
def test_an_entry_has_id_types_and_places_but_no_words() -> None:
    number = logs.event(fail(NAME))
    text = log()
    assert number in text
    assert "builtins.ValueError" in text
    assert "builtins.FileNotFoundError" in text
    assert "mdtdesk/i18n.py:" in text
    assert "labels" in text
    assert "failing.py:" in text
    assert NAME not in text
    assert "cannot read" not in text
    assert str(Path.cwd()) not in text


def test_causes_that_point_at_each_other_end() -> None:
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first
    logs.event(first)
    assert log().count("ValueError") == 1


def test_while_another_program_holds_the_file_it_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    def held(source: str, _target: str) -> None:
        raise PermissionError(13, "used by another process", source)

    # what Windows answers
    monkeypatch.setattr(os, "rename", held)
    numbers = [logs.event(fail(NAME)) for _ in range(1000)]
    assert (logs.directory() / "mdtdesk.log").stat().st_size > 256 * 1024
    text = log()
    assert [number for number in numbers if number not in text] == []


def test_old_entries_make_room() -> None:
    for _ in range(4000):
        logs.event(fail(NAME))
    files = sorted(path.name for path in logs.directory().iterdir())
    assert files == ["mdtdesk.log", "mdtdesk.log.1", "mdtdesk.log.2", "mdtdesk.log.3"]
    assert sum(path.stat().st_size for path in logs.directory().iterdir()) < 1_100_000


def test_a_log_that_cannot_be_written_is_no_second_fault() -> None:
    logs.directory().parent.mkdir(parents=True, exist_ok=True)
    logs.directory().write_text("a file where the folder should be")
    assert logs.event(ValueError())


@pytest.mark.promise("logs")
def test_what_nobody_catches_is_written_down_without_its_message() -> None:
    code = f"from mdtdesk import logs; logs.watch(); raise ValueError({NAME!r})"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert ended.returncode == 1
    number = ended.stderr.decode().removeprefix("mdtdesk ").strip()
    assert f"{number} mdtdesk" in log()
    assert "ValueError" in log()
    assert NAME not in log()
