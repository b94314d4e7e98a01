# SPDX-License-Identifier: MIT
"""Power cut at any moment of a store's life: what was answered is kept, nothing is torn.

The input and output of real commands is recorded once and played back into what a disk may hold if
the power is cut: after each operation, all that was synced and any part of the rest.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from power.disk import Disk, State
from power.judging import Allowed, Judge, after
from power.recorded import STEPS
from power.trace import CALLS, Name, Operation, Recording, Said
from promises import Figure

TESTS = Path(__file__).parent.parent
FEW, MANY = 400, 105_000


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Return a folder in memory where there is one."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(
        prefix="mdtdesk-", dir=memory if memory.is_dir() else tmp_path
    ) as made:
        yield Path(made).resolve()


@dataclass
class Recorded:
    """The operations, and what is allowed after each."""

    operations: list[Operation]
    allowed: list[Allowed]
    end: State
    key: bytes


def record(folder: Path, steps: int, synchronous: str) -> Recorded:
    """Have a store live so many steps and return what it did to the disk."""
    if not shutil.which("strace"):
        pytest.skip("strace is not here")
    disk, acks, trace = folder / "disk", folder / "acks", folder / "trace"
    disk.mkdir()
    watch = ["strace", "-f", "-y", "-xx", "-s", "4000000", "-o", str(trace), "-e", f"trace={CALLS}"]
    life = [str(TESTS / "power" / "recorded.py"), str(disk), str(acks), str(steps), synchronous]
    environment = {**os.environ, "PYTHONPATH": str(TESTS)}
    done = subprocess.run(
        [*watch, sys.executable, *life], env=environment, capture_output=True, text=True
    )
    if "ptrace" in done.stderr:
        pytest.skip("ptrace is refused here")
    assert done.returncode == 0, done.stderr
    with trace.open("r", encoding="ascii") as lines:
        operations = [*Recording(disk, acks).operations(lines)]
    answers = [json.loads(each.line) for each in operations if isinstance(each, Said)]
    assert [each["done"] for each in answers] == ["create", *STEPS[:steps], "close"]
    return _followed(operations, bytes.fromhex(answers[0]["key"]), disk)


def _followed(operations: list[Operation], key: bytes, real: Path) -> Recorded:
    disk = Disk()
    whole: State = {}
    intervals, allowed = [Allowed()], []
    for each in operations:
        disk.do(each)
        if isinstance(each, (Name, Said)):
            whole = disk.whole()
            intervals[-1].add(whole)
        if isinstance(each, Said):
            intervals.append(after(whole))
        allowed.append(intervals[-1])
    held = {str(p.relative_to(real)): p.read_bytes() for p in real.rglob("*") if p.is_file()}
    files = {path: content for path, content in whole.items() if not f"/{path}".endswith("/")}
    assert files == held  # the recording missed nothing
    return Recorded(operations, allowed, whole, key)


def cut(recorded: Recorded, folder: Path, count: int) -> tuple[Counter[str], Judge]:
    """Cut the power after every operation, or every so many, in as many states as asked for."""
    judge = Judge(folder, recorded.key, recorded.end)
    for allowed in {id(each): each for each in recorded.allowed}.values():
        judge.prove(allowed)
    chance, disk, found = random.Random(count), Disk(), Counter[str]()
    due = each_time = count / len(recorded.operations)
    for operation, allowed in zip(recorded.operations, recorded.allowed, strict=True):
        disk.do(operation)
        if due >= 1:
            for state in disk.states(chance, int(due)):
                found[judge.fault(state, allowed)] += 1
        due = due % 1 + each_time
    return found, judge


@pytest.mark.promise("power-cut")
def test_a_power_cut_loses_nothing_and_tears_nothing(
    folder: Path, request: pytest.FixtureRequest, figure: Figure
) -> None:
    recorded = record(folder, len(STEPS), "EXTRA")
    count = MANY if request.config.getoption("--long") else FEW
    found, judge = cut(recorded, folder, count)
    states = sum(found.values())
    figure(states=states, lost=found["lost"], corrupt=found["corrupt"])
    figure(f"{len(recorded.operations):,} operations, {judge.opened:,} journals rolled back")
    assert states > count * 0.5
    assert found == {"": states}


@pytest.mark.promise("power-cut", control=True)
def test_no_syncing_is_noticed(folder: Path) -> None:
    found, _ = cut(record(folder, 2, "OFF"), folder, FEW)
    assert found["corrupt"]


@pytest.mark.long
@pytest.mark.promise("power-cut", control=True)
def test_sqlites_usual_syncing_loses_what_was_answered(folder: Path) -> None:
    found, _ = cut(record(folder, 3, "FULL"), folder, FEW * 4)
    assert found["lost"]
