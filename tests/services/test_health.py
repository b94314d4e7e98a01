# SPDX-License-Identifier: MIT
"""The store's state, what a restore would undo, backups the program makes, the restore test."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from builders import NOW, context, create, documents
from imported import export, run
from mdtdesk.domain import document
from mdtdesk.domain.backups import PASSED, Places
from mdtdesk.domain.drafts import AmendDraft, DecisionDraft, RegisterDraft
from mdtdesk.errors import Unavailable
from mdtdesk.services import audit_trail, backups, cases, decisions, health
from mdtdesk.services.context import Context
from mdtdesk.storage import layout, rotation
from mdtdesk.storage.rehearsal import STEPS

CASE = {"format": "mdtdesk-case", "version": 1, "patient": {"mrn": "A-1"}}
DISCUSSION = document.document({"mode": "full", "outcome": "decided"})
DECISION = document.document({"conclusion": "观察", "procedures": [{"type": "observation"}]})


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Context]:
    """Give a store with one case and a person of every role."""
    with create(tmp_path / "team.mdt").store as store:
        made = context(store)
        run(made, CASE)
        yield made


def places(team: Context, second: str = "") -> Places:
    folder = team.store.path.parent
    return Places(folder / "copies", folder / second if second else None)


def actions(team: Context) -> list[tuple[str, str]]:
    run(team, {**CASE, "patient": {"mrn": "taken in"}})
    with team.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT action, person FROM audit ORDER BY sequence")
        return [(str(action), str(person)) for action, person in rows]


def _same(at: datetime) -> datetime:
    return at


def break_(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_the_program_backs_up_whoever_sits_there_and_says_so(team: Context) -> None:
    viewer = context(team.store, "viewer")
    kept = backups.keep(viewer, places(team))
    assert kept.row.counts["cases"] == 1
    assert kept.commits == team.store.commits
    assert ("backed_up", "mdtdesk") in actions(team)
    assert not audit_trail.verify(team).fault


def test_a_backup_that_failed_is_audited_and_pushes_nothing_out(team: Context) -> None:
    good = backups.keep(team, places(team)).row.path
    file = team.store.path.parent / "copies" / "blocked"
    file.touch()
    with pytest.raises(Unavailable) as refused:
        backups.keep(team, Places(file))
    assert refused.value.reason in ("io_error", "exists", "missing")
    assert good.is_dir()
    assert ("backup_failed", "mdtdesk") in actions(team)


def test_a_second_place_that_cannot_even_be_asked_for_stops_nothing(team: Context) -> None:
    where = places(team, "x" * 300)  # as a share whose server is gone: no answer but an error
    kept = backups.back_up_now(team, where)
    assert kept.second_fault == "io_error"
    assert kept.row.path.is_dir()
    first, second = health.state(team, where).places
    assert (len(first.rows), first.missing) == (1, False)
    assert (second.rows, second.missing, second.free) == ((), True, None)
    assert audit_trail.verify(team, "", where).backups == 1


def test_without_a_place_for_scratch_the_store_itself_is_checked(
    team: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = places(team)
    row = backups.keep(team, where).row
    monkeypatch.setattr(tempfile, "tempdir", str(where.first / "full"))
    assert backups.check(team) == ()
    with pytest.raises(Unavailable) as refused:
        health.rehearse(team, row)
    assert refused.value.reason == "missing"


def test_the_second_place_has_the_same_bytes_and_is_rotated(team: Context) -> None:
    where = places(team, "drive")
    assert where.second is not None
    where.second.mkdir()
    kept = backups.keep(team, where)
    copy = where.second / kept.row.path.name
    assert (copy / "store.db").read_bytes() == (kept.row.path / "store.db").read_bytes()
    assert (kept.second, kept.second_fault) == (where.second, "")
    assert [path.name for path in where.second.iterdir()] == [copy.name]
    assert ("backup_copied", "mdtdesk") in actions(team)


def test_a_drive_that_is_not_there_is_said_and_never_made(team: Context) -> None:
    where = places(team, "drive")
    kept = backups.keep(team, where)
    assert kept.row.path.is_dir()
    assert kept.second_fault == "second_missing"
    assert where.second is not None
    assert not where.second.exists()
    state = health.state(team, where)
    assert [place.missing for place in state.places] == [False, True]
    assert state.places[0].newest is not None
    where.second.mkdir()
    assert not backups.keep(team, where).second_fault
    assert health.state(team, where).places[1].newest is not None


def test_health_tells_what_there_is(team: Context) -> None:
    before = health.state(team, places(team))
    assert before.counts["cases"] == 1
    assert (before.checked, before.tested, before.places[0].newest) == (None, None, None)
    assert backups.check(team) == ()
    kept = backups.back_up_now(team, places(team))
    after = health.state(team, places(team))
    assert after.checked is not None
    assert (after.checked.by, after.checked.words) == ("韩立群", "0")
    assert after.places[0].newest == kept.row
    assert after.waiting == before.waiting + 2
    assert after.sizes[0] == team.store.database.stat().st_size
    actions(team)
    taken = health.state(team, places(team))
    assert (taken.checked, taken.waiting) == (after.checked, 0)
    assert taken.audit[0] > after.audit[0]


def test_a_preview_names_what_a_restore_would_undo(team: Context) -> None:
    facts = next(c for c in documents("invented") if c["patient"]["mrn"] == "DEMO-26007")
    first = cases.register(team, RegisterDraft(document.document(facts)))
    kept = backups.back_up_now(team, places(team))
    same = health.preview(team, kept.row)
    assert (same.added, same.changed, same.decisions, same.readable) == ((), (), {}, True)
    cases.amend(team, AmendDraft(first.id, 1, {"performance.kps": 40}))
    decisions.record(team, DecisionDraft(first.id, 2, DISCUSSION, DECISION))
    run(team, {**CASE, "patient": {"mrn": "B-2"}})
    lost = health.preview(team, kept.row)
    numbers = {c["number"]: c["patient"]["mrn"] for c in export(team)}
    assert [numbers[number] for number in lost.added] == ["B-2"]
    assert [numbers[number] for number in lost.changed] == ["DEMO-26007"]
    assert {numbers[n]: count for n, count in lost.decisions.items()} == {"DEMO-26007": 1}
    assert lost.counts[0]["cases"] + 1 == lost.counts[1]["cases"]
    assert lost.audit_rows > 0


def test_a_damaged_backup_has_no_preview(team: Context) -> None:
    kept = backups.back_up_now(team, places(team))
    break_(kept.row.path / layout.DATABASE)
    with pytest.raises(Unavailable, match="backup_damaged"):
        health.preview(team, kept.row)


def test_a_restore_test_puts_back_counts_verifies_and_leaves_nothing(
    team: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    kept = backups.back_up_now(team, places(team))
    test = health.rehearse(team, kept.row)
    assert [step.name for step in test.steps] == list(STEPS)
    assert test.passed
    assert ("cases", 1, 1) in test.counts
    assert test.audit_rows > 0
    assert list(scratch.iterdir()) == []
    noted = health.state(team, places(team)).tested
    assert noted is not None
    assert noted.words == PASSED


@pytest.mark.parametrize("part", ["store.db", "keys.json", "manifest.json"])
def test_a_restore_test_of_a_damaged_backup_fails_and_says_where(team: Context, part: str) -> None:
    kept = backups.back_up_now(team, places(team))
    break_(kept.row.path / part)
    test = health.rehearse(team, kept.row)
    assert not test.passed
    assert [(step.name, step.passed) for step in test.steps] == [("prove", False), ("remove", True)]


def test_rotation_proves_those_that_stay_in_the_stead_of_others(team: Context) -> None:
    """A later damaged one pushes out no earlier good one; others' bytes are not read for it."""
    day = NOW - timedelta(days=5)
    made = []
    for hour in (1, 2):
        at = datetime.combine(day.date(), datetime.min.time(), NOW.tzinfo) + timedelta(hours=hour)
        made.append(backups.backup(replace(team, clock=partial(_same, at)), places(team).first))
    break_(made[1].path / "store.db")
    now = backups.keep(team, places(team))
    assert now.damaged == (made[1].path,)
    assert made[0].path.is_dir()
    shutil.copyfile(made[0].path / "store.db", made[1].path / "store.db")
    shutil.copyfile(made[0].path / "manifest.json", made[1].path / "manifest.json")
    near, far = day - timedelta(hours=3), day - timedelta(days=90)
    assert rotation.in_their_stead({day}, {NOW, near, far}) == {NOW, near}
    older = {day - timedelta(days=200)}
    assert rotation.in_their_stead(older, {NOW, far}) == {NOW, far}
