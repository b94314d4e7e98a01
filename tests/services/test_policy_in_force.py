# SPDX-License-Identifier: MIT
"""What a machine's policy settles holds in the services and for whoever sits before the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import context, create
from mdtdesk import policy
from mdtdesk.domain.audit_log import AuditQuery
from mdtdesk.domain.drafts import PersonDraft
from mdtdesk.errors import Rejected, Unavailable
from mdtdesk.services import audit_log, exports, people
from mdtdesk.services.context import Context
from mdtdesk.ui import idle, strength


@pytest.fixture
def chair(tmp_path: Path) -> Iterator[Context]:
    """Give a store with its first person."""
    with create(tmp_path / "team.mdt").store as store:
        yield context(store)


def settle(monkeypatch: pytest.MonkeyPatch, settled: policy.Policy) -> None:
    """Put a policy in force."""
    monkeypatch.setattr(policy, "current", lambda: settled)


def test_nothing_leaves_but_on_paper(chair: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    assert exports.every(chair) == ()
    settle(monkeypatch, policy.Policy(export=False))
    for leaves in (exports.every, lambda who: audit_log.export(who, AuditQuery(), "csv")):
        with pytest.raises(Unavailable) as refused:
            leaves(chair)
        assert refused.value.reason == "export_off"


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
