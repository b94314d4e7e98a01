# SPDX-License-Identifier: MIT
"""Mutated files through the child: a clear answer for each, in time, within its memory."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from imaging import mutating
from mdtdesk import children, system
from mdtdesk.children import MEMORY
from mdtdesk.errors import Rejected
from mdtdesk.exchange.case_document import Reader
from mdtdesk.i18n import LANGUAGES, translator
from mdtdesk.imaging.files import FileReader
from promises import Figure

KINDS = ("json", "png", "jpeg", "pdf", "dicom")


def peak(process: int) -> int:
    """Return the most memory a process ever asked for, in bytes: that is what is limited."""
    status = Path(f"/proc/{process}/status").read_text("ascii")
    line = next(each for each in status.splitlines() if each.startswith("VmPeak"))
    return int(line.split()[1]) * 1024


@pytest.mark.promise("mutated-inputs")
@pytest.mark.parametrize("kind", KINDS)
def test_mutated_files_are_answered_with_a_sentence(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest, figure: Figure
) -> None:
    rounds = 2000 if request.config.getoption("--long") else 40
    chance, whole = Random(kind), mutating.sources()[kind]
    path, said, slowest, most = tmp_path / "file", Counter[str](), 0.0, 0
    with Reader() if kind == "json" else FileReader() as reader:
        for _ in range(rounds):
            path.write_bytes(mutating.mutated(chance.choice(whole), chance))
            began = time.monotonic()
            try:
                reader.read(path)
            except Rejected as refused:
                (problem,) = refused.problems[:1]
                said[problem.code] += 1
                words = [
                    translator(x)(f"error.{problem.code}", **problem.values) for x in LANGUAGES
                ]
                assert all(words)
            else:
                said["taken"] += 1
            gone = time.monotonic() - began
            limit = children.SECONDS + path.stat().st_size / 1_000_000
            assert gone < limit + 2  # two seconds to end a child that was too slow
            slowest = max(slowest, gone)
            if reader.process:
                most = max(most, peak(reader.process))
    assert most <= MEMORY
    assert len(said) > 1
    assert said["reader_died"] == 0
    figure(f"{kind} slowest {slowest:.1f} s, {most / 1e6:.0f} MB", files=rounds, crashes=0)


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return what puts another program in the place of the child."""

    def put(program: str) -> None:
        script = tmp_path / "child.py"
        script.write_text(program, "utf-8")
        command = system.worker_command("parse")
        monkeypatch.setattr(system, "worker_command", lambda _name: [command[0], str(script)])

    return put


HANGING = """
import sys, time
for line in sys.stdin:
    time.sleep(600)
"""
DYING = """
import os, sys
for line in sys.stdin:
    os.abort()
"""
GREEDY = """
import sys, json
from mdtdesk import children
def read(path):
    held = bytearray(3 << 29)
    yield {"media_type": "application/pdf", "read": ""}
sys.exit(children.serve({"files": read}))
"""
UNLIMITED = GREEDY.replace("sys.exit(", "children.system.limit_child = lambda *_: None\nsys.exit(")


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """Return a file to be read."""
    path = tmp_path / "a.png"
    path.write_bytes(mutating.sources()["png"][0])
    return path


def refusal(path: Path, *, seconds: float = children.SECONDS) -> str:
    """Return why a file is refused."""
    with FileReader(seconds=seconds) as reader, pytest.raises(Rejected) as caught:
        reader.read(path)
    return caught.value.problems[0].code


@pytest.mark.promise("mutated-inputs", control=True)
def test_a_reader_that_hangs_is_ended(stand_in: Callable[[str], None], picture: Path) -> None:
    stand_in(HANGING)
    began = time.monotonic()
    assert refusal(picture, seconds=0.5) == "file_too_slow"
    assert time.monotonic() - began < 5


def test_a_reader_that_dies_is_replaced(
    stand_in: Callable[[str], None], picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = system.worker_command
    stand_in(DYING)
    with FileReader() as reader:
        with pytest.raises(Rejected) as caught:
            reader.read(picture)
        assert caught.value.problems[0].code == "reader_died"
        monkeypatch.setattr(system, "worker_command", real)
        assert reader.read(picture).media_type == "image/png"


def test_a_reader_that_takes_too_much_memory_gives_up(
    stand_in: Callable[[str], None], picture: Path
) -> None:
    stand_in(GREEDY)
    assert refusal(picture) == "file_too_large"


@pytest.mark.promise("mutated-inputs", control=True)
def test_without_limits_it_would_have_had_it(
    stand_in: Callable[[str], None], picture: Path
) -> None:
    """The control: the same reader without limits takes more than any child may."""
    stand_in(UNLIMITED)
    with FileReader() as reader, pytest.raises(Rejected):
        try:
            reader.read(picture)
        finally:
            assert peak(reader.process or 0) > MEMORY
