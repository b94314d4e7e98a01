# SPDX-License-Identifier: MIT
"""Foreign JSON through a real child process: every fault has a path or a clear message."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builders import documents
from mdtdesk import system
from mdtdesk.domain.document import document, thaw
from mdtdesk.domain.imports import CaseFile
from mdtdesk.errors import Problem, Rejected
from mdtdesk.exchange.case_document import Reader, written
from mdtdesk.i18n import LANGUAGES, translator
from promises import Figure

BAD = documents("bad")
GOOD = documents("published") + documents("invented")
CASE = '{"format": "mdtdesk-case", "version": 1, "patient": {"mrn": "A-1"%s}}'


@pytest.fixture
def reader() -> Iterator[Reader]:
    """Return a reader whose child takes all the files of a test."""
    with Reader() as shared:
        yield shared


def read(reader: Reader, folder: Path, content: str | bytes) -> CaseFile:
    """Write a file and read it."""
    path = folder / "case.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return reader.read(path)


def refusal(reader: Reader, folder: Path, content: str | bytes) -> Problem:
    """Return the problem for which a whole file is refused."""
    with pytest.raises(Rejected) as refused:
        read(reader, folder, content)
    return refused.value.problems[0]


def test_every_bad_document_is_refused_at_its_path(reader: Reader, tmp_path: Path) -> None:
    file = read(reader, tmp_path, json.dumps([bad["document"] for bad in BAD]))
    assert len(file.entries) == len(BAD) > 50
    for index, (bad, entry) in enumerate(zip(BAD, file.entries, strict=True)):
        assert entry.at(entry.problems[0]).path == f"cases[{index}].{bad['path']}", bad["why"]


def test_a_single_document_has_no_index_in_its_paths(reader: Reader, tmp_path: Path) -> None:
    entry = read(reader, tmp_path, json.dumps(BAD[5]["document"])).entries[0]
    assert entry.at(entry.problems[0]).path == BAD[5]["path"] == "patient.mrn"


def test_good_documents_come_as_they_are(reader: Reader, tmp_path: Path) -> None:
    file = read(reader, tmp_path, json.dumps(GOOD, ensure_ascii=False))
    assert [thaw(entry.document) for entry in file.entries] == GOOD
    assert file.name == "case.json"


def test_a_byte_order_mark_is_passed_over(reader: Reader, tmp_path: Path) -> None:
    assert not read(reader, tmp_path, "\ufeff" + CASE % "").entries[0].problems


NO_CASE = [
    (', "name": "a", "name": "b"', "patient.name", "key_twice"),
    (', "age_years": NaN', "patient.age_years", "number_too_large"),
    (', "age_years": Infinity', "patient.age_years", "number_too_large"),
    (', "age_years": 1e999', "patient.age_years", "number_too_large"),
    (', "age_years": 99999999999999999999', "patient.age_years", "number_too_large"),
    (', "name": "\\ud800"', "patient.name", "broken_character"),
    (', "\\ud800": "x"', "patient", "broken_character"),
    (', "name": null', "patient.name", "null"),
    (', "contact": ' + '{"a":' * 60 + "1" + "}" * 60, "patient.contact" + ".a" * 39, "too_deep"),
]


def test_what_json_may_hold_and_no_case_may(reader: Reader, tmp_path: Path) -> None:
    for more, path, code in NO_CASE:
        found = read(reader, tmp_path, CASE % more).entries[0].problems
        assert (found[0].path, found[0].code) == (path, code), more


def test_a_free_object_holds_no_null_either(reader: Reader, tmp_path: Path) -> None:
    case = json.loads(CASE % "")
    case["scores"] = [{"instrument": "sins", "version": "1", "answers": {"pain": None}}]
    found = read(reader, tmp_path, json.dumps(case)).entries[0].problems
    assert [p.path for p in found] == ["scores[0].answers.pain"]


NO_FILE = [
    (b"", "not_json"),
    (b"{", "not_json"),
    (b"3", "not_cases"),
    (b'"x"', "not_cases"),
    (b"\xff\xfe{\x00}\x00", "not_utf8"),
    (b"[" * 200_000, "too_deep"),
    (b"[" + b"9" * 6000 + b"]", "number_too_long"),
    (b"PK\x03\x04", "not_json"),
]


def test_what_is_no_case_file_is_said_so(reader: Reader, tmp_path: Path) -> None:
    for content, code in NO_FILE:
        assert refusal(reader, tmp_path, content).code == code, content[:20]


def test_a_file_that_is_not_there_is_said_so(reader: Reader, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.json"):
        with pytest.raises(Rejected) as refused:
            reader.read(path)
        assert refused.value.problems[0].code == "no_such_file"


def test_a_file_that_wants_too_much_memory_ends_the_child_alone(tmp_path: Path) -> None:
    with Reader() as reader:
        assert refusal(reader, tmp_path, b"[" + b"[]," * 16_000_000 + b"0]").code == (
            "file_too_large"
        )
        assert not read(reader, tmp_path, CASE % "").entries[0].problems


def test_a_file_that_takes_too_long_is_refused(tmp_path: Path) -> None:
    with Reader(seconds=0) as reader:
        for _ in range(2):
            assert refusal(reader, tmp_path, CASE % "").code == "file_too_slow"


def test_one_child_takes_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []
    command = system.worker_command

    def counted(name: str) -> list[str]:
        started.append(name)
        return command(name)

    monkeypatch.setattr(system, "worker_command", counted)
    with Reader() as reader:
        for content in (CASE % "", "{", CASE % "", "[]"):
            try:
                read(reader, tmp_path, content)
            except Rejected:
                continue
    assert started == ["parse"]


def test_an_export_is_a_list_that_reads_back(reader: Reader, tmp_path: Path) -> None:
    for cases in ([], GOOD[:1], GOOD):
        text = "".join(written(document(case) for case in cases))
        assert json.loads(text) == cases
        assert [thaw(e.document) for e in read(reader, tmp_path, text).entries] == cases


def mutated(text: str, chance: random.Random) -> bytes:
    """Return the bytes of a file with a few faults."""
    data = bytearray(text.encode())
    for _ in range(chance.randrange(1, 4)):
        at, kind = chance.randrange(len(data)), chance.randrange(5)
        piece = chance.choice([b"null", b"NaN", b'"\\ud800"', b"{", b"]", b"1e400", b"-0.0", b",,"])
        if kind == 0:
            data[at] = chance.randrange(256)
        elif kind == 1:
            del data[at : at + chance.randrange(1, 40)]
        elif kind == 2:
            data[at:at] = piece
        elif kind == 3:
            data[at:at] = data[at : at + chance.randrange(1, 80)]
        else:
            del data[at:]
            data = data or bytearray(b"x")
    return bytes(data)


@pytest.mark.promise("mutated-inputs")
def test_mutated_files_are_answered_with_a_sentence(
    request: pytest.FixtureRequest, tmp_path: Path, figure: Figure
) -> None:
    chance, rounds = random.Random(11), 10_000 if request.config.getoption("--long") else 300
    refused = taken = 0
    with Reader() as reader:
        for _ in range(rounds):
            case = json.dumps(chance.choice(GOOD), ensure_ascii=chance.random() < 0.3)
            try:
                entries = read(reader, tmp_path, mutated(case, chance)).entries
            except Rejected as whole:
                found = list(whole.problems)
                assert found[0].code not in ("reader_died", "file_too_slow")
            else:
                found = [p for entry in entries for p in entry.problems]
                taken += not found
            refused += bool(found)
            for problem in found:
                assert all(say(problem, language) for language in LANGUAGES)
    assert refused > rounds / 2
    assert taken > 0
    figure(files=rounds, crashes=0)


def say(problem: Problem, language: Any) -> str:
    """Return a problem's sentence, which every terminal can show."""
    words = translator(language)(f"error.{problem.code}", **problem.values)
    return (problem.path + words).encode("utf-8").decode("utf-8")
