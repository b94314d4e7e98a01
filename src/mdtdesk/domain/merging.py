# SPDX-License-Identifier: MIT
"""What a known case becomes when a document is laid over it.

Only the keys that the document holds count. A list that is there replaces the whole list, but a
row without an id that equals a stored one is that row, and keeps its id. ``id``, ``number`` and the
basis that this store gave a decision are the store's own; kept scores are only ever added to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from mdtdesk.domain.case_fields import CASE
from mdtdesk.domain.document import EMPTY, Document, Value, differences, rows
from mdtdesk.domain.fields import Answers, Group, Id, Kind, Rows
from mdtdesk.domain.imports import decisions
from mdtdesk.errors import Problem

_OURS = ("format", "version", "id", "number")
# what comes to a decision after it was recorded, and is only ever appended
_LATER = ("signatures", "addenda", "ratified", "patient_plan", "carried_out")


def merged(stored: Document, given: Document, imported: frozenset[str] = frozenset()) -> Document:
    """Return the case that a document makes of a stored one.

    ``imported`` are the ids of stored decisions whose basis came with them.
    """
    facts = dict(stored)
    for key, value in given.items():
        if key == "scores":
            facts[key] = _added_scores(rows(stored, key), rows(given, key))
        elif key not in _OURS:
            facts[key] = _laid(CASE.fields[key], stored.get(key), value)
    return _with_own_bases(MappingProxyType(facts), stored, imported)


def _added_scores(stored: tuple[Document, ...], given: tuple[Document, ...]) -> Value:
    kind = CASE.fields["scores"]
    row = kind.row if isinstance(kind, Rows) else None
    return (*stored, *(new for new in given if not any(_same(new, old, row) for old in stored)))


def merged_patient(stored: Document, given: Document) -> Document:
    """Return the facts that a document makes of a stored patient."""
    found = _laid(CASE.fields["patient"], stored, given)
    return found if isinstance(found, Mapping) else stored


def reordered(old: Document, new: Document) -> tuple[str, ...]:
    """Return the keys under which nothing but the order of rows differs."""
    other = {key for key in new if new[key] != old.get(key)}
    told = {d.path.partition(".")[0].partition("[")[0] for d in differences(old, new)}
    return tuple(key for key in new if key in other - told)


def _laid(kind: Kind | None, old: Value | None, new: Value) -> Value:
    if isinstance(kind, Rows) and isinstance(new, tuple):
        return _rows(old if isinstance(old, tuple) else (), new, kind.row)
    if isinstance(new, Mapping) and isinstance(old, Mapping):
        if isinstance(kind, Group):
            inner = {k: _laid(kind.fields.get(k), old.get(k), v) for k, v in new.items()}
            return MappingProxyType({**old, **inner})
        if isinstance(kind, Answers):
            return MappingProxyType({**old, **{k: _answers(old.get(k), v) for k, v in new.items()}})
    return new


def _answers(old: Value | None, new: Value) -> Value:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return MappingProxyType({**old, **new})
    return new


def _rows(old: tuple[Value, ...], new: tuple[Value, ...], row: Group) -> Value:
    stored = [each for each in old if isinstance(each, Mapping)]
    named = {each.get("id") for each in new if isinstance(each, Mapping)}
    by_id = {each["id"]: each for each in stored if "id" in each}
    free = [each for each in stored if each.get("id") not in named]
    made: list[Value] = []
    for given in new:
        if not isinstance(given, Mapping):
            continue
        twin = by_id.get(given.get("id", ""))
        if "id" not in given:
            twin = next((each for each in free if _same(given, each, row)), None)
            free = [each for each in free if each is not twin]
        made.append(_named(given, twin or EMPTY, row))
    return tuple(made)


def _same(given: Value | None, stored: Value | None, kind: Kind | None) -> bool:
    """Tell whether a value equals a stored one but for ids that it does not have."""
    if isinstance(kind, Group) and isinstance(given, Mapping) and isinstance(stored, Mapping):
        fields = kind.fields_for(given.get(kind.variant, ""))
        aside = {"basis"} if "basis" in fields else set()
        if isinstance(fields.get("id"), Id) and "id" not in given:
            aside.add("id")
        if given.keys() - aside != stored.keys() - aside:
            return False
        return all(_same(given[k], stored[k], fields.get(k)) for k in given.keys() - aside)
    if isinstance(kind, Rows) and isinstance(given, tuple) and isinstance(stored, tuple):
        pairs = zip(given, stored, strict=False)
        return len(given) == len(stored) and all(_same(g, s, kind.row) for g, s in pairs)
    return given == stored


def _named(given: Document, stored: Document, row: Group) -> Document:
    """Return a row with the ids of the stored rows that are the same."""
    fields = row.fields_for(given.get(row.variant, ""))
    made: dict[str, Value] = {}
    if isinstance(fields.get("id"), Id) and "id" not in given and "id" in stored:
        made["id"] = stored["id"]
    for key, value in given.items():
        kind, before = fields.get(key), stored.get(key)
        if isinstance(kind, Rows) and isinstance(value, tuple):
            made[key] = _rows(before if isinstance(before, tuple) else (), value, kind.row)
        elif isinstance(kind, Group) and isinstance(value, Mapping):
            twin = before if isinstance(before, Mapping) and _same(value, before, kind) else EMPTY
            made[key] = _named(value, twin, kind)
        else:
            made[key] = value
    return MappingProxyType(made)


def _with_own_bases(case: Document, stored: Document, imported: frozenset[str]) -> Document:
    """Return the case with the bases that this store made, whatever the document says of them."""
    bases = {d["id"]: d.get("basis") for _, d in decisions(stored) if d.get("id") not in imported}
    if not bases:
        return case

    def ours(value: Value | None) -> Value | None:
        if isinstance(value, Mapping) and value.get("id") in bases:
            basis = bases[value["id"]]
            plain = {k: v for k, v in value.items() if k != "basis"}
            return MappingProxyType(plain | ({"basis": basis} if basis is not None else {}))
        return value

    made: list[Value] = []
    discussions = case.get("discussions")
    for discussion in discussions if isinstance(discussions, tuple) else ():
        if isinstance(discussion, Mapping):
            changed = {k: ours(v) if k == "decision" else v for k, v in discussion.items()}
            earlier = discussion.get("earlier_decisions")
            if isinstance(earlier, tuple):
                changed["earlier_decisions"] = tuple(v for v in map(ours, earlier) if v is not None)
            made.append(MappingProxyType({k: v for k, v in changed.items() if v is not None}))
    return MappingProxyType({**case, "discussions": tuple(made)})


def decision_problems(stored: Document, new: Document) -> Iterator[Problem]:
    """Yield where a recorded decision would go, change, or lose what was appended to it."""
    after = {d.get("id"): (path, d) for path, d in decisions(new)}
    for _, before in decisions(stored):
        path, decision = after.get(before["id"], ("discussions", EMPTY))
        signed = bool(before.get("signatures"))
        if signed and decision != before:
            yield Problem(path, "signed_decision", {"value": str(before["id"])})
        elif _kept(before) != _kept(decision) or any(
            key in before and key not in decision for key in _LATER
        ):
            yield Problem(path, "decision_kept", {"value": str(before["id"])})


def _kept(decision: Document) -> dict[str, Value]:
    return {key: value for key, value in decision.items() if key not in _LATER}
