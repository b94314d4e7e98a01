# SPDX-License-Identifier: MIT
"""Writes a case document into its tables; only what changed is written.

A section in which only single values changed keeps its rows, any other is written anew, in the
same transaction; kept scores and what hangs on a decision are only ever appended. Rows are
collected and sent table by table, so that a thousand cases cost a few statements a table.
"""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, insert, update
from sqlalchemy.dialects import sqlite

from mdtdesk.domain import fields as f
from mdtdesk.domain.discussion_fields import MEETING
from mdtdesk.domain.document import OBJECT, Document, Value, thaw
from mdtdesk.domain.ids import new_id
from mdtdesk.storage.shapes import CASE, PATIENT, Keys, Listed, Nested, Shape
from mdtdesk.storage.tables import APPEND_ONLY, MEETINGS

Row = dict[str, Any]
_DIALECT = sqlite.dialect()
# parts of a case that are appended to: ``discussions`` and ``kept`` write them
_APART = (("discussions",), ("scores",))
NOT_IMPORTED: Row = {"author_id": None, "imported_from": None, "imported_at": None}


class Batch:
    """Rows to insert, by table. ``flush`` sends them; foreign keys are checked at COMMIT.

    ``decisions`` are the columns of every decision that the document does not hold: its author, or
    where it was imported from.
    """

    def __init__(self, decisions: Row | None = None) -> None:
        self._rows: dict[Table, list[Row]] = defaultdict(list)
        self._decisions = NOT_IMPORTED | (decisions or {})

    def add(self, table: Table, row: Row) -> None:
        """Keep a row for the next flush."""
        self._rows[table].append(row)

    def flush(self, connection: Connection) -> None:
        """Insert all kept rows."""
        for table, rows in self._rows.items():
            names, statement = _insert(table)
            values = [tuple(map(row.get, names)) for row in rows]
            connection.exec_driver_sql(statement, values)
        self._rows.clear()

    def insert_root(self, shape: Shape, value: Document, *, row_id: str, extra: Row) -> None:
        """Keep a new patient or case with everything that hangs on it."""
        self.add(shape.table, {"id": row_id, **extra, **columns(shape, value)})
        self.insert_lists(shape, value, row_id=row_id, root_id=row_id)
        for nested in shape.nested:
            self.insert_nested(nested, value, owner_id=row_id, root_id=row_id)

    def insert_nested(
        self, nested: Nested, value: Document, *, owner_id: str, root_id: str
    ) -> None:
        """Keep the rows of one list or inner object of an object."""
        if nested.shape.name == "decisions":
            self.insert_decisions(nested.shape, value, owner_id=owner_id, root_id=root_id)
            return
        for ordinal, inner in enumerate(_inner(nested, value)):
            place = {"owner_id": owner_id, "ordinal": ordinal}
            self.insert_object(nested.shape, inner, place=place, root_id=root_id)

    def insert_decisions(
        self, shape: Shape, discussion: Document, *, owner_id: str, root_id: str
    ) -> None:
        """Keep a discussion's decisions, the earlier ones first."""
        earlier = discussion.get("earlier_decisions")
        listed = (
            [(d, 1) for d in earlier if isinstance(d, OBJECT)] if isinstance(earlier, tuple) else []
        )
        current = discussion.get("decision")
        if isinstance(current, OBJECT):
            listed.append((current, 0))
        for ordinal, (decision, flag) in enumerate(listed):
            place = {"owner_id": owner_id, "ordinal": ordinal, "earlier": flag}
            self.insert_object(shape, decision, place=place, root_id=root_id)

    def insert_object(self, shape: Shape, value: Document, *, place: Row, root_id: str) -> None:
        """Keep one object's row (``place`` says where it hangs) and all that hangs on it."""
        row_id = str(value.get("id") or new_id())
        row = {"id": row_id, shape.scope: root_id, **place, **columns(shape, value)}
        if shape.name == "decisions":
            row |= self._decisions
        self.add(shape.table, row)
        self._add_meeting(shape, value)
        self.insert_lists(shape, value, row_id=row_id, root_id=root_id)
        for nested in shape.nested:
            self.insert_nested(nested, value, owner_id=row_id, root_id=root_id)

    def insert_lists(self, shape: Shape, value: Document, *, row_id: str, root_id: str) -> None:
        """Keep the rows of an object's lists of single values."""
        for listed in shape.listed:
            for row in _list_rows(listed, at(value, listed.keys)):
                self.add(listed.table, {"owner_id": row_id, shape.scope: root_id, **row})

    def _add_meeting(self, shape: Shape, value: Document) -> None:
        for plain in shape.plain:
            meeting = at(value, plain.keys) if plain.kind is MEETING else None
            if isinstance(meeting, OBJECT):
                row = {column.name: meeting.get(column.name) for column in MEETINGS.c}
                self.add(MEETINGS, row)

    def meetings(self) -> list[Row]:
        """Return the meetings among the kept rows, taken out so that known ones can be left."""
        return self._rows.pop(MEETINGS, [])


@cache
def _insert(table: Table) -> tuple[tuple[str, ...], str]:
    """Return a table's columns and the statement that fills them, in their order.

    The driver's own parameters: SQLAlchemy's cost more than the insert for rows of this width.
    """
    statement = insert(table).compile(dialect=_DIALECT)
    return tuple(column.name for column in table.c), str(statement)


def columns(shape: Shape, value: Document) -> Row:
    """Return the row's own columns for an object."""
    row: Row = {}
    for plain in shape.plain:
        found = at(value, plain.keys)
        plainly = found is None or type(found) is str
        row[plain.column] = found if plainly else _stored(found, plain.kind)
    for listed in shape.listed:
        if listed.none:
            row[listed.none] = 1 if at(value, listed.keys) == () else None
    for nested in shape.nested:
        if nested.none:
            row[nested.none] = 1 if at(value, nested.keys) == () else None
    return row


def _stored(value: Value | None, kind: f.Kind) -> object:
    if isinstance(value, OBJECT):
        return value.get("id") if kind is MEETING else 1
    return int(value) if isinstance(value, bool) else value


def _inner(nested: Nested, value: Document) -> tuple[Document, ...]:
    found = at(value, nested.keys)
    if isinstance(found, OBJECT):
        return (found,)
    return (
        tuple(row for row in found if isinstance(row, OBJECT)) if isinstance(found, tuple) else ()
    )


def _list_rows(listed: Listed, value: Value | None) -> list[Row]:
    match listed.kind:
        case f.Items() if isinstance(value, tuple):
            return [{"ordinal": i, "value": item} for i, item in enumerate(value)]
        case f.Answers() if isinstance(value, OBJECT):
            return [
                {"instrument": instrument, "item": item, "value": option}
                for instrument, answers in value.items()
                if isinstance(answers, OBJECT)
                for item, option in answers.items()
            ]
        case f.Free() if isinstance(value, OBJECT):
            return [{"item": k, "value": json.dumps(thaw(v))} for k, v in value.items()]
    return []


def at(value: Document, keys: Keys) -> Value | None:
    """Return what lies at the keys; quicker than a path, for a thousand cases at once."""
    found: Value | None = value.get(keys[0])
    for key in keys[1:]:
        if found is None:
            return None
        found = found.get(key) if isinstance(found, OBJECT) else None
    return found


def save(connection: Connection, case_id: str, *, old: Document, new: Document) -> None:
    """Write what differs between two documents of a case, but for what is written apart."""
    batch = Batch()
    _update(connection, CASE, CASE.table.c.id == case_id, old=old, new=new)
    for listed in CASE.listed:
        if at(old, listed.keys) != at(new, listed.keys):
            _clear(connection, listed.table, scope="case_id", root_id=case_id)
            for row in _list_rows(listed, at(new, listed.keys)):
                batch.add(listed.table, {"owner_id": case_id, "case_id": case_id, **row})
    for nested in CASE.nested:
        same = nested.keys in _APART or at(old, nested.keys) == at(new, nested.keys)
        if same or _saved_in_place(connection, nested, case_id, old=old, new=new):
            continue
        for table in nested.shape.tables():
            _clear(connection, table, scope="case_id", root_id=case_id)
        batch.insert_nested(nested, new, owner_id=case_id, root_id=case_id)
    batch.flush(connection)


def _saved_in_place(
    connection: Connection, nested: Nested, case_id: str, *, old: Document, new: Document
) -> bool:
    """Write a section whose rows are the same but for their own values; tell whether they are."""
    shape, table = nested.shape, nested.shape.table
    before, after = _inner(nested, old), _inner(nested, new)
    pairs = [] if len(before) != len(after) else list(zip(before, after, strict=True))
    if not pairs or not all(_hangs_the_same(shape, *pair) for pair in pairs):
        return False
    for ordinal, (was, now) in enumerate(pairs):
        where = (table.c.case_id == case_id) & (table.c.ordinal == ordinal)
        _update(connection, shape, where, old=was, new=now)
    return True


def _hangs_the_same(shape: Shape, old: Document, new: Document) -> bool:
    hanging = (("id",), *(x.keys for x in shape.listed), *(x.keys for x in shape.nested))
    return all(at(old, keys) == at(new, keys) for keys in hanging)


def _update(
    connection: Connection,
    shape: Shape,
    where: ColumnElement[bool],
    *,
    old: Document,
    new: Document,
) -> None:
    """Write the columns that differ: an index over the others is left alone."""
    before, after = columns(shape, old), columns(shape, new)
    values = {name: value for name, value in after.items() if before[name] != value}
    if values:
        connection.execute(update(shape.table).where(where).values(values))


def save_patient(connection: Connection, patient_id: str, patient: Document) -> None:
    """Write a patient's facts."""
    where = PATIENT.table.c.id == patient_id
    connection.execute(update(PATIENT.table).where(where).values(columns(PATIENT, patient)))
    batch = Batch()
    for nested in PATIENT.nested:
        for table in nested.shape.tables():
            _clear(connection, table, scope="patient_id", root_id=patient_id)
        batch.insert_nested(nested, patient, owner_id=patient_id, root_id=patient_id)
    batch.flush(connection)


def _clear(connection: Connection, table: Table, *, scope: str, root_id: str) -> None:
    if table.name in APPEND_ONLY:
        raise ValueError(table.name)
    connection.execute(delete(table).where(table.c[scope] == root_id))
