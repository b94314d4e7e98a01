# SPDX-License-Identifier: MIT
"""Reads the worklist: pages, counts, where a case stands, what a search finds; copies rows."""

from __future__ import annotations

from mdtdesk.domain.audit import AuditRow
from mdtdesk.domain.worklist import View, WorklistPage, WorklistQuery
from mdtdesk.domain.worklist_words import table
from mdtdesk.i18n import Language, translator
from mdtdesk.services.context import Reading, leave, query
from mdtdesk.storage.queries import worklist


@query("read")
def page(look: Reading, asked: WorklistQuery) -> WorklistPage:
    """Return some rows of the worklist. A row that is listed is not yet a case that was viewed."""
    return _page(look, asked)


@query("read")
def counts(look: Reading) -> dict[View, int]:
    """Return how many cases each view has."""
    return worklist.counts(look.connection, today=look.context.clock().date())


@query("read")
def locate(look: Reading, asked: WorklistQuery, case_id: str) -> int:
    """Return how many rows stand before a case, -1 if it is not among them."""
    today = look.context.clock().date()
    return worklist.locate(look.connection, asked, case_id=case_id, today=today)


@query("read")
def find(look: Reading, text: str, limit: int) -> WorklistPage:
    """Return the first cases that a search finds, in the order of the worklist."""
    return _page(look, WorklistQuery(search=text, limit=limit))


@query("export")
def copied(look: Reading, case_ids: tuple[str, ...], language: Language) -> str:
    """Return rows as a spreadsheet takes them; that they leave is kept for the audit first."""
    context = look.context
    rows = worklist.rows_of(look.connection, case_ids, person_id=context.actor.person_id)
    text = table(rows, translator(language), context.clock())
    leave(context, look.role, [AuditRow("exported", row.id, path="worklist") for row in rows])
    return text


def _page(look: Reading, asked: WorklistQuery) -> WorklistPage:
    context = look.context
    return worklist.page(
        look.connection, asked, today=context.clock().date(), person_id=context.actor.person_id
    )
