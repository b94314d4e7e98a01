# SPDX-License-Identifier: MIT
"""What a machine's policy settles holds in the services and for whoever sits before the window."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

import mdtdesk.services
from builders import PASSWORD, context, create
from mdtdesk import policy
from mdtdesk.cli import run
from mdtdesk.domain import document
from mdtdesk.domain.audit_log import AuditQuery
from mdtdesk.domain.drafts import PersonDraft, RegisterDraft
from mdtdesk.errors import Rejected, Unavailable
from mdtdesk.i18n import translator
from mdtdesk.services import audit_log, cases, documents, exports, people, worklist
from mdtdesk.services.context import Context
from mdtdesk.services.exports import Exported
from mdtdesk.ui import idle, strength


@pytest.fixture
def chair(tmp_path: Path) -> Iterator[Context]:
    """Give a store with its first person."""
    with create(tmp_path / "team.mdt").store as store:
        yield context(store)


def settle(monkeypatch: pytest.MonkeyPatch, settled: policy.Policy) -> None:
    """Put a policy in force."""
    monkeypatch.setattr(policy, "current", lambda: settled)


LEAVES: Mapping[str, Callable[[Context], object]] = {
    "every": exports.every,
    "step": lambda who: exports.step(who, ()),
    "deidentified_step": lambda who: exports.deidentified_step(who, ()),
    "leave_audit": lambda who: exports.leave_audit(who, Exported("a.json", "0" * 64, ())),
    "record_text": lambda who: exports.record_text(who, registered(who), "zh"),
    "copied": lambda who: worklist.copied(who, (), "zh"),
    "audit": lambda who: audit_log.export(who, AuditQuery(), "csv"),
}


def registered(who: Context) -> str:
    """Return a case of the store."""
    facts = document.document({"patient": {"mrn": "A-1", "name": "李雷"}})
    known = cases.same_patient(who, "A-1")
    return cases.register(who, RegisterDraft(facts, known[0].id if known else "")).id


@pytest.mark.parametrize("way", LEAVES)
def test_nothing_leaves_but_prints(
    way: str, chair: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    LEAVES[way](chair)
    settle(monkeypatch, policy.Policy(export=False))
    with pytest.raises(Unavailable) as refused:
        LEAVES[way](chair)
    assert refused.value.reason == "export_off"
    assert documents.summary(chair, registered(chair), "zh").pdf.startswith(b"%PDF")


def test_every_query_that_exports_is_held_above() -> None:
    services = [
        importlib.import_module(f"mdtdesk.services.{module.name}")
        for module in pkgutil.iter_modules(mdtdesk.services.__path__)
    ]
    exporting = {
        name
        for service in services
        for name, one in vars(service).items()
        if getattr(one, "__dict__", {}).get("permission") == "export"
    }
    assert {"every", "step"} <= exporting <= LEAVES.keys()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("export", "-o", "x.json"), "export_off"),
        (("export", "-o", "-", "--deidentified"), "export_off"),
        (("list",), "export_off"),
        (("print", "summary", "--case", "A-1", "-o", "x.pdf"), "pdf_off"),
        (("print", "agenda", "--meeting", "2026-11-26", "-o", "x.pdf"), "pdf_off"),
    ],
)
def test_the_command_line_refuses_with_a_sentence(
    words: tuple[str, ...],
    reason: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    create(tmp_path / "team.mdt").store.close()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MDTDESK_STORE", str(tmp_path / "team.mdt"))
    monkeypatch.setenv("MDTDESK_PASSWORD", PASSWORD)
    settle(monkeypatch, policy.Policy(export=False, pdf=False))
    assert run.main([*words, "--language", "en"]) == 3
    said = capsys.readouterr()
    assert translator("en")(f"unavailable.{reason}") in said.err
    assert said.out == ""
    assert sorted(file.name for file in tmp_path.iterdir()) == ["team.mdt"]


def test_roles_that_are_apart_are_not_held_together(
    chair: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    apart = (frozenset(("coordinator", "auditor")),)
    settle(monkeypatch, policy.Policy(apart=apart))
    with pytest.raises(Rejected) as refused:
        people.add(chair, PersonDraft("周敏", ("auditor", "coordinator", "viewer")))
    assert [found.code for found in refused.value.problems] == ["roles_apart"]
    assert people.add(chair, PersonDraft("周敏", ("auditor", "viewer"))).id


def test_the_lock_and_the_password_follow_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (idle.minutes(), strength.least()) == (5, 8)
    settle(monkeypatch, policy.Policy(idle_minutes=2, password_length=14))
    assert (idle.minutes(), strength.least()) == (2, 14)
    assert strength.strength("q7!vK2p9Lm") == "short"
