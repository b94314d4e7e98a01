# SPDX-License-Identifier: MIT
"""The check that reads scores: a treated lesion or its case has a score without a total.

What only the plan itself settles, such as a surgical approach, is no gap in the facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from mdtdesk.domain import concern
from mdtdesk.domain.concern import Check
from mdtdesk.domain.document import Document, change, rows
from mdtdesk.domain.instruments import scoring, tables
from mdtdesk.domain.instruments.results import ItemResult, Result
from mdtdesk.domain.instruments.tables import Instrument

ID = "incomplete_score"
OF_CASE = "reads_case"
_PLAN = "discussions"
_ASKED = "?"


@dataclass(frozen=True, slots=True)
class Lack:
    """A score without a total: the items that are not recorded, and those a doctor must choose."""

    table: Instrument
    missing: tuple[str, ...]
    asked: tuple[str, ...]


def incomplete(case: Document, decision: Document, results: Sequence[Result]) -> Iterator[Check]:
    """Yield scores of treated lesions, and of the case for their region, that have no total."""
    treated = _treated(case, decision)
    lesions = rows(case, "lesions")
    for result in _open(results):
        at = result.lesion
        if at is not None and at < len(lesions) and lesions[at] in treated:
            yield Check(
                ID,
                f"lesions[{result.lesion_id or at}]",
                lesions=(lesions[at],),
                quote=_code(result),
            )
    # an override names no instrument, so what the case lacks is one finding
    whole = [r for r in _open(results) if r.lesion is None and _meant(r, case, treated)]
    if whole:
        yield Check(ID, _field(whole[0]), OF_CASE, quote=";".join(map(_code, whole)))


def complete(case: Document, decision: Document, results: Sequence[Result]) -> tuple[Document, ...]:
    """Return the treated lesions whose score has its total."""
    lesions, treated = rows(case, "lesions"), _treated(case, decision)
    found = (
        r.lesion
        for r in results
        if r.kind == "total" and r.total is not None and r.lesion is not None
    )
    return tuple(lesions[at] for at in found if at < len(lesions) and lesions[at] in treated)


def lacks(quote: str) -> tuple[Lack, ...]:
    """Return what a finding names, from its quote."""
    return tuple(_lack(part) for part in quote.split(";"))


def _lack(part: str) -> Lack:
    name, _, listed = part.partition(":")
    found = listed.split(",")
    asked = tuple(item.removesuffix(_ASKED) for item in found if item.endswith(_ASKED))
    return Lack(tables.of(name), tuple(i for i in found if not i.endswith(_ASKED)), asked)


def _code(result: Result) -> str:
    said = (f"{i.id}{_ASKED if i.state == 'ask' else ''}" for i in result.items if _lacking(i))
    return f"{result.instrument}:{','.join(said)}"


def _lacking(item: ItemResult) -> bool:
    return item.state in ("missing", "ask") and item.sources[:1] != (_PLAN,)


def _field(result: Result) -> str:
    """Return the field that is read for the first item that lacks an option."""
    first = next(item for item in result.items if _lacking(item))
    return first.sources[0] if first.sources else "answers"


def _open(results: Iterable[Result]) -> Iterator[Result]:
    for result in results:
        open_ = result.kind == "total" and result.applicable and result.total is None
        if open_ and any(map(_lacking, result.items)):
            yield result


def _meant(result: Result, case: Document, treated: Sequence[Document]) -> bool:
    """Tell whether an instrument of the case applies to the lesions that are treated."""
    if not treated:
        return False
    if all(lesion in treated for lesion in concern.present(case)):
        return True  # as the result says already
    alone = change(case, {"lesions": tuple(treated)})
    return any(one.applicable for one in scoring.results_of(result.instrument, alone))


def _treated(case: Document, decision: Document) -> list[Document]:
    present = concern.present(case)
    named = (concern.named(proc.row, present) for proc in concern.procedures(decision))
    return [lesion for found in named for lesion in found]
