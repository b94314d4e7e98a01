# SPDX-License-Identifier: MIT
"""Searches that a person keeps in a real store: their own, in order, there after a reopening."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders import context, create
from mdtdesk.domain.saved_searches import SavedSearch, read
from mdtdesk.errors import Denied
from mdtdesk.services import journal


def test_they_are_kept_in_order_and_renamed_where_they_stood(tmp_path: Path) -> None:
    with create(tmp_path / "a.mdt").store as store:
        team = context(store)
        journal.keep_search(team, SavedSearch("b", "all", "zs", "2026-01-01T00:00:00+08:00"))
        journal.keep_search(team, SavedSearch("a", "drafts", "l2", "2026-01-02T00:00:00+08:00"))
        first, _ = journal.searches(team)
        journal.keep_search(team, SavedSearch("z", first.view, first.search, first.since), "b")
        found = [(s.name, s.view, s.search) for s in journal.searches(team)]
        assert found == [("z", "all", "zs"), ("a", "drafts", "l2")]
        journal.forget_search(team, "z")
        assert [s.name for s in journal.searches(team)] == ["a"]
        # it is no text that waits to be recorded
        assert journal.forms(team) == ()


def test_who_reads_cases_keeps_searches_and_nobody_else(tmp_path: Path) -> None:
    with create(tmp_path / "a.mdt").store as store:
        journal.keep_search(context(store, "viewer"), SavedSearch("mine", "all", "zs"))
        with pytest.raises(Denied):
            journal.keep_search(context(store, "auditor"), SavedSearch("mine", "all", "zs"))


@pytest.mark.parametrize("raw", ["", "[]", "{", '{"view": "unknown", "search": "x"}'])
def test_what_cannot_be_read_is_left_out(raw: str) -> None:
    assert read({"x": raw, "y": '{"view": "all", "search": "x"}'})[0].name == "y"
    assert len(read({"x": raw})) == 0
