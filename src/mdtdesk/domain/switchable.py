# SPDX-License-Identifier: MIT
"""What there is to switch: every instrument and every department rule, with the state it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mdtdesk.domain import checks_department
from mdtdesk.domain.document import Document
from mdtdesk.domain.instruments import scoring, tables
from mdtdesk.domain.switches import Kind, Switch, Turn, standing

TO_CONFIRM = "department must confirm"


def switches(turns: Iterable[Turn]) -> tuple[Switch, ...]:
    """Return every instrument and rule in their order, each as its turns left it."""
    return tuple(_switches(tuple(turns)))


def _switches(turns: tuple[Turn, ...]) -> Iterator[Switch]:
    for table in tables.load().values():
        if table.status == TO_CONFIRM:
            yield standing("instrument", table.id, table.version, turns)
        else:
            yield Switch("instrument", table.id, table.version, free=True)
    for rule in checks_department.load().values():
        yield standing("rule", rule.id, rule.version, turns)


def enabled(turns: Iterable[Turn], kind: Kind = "instrument") -> frozenset[str]:
    """Return the ids of those whose results are shown."""
    return frozenset(one.id for one in switches(turns) if one.kind == kind and one.is_on)


def touches(kind: Kind, subject: str, case: Document) -> bool:
    """Tell whether an instrument applies to a case, or a rule finds something in it."""
    if kind == "rule":
        return checks_department.touches(subject, case, scoring.results(case))
    return any(result.applicable for result in scoring.results_of(subject, case))
