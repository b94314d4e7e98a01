# SPDX-License-Identifier: MIT
"""A real store of every schema there was, each made by the program of its time.

``tests/data/stores/schema-N.zip`` holds a store's files; its database's pages lie there without
their seals, as sealed they cannot be packed, and get back the very bytes they had. Before a
migration raises the schema, ``python tests/released.py`` keeps a store of the schema that was.
"""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

from builders import PASSWORD, context, create, documents
from mdtdesk.domain import document
from mdtdesk.domain.drafts import AmendDraft, DecisionDraft, RegisterDraft
from mdtdesk.services import cases, decisions, journal
from mdtdesk.storage import key_file, keys, schema
from sealed_pages import Pages

STORES = Path(__file__).resolve().parent / "data" / "stores"
DATABASE, OPENED = "store.db", "pages"
CASES = 5
DISCUSSION = document.document({"mode": "full", "outcome": "decided"})
DECISION = document.document({"conclusion": "观察", "procedures": [{"type": "observation"}]})


def file_of(number: int) -> Path:
    """Return the file that keeps the store of a schema."""
    return STORES / f"schema-{number}.zip"


def unpack(number: int, folder: Path) -> tuple[Path, bytes]:
    """Put the kept store of a schema into a folder; return its directory and its key."""
    store = folder / "ward.mdt"
    with zipfile.ZipFile(file_of(number)) as kept:
        kept.extractall(store)
    for name in ("files", "pending-audit"):
        (store / name).mkdir(exist_ok=True)
    key = keys.unlock(store, key_file.people(store)[0].id, PASSWORD)
    opened = store / OPENED
    (store / DATABASE).write_bytes(Pages(key).closed(opened.read_bytes()))
    opened.unlink()
    return store, key


def pack(store: Path, number: int) -> None:
    """Keep a store that is closed."""
    key = keys.unlock(store, key_file.people(store)[0].id, PASSWORD)
    database = (store / DATABASE).read_bytes()
    opened = Pages(key).opened(database)
    assert Pages(key).closed(opened) == database
    with zipfile.ZipFile(file_of(number), "w", zipfile.ZIP_DEFLATED, compresslevel=9) as kept:
        kept.writestr(OPENED, opened)
        for path in sorted(store.rglob("*")):
            if path.is_file() and path.name != DATABASE:
                kept.write(path, path.relative_to(store).as_posix())


def live(folder: Path) -> Path:
    """Make a store by the program of today and use it; return its directory."""
    first = {case["patient"]["mrn"]: case for case in reversed(documents("invented"))}
    with create(folder / "ward.mdt").store as store:
        team = context(store)
        for facts in list(first.values())[-CASES:]:
            known = {key: value for key, value in facts.items() if key != "number"}
            made = cases.register(team, RegisterDraft(document.document(known)))
        coordinator = context(store, "coordinator")
        cases.amend(coordinator, AmendDraft(made.id, 1, {"performance.kps": 40}))
        decisions.record(team, DecisionDraft(made.id, 2, DISCUSSION, DECISION))
        journal.write(team, f"case:{made.id}", {"wishes": "回家"})
        cases.get(team, made.id)
        return store.path


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made_in:
        pack(live(Path(made_in)), schema.VERSION)
