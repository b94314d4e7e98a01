# SPDX-License-Identifier: MIT
"""A crash leaves a report that can be passed on: where and when, and never what somebody typed."""

from __future__ import annotations

import faulthandler
import re
import signal
import subprocess
import sys
import textwrap
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.faulthandler import fault_handler_stderr_fd_key

from failing import fail
from mdtdesk import crashes, logs

NAME, NUMBER = "欧阳建国", "MRN-0042-7781"
PLANTED = (NAME, NUMBER, "ouyang")
TYPED = " ".join(PLANTED)
# what a library may leave there before the interpreter says where it stood
QUOTES = "crashes._Known.running._stream.write(f'{patient}\\n'.encode())"
ENDS = f"{QUOTES}; import os; os.abort()"


@pytest.fixture(autouse=True)
def _as_before(pytestconfig: pytest.Config) -> Iterator[None]:
    """Give the test runner back what the interpreter says when it dies: no test captures it."""
    yield
    faulthandler.enable(pytestconfig.stash[fault_handler_stderr_fd_key])


@pytest.mark.promise("logs")
def test_a_report_tells_what_happened_and_nothing_that_was_typed() -> None:
    crashes.note("page.case")
    crashes.note("command.cases.amend")
    number = crashes.report(fail(TYPED))
    place = crashes.place(number)
    assert place is not None
    text = place.read_text("utf-8")
    assert text.startswith(f"event    {number}\n")
    assert re.search(r"^program  mdtdesk \d", text, re.MULTILINE)
    assert re.search(r"^system   \w+ .+\npython   3\.", text, re.MULTILINE)
    assert re.search(
        r"^  \d\d:\d\d:\d\d page\.case\n  \S+ command\.cases\.amend$", text, re.MULTILINE
    )
    assert "builtins.ValueError" in text
    assert "builtins.FileNotFoundError" in text
    assert re.search(r"    mdtdesk/i18n\.py:\d+ labels", text)
    assert re.search(r"    failing\.py:\d+ fail", text)
    assert not [word for word in (*PLANTED, "cannot read", str(Path.cwd())) if word in text]
    assert number in (logs.directory() / "mdtdesk.log").read_text("utf-8")


@pytest.mark.promise("logs", control=True)
def test_python_s_own_trace_holds_what_was_typed() -> None:
    plain = "".join(
        traceback.TracebackException.from_exception(fail(TYPED), capture_locals=True).format()
    )
    assert not [word for word in PLANTED if word not in plain]


def test_the_same_error_again_keeps_its_id() -> None:
    first, again, other = (
        crashes.report(fail(TYPED)),
        crashes.report(fail(TYPED)),
        crashes.report(KeyError()),
    )
    assert first == again != other
    assert len(crashes.reports()) == 2


def test_old_reports_make_room() -> None:
    crashes.folder().mkdir(parents=True)
    for day in range(1, 26):
        (crashes.folder() / f"202601{day:02}-120000-0000000{day % 10}.txt").touch()
    number = crashes.report(fail(TYPED))
    assert len(crashes.reports()) == crashes.KEPT
    assert crashes.reports()[-1] == crashes.place(number)
    assert crashes.reports()[0].name.startswith("20260107")


def test_a_report_that_cannot_be_written_is_no_second_fault() -> None:
    logs.directory().parent.mkdir(parents=True, exist_ok=True)
    logs.directory().write_text("a file where the folder should be")
    running = crashes.Running()
    running.begin()
    number = crashes.report(fail(TYPED))
    running.end()
    assert number
    assert crashes.place(number) is None
    assert crashes.sweep() == crashes.Before()


@pytest.mark.parametrize("name", [NAME, NUMBER, "case 42", "action.", "张.三", "", "action.欧阳"])
def test_only_names_of_the_code_are_actions(name: str) -> None:
    before = list(crashes._Known.actions)
    crashes.note(name)
    assert list(crashes._Known.actions) == before


def die(last: str, *, noted: str = "action.save") -> subprocess.CompletedProcess[str]:
    """Let a process be a running window, do an action, and end in its own way."""
    code = f"""
        from mdtdesk import crashes
        patient = {NAME!r}
        running = crashes.Running()
        running.begin()
        crashes.note({noted!r})
        def innermost(patient):
            {last}
        innermost({NUMBER!r})
        running.end()
    """
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=False
    )


@pytest.mark.promise("logs")
def test_the_next_start_reports_a_process_that_died() -> None:
    assert die(ENDS).returncode == -signal.SIGABRT
    before = crashes.sweep()
    assert not before.orderly
    (number,) = before.reports
    place = crashes.place(number)
    assert place is not None
    text = place.read_text("utf-8")
    assert "action.save" in text
    assert "Fatal Python error: Aborted" in text
    assert re.search(r"    <string>:\d+ innermost", text)
    assert not [word for word in PLANTED if word in text]
    assert number in (logs.directory() / "mdtdesk.log").read_text("utf-8")
    assert crashes.sweep() == crashes.Before()
    assert [file.name for file in crashes.folder().iterdir()] == [place.name]


def test_a_killed_window_is_no_crash_and_no_orderly_end() -> None:
    die("import os; os.kill(os.getpid(), 9)")
    assert crashes.sweep() == crashes.Before((), orderly=False)


def test_an_orderly_end_leaves_nothing() -> None:
    assert die("pass").returncode == 0
    assert crashes.sweep() == crashes.Before()
    assert not list(crashes.folder().iterdir())


def test_a_window_that_runs_is_left_alone() -> None:
    running = crashes.Running()
    running.begin()
    try:
        assert crashes.sweep() == crashes.Before()
        assert len(list(crashes.folder().iterdir())) == 1
    finally:
        running.end()


def test_what_was_survived_is_no_crash() -> None:
    survived = (
        "crashes._Known.running._stream.write(b'Windows fatal exception: code 0x8001010d\\n')"
    )
    goes_on = "crashes.note('page.case'); import os; os._exit(9)"
    die(f"{survived}; {goes_on}")
    assert crashes.sweep() == crashes.Before((), orderly=False)


def test_a_long_day_does_not_fill_the_disk() -> None:
    running = crashes.Running()
    running.begin()
    try:
        for _ in range(5_000):
            crashes.note("action.save")
        (file,) = crashes.folder().iterdir()
        assert file.stat().st_size < 30_000
    finally:
        running.end()
