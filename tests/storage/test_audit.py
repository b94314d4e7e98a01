# SPDX-License-Identifier: MIT
"""The audit chain: every way of tampering is found and named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert

from builders import NOW, create
from mdtdesk.domain.audit import AuditRow
from mdtdesk.storage import audit
from mdtdesk.storage.store import Store
from mdtdesk.storage.tables import AUDIT


@pytest.fixture
def chain(tmp_path: Path) -> Iterator[Store]:
    """Return a store whose chain has a dozen rows."""
    with create(tmp_path / "a.mdt").store as store:
        with store.write() as connection:
            for number in range(5):
                extend(connection, f"command-{number}", [f"x{number}", f"y{number}"])
        yield store


def extend(connection: Connection, command_id: str, values: list[str]) -> None:
    """Append rows as a command does."""
    at = NOW.isoformat()
    entry = audit.Entry(command_id, at, at, None, "某人", "chair")
    audit.append(connection, [(entry, [AuditRow("changed", new=value) for value in values])])


def verified(store: Store, anchor: str = "") -> tuple[str, int]:
    """Return fault and place."""
    with store.read() as connection:
        found = audit.verify(connection, anchor)
    return found.fault, found.at


def tamper(store: Store, *statements: str) -> None:
    """Change the chain behind the program's back, triggers taken away first."""
    with store.write() as connection:
        for event in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER audit_no_{event}")
        for statement in statements:
            connection.exec_driver_sql(statement)


def test_an_honest_chain_holds_with_and_without_anchor(chain: Store) -> None:
    with chain.read() as connection:
        _, head = audit.head(connection)
    assert verified(chain) == verified(chain, head) == verified(chain, head[:12].upper()) == ("", 0)


@pytest.mark.parametrize(
    ("statement", "fault", "at"),
    [
        ("UPDATE audit SET new = 'z' WHERE sequence = 5", "row_edited", 5),
        ("UPDATE audit SET person = '他人' WHERE sequence = 6", "row_edited", 6),
        ("DELETE FROM audit WHERE sequence = 4", "row_missing", 5),
        ("UPDATE audit SET sequence = 99 WHERE sequence = 4", "row_missing", 5),
    ],
)
def test_a_change_is_found_where_it_is(chain: Store, statement: str, fault: str, at: int) -> None:
    tamper(chain, statement)
    assert verified(chain) == (fault, at)


def recomputed(connection: Connection, change: Callable[[dict[str, object]], None]) -> None:
    """Compute the whole chain anew after a change, as a knowing forger would."""
    rows = [dict(r) for r in connection.exec_driver_sql("SELECT * FROM audit").mappings()]
    connection.exec_driver_sql("DELETE FROM audit")
    previous = audit.START
    for row in rows:
        change(row)
        row["previous"] = previous
        row["hash"] = previous = audit._hash(row)
        connection.execute(insert(AUDIT), row)


def test_only_an_anchor_tells_a_recomputed_chain_and_a_cut_tail(chain: Store) -> None:
    with chain.read() as connection:
        _, head = audit.head(connection)
    tamper(chain)
    with chain.write() as connection:
        recomputed(connection, lambda row: row.update(person="他人"))
    assert verified(chain) == ("", 0)
    assert verified(chain, head)[0] == "anchor_not_found"


def test_a_cut_tail_is_told_by_an_anchor(chain: Store) -> None:
    with chain.read() as connection:
        sequence, head = audit.head(connection)
    tamper(chain, f"DELETE FROM audit WHERE sequence > {sequence - 2}")
    assert verified(chain) == ("", 0)
    assert verified(chain, head) == ("anchor_not_found", sequence - 1)
