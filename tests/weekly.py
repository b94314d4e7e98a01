# SPDX-License-Identifier: MIT
"""Meetings for tests: the demo's cases registered, a weekly series, the short ways to act."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from builders import context, documents
from mdtdesk.domain import document
from mdtdesk.domain.agenda import AgendaRow, Member
from mdtdesk.domain.drafts import DecisionDraft, RegisterDraft
from mdtdesk.domain.meeting_drafts import (
    AttendanceDraft,
    ListDraft,
    MeetingStepDraft,
    SeriesDraft,
)
from mdtdesk.services import agendas, cases, decisions, meetings
from mdtdesk.services.context import Context

# the first of them lies after the tests' today, its cut-off the same afternoon
THURSDAY = "2026-11-26"
MEMBERS = (
    Member("韩立群", "主任医师", "bone_soft_tissue_surgery"),
    Member("沈静", "主任医师", "radiation_oncology"),
    Member("蒋一帆", "副主任医师", "radiology"),
)
REQUIRED = ("bone_soft_tissue_surgery", "radiation_oncology")
FULL = document.document({"mode": "full", "outcome": "decided"})


def weekly(team: Context, *, capacity: int = 10) -> str:
    """Make a weekly series and return the id of its first meeting."""
    draft = SeriesDraft(
        "骨转移瘤多学科讨论",
        THURSDAY,
        "15:00",
        room="外科楼三楼会议室",
        chair="韩立群",
        recorder="康宁",
        members=MEMBERS,
        required=REQUIRED,
        capacity=capacity,
    )
    meetings.make_series(team, draft)
    return meetings.rows(team)[0].id


def registered(team: Context, mrn: str) -> str:
    """Register one of the demo's cases and return its id."""
    found = next(c for c in documents("invented") if c["patient"]["mrn"] == mrn)
    facts = {k: v for k, v in found.items() if k not in ("id", "number", "discussions", "closed")}
    return cases.register(team, RegisterDraft(document.document(facts))).id


def listed(team: Context, meeting_id: str, *mrns: str) -> list[str]:
    """Register and list cases of the demo; return their ids."""
    found = [registered(team, mrn) for mrn in mrns]
    for case_id in found:
        agendas.list_case(team, ListDraft(meeting_id, case_id))
    return found


def started(team: Context, meeting_id: str) -> None:
    """Start a meeting with everybody in the room."""
    meetings.start(team, MeetingStepDraft(meeting_id))
    for member in MEMBERS:
        meetings.attend(team, AttendanceDraft(meeting_id, member.person, "in_room"))


def decide(team: Context, case_id: str, words: str = "固定", meeting_id: str = "") -> str:
    """Record a decision on a case and return its id."""
    case = cases.get(team, case_id)
    made = document.document({"conclusion": words, "owner": "曹文博", "due_on": "2026-11-30"})
    draft = DecisionDraft(case_id, case.version, FULL, made, meeting_id=meeting_id)
    return decisions.record(team, draft).id


def urgent(team: Context, case_id: str, words: str = "急诊减压") -> str:
    """Record an urgent decision outside a meeting and return its id."""
    case = cases.get(team, case_id)
    facts = document.document({"mode": "urgent", "outcome": "decided"})
    made = document.document({"conclusion": words})
    return decisions.record(team, DecisionDraft(case_id, case.version, facts, made)).id


def on_agenda(team: Context, meeting_id: str) -> list[str]:
    """Return the names on an agenda in their order."""
    return [row.case.name for row in agendas.get(team, meeting_id).rows]


def row_of(team: Context, meeting_id: str, case_id: str) -> AgendaRow:
    """Return a case's row on an agenda."""
    return next(row for row in agendas.get(team, meeting_id).rows if row.case.id == case_id)


def at(team: Context, moment: str) -> Context:
    """Return the same person's context at another time."""
    return replace(team, clock=lambda: datetime.fromisoformat(moment))


def beginner(team: Context, *roles: str) -> Context:
    """Return a context of somebody with these roles only."""
    return context(team.store, *roles)
