# SPDX-License-Identifier: MIT
"""Searches of the worklist that a person keeps under a name, beside the views that are built in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from mdtdesk.domain.worklist import VIEWS, View


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """What was typed in which view; they stand in the order of ``since``, when they were kept."""

    name: str
    view: View
    search: str
    since: str = ""


def spelled(saved: SavedSearch) -> str:
    """Return a search as it is kept under its name."""
    return json.dumps({k: v for k, v in asdict(saved).items() if k != "name"}, ensure_ascii=False)


def read(kept: Mapping[str, str]) -> tuple[SavedSearch, ...]:
    """Return the searches that are kept, the oldest first; what cannot be read is left out."""
    found = [saved for name, raw in kept.items() for saved in _read(name, raw)]
    return tuple(sorted(found, key=lambda saved: (saved.since, saved.name)))


def _read(name: str, raw: str) -> Iterable[SavedSearch]:
    try:
        facts = json.loads(raw)
    except ValueError:
        return
    if isinstance(facts, dict):
        typed, since = str(facts.get("search", "")), str(facts.get("since", ""))
        for view in VIEWS:
            if view == facts.get("view"):
                yield SavedSearch(name, view, typed, since)
