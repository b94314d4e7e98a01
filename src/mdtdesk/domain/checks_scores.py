# SPDX-License-Identifier: MIT
"""The check that reads scores: a lesion that is treated although its own score has no total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mdtdesk.domain import concern
from mdtdesk.domain.concern import Check
from mdtdesk.domain.document import Document, rows
from mdtdesk.domain.instruments import tables
from mdtdesk.domain.instruments.results import Result

ID = "incomplete_score"


def incomplete(case: Document, decision: Document, results: Sequence[Result]) -> Iterator[Check]:
    """Yield treated lesions whose score lacks an item that could be recorded or answered."""
    lesions = rows(case, "lesions")
    treated = list(_treated(case, decision))
    for result in _of_lesions(results):
        at = result.lesion
        if result.total is not None or at is None or at >= len(lesions):
            continue
        lacks = [item.id for item in result.items if item.state in ("missing", "ask")]
        if lacks and lesions[at] in treated:
            yield Check(
                ID,
                f"lesions[{result.lesion_id or at}]",
                lesions=(lesions[at],),
                quote=f"{result.instrument}:{','.join(lacks)}",
            )


def complete(case: Document, decision: Document, results: Sequence[Result]) -> tuple[Document, ...]:
    """Return the treated lesions whose score has its total."""
    lesions, treated = rows(case, "lesions"), list(_treated(case, decision))
    found = (r.lesion for r in _of_lesions(results) if r.total is not None and r.lesion is not None)
    return tuple(lesions[at] for at in found if at < len(lesions) and lesions[at] in treated)


def items_of(quote: str, language: str) -> tuple[str, list[str]]:
    """Return the instrument's name and the labels of the items that a finding names."""
    name, _, listed = quote.partition(":")
    table = tables.of(name)
    return table.short[language], [table.item(item).label[language] for item in listed.split(",")]


def _of_lesions(results: Iterable[Result]) -> Iterator[Result]:
    for result in results:
        if result.kind == "total" and result.lesion is not None and result.reason is None:
            yield result


def _treated(case: Document, decision: Document) -> Iterator[Document]:
    present = concern.present(case)
    for procedure in concern.procedures(decision):
        yield from concern.named(procedure.row, present)
