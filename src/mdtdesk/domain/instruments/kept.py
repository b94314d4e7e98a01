# SPDX-License-Identifier: MIT
"""A result as it is kept with a case: what was answered, what it came to, when and by whom."""

from __future__ import annotations

from mdtdesk.domain.document import Document, Value, document
from mdtdesk.domain.instruments.results import Result


def held(result: Result) -> Document:
    """Return what a result says, as the case document writes it; what is not known is absent."""
    facts: dict[str, Value] = {"instrument": result.instrument, "version": result.version}
    if result.lesion_id:
        facts["lesion"] = result.lesion_id
    answers = {item.id: item.option for item in result.items if item.option is not None}
    points = {item.id: item.points for item in result.items if item.points is not None}
    over = tuple(item.id for item in result.items if item.overridden)
    for key, value in (("answers", answers), ("points", points), ("overridden", over)):
        if value:
            facts[key] = document(value) if isinstance(value, dict) else value
    if result.total is not None:
        facts["total"] = result.total
    if result.band is not None:
        facts["band"] = result.band
    return document(facts)


def entry(result: Result, occasion: str, at: str, by: str) -> Document:
    """Return a row of the case document's ``scores``."""
    return document({**held(result), "occasion": occasion, "at": at, "by": by})
