# SPDX-License-Identifier: MIT
"""Prints of meetings for tests: an agenda made of documents, and the codes on a drawn page."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import zxingcpp

from mdtdesk.domain import basis, meeting_prints, signing, summaries, wording
from mdtdesk.domain.agenda import AgendaRecord, AgendaRow, Attendee, MeetingRecord
from mdtdesk.domain.document import document as frozen_document
from mdtdesk.domain.document import rows, text
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
    """Return what the prints of a meeting with these cases say before it is held."""
    cases = _cases(documents)
    rows = tuple(_row(case, at) for at, case in enumerate(cases, 1))
    return _print(rows, cases, changes)


def held(documents: Iterable[dict[str, Any]], **changes: Any) -> MeetingPrint:
    """Return what the prints say afterwards: each case's last discussion was held there."""
    cases = _cases(documents)
    rows = tuple(_discussed(_row(case, at)) for at, case in enumerate(cases, 1))
    times = {"started_at": "2026-11-26T15:02+08:00", "finished_at": "2026-11-26T16:40+08:00"}
    return _print(rows, cases, {"state": "finished", **times, **changes})


def decided(document: dict[str, Any]) -> dict[str, Any]:
    """Return a case whose decisions hold it, as it stands, as their basis."""
    made = copy.deepcopy(document)
    facts = {key: value for key, value in document.items() if key != "discussions"}
    frozen = basis.frozen(frozen_document(facts), without="")
    for discussion in made.get("discussions", ()):
        for decision in (discussion.get("decision"), *discussion.get("earlier_decisions", ())):
            if decision:
                held_then = {"sha256": basis.digest(frozen), "document": frozen}
                decision["basis"] = {"at": "2026-11-26T15:20+08:00", **held_then}
    return made


def signed(document: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a case whose last decision is signed by its author and the chair."""
    made = decided(document)
    decision = made["discussions"][-1]["decision"]
    decision |= {"version": 2} if made["discussions"][-1].get("earlier_decisions") else {}
    digest = signing.digest(frozen_document(decision))
    decision["signatures"] = [
        {"person": person, "role": role, "meaning": meaning, "at": at, "sha256": digest}
        for person, role, meaning, at in (
            ("曹文博", "surgeon", "author", "2026-11-26T17:05+08:00"),
            ("韩立群", "chair", "chair", "2026-11-26T17:20+08:00"),
        )
    ]
    decision |= more
    return made


def _cases(documents: Iterable[dict[str, Any]]) -> tuple[SummaryRecord, ...]:
    shown = tuple(tables.load())
    return tuple(
        summaries.scored(record({**each, "number": _number(each, at)}), shown)
        for at, each in enumerate(documents, 1)
    )


def _print(
    rows: tuple[AgendaRow, ...], cases: tuple[SummaryRecord, ...], changes: dict[str, Any]
) -> MeetingPrint:
    agenda = AgendaRecord(replace(MEETING, **changes), rows)
    return meeting_prints.of(
        agenda, cases, STAMP, letterhead=LETTERHEAD, shown=tuple(tables.load())
    )


def _discussed(row: AgendaRow) -> AgendaRow:
    found = rows(row.document, "discussions")
    if not found:
        return replace(row, state="carried")
    discussion_id = text(found[-1], "id")
    if text(found[-1], "outcome") == "deferred":
        return replace(row, state="deferred", discussion_id=discussion_id)
    return replace(row, state="discussed", discussion_id=discussion_id)


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
