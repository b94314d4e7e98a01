# SPDX-License-Identifier: MIT
"""Writes discussions: what was said may be amended, decisions are only ever appended."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from mdtdesk.domain.document import Document, get, rows
from mdtdesk.domain.signing import APPENDED
from mdtdesk.errors import Problem, Rejected
from mdtdesk.storage.shapes import CASE, Nested, Shape
from mdtdesk.storage.tables import APPEND_ONLY, MEETINGS
from mdtdesk.storage.writing import Batch, columns

Row = dict[str, Any]
_DISCUSSIONS: Nested = next(n for n in CASE.nested if n.keys == ("discussions",))
_DECISIONS: Nested = next(n for n in _DISCUSSIONS.shape.nested if n.keys == ("decision",))


def meetings(connection: Connection, batch: Batch) -> None:
    """Insert the batch's meetings that the store lacks. Raises Rejected where one differs."""
    table = MEETINGS
    for row in batch.meetings():
        known = connection.execute(select(table).where(table.c.id == row["id"])).mappings().first()
        if known is None:
            connection.execute(insert(table), row)
        elif dict(known) != row:
            raise Rejected(
                [Problem("discussions.meeting", "meeting_differs", {"value": row["id"]})]
            )


def save(
    connection: Connection, case_id: str, *, old: Document, new: Document, decisions: Row
) -> None:
    """Write what differs between the discussions of two documents of a case.

    ``decisions`` as for ``Batch``. Raises Rejected where a decision that is recorded would change
    or a decided discussion go.
    """
    before = {d["id"]: d for d in rows(old, "discussions")}
    batch = Batch(decisions)
    for ordinal, discussion in enumerate(rows(new, "discussions")):
        known = before.pop(discussion["id"], None)
        if known is None:
            place = {"owner_id": case_id, "ordinal": ordinal}
            batch.insert_object(_DISCUSSIONS.shape, discussion, place=place, root_id=case_id)
        elif known != discussion:
            _update(batch, connection, case_id=case_id, old=known, new=discussion)
    for gone in before.values():
        if "decision" in gone or "earlier_decisions" in gone:
            raise Rejected([Problem("discussions", "decision_kept", {"value": str(gone["id"])})])
        _remove(connection, _DISCUSSIONS.shape, owner_ids=[str(gone["id"])], own=True)
    meetings(connection, batch)
    batch.flush(connection)


def _update(
    batch: Batch, connection: Connection, *, case_id: str, old: Document, new: Document
) -> None:
    shape, row_id = _DISCUSSIONS.shape, str(new["id"])
    _remove(connection, shape, owner_ids=[row_id], own=False)
    values = columns(shape, new)
    connection.execute(update(shape.table).where(shape.table.c.id == row_id).values(values))
    batch.insert_lists(shape, new, row_id=row_id, root_id=case_id)
    for nested in shape.nested:
        if nested is not _DECISIONS:
            batch.insert_nested(nested, new, owner_id=row_id, root_id=case_id)
    known = {str(d["id"]): d for d in _decisions(old)}
    for decision in _decisions(new):
        before = known.get(str(decision["id"]))
        if before is None:
            place = _place(connection, row_id, earlier=decision is not new.get("decision"))
            batch.insert_object(_DECISIONS.shape, decision, place=place, root_id=case_id)
        elif before != decision:
            _append(batch, connection, case_id=case_id, old=before, new=decision)


def _decisions(discussion: Document) -> list[Document]:
    current = discussion.get("decision")
    last = [current] if isinstance(current, Mapping) else []
    return [*rows(discussion, "earlier_decisions"), *last]


def _place(connection: Connection, discussion_id: str, *, earlier: bool) -> Row:
    ordinal = _count(connection, _DECISIONS.shape.table, discussion_id)
    return {"owner_id": discussion_id, "ordinal": ordinal, "earlier": int(earlier)}


def _count(connection: Connection, table: Table, owner_id: str) -> int:
    """Return how many rows hang on another: the next one's place."""
    count = select(func.count()).where(table.c.owner_id == owner_id)
    return int(connection.execute(count.select_from(table)).scalar() or 0)


def _append(
    batch: Batch, connection: Connection, *, case_id: str, old: Document, new: Document
) -> None:
    """Append what came to a recorded decision: signatures, addenda, plan, carrying out."""
    kept = {k: v for k, v in new.items() if k not in APPENDED}
    if kept != {k: v for k, v in old.items() if k not in APPENDED}:
        raise Rejected(
            [Problem("discussions.decision", "decision_kept", {"value": str(new["id"])})]
        )
    for nested in _DECISIONS.shape.nested:
        key = nested.keys[0]
        if key not in APPENDED or old.get(key) == new.get(key):
            continue
        before = rows(old, key) if not nested.single else ()
        after = rows(new, key) if not nested.single else tuple(_one(new, key))
        if after[: len(before)] != before:
            raise Rejected([Problem(f"discussions.decision.{key}", "decision_kept", {})])
        first = _count(connection, nested.shape.table, str(new["id"]))
        for ordinal, row in enumerate(after[len(before) :], first):
            place = {"owner_id": str(new["id"]), "ordinal": ordinal}
            batch.insert_object(nested.shape, row, place=place, root_id=case_id)


def _one(decision: Document, key: str) -> list[Document]:
    value = get(decision, key)
    return [value] if isinstance(value, Mapping) else []


def _remove(connection: Connection, shape: Shape, *, owner_ids: list[str], own: bool) -> None:
    """Remove what hangs on rows, but never what is append-only; ``own`` removes the rows too."""
    for listed in shape.listed:
        connection.execute(delete(listed.table).where(listed.table.c.owner_id.in_(owner_ids)))
    for nested in shape.nested:
        table = nested.shape.table
        if table.name not in APPEND_ONLY:
            inner = select(table.c.id).where(table.c.owner_id.in_(owner_ids))
            ids = [str(i) for i in connection.execute(inner).scalars()]
            _remove(connection, nested.shape, owner_ids=ids, own=True)
    if own:
        connection.execute(delete(shape.table).where(shape.table.c.id.in_(owner_ids)))
