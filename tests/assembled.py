# SPDX-License-Identifier: MIT
"""Prints of meetings for tests: an agenda made of documents, and the codes on a drawn page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import zxingcpp

from mdtdesk.domain import meeting_prints, summaries, wording
from mdtdesk.domain.agenda import AgendaRecord, AgendaRow, Attendee, MeetingRecord
from mdtdesk.domain.document import text
from mdtdesk.domain.instruments import tables
from mdtdesk.domain.meeting_prints import MeetingPrint
from mdtdesk.domain.prints import SummaryRecord
from mdtdesk.domain.worklist import CaseRow
from mdtdesk.i18n import LANGUAGES, translator
from mdtdesk.imaging import pages
from paper import LETTERHEAD, STAMP, record

MEETING = MeetingRecord(
    "m1",
    3,
    "骨转移瘤多学科讨论",
    "2026-11-26",
    "2026-11-26T15:00+08:00",
    room="外科楼三楼会议室",
    chair="韩立群",
    recorder="康宁",
    required=("bone_soft_tissue_surgery", "radiation_oncology"),
    cutoff_at="2026-11-24T17:00+08:00",
    attendance=(Attendee("韩立群", "主任医师", "bone_soft_tissue_surgery", "in_room"),),
)
DPI = 200


def meeting(documents: Iterable[dict[str, Any]], **changes: Any) -> MeetingPrint:
    """Return what the prints of a meeting with these cases say."""
    shown = tuple(tables.load())
    cases = tuple(
        summaries.scored(record({**each, "number": _number(each, at)}), shown)
        for at, each in enumerate(documents, 1)
    )
    rows = tuple(_row(case, at) for at, case in enumerate(cases, 1))
    agenda = AgendaRecord(replace(MEETING, **changes), rows)
    return meeting_prints.of(
        agenda, cases, STAMP, letterhead=LETTERHEAD, shown=tuple(tables.load())
    )


def _number(document: dict[str, Any], at: int) -> str:
    return str(document.get("number", f"2026-{at:04d}"))


def _row(case: SummaryRecord, at: int) -> AgendaRow:
    held = case.document
    zh, en = (wording.sites(held, translator(language)) for language in LANGUAGES)
    listed = CaseRow(
        id=f"c{at}",
        number=case.number,
        name=text(held, "patient.name"),
        mrn=text(held, "patient.mrn"),
        sex=text(held, "patient.sex"),
        birth_date=text(held, "patient.birth_date"),
        age_years=None,
        died_on="",
        urgency=text(held, "referral.urgency"),
        sites_zh=zh,
        sites_en=en,
        question=text(held, "referral.question"),
        primary=text(held, "primary.site"),
        status="listed",
        missing=0,
        received_at="",
        due_on="",
        ended_at="",
        meets_at="",
        unsaved="",
    )
    return AgendaRow(f"i{at}", at, listed, held, 2, minutes=8)


def codes(pdf: bytes, page: int = 0) -> list[str]:
    """Return what a reader of codes finds on a page as it is drawn."""
    drawn = pages.page_picture(pdf, page, DPI)
    shape = (drawn.height, drawn.width, 3)
    found = zxingcpp.read_barcodes(memoryview(drawn.rgb).cast("B", shape))
    return [each.text for each in found]
