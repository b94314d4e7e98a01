# SPDX-License-Identifier: MIT
"""Files of a case: sealed on the disk, named by digest, whole or not there, kept while named."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import samples
import weekly
from builders import NOW, context, create
from mdtdesk.domain import document
from mdtdesk.domain.drafts import AmendDraft, DecisionDraft
from mdtdesk.domain.files import AddFilesDraft, ForgetDraft, ReadFile, RemoveFileDraft, Study
from mdtdesk.domain.ids import new_id
from mdtdesk.errors import Denied, Rejected, Unavailable
from mdtdesk.imaging import pages
from mdtdesk.services import attachments, backups, cases, decisions
from mdtdesk.services import documents as prints
from mdtdesk.services.context import Context
from mdtdesk.storage import backup as copies
from mdtdesk.storage.queries import health
from mdtdesk.storage.store import Access, Store

SPINE = "DEMO-26007"
STUDY = Study(samples.STUDY, "mri", "2026-11-03", "TSPINE")


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Context]:
    """Return the context of a store, open for writing."""
    with create(tmp_path / "team.mdt").store as store:
        yield context(store)


def added(team: Context, *files: ReadFile, lesion: str = "") -> str:
    """Register a case with these files; return its id."""
    case_id = weekly.registered(team, SPINE)
    attachments.add(team, AddFilesDraft(case_id, files, lesion))
    return case_id


def test_a_file_is_listed_shown_and_given_back(team: Context) -> None:
    file = samples.read("左股骨.png")
    case_id = added(team, file)
    (row,) = attachments.listed(team, case_id)
    assert (row.name, row.digest, row.bytes) == ("左股骨.png", file.digest, len(file.content))
    assert (row.held, row.is_picture, row.added_by) == (True, True, "韩立群")
    assert row.added_at == team.now()
    assert attachments.small(team, (file.digest,)) == {file.digest: b"small"}
    assert attachments.content(team, case_id, file.digest).data == file.content


def test_on_the_disk_is_neither_the_file_nor_its_name(team: Context) -> None:
    file = samples.read("张三.png", b"\x89PNG plain words of a patient")
    added(team, file)
    names = sorted(path.name for path in team.store.place.files.iterdir())
    assert names == [file.digest, f"{file.digest}.small"]
    for path in team.store.place.files.iterdir():
        assert b"plain words" not in path.read_bytes()
        assert b"small" not in path.read_bytes()


def test_a_file_is_kept_once_for_all_cases_and_listed_once_in_each(team: Context) -> None:
    file = samples.read()
    case_id = added(team, file, replace(file, name="b.png"))
    other = weekly.registered(team, "DEMO-26005")
    attachments.add(team, AddFilesDraft(other, (file, samples.read("c.png", samples.png(seed=2)))))
    assert len(attachments.listed(team, case_id)) == 1
    assert len(attachments.listed(team, other)) == 2
    assert len(list(team.store.place.files.iterdir())) == 4
    with pytest.raises(Rejected) as refused:
        attachments.add(team, AddFilesDraft(case_id, (file,)))
    assert refused.value.problems[0].code == "file_known"


def test_a_slice_brings_its_study_once(team: Context) -> None:
    one = replace(samples.read("1.dcm", b"one", b""), study=STUDY)
    two = replace(samples.read("2.dcm", b"two", b""), study=STUDY)
    case_id = weekly.registered(team, SPINE)
    before = document.rows(cases.get(team, case_id).document, "imaging")
    attachments.add(context(team.store, "coordinator"), AddFilesDraft(case_id, (one, two)))
    case = cases.get(team, case_id).document
    made = document.rows(case, "imaging")[len(before) :]
    assert [document.thaw(row) for row in made] == [
        {
            "modality": "mri",
            "region": "TSPINE",
            "date": "2026-11-03",
            "available": True,
            "study_uid": samples.STUDY,
        }
    ]
    # a coordinator brought it: a doctor is to confirm it, the files need nobody's word
    marked = document.items(case, "unconfirmed")
    assert marked
    assert all(path.startswith(f"imaging[{len(before)}]") for path in marked)


def test_who_registers_adds_files_and_who_only_reads_looks(team: Context) -> None:
    file = samples.read()
    case_id = added(team, file)
    for role in ("viewer", "administrator", "auditor"):
        with pytest.raises(Denied):
            attachments.add(context(team.store, role), AddFilesDraft(case_id, (file,)))
    assert attachments.content(context(team.store, "viewer"), case_id, file.digest).data
    with pytest.raises(Denied):
        attachments.content(context(team.store, "administrator"), case_id, file.digest)


def test_another_cases_file_is_not_given(team: Context) -> None:
    file = samples.read()
    added(team, file)
    other = weekly.registered(team, "DEMO-26005")
    for digest in (file.digest, "../keys.json", "0" * 64):
        with pytest.raises(Rejected):
            attachments.content(team, other, digest)


@pytest.mark.promise("names")
def test_what_a_document_names_is_never_a_path(team: Context) -> None:
    for name in ("../keys.json", "/etc/passwd", "a" * 63, "A" * 64, f"{'a' * 64}/../x"):
        with pytest.raises(Unavailable) as missing:
            team.store.cabinet.get(name)
        assert missing.value.reason == "file_missing"
    wicked = samples.read("../../etc/pass\nwd\\..\\x.png")
    case_id = added(team, wicked)
    name = attachments.listed(team, case_id)[0].name
    assert not set("/\\\n") & set(name)


def actions(team: Context) -> list[str]:
    """Return what the chain says was done."""
    with team.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT action FROM audit ORDER BY sequence")
        return [str(row[0]) for row in rows]


def test_what_nothing_names_is_forgotten_and_then_gone(team: Context) -> None:
    file, kept = samples.read(), samples.read("b.png", samples.png(seed=2))
    case_id = added(team, file, kept)
    attachments.content(team, case_id, file.digest)
    attachments.remove(team, RemoveFileDraft(case_id, file.digest))
    assert [row.digest for row in attachments.listed(team, case_id)] == [kept.digest]
    assert attachments.forgotten(team) == 1
    attachments.forget(team, ForgetDraft())
    assert "file_forgotten" in actions(team)
    assert "file_opened" in actions(team)
    assert attachments.forgotten(team) == 2  # its bytes and its small picture, of no row now
    attachments.forget(team, ForgetDraft())
    assert attachments.forgotten(team) == 0
    names = {path.name for path in team.store.place.files.iterdir()}
    assert names == {kept.digest, f"{kept.digest}.small"}
    assert not team.store.check()


def test_a_file_in_the_basis_of_a_decision_stays(team: Context) -> None:
    file = samples.read()
    case_id = added(team, file)
    version = cases.get(team, case_id).version
    discussion = document.document({"id": new_id(), "mode": "full", "outcome": "decided"})
    decision = document.document({"conclusion": "观察", "procedures": [{"type": "observation"}]})
    decisions.record(team, DecisionDraft(case_id, version, discussion, decision))
    attachments.remove(team, RemoveFileDraft(case_id, file.digest))
    assert attachments.forgotten(team) == 0
    assert team.store.cabinet.get(file.digest) == file.content


def test_what_lies_in_the_folder_by_others_is_left_alone(team: Context) -> None:
    added(team, samples.read())
    foreign = team.store.place.files / "readme.txt"
    foreign.write_text("x", "utf-8")
    begun = team.store.place.files / f".{'b' * 64}.1234abcd.new"
    begun.write_bytes(b"x")
    attachments.forget(team, ForgetDraft())
    assert foreign.exists()
    assert not begun.exists()


def test_the_check_names_a_file_that_is_gone_or_another(team: Context) -> None:
    files = [samples.read(f"{n}.png", samples.png(seed=n)) for n in range(3)]
    added(team, *files)
    assert not team.store.check()
    folder = team.store.place.files
    (folder / files[0].digest).unlink()
    data = bytearray((folder / files[1].digest).read_bytes())
    data[40] ^= 1
    (folder / files[1].digest).write_bytes(data)
    found = team.store.check()
    assert sorted(found) == sorted(
        [
            f"files/{files[0].digest[:12]}: file_missing",
            f"files/{files[1].digest[:12]}: file_damaged",
        ]
    )
    assert not team.store.damaged  # one picture less ends no work


def test_a_file_under_anothers_name_is_noticed(team: Context) -> None:
    one, two = samples.read(), samples.read("b.png", samples.png(seed=2))
    added(team, one, two)
    folder = team.store.place.files
    (folder / one.digest).replace(folder / two.digest)
    with pytest.raises(Unavailable) as damaged:
        team.store.cabinet.get(two.digest)
    assert damaged.value.reason == "file_damaged"


def test_backup_and_restore_carry_the_files(team: Context, tmp_path: Path) -> None:
    file = samples.read()
    case_id = added(team, file)
    made = backups.backup(team, tmp_path / "backups")
    key, path = team.store.data_key, team.store.path
    attachments.remove(team, RemoveFileDraft(case_id, file.digest))
    for _ in range(2):
        attachments.forget(team, ForgetDraft())
    assert not list(team.store.place.files.iterdir())
    backups.restored(team, made.path, path)
    access = Access("韩立群", team.store.schema)
    with Store.open(path, key, access) as store:
        again = context(store)
        assert attachments.content(again, case_id, file.digest).data == file.content
        assert not store.check()


def _at(team: Context, hours: int) -> Context:
    return replace(team, clock=lambda: NOW + timedelta(hours=hours))


def test_the_backups_of_a_day_share_what_did_not_change(team: Context, tmp_path: Path) -> None:
    one, two = samples.read("one.png", b"\x89PNG 1"), samples.read("two.png", b"\x89PNG 2")
    case_id = added(team, one)
    folder = tmp_path / "backups"
    made = [backups.backup(_at(team, 0), folder), backups.backup(_at(team, 1), folder)]
    held = [each.path / "files" / one.digest for each in made]
    assert held[0].samefile(held[1])
    assert not held[0].samefile(team.store.place.files / one.digest)
    held[1].unlink()
    held[1].write_bytes(bytes(held[0].stat().st_size))  # what is not the store's is not shared
    attachments.add(team, AddFilesDraft(case_id, (two,)))
    made += [backups.backup(_at(team, 2), folder), backups.backup(_at(team, 24), folder)]
    for each in (made[0], *made[2:]):
        key, head = team.store.data_key, health.head
        assert copies.verify(each.path, key, head=head) == each.manifest
    held += [each.path / "files" / one.digest for each in made[2:]]
    assert held[2].read_bytes() == held[0].read_bytes() != held[1].read_bytes()
    assert not held[2].samefile(held[3])  # each day has its own
    assert (made[2].path / "files" / two.digest).is_file()


def test_where_nothing_can_be_linked_a_backup_is_whole(
    team: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "no links on exFAT")

    file, folder = samples.read(), tmp_path / "backups"
    added(team, file)
    monkeypatch.setattr(os, "link", refuse)
    held = [backups.backup(_at(team, n), folder).path / "files" / file.digest for n in (0, 1)]
    assert held[0].read_bytes() == held[1].read_bytes()
    assert not held[0].samefile(held[1])


def test_a_damaged_file_keeps_no_backup_from_being_made(team: Context, tmp_path: Path) -> None:
    file = samples.read()
    added(team, file)
    (team.store.place.files / file.digest).write_bytes(b"rot")
    assert backups.backup(team, tmp_path / "backups").path.is_dir()


def test_a_folder_that_cannot_be_written_adds_nothing(team: Context) -> None:
    case_id = weekly.registered(team, SPINE)
    folder = team.store.place.files
    folder.rmdir()
    folder.write_text("no folder", "utf-8")
    with pytest.raises(Unavailable):
        attachments.add(team, AddFilesDraft(case_id, (samples.read(),)))
    assert attachments.listed(team, case_id) == ()


def test_a_print_says_of_a_file_that_is_elsewhere_only(team: Context) -> None:
    case_id = added(team, samples.read("here.png"))
    version = cases.get(team, case_id).version
    row = {"name": "elsewhere.png", "digest": "0" * 64}
    rows = document.rows(cases.get(team, case_id).document, "attachments")
    changes = {"attachments": (*rows, document.document(row))}
    cases.amend(team, AmendDraft(case_id, version, changes))
    pdf = prints.summary(team, case_id, "en").pdf
    words = "".join(pages.page_text(pdf, at) for at in range(pages.page_count(pdf)))
    words = " ".join(words.split())
    assert "here.png (" in words
    assert words.count("not in this store") == 1
    assert "elsewhere.png (file not in this store)" in words
