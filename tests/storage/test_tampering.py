# SPDX-License-Identifier: MIT
"""Ten thousand tamperings of the audit's chain: each is found, the last two kinds by an anchor."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import Connection, Transaction, insert, select

from builders import NOW, create
from mdtdesk.domain.audit import AuditRow
from mdtdesk.storage import audit
from mdtdesk.storage.store import Store
from mdtdesk.storage.tables import AUDIT
from promises import Figure

FEW, MANY = 60, 10_000
COMMANDS, ROWS_EACH = 12, 3
Row = dict[str, object]
Tamper = Callable[[list[Row], random.Random], list[Row]]


@pytest.fixture
def chain(tmp_path: Path) -> Iterator[Store]:
    """Return a store whose chain has three dozen rows."""
    with create(tmp_path / "a.mdt").store as store:
        with store.write() as connection:
            at = NOW.isoformat()
            for number in range(COMMANDS):
                entry = audit.Entry(f"command-{number}", at, at, None, f"某人{number}", "chair")
                rows = [AuditRow("changed", f"case-{n}", new=f"{n}") for n in range(ROWS_EACH)]
                audit.append(connection, [(entry, rows)])
        yield store


def edit(rows: list[Row], chance: random.Random) -> list[Row]:
    """Change one value of one row."""
    row = chance.choice(rows)
    name = chance.choice([c.name for c in AUDIT.c])
    old = row[name]
    row[name] = old + 1000 if isinstance(old, int) else f"{old or ''}x"
    return rows


def delete(rows: list[Row], chance: random.Random) -> list[Row]:
    """Take out a row that is not the last."""
    rows.pop(chance.randrange(len(rows) - 1))
    return rows


def insert_forged(rows: list[Row], chance: random.Random) -> list[Row]:
    """Put in a row that fits the one before it; what follows is numbered anew."""
    at = chance.randrange(1, len(rows))
    forged = {
        **rows[at],
        "person": "他人",
        "command_id": "forged",
        "previous": rows[at - 1]["hash"],
    }
    forged["hash"] = audit._hash(forged)
    for row in rows[at:]:
        row["sequence"] = int(str(row["sequence"])) + 1
    return [*rows[:at], forged, *rows[at:]]


def swap(rows: list[Row], chance: random.Random) -> list[Row]:
    """Let two rows change places."""
    one, other = chance.sample(rows, 2)
    one["sequence"], other["sequence"] = other["sequence"], one["sequence"]
    return rows


def cut(rows: list[Row], chance: random.Random) -> list[Row]:
    """Cut the tail off."""
    return rows[: chance.randrange(1, len(rows))]


def recompute(rows: list[Row], chance: random.Random) -> list[Row]:
    """Change a row and compute all hashes from it on anew."""
    at = chance.randrange(len(rows))
    rows[at]["person"] = f"他人{chance.random()}"
    for number in range(at, len(rows)):
        rows[number]["previous"] = rows[number - 1]["hash"] if number else audit.START
        rows[number]["hash"] = audit._hash(rows[number])
    return rows


WITHOUT_ANCHOR: tuple[Tamper, ...] = (edit, delete, insert_forged, swap)
WITH_ANCHOR: tuple[Tamper, ...] = (cut, recompute)


def tampered(connection: Connection, tamper: Tamper, chance: random.Random) -> Transaction:
    """Tamper behind the program's back, triggers taken away, until what is returned is undone."""
    inside = connection.begin_nested()
    for event in ("update", "delete"):
        connection.exec_driver_sql(f"DROP TRIGGER audit_no_{event}")
    rows = [dict(row) for row in connection.execute(select(AUDIT)).mappings()]
    connection.exec_driver_sql("DELETE FROM audit")
    connection.execute(insert(AUDIT), tamper(rows, chance))
    return inside


def found(
    store: Store, count: int, verify: Callable[[Connection, Tamper], bool]
) -> dict[str, tuple[int, int]]:
    """Return by kind how often it was tampered and how often that was found."""
    chance, told = random.Random(6), {t.__name__: (0, 0) for t in (*WITHOUT_ANCHOR, *WITH_ANCHOR)}
    with store.write() as connection:
        for number in range(count):
            tamper = (*WITHOUT_ANCHOR, *WITH_ANCHOR)[number % 6]
            inside = tampered(connection, tamper, chance)
            done, seen = told[tamper.__name__]
            told[tamper.__name__] = (done + 1, seen + verify(connection, tamper))
            inside.rollback()
        assert not audit.verify(connection).fault
    return told


@pytest.mark.promise("audit-chain")
def test_every_tampering_is_found(
    chain: Store, request: pytest.FixtureRequest, figure: Figure
) -> None:
    count = MANY if request.config.getoption("--long") else FEW
    with chain.read() as connection:
        _, head = audit.head(connection)

    def verify(connection: Connection, tamper: Tamper) -> bool:
        anchor = head[:12] if tamper in WITH_ANCHOR else ""
        return bool(audit.verify(connection, anchor).fault)

    told = found(chain, count, verify)
    figure(tamperings=count, missed=sum(done - seen for done, seen in told.values()))
    assert all(done == seen > 0 for done, seen in told.values()), told


@pytest.mark.promise("audit-chain", control=True)
def test_without_an_anchor_a_cut_tail_and_a_recomputed_chain_are_missed(chain: Store) -> None:
    told = found(chain, 48, lambda connection, _: bool(audit.verify(connection).fault))
    assert {name for name, (_, seen) in told.items() if not seen} == {"cut", "recompute"}


@pytest.mark.promise("audit-chain", control=True)
def test_links_alone_miss_what_was_edited(chain: Store) -> None:
    def links_fit(connection: Connection, _: Tamper) -> bool:
        rows = connection.execute(select(AUDIT).order_by(AUDIT.c.sequence)).all()
        return any(a.hash != b.previous for a, b in pairwise(rows))

    done, seen = found(chain, 60, links_fit)["edit"]
    assert seen < done
