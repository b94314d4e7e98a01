# SPDX-License-Identifier: MIT
"""What follows from the facts for one item: an option, or the options still allowed and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from mdtdesk.domain.instruments.results import State
from mdtdesk.domain.instruments.tables import Item

Spec = Mapping[str, Any]


class Derived(NamedTuple):
    """One of: scored with an option; missing; ask with a reason; not scorable.

    problems  ids of contradictions that were met on the way
    counted   which of several ways of measuring the same counted
    """

    state: State
    option: str | None
    allowed: tuple[str, ...]
    reason: str | None = None
    suggested: str | None = None
    number: int | None = None
    problems: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()


def scored(option: str, *problems: str) -> Derived:
    """Return an item that has its option."""
    return Derived("scored", option, (option,), problems=problems)


class Answers:
    """The ways an item of one table may end, made once."""

    def __init__(self, item: Item) -> None:
        self.options = tuple(option.id for option in item.options)
        self.points = {option.id: option.points for option in item.options}
        self.missing = Derived("missing", None, self.options, "not_recorded")
        self._scored = {option: scored(option) for option in self.options}

    def option(self, option: str) -> Derived:
        """Return the item with an option."""
        return self._scored[option]

    def ask(self, cell: Spec, *problems: str, suggested: str | None = None) -> Derived:
        """Return the question a cell of a table asks: ``ask``, ``allowed``, ``suggest``."""
        allowed = tuple(cell.get("allowed", self.options))
        offered = suggested or cell.get("suggest")
        return Derived("ask", None, allowed, cell["ask"], offered, problems=problems)

    def contradicted(self, problem: str) -> Derived:
        """Return the question that contradicting facts ask, over all options."""
        return Derived("ask", None, self.options, "contradicted", problems=(problem,))

    def cell(self, cell: object) -> Derived:
        """Return what a cell of a table says: an option, a question, or no points."""
        if isinstance(cell, str):
            return self._scored[cell]
        if isinstance(cell, Mapping) and "not_scorable" in cell:
            return Derived("not_scorable", None, (), str(cell["not_scorable"]))
        return self.ask(cell if isinstance(cell, Mapping) else {})

    def one_of(self, allowed: tuple[str, ...], reason: str) -> Derived:
        """Return the only option left, else the question over those that are."""
        if len(allowed) == 1:
            return self._scored[allowed[0]]
        return Derived("ask", None, allowed, reason)
