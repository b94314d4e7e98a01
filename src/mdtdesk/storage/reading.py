# SPDX-License-Identifier: MIT
"""Reads a case document back from its tables, value for value."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, Table, bindparam, select

from mdtdesk.domain import case_fields, document
from mdtdesk.domain import fields as f
from mdtdesk.domain.discussion_fields import MEETING
from mdtdesk.domain.document import Document
from mdtdesk.storage.shapes import CASE, PATIENT, Keys, Listed, Plain, Shape
from mdtdesk.storage.tables import MEETINGS

Plainly = dict[str, Any]  # a JSON object being built; frozen before it leaves
ByOwner = dict[str, list[Plainly]]


def load(connection: Connection, case_id: str) -> Document | None:
    """Return the case's document with patient, ids and number; None if there is no such case."""
    row = connection.execute(_by_id(CASE.table), {"id": case_id}).mappings().first()
    if row is None:
        return None
    found = _complete(connection, CASE, row)
    found |= {"format": case_fields.FORMAT, "version": case_fields.VERSION, "id": case_id}
    found["patient"] = load_patient(connection, str(row["patient_id"]))
    return document.document(_in_order(found, case_fields.CASE))


def load_patient(connection: Connection, patient_id: str) -> Plainly:
    """Return the ``patient`` section of a patient's cases."""
    row = connection.execute(_by_id(PATIENT.table), {"id": patient_id}).mappings().one()
    return _complete(connection, PATIENT, row)


@cache
def _by_id(table: Table) -> Select[Any]:
    return select(table).where(table.c.id == bindparam("id"))


@cache
def _of_root(table: Table, scope: str, order: tuple[str, ...]) -> Select[Any]:
    return (
        select(table)
        .where(table.c[scope] == bindparam("id"))
        .order_by(*(table.c[o] for o in order))
    )


def _complete(connection: Connection, shape: Shape, row: RowMapping) -> Plainly:
    """Return one root's object with all that hangs on it."""
    rows = [row]
    return _objects(connection, shape, rows=rows, root_id=str(row["id"]))[0]


def _objects(
    connection: Connection, shape: Shape, *, rows: Sequence[RowMapping], root_id: str
) -> list[Plainly]:
    objects = [_plain_values(connection, shape, row) for row in rows]
    for listed in shape.listed:
        values = _listed(connection, listed, scope=shape.scope, root_id=root_id)
        for row, made in zip(rows, objects, strict=True):
            value = values.get(str(row["id"]))
            if value is not None:
                _put(made, listed.keys, value)
            elif listed.none and row[listed.none]:
                _put(made, listed.keys, [])
    for nested in shape.nested:
        by_owner = _hanging(connection, nested.shape, root_id)
        for row, made in zip(rows, objects, strict=True):
            inner = by_owner.get(str(row["id"]), [])
            if nested.shape.name == "decisions":
                _put_decisions(made, inner)
            elif nested.single and inner:
                _put(made, nested.keys, inner[-1])
            elif inner or (nested.none and row[nested.none]):
                _put(made, nested.keys, inner)
    return [_in_order(made, shape.group) for made in objects]


def _hanging(connection: Connection, shape: Shape, root_id: str) -> ByOwner:
    statement = _of_root(shape.table, shape.scope, ("ordinal",))
    rows = connection.execute(statement, {"id": root_id}).mappings().all()
    found: ByOwner = defaultdict(list)
    if rows:
        objects = _objects(connection, shape, rows=rows, root_id=root_id)
        for row, made in zip(rows, objects, strict=True):
            if shape.name == "decisions":
                made["earlier"] = row["earlier"]
            found[str(row["owner_id"])].append(made)
    return found


def _put_decisions(made: Plainly, decisions: list[Plainly]) -> None:
    """Put a discussion's decisions: the last one recorded, and apart from it the earlier ones."""
    current = next((d for d in reversed(decisions) if not d["earlier"]), None)
    earlier = [d for d in decisions if d is not current]
    for decision in decisions:
        del decision["earlier"]
    if current is not None:
        made["decision"] = current
    if earlier:
        made["earlier_decisions"] = earlier


def _plain_values(connection: Connection, shape: Shape, row: RowMapping) -> Plainly:
    made: Plainly = {"id": row["id"]} if "id" in shape.group.fields else {}
    for plain in shape.plain:
        value = row[plain.column]
        if value is not None:
            _put(made, plain.keys, _value(connection, plain, value))
    return made


def _value(connection: Connection, plain: Plain, value: object) -> object:
    if isinstance(plain.kind, (f.Flag, f.FlagOr)):
        return bool(value)
    if plain.kind is MEETING:
        row = connection.execute(_by_id(MEETINGS), {"id": value}).mappings().one()
        return {key: item for key, item in row.items() if item is not None}
    return value


def _put(made: Plainly, keys: Keys, value: object) -> None:
    for key in keys[:-1]:
        inner = made.get(key)
        if not isinstance(inner, dict):  # absent, or a plain yes that now gets its details
            inner = made[key] = {}
        made = inner
    made[keys[-1]] = value


def _listed(
    connection: Connection, listed: Listed, *, scope: str, root_id: str
) -> Mapping[str, Any]:
    ordered = ("ordinal",) if isinstance(listed.kind, f.Items) else ()
    rows = connection.execute(_of_root(listed.table, scope, ordered), {"id": root_id}).mappings()
    found: dict[str, Any] = {}
    for row in rows:
        owner = str(row["owner_id"])
        match listed.kind:
            case f.Items():
                found.setdefault(owner, []).append(row["value"])
            case f.Answers():
                answers = found.setdefault(owner, {}).setdefault(row["instrument"], {})
                answers[row["item"]] = row["value"]
            case f.Free():
                found.setdefault(owner, {})[row["item"]] = json.loads(row["value"])
    return found


def _in_order(made: Plainly, group: f.Group) -> Plainly:
    """Return the object with its keys in the order of the tree."""
    return {key: made[key] for key in group.all_fields() if key in made}
