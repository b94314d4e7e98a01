# SPDX-License-Identifier: MIT
"""The department's own rules: a table of conditions over facts and results, each switched on.

Nothing here knows a rule by its name. What is not recorded meets no condition: an incomplete case
raises nothing; the values that were read go with each finding.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from mdtdesk.domain import concern
from mdtdesk.domain.concern import Check, Numbered
from mdtdesk.domain.document import Document, Value, get, items, rows, text
from mdtdesk.domain.instruments.results import Result
from mdtdesk.domain.instruments.tables import Words
from mdtdesk.paths import resource

SORT = "department"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule with its words and source; ``when`` holds for a procedure and one of its lesions."""

    id: str
    version: str
    name: Words
    text: Words
    source: Words
    types: tuple[str, ...]
    without: tuple[str, ...]
    when: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What conditions are read from: a case, and the results that are shown of it."""

    case: Document
    results: Sequence[Result]


@cache
def load() -> Mapping[str, Rule]:
    """Return every rule by its id."""
    table = tomllib.loads(resource("rules", "department.toml").read_text("utf-8"))
    listed = (
        Rule(
            row["id"],
            row["version"],
            row["name"],
            row["text"],
            row["source"],
            tuple(row["types"]),
            tuple(row["without"]),
            tuple(row["when"]),
        )
        for row in table["rule"]
    )
    return {rule.id: rule for rule in listed}


def find(
    case: Document, decision: Document, results: Sequence[Result], enabled: Iterable[str]
) -> Iterator[Check]:
    """Yield what the rules that are on find in a decision."""
    known = load()
    for name in sorted(enabled):
        if name in known:
            yield from _found(known[name], case, decision, results)


def looked_at(
    case: Document, decision: Document, results: Sequence[Result], enabled: Iterable[str]
) -> Iterator[tuple[Rule, tuple[Document, ...]]]:
    """Yield the rules that are on and could be read whole, with the lesions they were read for."""
    known = load()
    for name in sorted(enabled):
        rule = known.get(name)
        found = [
            lesion
            for procedure in (concern.procedures(decision, rule.types) if rule else ())
            for lesion in _meant(procedure.row, case)
            if rule and None not in _values(rule, procedure, lesion, Facts(case, results))
        ]
        if rule is not None and found:
            yield rule, tuple(found)


def touches(rule: str, case: Document, results: Sequence[Result]) -> bool:
    """Tell whether a rule would find something in the last decision of a case."""
    discussions = rows(case, "discussions")
    decision = get(discussions[-1], "decision") if discussions else None
    if not isinstance(decision, Mapping):
        return False
    return any(True for _ in find(case, decision, results, (rule,)))


def _found(
    rule: Rule, case: Document, decision: Document, results: Sequence[Result]
) -> Iterator[Check]:
    for procedure in concern.procedures(decision, rule.types):
        for lesion in _meant(procedure.row, case):
            if _held_by_others(rule, lesion, case, decision):
                continue
            values = _values(rule, procedure, lesion, Facts(case, results))
            if all(_meets(test, value) for test, value in zip(rule.when, values, strict=True)):
                read = zip(rule.when, values, strict=True)
                yield Check(
                    rule.id,
                    procedure.path("type"),
                    SORT,
                    number=procedure.index + 1,
                    procedure=procedure.row,
                    lesions=(lesion,),
                    quote=";".join(f"{_what(test)}={_plain(value)}" for test, value in read),
                )


def _meant(procedure: Document, case: Document) -> tuple[Document, ...]:
    """Return the lesions that a procedure is meant for: by id, else by level or bone and side."""
    present = concern.present(case)
    named = concern.named(procedure, present)
    if named:
        return named
    treated = set(concern.treated(procedure))
    bone, side = text(procedure, "bone"), text(procedure, "side")
    return tuple(
        lesion
        for lesion in present
        if treated & set(items(lesion, "levels"))
        or (bone and text(lesion, "bone") == bone and text(lesion, "side") == side)
    )


def _held_by_others(rule: Rule, lesion: Document, case: Document, decision: Document) -> bool:
    """Tell whether another procedure holds the lesion, so that the rule's one is not alone."""
    levels = set(items(lesion, "levels"))
    for other in concern.procedures(decision, rule.without):
        if lesion in _meant(other.row, case) or levels & set(concern.span(other.row)):
            return True
    return False


def _values(
    rule: Rule, procedure: Numbered, lesion: Document, facts: Facts
) -> tuple[Value | None, ...]:
    """Return what each condition of a rule reads; None where it is not recorded."""
    return tuple(_value(test, procedure, lesion, facts) for test in rule.when)


def _value(
    test: Mapping[str, Any], procedure: Numbered, lesion: Document, facts: Facts
) -> Value | None:
    if "result" in test:
        return _total(test["result"], lesion, facts)
    return (
        get(lesion, test["lesion"]) if "lesion" in test else get(procedure.row, test["procedure"])
    )


def _meets(test: Mapping[str, Any], value: Value | None) -> bool:
    if value is None:
        return False
    if "is" in test:
        return value in test["is"]
    if not isinstance(value, (int, float)):
        return False
    return bool(test.get("at_least", value) <= value <= test.get("at_most", value))


def _total(instrument: str, lesion: Document, facts: Facts) -> int | None:
    listed = rows(facts.case, "lesions")
    at = next((n for n, row in enumerate(listed) if row is lesion or row == lesion), None)
    for result in facts.results:
        if result.instrument == instrument and result.lesion in (None, at):
            return result.total
    return None


def _what(test: Mapping[str, Any]) -> str:
    """Return what a condition reads, as ``reads`` of the words takes it."""
    kind = next(key for key in ("result", "lesion", "procedure") if key in test)
    return f"{kind}:{test[kind]}"


def _plain(value: Value | None) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
