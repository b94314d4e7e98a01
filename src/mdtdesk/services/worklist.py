# SPDX-License-Identifier: MIT
"""Reads the worklist: pages, counts of the views, and what a search finds; copies rows."""

from __future__ import annotations

from mdtdesk.domain.worklist import View, WorklistPage, WorklistQuery
from mdtdesk.services.context import Reading, query
from mdtdesk.storage.queries import worklist


@query("read")
def page(look: Reading, asked: WorklistQuery) -> WorklistPage:
    """Return some rows of the worklist. A row that is listed is not yet a case that was viewed."""
    context = look.context
    return worklist.page(
        look.connection, asked, today=context.clock().date(), person_id=context.actor.person_id
    )


@query("read")
def counts(look: Reading) -> dict[View, int]:
    """Return how many cases each view has."""
    return worklist.counts(look.connection, today=look.context.clock().date())


@query("read")
def find(look: Reading, text: str, limit: int) -> WorklistPage:
    """Return the first cases that a search finds, in the order of the worklist."""
    asked = WorklistQuery(search=text, limit=limit)
    context = look.context
    return worklist.page(
        look.connection, asked, today=context.clock().date(), person_id=context.actor.person_id
    )
