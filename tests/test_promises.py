# SPDX-License-Identifier: MIT
"""Every promise of tests/README.md has a test and a negative control, and no test another."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from promises import Marked, marked, rows, table
from shape import ROOT

PROMISES, MARKS = rows(), [*marked()]


def test_every_promise_has_a_test_and_every_marked_test_a_promise() -> None:
    assert {mark.promise for mark in MARKS if not mark.control} == set(PROMISES)
    assert {mark.promise for mark in MARKS} == set(PROMISES)


@pytest.mark.parametrize("name", PROMISES)
def test_a_row_names_its_tests_and_its_control(name: str) -> None:
    promised, tests, figures, control = PROMISES[name]
    files = {mark.file for mark in MARKS if mark.promise == name and not mark.control}
    assert {word.strip("`,") for word in tests.split()} == files
    assert promised
    assert figures
    controls = {mark.test for mark in MARKS if mark.promise == name and mark.control}
    named = {part for part in control.split("`")[1::2] if part.startswith("test_")}
    assert named == controls
    assert controls or "by hand" in control


def test_a_mark_is_read_from_its_line() -> None:
    name = "test_links_alone_miss_what_was_edited"
    assert Marked("audit-chain", "storage/test_tampering.py", name, True) in MARKS


EXAMPLE = """
import pytest

@pytest.mark.parametrize("n", [3, 4])
@pytest.mark.promise("kill")
def test_counts(n, figure):
    figure("by hand", kills=n, lost=0)

@pytest.mark.promise("kill", control=True)
def test_control():
    pass

@pytest.mark.promise("once")
def test_broken(figure):
    figure(sent=2)
    assert False
"""


def test_the_table_sums_what_the_tests_counted(tmp_path: Path) -> None:
    (tmp_path / "test_example.py").write_text(EXAMPLE, "utf-8")
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "-p", "conftest"]
    figures = tmp_path / "figures"
    subprocess.run(
        [*command, "--rootdir", str(tmp_path), f"--figures={figures}", str(tmp_path)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT / "tests")},
        capture_output=True,
        check=False,
    )
    lines = table(json.loads(line) for line in figures.read_text("utf-8").splitlines()).splitlines()
    kill, once = (next(line.split() for line in lines if line.startswith(n)) for n in EXAMPLES)
    assert kill[1:3] == ["2", "1"]
    assert " ".join(kill[4:]) == "7 kills, 0 lost; by hand"
    assert " ".join(once[4:]) == "1 FAILED; 2 sent"


EXAMPLES = ("kill", "once")
