# SPDX-License-Identifier: MIT
"""A case document in memory: a frozen tree of values, read and changed by path.

Paths are those of error messages: ``referral.question``, ``lesions[0].sins.pain``. In place of an
index a row may be named by its id (``lesions[018f…].sins.pain``), which stays right when rows move.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

Value = str | int | float | bool | tuple["Value", ...] | Mapping[str, "Value"]
Document = Mapping[str, Value]
EMPTY: Document = MappingProxyType({})
# what an object is here; asking for a Mapping costs ten times as much
OBJECT = (MappingProxyType, dict)
_STEP = re.compile(r"([^.\[\]]+)|\[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that differs; None where it is absent."""

    path: str
    old: Value | None
    new: Value | None


def freeze(value: object) -> Value:
    """Return the same tree unchangeable; whole floats become ints, so that equal is identical."""
    if isinstance(value, (str, int)):
        return value
    if isinstance(value, OBJECT):
        return MappingProxyType({str(key): freeze(item) for key, item in value.items()})
    if isinstance(value, (list, tuple)):
        return tuple(freeze(item) for item in value)
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    raise TypeError(type(value).__name__)


def document(value: Mapping[str, object]) -> Document:
    """Return a mapping frozen as a document."""
    return MappingProxyType({key: freeze(item) for key, item in value.items()})


def thaw(value: Value) -> object:
    """Return plain dicts and lists, as JSON has them."""
    if isinstance(value, OBJECT):
        return {key: thaw(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [thaw(item) for item in value]
    return value


@dataclass(frozen=True, slots=True)
class Row:
    """A step into a list: an index, a row's id, or ``+`` for a new row."""

    name: str

    def find(self, value: tuple[Value, ...]) -> int:
        """Return the row's index, -1 if the list does not hold it."""
        if self.name.isdigit():
            return int(self.name) if int(self.name) < len(value) else -1
        for index, row in enumerate(value):
            if isinstance(row, OBJECT) and row.get("id") == self.name:
                return index
        return -1


Step = str | Row


@lru_cache(maxsize=8192)  # the same few hundred paths are asked of every case
def steps(path: str) -> tuple[Step, ...]:
    """Split a path into keys and rows."""
    return tuple(key or Row(row) for key, row in _STEP.findall(path))


def _inner(value: Value | None, step: Step) -> Value | None:
    if isinstance(step, Row):
        index = step.find(value) if isinstance(value, tuple) else -1
        return value[index] if isinstance(value, tuple) and index >= 0 else None
    return value.get(step) if isinstance(value, OBJECT) else None


def get(root: Document, path: str) -> Value | None:
    """Return the value at a path, None where nothing is recorded."""
    value: Value | None = root
    for step in steps(path):
        value = _inner(value, step)
    return value


def text(root: Document, path: str) -> str:
    """Return the text at a path, empty where nothing is recorded."""
    value = get(root, path)
    return value if isinstance(value, str) else ""


def number(root: Document, path: str) -> int | float | None:
    """Return the number at a path."""
    value = get(root, path)
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def flag(root: Document, path: str) -> bool | None:
    """Return the yes or no at a path."""
    value = get(root, path)
    return value if isinstance(value, bool) else None


def rows(root: Document, path: str) -> tuple[Document, ...]:
    """Return the rows of the list at a path, none where it is absent."""
    value = get(root, path)
    return tuple(r for r in value if isinstance(r, OBJECT)) if isinstance(value, tuple) else ()


def items(root: Document, path: str) -> tuple[str, ...]:
    """Return the single values of the list at a path as text."""
    value = get(root, path)
    return tuple(str(i) for i in value) if isinstance(value, tuple) else ()


def group(root: Document, path: str) -> Document:
    """Return the object at a path, an empty one where it is absent."""
    value = get(root, path)
    return value if isinstance(value, OBJECT) else EMPTY


def change(root: Document, changes: Mapping[str, Value | None]) -> Document:
    """Return a document with these paths set, or removed where the new value is None.

    Missing objects on the way are made, objects left empty go; ``list[+]`` appends a row, and so
    does a row id that the list does not hold. KeyError where a path leads through a plain value.
    """
    result: Value = root
    for path, value in changes.items():
        result = _changed(result, steps(path), value)
    if not isinstance(result, OBJECT):
        raise KeyError(path)
    return result


def _changed(value: Value | None, way: tuple[Step, ...], new: Value | None) -> Value:
    step, rest = way[0], way[1:]
    inner: Value | None = new
    if rest:
        inner = _changed(_inner(value, step), rest, new)
        if isinstance(inner, OBJECT) and not inner:
            inner = None
    return _with_row(value, step, inner) if isinstance(step, Row) else _with_key(value, step, inner)


def _with_key(value: Value | None, key: str, new: Value | None) -> Value:
    if value is not None and not isinstance(value, OBJECT):
        raise KeyError(key)
    mapping = dict(value or {})
    if new is None:
        mapping.pop(key, None)
    else:
        mapping[key] = new
    return MappingProxyType(mapping)


def _with_row(value: Value | None, step: Row, new: Value | None) -> Value:
    if value is not None and not isinstance(value, tuple):
        raise KeyError(step.name)
    listed = value or ()
    index = step.find(listed)
    if index < 0:
        return listed if new is None else (*listed, new)
    return listed[:index] + (() if new is None else (new,)) + listed[index + 1 :]


def leaves(value: Value, path: str = "") -> Iterator[tuple[str, Value]]:
    """Yield every recorded value with its path; an empty list is a value, an empty object none."""
    if isinstance(value, OBJECT):
        for key, item in value.items():
            yield from leaves(item, f"{path}.{key}" if path else key)
    elif isinstance(value, tuple) and value:
        for index, item in enumerate(value):
            step = item.get("id", index) if isinstance(item, OBJECT) else index
            yield from leaves(item, f"{path}[{step}]")
    else:
        yield path, value


def differences(old: Document, new: Document) -> tuple[Difference, ...]:
    """Return what differs, leaf by leaf, in the order of the new document."""
    same = {key for key, value in new.items() if old.get(key) is value}
    before, after = (
        dict(leaves({key: value for key, value in each.items() if key not in same}))
        for each in (old, new)
    )
    found = [
        Difference(path, before.get(path), value)
        for path, value in after.items()
        if before.get(path) != value or type(before.get(path)) is not type(value)
    ]
    return (*found, *(Difference(p, v, None) for p, v in before.items() if p not in after))


def _normal(value: Value) -> object:
    if isinstance(value, OBJECT):
        return {unicodedata.normalize("NFC", k): _normal(v) for k, v in value.items()}
    if isinstance(value, tuple):
        return [_normal(item) for item in value]
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def canonical(value: Value) -> bytes:
    """Return the one spelling that is hashed: UTF-8, NFC, sorted keys, no spaces."""
    return json.dumps(
        _normal(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode("utf-8")


def digest(value: Value) -> str:
    """Return the SHA-256 of the canonical spelling."""
    return hashlib.sha256(canonical(value)).hexdigest()
