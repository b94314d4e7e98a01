# SPDX-License-Identifier: MIT
"""What the scores of today say already: elsewhere on the paper it need not be said again."""

from __future__ import annotations

from collections.abc import Iterator

from mdtdesk.domain import score_words as words
from mdtdesk.domain.document import Document, Value, document, group, text
from mdtdesk.domain.instruments import kept
from mdtdesk.domain.instruments.results import ItemResult, Result
from mdtdesk.reports.review_summary.reading import Reading

_OF_AN_OCCASION = ("occasion", "at", "by")


def facts_of_lesion(reading: Reading, index: int, name: str) -> bool:
    """Tell whether the items of a total say all that is recorded under a group of a lesion."""
    path = f"lesions[{index}].{name}"
    recorded = group(reading.document, path)
    if any(reading.unconfirmed(f"{path}.{key}") for key in recorded):
        return False
    items = (item for result in _totals(reading, index) for item in result.items)
    read = {item.sources[0].rpartition(f"].{name}.")[2] for item in items if _plain(item)}
    return bool(recorded) and set(recorded) <= read


def _plain(item: ItemResult) -> bool:
    """Tell whether an item's answer is what one field says."""
    return item.state == "scored" and not item.answered and len(item.sources) == 1


def answers(reading: Reading, instrument: str, given: Document, lesion: int | None = None) -> bool:
    """Tell whether a total shows each of a person's answers."""
    mine = (r for r in _totals(reading, lesion) if r.instrument == instrument)
    shown = {item.id: item.option for r in mine for item in r.items if item.answered}
    return bool(given) and all(shown.get(item) == option for item, option in given.items())


def _totals(reading: Reading, lesion: int | None) -> Iterator[Result]:
    for result in reading.record.results:
        if result.kind == "total" and result.lesion == lesion and words.is_known(result):
            yield result


def as_today(reading: Reading, row: Document) -> bool:
    """Tell whether a kept result is, item by item, what is shown as today's."""
    bare = {key: value for key, value in row.items() if key not in _OF_AN_OCCASION}
    found = (r for r in reading.record.results if r.instrument == text(row, "instrument"))
    return any(_held(result) == bare for result in found if words.is_known(result))


def _held(result: Result) -> dict[str, Value]:
    held = dict(kept.held(result))
    if isinstance(result.value, str):
        held.setdefault("answers", document({"grade": result.value}))
    return held
