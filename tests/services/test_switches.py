# SPDX-License-Identifier: MIT
"""Switches of instruments and rules: who turns them, what they show, what they touch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import context, create
from mdtdesk.services import instruments
from mdtdesk.services.context import Context
from mdtdesk.storage.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return a store of a team."""
    with create(tmp_path / "team.mdt").store as made:
        yield made


@pytest.fixture
def team(store: Store) -> Context:
    """Return the context of somebody who holds both roles."""
    return context(store)


def test_what_a_department_must_confirm_is_off(team: Context) -> None:
    shown = instruments.enabled(team)
    assert "katagiri_2014" not in shown
    assert "tomita_surgical" not in shown
    assert {"sins", "mirels", "wbb"} <= shown
