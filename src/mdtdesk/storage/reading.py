# SPDX-License-Identifier: MIT
"""Reads a case document back from its tables, value for value.

One statement brings the rows of all tables of a case: a statement for each of the fifty, most of
them empty for any one case, costs five times as much.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    bindparam,
    literal_column,
    null,
    select,
    union_all,
)
from sqlalchemy.dialects import sqlite

from mdtdesk.domain import case_fields, document
from mdtdesk.domain import fields as f
from mdtdesk.domain.discussion_fields import MEETING
from mdtdesk.domain.document import Document
from mdtdesk.storage.shapes import CASE, PATIENT, Keys, Listed, Nested, Shape
from mdtdesk.storage.tables import MEETINGS

Plainly = dict[str, Any]  # a JSON object being built; frozen before it leaves
Fields = tuple[Any, ...]  # one row of the statement
# what every row begins with: its table, the id of the row it hangs on, its place there
_FIRST = ("owner_id", "ordinal")
_TABLE, _OWNER, _ORDINAL = range(3)
_OF_ROOT = "?1"
_OF_PATIENT = "(SELECT patient_id FROM cases WHERE id = ?1)"


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a shape's objects are made from its rows: where in a row each of their values stands."""

    name: str
    id: int
    keeps_id: bool
    plain: tuple[tuple[int, Keys, f.Kind | None], ...]  # no kind: the value stands as it is
    listed: tuple[tuple[int, Listed], ...]
    nested: tuple[tuple[int, Nested, _Plan], ...]
    order: tuple[str, ...]
    earlier: int


def load(connection: Connection, case_id: str) -> Document | None:
    """Return the case's document with patient, ids and number; None if there is no such case."""
    rows = connection.exec_driver_sql(_case_statement(), (case_id,)).fetchall()
    reader = _Reader(connection, rows)
    if not reader.of(CASE.name):
        return None
    found = reader.root(CASE)
    found |= {"format": case_fields.FORMAT, "version": case_fields.VERSION, "id": case_id}
    found["patient"] = reader.root(PATIENT)
    return document.document(_in_order(found, tuple(case_fields.CASE.all_fields())))


def load_patient(connection: Connection, patient_id: str) -> Plainly:
    """Return the ``patient`` section of a patient's cases."""
    rows = connection.exec_driver_sql(_patient_statement(), (patient_id,)).fetchall()
    return _Reader(connection, rows).root(PATIENT)


@cache
def _case_statement() -> str:
    return _spelled(*_parts(CASE, _OF_ROOT), *_parts(PATIENT, _OF_PATIENT))


@cache
def _patient_statement() -> str:
    return _spelled(*_parts(PATIENT, _OF_ROOT))


def _spelled(*parts: Select[Any]) -> str:
    return str(union_all(*parts).compile(dialect=sqlite.dialect()))


def _parts(root: Shape, root_id: str) -> Iterator[Select[Any]]:
    """Yield a SELECT a table, all of one width."""
    width = max(len(_places(table)) for shape in (CASE, PATIENT) for table in shape.tables())
    for table in root.tables():
        mark: ColumnElement[str] = literal_column(f"'{table.name}'")
        columns = [table.c[name] if name in table.c else null() for name in _places(table)]
        columns += [null()] * (width - len(columns))
        scope = table.c.id if table is root.table else table.c[root.scope]
        yield select(mark, *columns).where(scope == literal_column(root_id))


@cache
def _places(table: Table) -> dict[str, int]:
    """Return where in a row of the statement each column of a table stands."""
    names = dict.fromkeys((*_FIRST, *(column.name for column in table.c)))
    return {name: place for place, name in enumerate(names, 1)}


@cache
def _plan(root: str) -> _Plan:
    return _planned(next(shape for shape in (CASE, PATIENT) if shape.name == root))


def _planned(shape: Shape) -> _Plan:
    places = _places(shape.table)
    return _Plan(
        shape.name,
        places["id"],
        "id" in shape.group.fields,
        tuple(
            (places[plain.column], plain.keys, _spelled_otherwise(plain.kind))
            for plain in shape.plain
        ),
        tuple((places.get(listed.none, 0), listed) for listed in shape.listed),
        tuple((places.get(n.none, 0), n, _planned(n.shape)) for n in shape.nested),
        tuple(shape.group.all_fields()),
        places.get("earlier", 0),
    )


def _spelled_otherwise(kind: f.Kind) -> f.Kind | None:
    """Return a kind whose values the store spells otherwise than the document."""
    return kind if kind is MEETING or isinstance(kind, (f.Flag, f.FlagOr)) else None


class _Reader:
    """The rows of one case or patient, made into objects from the root down."""

    def __init__(self, connection: Connection, rows: Iterable[Sequence[Any]]) -> None:
        self._connection = connection
        self._hanging: dict[tuple[str, str | None], list[Fields]] = defaultdict(list)
        for row in rows:
            self._hanging[row[_TABLE], row[_OWNER]].append(tuple(row))

    def of(self, table: str, owner: str | None = None) -> list[Fields]:
        """Return the rows of a table that hang on one row, in their order."""
        found = self._hanging.get((table, owner), [])
        return found if len(found) < 2 or found[0][_ORDINAL] is None else _ordered(found)

    def root(self, shape: Shape) -> Plainly:
        """Return a root's object with all that hangs on it."""
        return self._object(_plan(shape.name), self.of(shape.name)[0])

    def _object(self, plan: _Plan, row: Fields) -> Plainly:
        row_id = row[plan.id]
        made: Plainly = {"id": row_id} if plan.keeps_id else {}
        for place, keys, kind in plan.plain:
            value = row[place]
            if value is not None:
                _put(made, keys, self._value(kind, value) if kind else value)
        for none, listed in plan.listed:
            values = self.of(listed.table.name, row_id)
            if values:
                _put(made, listed.keys, _listed(listed, values))
            elif none and row[none]:
                _put(made, listed.keys, [])
        for none, nested, inner in plan.nested:
            rows = self.of(inner.name, row_id)
            if rows or (none and row[none]):
                self._put_nested(made, nested, inner, rows)
        return _in_order(made, plan.order)

    def _put_nested(
        self, made: Plainly, nested: Nested, inner: _Plan, rows: Sequence[Fields]
    ) -> None:
        objects = [self._object(inner, row) for row in rows]
        if inner.earlier:
            _put_decisions(made, objects, [bool(row[inner.earlier]) for row in rows])
        else:
            _put(made, nested.keys, objects[-1] if nested.single else objects)

    def _value(self, kind: f.Kind, value: object) -> object:
        if kind is not MEETING:
            return bool(value)
        row = self._connection.execute(_by_id(MEETINGS), {"id": value}).mappings().one()
        return {key: item for key, item in row.items() if item is not None}


@cache
def _by_id(table: Table) -> Select[Any]:
    return select(table).where(table.c.id == bindparam("id"))


def _ordered(rows: list[Fields]) -> list[Fields]:
    return sorted(rows, key=itemgetter(_ORDINAL))


def _put_decisions(made: Plainly, decisions: list[Plainly], earlier: Sequence[bool]) -> None:
    """Put a discussion's decisions: the last one recorded, and apart from it the earlier ones."""
    last = max((i for i, before in enumerate(earlier) if not before), default=None)
    if last is not None:
        made["decision"] = decisions.pop(last)
    if decisions:
        made["earlier_decisions"] = decisions


def _put(made: Plainly, keys: Keys, value: object) -> None:
    if len(keys) == 1:
        made[keys[0]] = value
        return
    for key in keys[:-1]:
        inner = made.get(key)
        if not isinstance(inner, dict):  # absent, or a plain yes that now gets its details
            inner = made[key] = {}
        made = inner
    made[keys[-1]] = value


def _listed(listed: Listed, rows: Sequence[Fields]) -> object:
    """Return a list of single values, or what is kept by item, by instrument and item."""
    places = _places(listed.table)
    value, item = places["value"], places.get("item", 0)
    match listed.kind:
        case f.Items():
            return [row[value] for row in rows]
        case f.Free():
            return {row[item]: json.loads(row[value]) for row in rows}
    answers: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        answers[row[places["instrument"]]][row[item]] = row[value]
    return answers


def _in_order(made: Plainly, order: tuple[str, ...]) -> Plainly:
    """Return the object with its keys in the order of the tree."""
    return {key: made[key] for key in order if key in made}
