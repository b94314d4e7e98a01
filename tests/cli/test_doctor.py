# SPDX-License-Identifier: MIT
"""``doctor`` needs no password, names what is not as it should be, and says no patient's data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mdtdesk import app, policy
from mdtdesk import settings as stored
from mdtdesk.cli import run
from mdtdesk.errors import Unavailable
from mdtdesk.storage import layout
from nobody import without_rights

Captured = pytest.CaptureFixture[str]


def asked(capsys: Captured, *words: str, code: int = 0) -> dict[str, tuple[str, bool]]:
    """Run doctor; return what it found by name."""
    assert run.main(["doctor", "--json", "--language", "en", *words]) == code
    told = json.loads(capsys.readouterr().out)
    return {each["name"]: (each["found"], each["fine"]) for each in told["findings"]}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Make a store that has no backup yet."""
    directory = tmp_path / "骨科.mdt"
    app.create_store(directory, app.FirstPerson("韩立群", "", "correct horse battery"))
    return directory


def test_without_a_store_the_program_itself_is_told(capsys: Captured) -> None:
    found = asked(capsys)
    assert found["program"][0].startswith("mdtdesk ")
    assert found["settings"] == (str(stored.directory()), True)
    assert all(fine for _, fine in found.values())
    assert "?" not in found["parts"][0]


def test_a_store_without_a_backup_is_named(store: Path, capsys: Captured) -> None:
    found = asked(capsys, "--store", str(store), code=1)
    assert found["store"][1]
    assert found["lock"] == ("nobody holds it", True)
    assert "no proved backup" in found["backup"][0]
    assert not found["backup"][1]
    assert "韩立群" not in json.dumps(found, ensure_ascii=False)


def test_a_damaged_key_file_is_said_in_words(store: Path, capsys: Captured) -> None:
    (store / "keys.json").write_text("{", "utf-8")
    found = asked(capsys, "--store", str(store), code=1)
    words, fine = found["store"]
    assert not fine
    assert words.startswith(f"{store}: ")
    assert "keys.json is damaged; the database itself is unchanged" in words


def test_who_holds_the_lock_is_named(store: Path, capsys: Captured) -> None:
    (person,) = app.people(store)
    signed = app.sign_in_as(store, person.id, "correct horse battery", writer=True)
    try:
        found = asked(capsys, "--store", str(store), code=1)
    finally:
        app.sign_out(signed)
    assert "韩立群" in found["lock"][0]


def test_what_is_no_store_and_a_missing_drive_are_named(
    store: Path, tmp_path: Path, capsys: Captured
) -> None:
    assert not asked(capsys, "--store", str(tmp_path), code=1)["store"][1]
    stored.save(stored.Settings(backups_second=str(tmp_path / "drive")))
    layout.of(store).directory.parent.joinpath("backups").mkdir()
    found = asked(capsys, "--store", str(store), code=1)
    assert "drive" in found["backup"][0]


def test_a_broken_policy_is_named_and_does_not_stop_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    file = tmp_path / "policy.toml"
    file.write_text("[lock]\nidle_minutes = 99\n", "utf-8")
    monkeypatch.setattr(policy, "place", lambda: file)
    monkeypatch.setattr(policy, "current", policy.current.__wrapped__)
    found, fine = asked(capsys, code=1)["policy"]
    assert "lock.idle_minutes line 2" in found
    assert not fine


def test_a_store_that_must_not_be_looked_at_is_said(store: Path, capsys: Captured) -> None:
    asked(capsys)  # what doctor imports, nobody may not read
    with without_rights():
        words, fine = asked(capsys, "--store", str(store), code=1)["store"]
        with pytest.raises(Unavailable, match="no_permission"):
            app.create_store(store.parent / "new.mdt", app.FirstPerson("韩立群", "", "x" * 12))
    assert not fine
    assert "no permission" in words
