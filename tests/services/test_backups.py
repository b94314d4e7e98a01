# SPDX-License-Identifier: MIT
"""Backups by their administrator: made, proved, restored, and what the audit says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import PASSWORD, context, create
from imported import export, run
from mdtdesk import app
from mdtdesk.errors import Denied, Unavailable
from mdtdesk.services import audit_trail, backups
from mdtdesk.services.backups import UpgradeDraft
from mdtdesk.storage import layout

CASE = {"format": "mdtdesk-case", "version": 1, "patient": {"mrn": "A-1"}}


def test_a_backup_comes_back_and_the_replaced_store_stays(tmp_path: Path) -> None:
    with create(tmp_path / "team.mdt").store as store:
        team = context(store)
        run(team, CASE)
        made = backups.backup(team, tmp_path / "copies")
        run(team, {**CASE, "patient": {"mrn": "B-2"}})
    person = app.people(store.path)[0]
    signed = app.sign_in_as(store.path, person.id, PASSWORD, writer=False)
    restored = backups.restored(signed.context, made.path, store.path)
    again = app.open_again(signed, store.path)
    backups.note_restored(again.context, restored)
    assert [c["patient"]["mrn"] for c in export(again.context)] == ["A-1"]
    app.sign_out(again)
    aside = restored.kept_aside
    assert aside is not None
    assert layout.of(aside).database.is_file()
    writer = app.sign_in_as(store.path, person.id, PASSWORD, writer=True)
    run(writer.context, {**CASE, "patient": {"mrn": "C-3"}})
    with writer.context.store.read() as connection:
        told = connection.exec_driver_sql("SELECT action FROM audit").scalars().all()
    assert "restored" in told
    found = audit_trail.verify(writer.context, made.manifest.facts.audit_head)
    assert (found.fault, found.waiting) == ("", 0)
    app.sign_out(writer)


def test_a_damaged_backup_replaces_nothing(tmp_path: Path) -> None:
    with create(tmp_path / "team.mdt").store as store:
        team = context(store)
        run(team, CASE)
        made = backups.backup(team, tmp_path / "copies")
        copy = made.path / layout.DATABASE
        content = bytearray(copy.read_bytes())
        content[5000] ^= 1
        copy.write_bytes(content)
        with pytest.raises(Unavailable) as refused:
            backups.restored(team, made.path, store.path)
        assert refused.value.reason == "backup_damaged"
        assert run(team, CASE) == [("unchanged", "2026-0001")]


def test_only_an_administrator_backs_up_and_restores(tmp_path: Path) -> None:
    with create(tmp_path / "team.mdt").store as store:
        chair = context(store, "chair")
        for call in (
            lambda: backups.backup(chair, tmp_path / "copies"),
            lambda: backups.restored(chair, tmp_path / "copies", store.path),
            lambda: backups.unlock(chair, "x"),
            lambda: backups.upgrade(chair, UpgradeDraft("x")),
        ):
            with pytest.raises(Denied):
                call()
        assert not (tmp_path / "copies").exists()
        assert backups.check(chair) == ()
