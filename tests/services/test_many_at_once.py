# SPDX-License-Identifier: MIT
"""Many threads amend one case at once: every amendment that was answered is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from builders import context, create, documents
from mdtdesk.domain import document
from mdtdesk.domain.document import text
from mdtdesk.domain.drafts import AmendDraft, RegisterDraft
from mdtdesk.errors import Conflict
from mdtdesk.services import audit_trail, cases
from mdtdesk.services.context import Context
from promises import Figure

FEW, MANY = (4, 8), (16, 200)
FIELD = "wishes"
Amend = Callable[[Context, str], int]


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Context]:
    """Return a context of a store."""
    with create(tmp_path / "ward.mdt").store as store:
        yield context(store)


def register(team: Context) -> str:
    """Register the case that all of them amend; its field counts the amendments."""
    facts = {k: v for k, v in documents("invented")[6].items() if k != "number"}
    return cases.register(team, RegisterDraft(document.document({**facts, FIELD: "0"}))).id


def add_one(team: Context, case_id: str) -> int:
    """Amend what was seen on the version it was seen with, again after each conflict."""
    conflicts = 0
    while True:
        seen = cases.get(team, case_id)
        value = str(int(text(seen.document, FIELD)) + 1)
        try:
            cases.amend(team, AmendDraft(case_id, seen.version, {FIELD: value}))
        except Conflict:
            conflicts += 1
        else:
            return conflicts


def add_one_blindly(team: Context, case_id: str) -> int:
    """Amend what was seen on the version of the moment of writing: as if there were none."""
    seen = cases.get(team, case_id)
    value = str(int(text(seen.document, FIELD)) + 1)
    while True:
        try:
            cases.amend(team, AmendDraft(case_id, cases.get(team, case_id).version, {FIELD: value}))
        except Conflict:
            continue
        return 0


def amended(team: Context, add: Amend, *, threads: int, each: int) -> tuple[int, int]:
    """Have so many threads amend so often; return how many are lost, how often they met."""
    case_id = register(team)

    def work(_: int) -> int:
        return sum(add(team, case_id) for _ in range(each))

    with ThreadPoolExecutor(threads) as pool:
        conflicts = sum(pool.map(work, range(threads)))
    counted = int(text(cases.get(team, case_id).document, FIELD))
    assert cases.get(team, case_id).version == 1 + threads * each
    return threads * each - counted, conflicts


@pytest.mark.promise("lost-updates")
def test_no_amendment_is_lost(
    team: Context, request: pytest.FixtureRequest, figure: Figure
) -> None:
    threads, each = MANY if request.config.getoption("--long") else FEW
    lost, conflicts = amended(team, add_one, threads=threads, each=each)
    figure(threads=threads, amendments=threads * each, lost=lost, conflicts=conflicts)
    assert conflicts
    assert not lost
    assert not audit_trail.verify(team).fault


@pytest.mark.promise("lost-updates", control=True)
def test_without_versions_many_are_lost(team: Context) -> None:
    lost, _ = amended(team, add_one_blindly, threads=FEW[0], each=FEW[1])
    assert lost
