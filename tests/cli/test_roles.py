# SPDX-License-Identifier: MIT
"""Every verb × role: the command line opens and shuts the same doors as the window."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import weekly
from builders import PASSWORD, context, create, documents
from mdtdesk import admitting
from mdtdesk.cli import run
from mdtdesk.cli.verbs import VERBS
from mdtdesk.domain import document
from mdtdesk.domain.drafts import PersonDraft, RegisterDraft
from mdtdesk.domain.people_drafts import PersonStepDraft
from mdtdesk.domain.roles import ROLES
from mdtdesk.services import cases

MRN = "DEMO-26007"
# nobody signs in for these
NO_STORE = {("demo",), ("store", "create"), ("score",), ("doctor",), ("policy", "check")}
NO_STORE |= {("update", "key"), ("update", "announce")}
_CASE, _MEETING, _OUT = ("--case", MRN), ("--meeting", weekly.THURSDAY), ("-o", "out")
# by verb: the words after it, and who may, in the order of ROLES
TABLE: dict[tuple[str, ...], tuple[tuple[str, ...], str]] = {
    ("store", "check"): ((), "---yyy"),
    ("store", "upgrade"): ((), "yyyyyy"),  # of a store that is up to date: nothing to do
    ("store", "backup"): (("copies",), "----y-"),
    ("store", "restore"): (("none.mdtbackup",), "----y-"),
    ("store", "unlock"): (("--because", "broken"), "----y-"),
    ("person", "add"): (("--name", "甲", "--role", "viewer"), "----y-"),
    ("import",): (("cases.json", "--dry-run"), "-yyy--"),
    ("export",): (("-o", "out.json"), "--yy--"),
    ("list",): ((), "yyyy--"),
    ("print", "summary"): ((*_CASE, *_OUT), "-yyy--"),
    ("print", "request"): ((*_CASE, *_OUT), "-yyy--"),
    **{
        ("print", name): ((*_MEETING, *_OUT), "-yyy--")
        for name in ("agenda", "sign-in", "preparation", "case-sheets", "minutes", "sheets", "all")
    },
    ("audit", "verify"): ((), "---yyy"),
}
Run = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("roles")
    with create(folder / "team.mdt").store as store:
        team = context(store)
        found = next(c for c in documents("invented") if c["patient"]["mrn"] == MRN)
        cases.register(team, RegisterDraft(document.document(found)))
        weekly.weekly(team)
        for role in ROLES:
            person = PersonDraft(role, (role,))
            admitting.add(team, admitting.Admission(person, PASSWORD, must_change=False))
        out = PersonDraft("out", ("viewer",))
        admitting.add(team, admitting.Admission(out, PASSWORD, must_change=False))
        admitting.disable(team, PersonStepDraft(out.person_id))
    (folder / "cases.json").write_text(json.dumps([found]), "utf-8")
    return folder


@pytest.fixture
def call(
    _made: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Return what runs a verb as a person of one role, on a store of its own."""
    shutil.copytree(_made, tmp_path / "here")
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("MDTDESK_STORE", str(tmp_path / "here" / "team.mdt"))
    monkeypatch.setenv("MDTDESK_PASSWORD", PASSWORD)

    def answer(*words: str, by: str) -> dict[str, Any]:
        run.main(["--json", "--as", by, *words])
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    return answer


def codes(answer: dict[str, Any]) -> set[str]:
    """Return the codes of an answer's problems."""
    return {one["code"] for one in answer["problems"]}


def test_every_verb_stands_in_the_table() -> None:
    assert {verb.words for verb in VERBS} == TABLE.keys() | NO_STORE


@pytest.mark.parametrize("role", ROLES)
def test_a_role_does_what_the_matrix_says(call: Run, role: str) -> None:
    for verb, (words, who) in TABLE.items():
        answer = call(*verb, *words, by=role)
        allowed = who[ROLES.index(role)] == "y"
        assert ("denied" in codes(answer)) is not allowed, (verb, answer)


@pytest.mark.parametrize("role", ["administrator", "auditor"])
def test_who_is_only_that_reads_no_clinical_word(call: Run, role: str, tmp_path: Path) -> None:
    found = next(c for c in documents("invented") if c["patient"]["mrn"] == MRN)
    told = "".join(
        json.dumps(call(*verb, *words, by=role), ensure_ascii=False)
        for verb, (words, _) in TABLE.items()
    )
    for words in (found["patient"]["name"], found["referral"]["question"]):
        assert words not in told
    left = [path.name for path in (tmp_path / "here").iterdir()]
    assert not {"out", "out.json"} & {*left}


def test_who_is_disabled_or_unknown_runs_nothing(call: Run) -> None:
    assert codes(call("list", by="out")) == {"no_such_person"}
    assert codes(call("list", by="nobody")) == {"no_such_person"}
