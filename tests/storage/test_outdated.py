# SPDX-License-Identifier: MIT
"""Kept results of another version of a table are found: the newest of each, of open cases only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builders import context, create
from mdtdesk.domain import document
from mdtdesk.domain.drafts import CloseDraft, RegisterDraft
from mdtdesk.domain.ids import new_id
from mdtdesk.services import cases
from mdtdesk.services.context import Context
from mdtdesk.storage.queries import kept

FIRST, SECOND = new_id(), new_id()


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Context]:
    """Return the context of a store's first person."""
    with create(tmp_path / "team.mdt").store as store:
        yield context(store)


def case(team: Context, mrn: str, *scores: dict[str, Any]) -> str:
    """Register a case of two lesions with kept scores; return its id."""
    lesions = [{"id": i, "site": "spine"} for i in (FIRST, SECOND)] if scores else []
    facts = {"format": "mdtdesk-case", "version": 1, "patient": {"mrn": mrn}}
    made = RegisterDraft(document.document({**facts, "lesions": lesions, "scores": scores}))
    return cases.register(team, made).id


def sins(version: str, total: int, lesion: str = FIRST) -> dict[str, Any]:
    """Return a kept SINS."""
    answers = {"pain": "mechanical"}
    return {
        "instrument": "sins",
        "version": version,
        "lesion": lesion,
        "answers": answers,
        "total": total,
        "band": "indeterminate",
        "occasion": "decided",
    }


def found(team: Context, **versions: str) -> list[tuple[str, int | None]]:
    """Return version and total of what is outdated."""
    with team.store.read() as connection:
        rows = kept.outdated(connection, versions)
    assert all(row.answers == {"pain": "mechanical"} for row in rows if row.instrument == "sins")
    return [(row.version, row.total) for row in rows]


def test_the_newest_of_another_version_is_found(team: Context) -> None:
    case(team, "A-1", sins("2009", 7), sins("2010", 8), sins("2010", 9, SECOND))
    assert found(team, sins="2011") == [("2010", 8), ("2010", 9)]
    assert found(team, sins="2010") == []
    assert found(team, mirels="1") == []


def test_what_was_kept_anew_since_is_not_found(team: Context) -> None:
    case(team, "A-1", sins("2010", 8), sins("2011", 9), sins("2010", 10, SECOND))
    assert found(team, sins="2011") == [("2010", 10)]


def test_results_of_the_case_itself_are_told_apart_from_those_of_lesions(team: Context) -> None:
    of_case = {"instrument": "kps", "version": "1948", "band": "40"}
    case(team, "A-1", of_case, {**of_case, "version": "1949"}, sins("2010", 8))
    assert found(team, kps="1950", sins="2011") == [("1949", None), ("2010", 8)]


def test_closed_cases_are_left_alone(team: Context) -> None:
    closed = case(team, "A-1", sins("2010", 8))
    cases.close(team, CloseDraft(closed, 1, "died"))
    case(team, "A-2")
    assert found(team, sins="2011") == []
