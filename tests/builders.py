# SPDX-License-Identifier: MIT
"""Real stores and people for tests, quick to make: the key's derivation costs little here."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from mdtdesk.domain import document
from mdtdesk.domain.drafts import RegisterDraft
from mdtdesk.domain.ids import new_id
from mdtdesk.domain.records import PersonRow
from mdtdesk.paths import resource
from mdtdesk.services import cases
from mdtdesk.services.context import Actor, Context
from mdtdesk.storage import schema
from mdtdesk.storage.founding import foundation
from mdtdesk.storage.keys import NewPerson
from mdtdesk.storage.seals import Cost
from mdtdesk.storage.store import Created, Store

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
PASSWORD = "correct horse battery"
EVERY_ROLE = ("administrator", "auditor", "chair", "surgeon")
NOW = datetime(2026, 11, 24, 10, 30, tzinfo=timezone(timedelta(hours=8)))
CASES = Path(__file__).parent / "data" / "cases"


def create(
    directory: Path,
    name: str = "韩立群",
    *,
    roles: Iterable[str] = EVERY_ROLE,
    version: int = schema.VERSION,
) -> Created:
    """Make a store with one person, as it is today or was with an earlier schema."""
    person_id = new_id()
    first = PersonRow(person_id, name, "主任医师", "bone_soft_tissue_surgery", tuple(roles), False)
    made = foundation(first, NOW.isoformat(), version)
    who = NewPerson(person_id, name, "主任医师", PASSWORD)
    return Store.create(directory, who, made, cost=CHEAP)


def stocked(directory: Path, *mrns: str, roles: Iterable[str] = EVERY_ROLE) -> Path:
    """Make a store with one person and these of the demo's cases; return its directory."""
    with create(directory, roles=roles).store as store:
        for case in documents("invented"):
            if case["patient"]["mrn"] in mrns:
                cases.register(context(store), RegisterDraft(document.document(case)))
    return directory


def context(store: Store, *roles: str, name: str = "韩立群", person_id: str = "") -> Context:
    """Return a context of a person with these roles, or the first person's if none is given."""
    held = frozenset(roles or EVERY_ROLE)
    who = person_id or first_person(store)
    return Context(store, Actor(who, name, "主任医师", held), clock=lambda: NOW)


def first_person(store: Store) -> str:
    """Return the id of the store's first person."""
    with store.read() as connection:
        found = connection.exec_driver_sql("SELECT id FROM people ORDER BY id").first()
    assert found is not None
    return str(found[0])


def documents(name: str) -> list[dict[str, Any]]:
    """Return the documents of tests/data/cases/NAME.json; ``invented`` are the demo's cases."""
    path = resource("demo", "cases.json") if name == "invented" else CASES / f"{name}.json"
    loaded: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return loaded
