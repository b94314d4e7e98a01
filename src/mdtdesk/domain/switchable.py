# SPDX-License-Identifier: MIT
"""What there is to switch: every instrument and every department rule, with the state it has."""

from __future__ import annotations

from collections.abc import Iterable

from mdtdesk.domain import vocabulary
from mdtdesk.domain.switches import Kind, Switch, Turn, standing

# until the instruments' own tables say so
_TO_CONFIRM = ("katagiri_2014", "tomita_surgical")


def switches(turns: Iterable[Turn]) -> tuple[Switch, ...]:
    """Return every instrument and rule in their order, each as its turns left it."""
    kept = tuple(turns)
    return tuple(_instrument(one, kept) for one in vocabulary.codes("instrument"))


def enabled(turns: Iterable[Turn], kind: Kind = "instrument") -> frozenset[str]:
    """Return the ids of those whose results are shown."""
    return frozenset(one.id for one in switches(turns) if one.kind == kind and one.is_on)


def _instrument(named: str, turns: tuple[Turn, ...]) -> Switch:
    if named not in _TO_CONFIRM:
        return Switch("instrument", named, "1", free=True)
    return standing("instrument", named, "1", turns)
