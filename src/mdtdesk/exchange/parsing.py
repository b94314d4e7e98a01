# SPDX-License-Identifier: MIT
"""The child's side of reading case documents: JSON first, then the check against the contract."""

from __future__ import annotations

import codecs
import hashlib
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mdtdesk.children import refusal
from mdtdesk.domain import check, document, listing
from mdtdesk.errors import Problem

DEEPEST = 40
PROBLEMS = 100
_LARGEST = 2**53


class Doubled(dict[str, Any]):
    """An object in whose text a key stands twice."""

    key = ""


def read(path: Path) -> Iterator[dict[str, object]]:
    """Yield a line for the file and one for each of its documents."""
    try:
        data = path.read_bytes()
    except OSError:
        yield refusal("file_unreadable", value=path.name)
        return
    try:
        found = parsed(data)
    except UnicodeDecodeError as error:
        yield refusal("not_utf8", value=error.start)
        return
    except RecursionError:
        yield refusal("too_deep", value=DEEPEST)
        return
    except json.JSONDecodeError as error:
        yield refusal("not_json", line=error.lineno, column=error.colno, value=path.name)
        return
    except ValueError:  # a number of thousands of digits
        yield refusal("number_too_long", value=path.name)
        return
    if not isinstance(found, (dict, list)):
        yield refusal("not_cases", value=path.name)
        return
    listed = isinstance(found, list)
    yield {"list": listed, "sha256": hashlib.sha256(data).hexdigest()}
    del data
    documents: list[object] = found if isinstance(found, list) else [found]
    for raw in documents:
        yield _entry(raw)


def parsed(data: bytes) -> object:
    """Return what JSON text holds; a byte order mark is passed over."""
    return json.loads(data.removeprefix(codecs.BOM_UTF8).decode("utf-8"), object_pairs_hook=_object)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    doubled, seen = Doubled(made), set[str]()
    for key, _ in pairs:
        if key in seen:
            doubled.key = key
        seen.add(key)
    return doubled


def _entry(raw: object) -> dict[str, object]:
    found = list(faults(raw))
    if not found:
        found = list(check.problems(raw))
    if found:
        told = [[p.path, p.code, _values(p)] for p in found[:PROBLEMS]]
        number = raw.get("number") if isinstance(raw, dict) else None
        return {"problems": told, "number": number if isinstance(number, str) else ""}
    missing = listing.missing(document.document(raw)) if isinstance(raw, dict) else ()
    return {"document": raw, "missing": missing}


def _values(problem: Problem) -> dict[str, object]:
    return {k: v[:200] if isinstance(v, str) else str(v)[:200] for k, v in problem.values.items()}


def faults(raw: object, path: str = "", depth: int = 0) -> Iterator[Problem]:
    """Yield what JSON may hold and no case document may, wherever it stands."""
    if depth > DEEPEST:
        yield Problem(path, "too_deep", {"value": DEEPEST})
    elif isinstance(raw, dict):
        if isinstance(raw, Doubled):
            yield Problem(f"{path}.{raw.key}" if path else raw.key, "key_twice", {"value": raw.key})
        for key, value in raw.items():
            if not _is_words(key):
                yield Problem(path, "broken_character", {"value": _readable(key)})
            yield from faults(value, f"{path}.{key}" if path else key, depth + 1)
    elif isinstance(raw, list):
        for index, value in enumerate(raw):
            yield from faults(value, f"{path}[{index}]", depth + 1)
    elif raw is None:
        yield Problem(path, "null", {"value": "null"})
    elif isinstance(raw, str):
        if not _is_words(raw):
            yield Problem(path, "broken_character", {"value": _readable(raw)})
    elif isinstance(raw, (int, float)) and not (math.isfinite(raw) and abs(raw) <= _LARGEST):
        yield Problem(path, "number_too_large", {"value": str(raw)[:40]})


def _is_words(text: str) -> bool:
    # a surrogate alone is no character and no file could hold it; NUL ends texts elsewhere
    return text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text)


def _readable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")[:60]
