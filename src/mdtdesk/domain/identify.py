# SPDX-License-Identifier: MIT
"""Gives every row of a document that is pointed at its id: lesions, discussions, decisions, …

What has its ids already stays the very object it was: differences need not look into it.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import is_
from types import MappingProxyType

from mdtdesk.domain import case_fields
from mdtdesk.domain.document import OBJECT, Document, Value
from mdtdesk.domain.fields import Group, Id, Kind, Rows
from mdtdesk.domain.ids import new_id


def identified(case: Document, make: Callable[[], str] = new_id) -> Document:
    """Return the document with an id wherever the tree has one and the document none."""
    found = _with_ids(case, case_fields.CASE, make=make)
    return found if isinstance(found, OBJECT) else case


def _with_ids(value: Value, kind: Kind, *, make: Callable[[], str]) -> Value:
    if isinstance(kind, Rows) and isinstance(value, tuple):
        rows = tuple(_with_ids(row, kind.row, make=make) for row in value)
        return value if all(map(is_, rows, value)) else rows
    if not isinstance(kind, Group) or not isinstance(value, OBJECT):
        return value
    fields = kind.fields_for(value.get(kind.variant, ""))
    made: dict[str, Value] = {}
    if isinstance(fields.get("id"), Id) and "id" not in value:
        made["id"] = make()
    for key, item in value.items():
        made[key] = _with_ids(item, fields[key], make=make) if key in fields else item
    same = len(made) == len(value) and all(made[key] is value[key] for key in made)
    return value if same else MappingProxyType(made)
