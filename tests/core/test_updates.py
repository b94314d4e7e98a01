# SPDX-License-Identifier: MIT
"""An announcement counts if it is whole, signed by the policy's key, and names a newer version."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest

from mdtdesk import __version__, policy, updates
from mdtdesk.cli import run
from mdtdesk.policy import Policy
from mdtdesk.updates import Announced

PLACE = r'\\server\it\mdtdesk "new"-setup.exe'
Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def keys() -> tuple[bytes, str]:
    """Return a private key and its public one."""
    return updates.new_key()


def settled(file: Path, public: str) -> Policy:
    """Return a policy that names an announcement."""
    return Policy(announcement=str(file), announcement_key=public)


def test_a_signed_announcement_is_read(tmp_path: Path, keys: tuple[bytes, str]) -> None:
    private, public = keys
    file = tmp_path / "announcement.toml"
    file.write_bytes(updates.announcement("99.1", PLACE, private))
    assert updates.look(settled(file, public)) == Announced("newer", "99.1", PLACE)
    for version in (__version__, f"{__version__}.0", "0.0.9"):
        file.write_bytes(updates.announcement(version, "", private))
        assert updates.look(settled(file, public)) == Announced("current")


def test_whatever_was_changed_is_not_heeded(tmp_path: Path, keys: tuple[bytes, str]) -> None:
    private, public = keys
    good = updates.announcement("99.1", PLACE, private)
    other = updates.announcement("99.1", PLACE, updates.new_key()[0])
    head, _, signature = good.rpartition(b"signature = ")
    changed = [
        other,
        good.replace(b"99.1", b"99.2"),
        good.replace(b"server", b"elsewhere"),
        good + b'place = "x"\n',
        b"#\n" + good,
        head,
        b"signature = " + signature,
        good[:-8] + b'"\n',
        good + b'signature = "AAAA"\n',
        b"",
        b"\xff\xfe",
        b"#" * 100_000 + b"\n" + good,
    ]
    assert {updates.read(each, public).state for each in changed} == {"wrong"}
    assert updates.read(good, public).state == "newer"


def test_a_missing_share_and_an_unnamed_one(tmp_path: Path) -> None:
    assert updates.look(settled(tmp_path / "none", "")) == Announced("missing")
    assert updates.look(settled(tmp_path, "")) == Announced("missing")
    assert updates.look(Policy()) == Announced("unnamed")


def test_a_share_that_does_not_answer_is_waited_for_no_longer(silent: Path) -> None:
    began = time.monotonic()
    assert updates.look_within(settled(silent, ""), 0.2) == Announced("silent")
    assert time.monotonic() - began < 2


def test_key_and_announcement_by_command(tmp_path: Path, capsys: Captured) -> None:
    pem, file = tmp_path / "key.pem", tmp_path / "announcement.toml"
    assert run.main(["update", "key", str(pem), "--json"]) == 0
    public = json.loads(capsys.readouterr().out)["public_key"]
    if sys.platform != "win32":
        assert pem.stat().st_mode & 0o777 == 0o600
    text = f'updates.public_key = "{public}"\nupdates.announcement = "{file}"'
    assert policy.read(text, file).announcement_key == public
    assert run.main(["update", "key", str(pem)]) == 3  # never over a key that is there
    words = ["update", "announce", "99.2", "--key", str(pem), "-o", str(file), "--place", PLACE]
    assert run.main(words) == 0
    assert updates.look(settled(file, public)) == Announced("newer", "99.2", PLACE)
    for wrong in (
        ["latest", "--key", str(pem)],
        ["99.2", "--key", str(file)],
        ["1.0", "--key", "x"],
    ):
        assert run.main(["update", "announce", *wrong, "-o", str(tmp_path / "none")]) == 1
    assert not (tmp_path / "none").exists()


def test_doctor_alone_says_what_is_wrong(
    tmp_path: Path, keys: tuple[bytes, str], monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    private, public = keys
    file = tmp_path / "announcement.toml"
    place = tmp_path / "policy.toml"
    place.write_text(f"[updates]\nannouncement = '{file}'\npublic_key = '{public}'\n", "utf-8")
    monkeypatch.setattr(policy, "place", lambda: place)
    said = {}
    for name, content in (
        ("missing", None),
        ("wrong", b"x"),
        ("newer", updates.announcement("99.3", PLACE, private)),
    ):
        if content is not None:
            file.write_bytes(content)
        run.main(["doctor", "--json", "--language", "en"])
        found = {each["name"]: each for each in json.loads(capsys.readouterr().out)["findings"]}
        said[name] = found["update"]
    assert "is not there" in said["missing"]["found"]
    assert "not rightly signed" in said["wrong"]["found"]
    assert "99.3" in said["newer"]["found"]
    assert PLACE in said["newer"]["found"]
    assert [each["fine"] for each in said.values()] == [False, False, True]
