# SPDX-License-Identifier: MIT
"""What no single field can say: order of times, ids that occur once, names that lead somewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from mdtdesk.domain import case_fields
from mdtdesk.domain.days import certainly_before
from mdtdesk.domain.document import OBJECT, Document, Value, get, rows, text
from mdtdesk.domain.fields import Day, DayOrMoment, FlagOr, Group, Id, Items, Kind, Moment, Rows
from mdtdesk.errors import Problem

Leaf = tuple[str, Kind, Value]


def problems(case: Document) -> tuple[Problem, ...]:
    """Return the faults of a document whose every field holds by itself."""
    found = list(_walk(case, case_fields.CASE, path=""))
    return (
        *_before_birth(case, found),
        *_ids_twice(found),
        *_lost_references(found),
        *_times(case),
        *_bases(case),
    )


def _walk(value: Value, kind: Kind, *, path: str) -> Iterator[Leaf]:
    """Yield every single value with its path and kind."""
    match kind:
        case FlagOr() if isinstance(value, OBJECT):
            yield from _walk(value, kind.group, path=path)
        case Group() if isinstance(value, OBJECT):
            fields = kind.fields_for(value.get(kind.variant, ""))
            for key, item in value.items():
                if key in fields:
                    yield from _walk(item, fields[key], path=f"{path}.{key}" if path else key)
        case Rows() if isinstance(value, tuple):
            for index, item in enumerate(value):
                yield from _walk(item, kind.row, path=f"{path}[{index}]")
        case Items() if isinstance(value, tuple):
            for index, item in enumerate(value):
                yield from _walk(item, kind.item, path=f"{path}[{index}]")
        case _:
            yield path, kind, value


def _before_birth(case: Document, found: list[Leaf]) -> Iterator[Problem]:
    birth = text(case, "patient.birth_date")
    for path, kind, value in found:
        dated = isinstance(kind, (Day, Moment, DayOrMoment)) and path != "patient.birth_date"
        if birth and dated and certainly_before(str(value), birth):
            yield Problem(path, "before_birth", {"value": value, "birth": birth})


def _ids_twice(found: list[Leaf]) -> Iterator[Problem]:
    seen: set[Value] = set()
    for path, kind, value in found:
        # a meeting is shared by many discussions, so its id may come again
        if isinstance(kind, Id) and not kind.of and not path.endswith("meeting.id"):
            if value in seen:
                yield Problem(path, "id_twice", {"value": value})
            seen.add(value)


def _owner(path: str) -> str:
    """Return the list that an own id's path stands in: lesions, procedures, decisions, …"""
    key = path.removesuffix(".id").rpartition(".")[2].partition("[")[0]
    return "decisions" if key in ("decision", "earlier_decisions") else key


def _lost_references(found: list[Leaf]) -> Iterator[Problem]:
    held: dict[str, set[Value]] = {}
    for path, kind, value in found:
        if isinstance(kind, Id) and not kind.of:
            held.setdefault(_owner(path), set()).add(value)
    for path, kind, value in found:
        if isinstance(kind, Id) and kind.of and value not in held.get(kind.of, ()):
            yield Problem(path, f"no_such_{kind.of.removesuffix('s')}", {"value": value})


def _times(case: Document) -> Iterator[Problem]:
    for index, discussion in enumerate(rows(case, "discussions")):
        start, end = text(discussion, "started_at"), text(discussion, "ended_at")
        if start and end and certainly_before(end, start):
            path = f"discussions[{index}].ended_at"
            yield Problem(path, "ended_before_start", {"value": end, "start": start})


def _decision_paths(case: Document) -> Iterator[str]:
    for index, discussion in enumerate(rows(case, "discussions")):
        if "decision" in discussion:
            yield f"discussions[{index}].decision"
        for earlier in range(len(rows(discussion, "earlier_decisions"))):
            yield f"discussions[{index}].earlier_decisions[{earlier}]"


def _bases(case: Document) -> Iterator[Problem]:
    for path in _decision_paths(case):
        basis, stored = get(case, f"{path}.basis.document"), get(case, f"{path}.basis.sha256")
        if not isinstance(basis, str) or stored is None:
            continue
        if hashlib.sha256(basis.encode()).hexdigest() != stored:
            yield Problem(f"{path}.basis.sha256", "wrong_digest", {"value": stored})
