# SPDX-License-Identifier: MIT
"""``policy check`` names what a file settles, or each fault; a broken policy stops every other."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdtdesk import policy
from mdtdesk import settings as stored
from mdtdesk.cli import run

Captured = pytest.CaptureFixture[str]


def test_a_sound_file_is_told(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "policy.toml"
    file.write_text('language = "en"\n[lock]\nidle_minutes = 3\n', "utf-8")
    assert run.main(["policy", "check", str(file), "--language", "zh"]) == 0
    assert "language, lock.idle_minutes" in capsys.readouterr().out


def test_faults_are_refused_by_line_and_key(tmp_path: Path, capsys: Captured) -> None:
    file = tmp_path / "policy.toml"
    file.write_text("[lock]\nidle_minuets = 3\n", "utf-8")
    assert run.main(["policy", "check", str(file), "--language", "en"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("lock.idle_minuets: line 2: ")
    assert run.main(["policy", "check", str(tmp_path / "none.toml")]) == 1


@pytest.fixture
def settled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let this machine's policy lie in a folder of the test."""
    file = tmp_path / "policy.toml"
    monkeypatch.setattr(policy, "place", lambda: file)
    policy.current.cache_clear()
    monkeypatch.setattr(policy, "current", policy.current.__wrapped__)
    return file


def test_a_broken_policy_stops_what_is_not_its_check(settled: Path, capsys: Captured) -> None:
    settled.write_text('store = "here"\n', "utf-8")
    assert run.main(["list", "--language", "en"]) == 3
    assert "store: line 1: " in capsys.readouterr().err
    assert run.main(["policy", "check", str(settled), "--language", "en"]) == 1


def test_the_policy_stands_before_a_persons_own(settled: Path) -> None:
    stored.save(stored.Settings(language="zh", hospital="own", department="ward"))
    settled.write_text('language = "en"\nletterhead.hospital = "某院"\n', "utf-8")
    found = stored.load()
    assert (found.language, found.hospital, found.department) == ("en", "某院", "ward")
    stored.save(found)
    settled.unlink()
    assert stored.load().hospital == "own"
    assert stored.load().language == "zh"
