# SPDX-License-Identifier: MIT
"""An error at any statement of any command: all of it or nothing, the audit too, and it goes on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from kill.commands import COMMANDS, Prepared, prepare
from kill.points import audit_outside, content, opened
from mdtdesk.errors import Unavailable
from mdtdesk.storage.store import Store
from promises import Figure

SHORT = ("case.amend", "decision.record")  # all others with --long
KINDS = [pytest.param(k, marks=[pytest.mark.long] * (k not in SHORT)) for k in sorted(COMMANDS)]
Seen = list[int]


@contextmanager
def failing(at: int) -> Iterator[Seen]:
    """Let the ``at``-th statement from here end as on a disk that gives up; count them."""
    seen = [0]

    def before(*_: object) -> None:
        seen[0] += 1
        if seen[0] == at:
            raise Unavailable("io_error", path="store.db")

    event.listen(Engine, "before_cursor_execute", before)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", before)


def held(store: Store) -> tuple[str, dict[str, int]]:
    """Return a digest of everything in the store and the rows a table."""
    with store.read() as connection:
        return content(connection)


def broken(made: Prepared) -> tuple[int, int]:
    """Break the command at each statement; return how many there are and how many left a part."""
    store = opened(made.folder, made.key)
    with store:
        old, counts = held(store)
        at = partial = 0
        while True:
            at += 1
            with failing(at) as seen, suppress(Unavailable):
                made.run(store)
            if seen[0] < at:  # it ran through: the store was whole and took the command
                break
            partial += held(store)[0] != old
        assert held(store)[1] != counts
    return at - 1, partial


@pytest.mark.promise("all-or-nothing")
@pytest.mark.parametrize("kind", KINDS)
def test_an_error_anywhere_leaves_nothing(tmp_path: Path, kind: str, figure: Figure) -> None:
    statements, partial = broken(prepare(tmp_path / "ward.mdt", kind))
    figure(commands=1, faults=statements, partial_effects=partial)
    assert statements > 5
    assert not partial


@pytest.mark.promise("all-or-nothing", control=True)
def test_an_audit_outside_the_transaction_leaves_a_part(tmp_path: Path) -> None:
    _, partial = broken(audit_outside(prepare(tmp_path / "ward.mdt", "case.amend")))
    assert partial
