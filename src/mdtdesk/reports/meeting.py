# SPDX-License-Identifier: MIT
"""The prints of a meeting by their names, one at a time or all as one file with a list."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mdtdesk.domain.meeting_prints import MeetingPrint, case_code
from mdtdesk.i18n import Translate
from mdtdesk.reports import agenda, decision_sheet, minutes, preparation, review_summary, sign_in
from mdtdesk.reports.paint import Page, pdf

_Pages = Callable[[MeetingPrint, Translate], list[Page]]


def _case_sheets(record: MeetingPrint, translate: Translate) -> list[Page]:
    """Return the review summary of each case, named by its place on the agenda."""
    made: list[Page] = []
    for row, case in zip(record.agenda.rows, record.cases, strict=True):
        name = f"{row.position} {row.case.name}".strip()
        code = case_code(case.number, row.version)
        made += review_summary.pages(case, translate, bookmark=name, code=code)
    return made or agenda.pages(record, translate)


_PRINTS: Mapping[str, _Pages] = {
    "agenda": agenda.pages,
    "sign_in": sign_in.pages,
    "preparation": preparation.pages,
    "case_sheets": _case_sheets,
    "minutes": minutes.pages,
    "sheets": decision_sheet.pages,
}


def render(what: str, record: MeetingPrint, translate: Translate) -> bytes:
    """Return one of a meeting's prints, or ``all`` of them, as PDF."""
    names = tuple(_PRINTS) if what == "all" else (what,)
    made = [page for name in names for page in _PRINTS[name](record, translate)]
    title = f"{record.agenda.meeting.title} {translate(f'meeting.print.{what}')}"
    return pdf(made, title=title, language=translate.language)
