# SPDX-License-Identifier: MIT
"""Settings come back as saved, and damage to the file costs only what is damaged."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from mdtdesk import settings
from mdtdesk.settings import Settings, Target

FULL = Settings(
    language="en",
    theme="dark",
    scale=125,
    recent=("/data/骨转移.mdt", "C:\\stores\\ward 3.mdt"),
    store="/data/骨转移.mdt",
    backups="/backup",
    hospital="省肿瘤医院",
    department="骨软组织外科",
    window={"geometry": "AdnQywAD", "columns": "AAAA"},
    targets={**Settings().targets, "discussion": Target(72.0, "骨软组织外科")},
)


def file() -> Path:
    """Return the settings file of this test's person."""
    return settings.directory() / "settings.json"


def test_nothing_saved_is_the_defaults() -> None:
    assert settings.load() == Settings()
    assert settings.load().targets["mri_urgent"] == Target(24.0, "NICE QS56, 2023")


def test_saved_settings_come_back() -> None:
    settings.save(FULL)
    assert settings.load() == FULL


def test_published_targets_are_not_frozen_into_the_file() -> None:
    settings.save(Settings())
    assert json.loads(file().read_bytes())["targets"] == {}


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("language", "fr"),
        ("language", 3),
        ("theme", None),
        ("scale", 20),
        ("scale", "125"),
        ("scale", 1e300),
        ("recent", "/data"),
        ("recent", [1]),
        ("store", []),
        ("window", {"geometry": 3}),
        ("targets", {"discussion": 3}),
        ("targets", {"discussion": {"hours": "x", "source": ""}}),
        ("targets", {"discussion": {"source": ""}}),
    ],
)
def test_a_damaged_key_has_its_default(name: str, bad: object) -> None:
    settings.save(FULL)
    raw = json.loads(file().read_bytes())
    file().write_text(json.dumps({**raw, name: bad, "of_a_newer_version": 1}), "utf-8")
    assert settings.load() == replace(FULL, **{name: getattr(Settings(), name)})


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[1]", b"null", b"\xff\xfe\x00", b'{"scale": ' + b"[" * 9000]
)
def test_a_damaged_file_is_the_defaults_and_can_be_saved_again(data: bytes) -> None:
    settings.directory().mkdir(parents=True)
    file().write_bytes(data)
    assert settings.load() == Settings()
    settings.save(FULL)
    assert settings.load() == FULL


def test_a_failed_save_leaves_the_old_file(monkeypatch: pytest.MonkeyPatch) -> None:
    settings.save(FULL)

    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full_disk)
    with pytest.raises(OSError, match="No space"):
        settings.save(Settings())
    assert settings.load() == FULL
    assert [path.name for path in settings.directory().iterdir()] == ["settings.json"]


@pytest.mark.skipif(sys.platform != "linux", reason="the account is a HOME here")
def test_each_account_of_a_machine_has_its_own_places(tmp_path: Path) -> None:
    code = "from mdtdesk import crashes, logs, settings as own\n"
    code += "print(own.directory(), logs.directory(), crashes.folder())"
    told = []
    for name in ("zhang", "li"):
        home = tmp_path / name
        others = {k: v for k, v in os.environ.items() if not k.startswith(("MDTDESK", "XDG"))}
        ran = subprocess.run(
            [sys.executable, "-c", code],
            env={**others, "HOME": str(home)},
            capture_output=True,
            text=True,
            check=True,
        )
        told.append(ran.stdout.split())
        assert told[-1] == [
            f"{home}/.config/mdtdesk",
            f"{home}/.local/state/mdtdesk",
            f"{home}/.local/state/mdtdesk/crashes",
        ]
    assert not set(told[0]) & set(told[1])
