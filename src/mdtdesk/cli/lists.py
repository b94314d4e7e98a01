# SPDX-License-Identifier: MIT
"""``list``: the worklist, one line a case."""

from __future__ import annotations

from typing import get_args

from mdtdesk.cli import answers, signing
from mdtdesk.cli.answers import DONE
from mdtdesk.cli.grammar import Call
from mdtdesk.domain.worklist import CaseRow, View, WorklistQuery
from mdtdesk.services import worklist
from mdtdesk.services.context import Context, refuse_export

_AT_ONCE = 500


def run(call: Call) -> int:
    """List cases of a view, or those that a search finds, in the worklist's order."""
    refuse_export()
    with signing.signed_in(call) as signed:
        rows = _rows(signed.context, _view(call.text("view")), call.text("search"))
    call.speaker.tell(total=len(rows), cases=[row._asdict() for row in rows])
    for row in rows:
        call.speaker.say("\t".join(answers.one_line(cell) for cell in _cells(call, row)))
    return DONE


def _view(named: str) -> View:
    views: tuple[View, ...] = get_args(View)
    return next((view for view in views if view == named), "all")


def _rows(context: Context, view: View, search: str) -> list[CaseRow]:
    """Read page by page, so that no commit waits for a long list."""
    found: list[CaseRow] = []
    while True:
        asked = WorklistQuery(view, search, offset=len(found), limit=_AT_ONCE)
        rows = worklist.page(context, asked).rows
        found += rows
        if len(rows) < _AT_ONCE:
            return found


def _cells(call: Call, row: CaseRow) -> list[str]:
    translate = call.translate
    urgency = translate.code("urgency", row.urgency) if row.urgency else ""
    return [
        row.number,
        translate.code("worklist_status", row.status),
        urgency,
        row.name,
        row.mrn,
        row.sites(translate.language),
        row.question,
    ]
