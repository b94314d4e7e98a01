# SPDX-License-Identifier: MIT
"""Garbage, foreign, truncated and newer files: a defined message, the file unchanged, no crash."""

from __future__ import annotations

import json
import random
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from builders import PASSWORD, create
from mdtdesk import app
from mdtdesk.errors import Unavailable
from mdtdesk.i18n import LANGUAGES, translator
from mdtdesk.storage import engine, faults, key_file, layout

FEW, MANY = 40, 1_000
Figure = Callable[..., None]
Change = Callable[[Path, random.Random], None]
HEADS = (
    *(b"%PDF-1.7\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"\xd0\xcf\x11\xe0"),
    *(b"SQLite format 3\x00", b"{}", "病人".encode(), b"\x00" * 4096, b"DICM"),
)
# what may be said of them; anything else, or another error, is a defect
DEFINED = {
    *("damaged", "not_a_store", "newer", "older", "wrong_key", "keys_damaged", "missing"),
    *("wrong_password", "locked_out", "locked", "left_locked"),
}


def database(directory: Path) -> Path:
    return directory / layout.DATABASE


def keys(directory: Path) -> Path:
    return directory / key_file.NAME


def garbage(path: Path, chance: random.Random) -> None:
    path.write_bytes(chance.randbytes(chance.choice((0, 1, 15, 100, 4096, 40_000))))


def foreign(path: Path, chance: random.Random) -> None:
    path.write_bytes(chance.choice(HEADS) + chance.randbytes(chance.randrange(9_000)))


def truncated(path: Path, chance: random.Random) -> None:
    data = path.read_bytes()
    ends = (len(data) // 4096 * 4096 - 4096, len(data) - 1, chance.randrange(len(data)))
    path.write_bytes(data[: chance.choice(ends)])


def longer(path: Path, chance: random.Random) -> None:
    with path.open("ab") as file:
        file.write(chance.randbytes(chance.choice((1, 4096, 10_000))))


def overwritten(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    at = chance.randrange(len(data))
    piece = chance.randbytes(chance.randrange(1, 3_000))
    data[at : at + len(piece)] = piece
    path.write_bytes(bytes(data))


def plain(path: Path, _chance: random.Random) -> None:
    """Another program's database."""
    path.unlink()
    driver: Any = engine._driver
    connection = driver.connect(str(path))
    connection.execute("CREATE TABLE patients (name TEXT)")
    connection.commit()
    connection.close()


def newer(path: Path, chance: random.Random) -> None:
    told = json.loads(path.read_bytes())
    told.pop("digest")
    told[chance.choice(("schema", "version"))] += chance.randrange(1, 1_000)
    path.write_text(json.dumps(told | {"digest": key_file._digest(told)}))


def strange(path: Path, chance: random.Random) -> None:
    """The key file as JSON that is not what it should be."""
    told = json.loads(path.read_bytes())
    values: tuple[Any, ...] = (None, [], {}, "x", -1, 1e308, True, "\ud800", [[[]]])
    told[chance.choice(sorted(told))] = chance.choice(values)
    path.write_text(json.dumps(told))


@dataclass(frozen=True)
class Kind:
    """One way for a file to be wrong."""

    name: str
    of: Callable[[Path], Path]
    change: Change


KINDS = (
    *(Kind(f"database {c.__name__}", database, c) for c in (garbage, foreign, truncated, longer)),
    *(Kind(f"database {c.__name__}", database, c) for c in (overwritten, plain)),
    *(Kind(f"keys {c.__name__}", keys, c) for c in (garbage, foreign, truncated, longer)),
    *(Kind(f"keys {c.__name__}", keys, c) for c in (overwritten, newer, strange)),
)


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, str]:
    """Give a sound store and who signs in to it."""
    with create(tmp_path / "sound.mdt").store as store:
        pass
    return store.path, app.people(store.path)[0].id


def outcome(directory: Path, person: str) -> str:
    """Open a store as the sign-in does, look at its cases; return what comes of it."""
    try:
        app.people(directory)
        signed = app.sign_in(directory, person, PASSWORD)
    except Unavailable as fault:
        for language in LANGUAGES:
            words = translator(language)(f"unavailable.{fault.reason}", **fault.values)
            assert "{" not in words
        return fault.reason
    damaged = signed.context.store.damaged or bool(signed.context.store.check())
    app.sign_out(signed)
    return "opened damaged" if damaged else "opened"


def run(made: tuple[Path, str], count: int) -> tuple[Counter[tuple[str, str]], list[str]]:
    """Try so many wrong files; return what was said, and the files that were written to."""
    sound, person = made
    chance, seen, written = random.Random(count), Counter[tuple[str, str]](), []
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        directory = sound.with_name("wrong.mdt")
        shutil.copytree(sound, directory)
        (directory / "clean").unlink(missing_ok=True)
        path = kind.of(directory)
        kind.change(path, chance)
        before = path.read_bytes()
        answer = outcome(directory, person)
        seen[kind.name, answer] += 1
        same = path.read_bytes() == before
        if not same and answer != "opened":
            written.append(f"{number} {kind.name} {answer}")
        shutil.rmtree(directory)
    return seen, written


@pytest.mark.promise("foreign-files")
def test_wrong_files_are_refused_in_defined_words_and_left_as_they_are(
    made: tuple[Path, str], request: pytest.FixtureRequest, figure: Figure
) -> None:
    count = MANY if request.config.getoption("--long") else FEW
    seen, written = run(made, count)
    for (kind, answer), times in sorted(seen.items()):
        print(f"{kind:<24}{answer:<16}{times}")
    figure(wrong_files=count, written_to=len(written))
    assert written == []
    assert {answer for _, answer in seen} <= DEFINED | {"opened damaged", "opened"}
    assert {answer for kind, answer in seen if kind == "keys newer"} == {"newer"}
    # a database that is not as it was is never taken for sound
    sound = {kind for kind, answer in seen if answer == "opened"}
    assert all(kind.startswith("keys") or kind == "database longer" for kind in sound), sound


@pytest.mark.promise("foreign-files", control=True)
def test_an_error_without_words_is_found(
    made: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control: a program that knows no damage."""
    known = {code: why for code, why in faults._REASONS.items() if why != "damaged"}
    monkeypatch.setattr(faults, "_REASONS", known)
    with pytest.raises(Exception, match=r"not a database|malformed|sqlcipher"):
        run(made, len(KINDS))
