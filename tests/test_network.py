# SPDX-License-Identifier: MIT
"""The program reaches for no network: no socket of the internet in a day by window and by verbs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from promises import Figure
from shape import ROOT

INTERNET = ("AF_INET", "AF_INET6", "AF_PACKET", "AF_NETLINK")
DAYS = ["tests/journeys/test_first_way.py", "tests/journeys/test_meeting_day.py"]
REACHING = "import socket; socket.socket().connect_ex(('127.0.0.1', 9))"


def reached(folder: Path, *arguments: str) -> tuple[int, list[str]]:
    """Run Python under strace; return how many network calls it made, and those to the internet."""
    if not shutil.which("strace"):
        pytest.skip("strace is not here")
    trace = folder / "trace"
    watch = ["strace", "-f", "--seccomp-bpf", "-o", str(trace), "-e", "trace=%network"]
    done = subprocess.run(
        [*watch, sys.executable, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    if "ptrace" in done.stderr:
        pytest.skip("ptrace is refused here")
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    calls = [line for line in trace.read_text("utf-8", "replace").splitlines() if "(" in line]
    return len(calls), [line for line in calls if any(name in line for name in INTERNET)]


@pytest.mark.long
@pytest.mark.promise("network")
def test_the_verbs_reach_for_no_network(tmp_path: Path, figure: Figure) -> None:
    _, internet = reached(tmp_path, "-m", "mdtdesk", "demo", str(tmp_path / "demo"))
    figure("the demo's making", internet_calls=len(internet))
    assert not internet


@pytest.mark.long
@pytest.mark.promise("network")
def test_a_day_by_window_reaches_for_no_network(tmp_path: Path, figure: Figure) -> None:
    calls, internet = reached(tmp_path, "-m", "pytest", "-q", *DAYS)
    figure(f"two journeys by window ({calls} calls to this machine's own sockets)")
    figure(internet_calls=len(internet))
    assert calls  # the window talks to its screen and listens for its second start
    assert not internet


@pytest.mark.promise("network", control=True)
def test_a_call_is_noticed(tmp_path: Path) -> None:
    _, internet = reached(tmp_path, "-c", REACHING)
    assert internet
