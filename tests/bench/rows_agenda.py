# SPDX-License-Identifier: MIT
"""Printing the agenda of forty cases, beside the bare drawing of the same pages."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import count

from bench import rivals, synthetic
from bench.big import big
from bench.drawing import Steps, drawn, steps
from bench.measure import Pair, Place, row
from bench.stores import PASSWORD, new_store
from mdtdesk import app
from mdtdesk.domain.document import change, get
from mdtdesk.domain.drafts import RegisterDraft
from mdtdesk.domain.meeting_drafts import ListDraft, MeetingDraft
from mdtdesk.services import agendas, cases, documents, meetings
from mdtdesk.services.context import Context

CASES = 40


NAME = "an agenda of 40 cases with body maps, Chinese, from the store to a PDF on disk, warm"


@row(NAME, against="the bare ReportLab drawing of the same pages to disk", goal=1.3)
def against_paths(place: Place) -> Pair:
    """Print a meeting's agenda, beside every bone of every map drawn by its path."""
    return _agenda(place, once=False)


@row(
    NAME,
    against="the same bare drawing with the skeleton drawn once and referred to, as ours does",
    goal=math.inf,
)
def against_form(place: Place) -> Pair:
    """Print a meeting's agenda, beside the least drawing of its pages."""
    return _agenda(place, once=True)


@row(NAME, against="WeasyPrint, a table of the same words, fonts and maps as SVG, warm", goal=1.0)
def against_weasyprint(place: Place) -> Pair:
    """Print a meeting's agenda, beside WeasyPrint."""
    return _rival(place, "weasyprint")


@row(NAME, against="fpdf2, the same pages, maps as SVG, warm", goal=1.0)
def against_fpdf2(place: Place) -> Pair:
    """Print a meeting's agenda, beside fpdf2."""
    return _rival(place, "fpdf2")


@row(NAME, against="LibreOffice headless from the HTML, with its start", goal=1.0)
def against_libreoffice(place: Place) -> Pair:
    """Print a meeting's agenda, beside LibreOffice."""
    return _rival(place, "libreoffice")


@row(NAME, against="Typst, every word, line and map (SVG) at its place, warm", goal=math.inf)
def against_typst(place: Place) -> Pair:
    """Print a meeting's agenda, beside Typst."""
    return _rival(place, "typst")


def _rival(place: Place, tool: str) -> Pair:
    rivals.check(tool)
    ours = _agenda(place, once=True)
    rivals.write(_PAGES, place.folder)
    rounds = 3 if place.full else 1
    return replace(ours, bare=lambda: rivals.seconds(tool, place.folder), rounds=rounds, warm=False)


_PAGES: list[Steps] = []


def _agenda(place: Place, *, once: bool) -> Pair:
    made = new_store(place.folder)
    signed = app.sign_in(made.directory, made.person_id, PASSWORD)
    meeting_id = _listed(signed.context)
    ours, bare = place.folder / "ours.pdf", place.folder / "bare.pdf"
    _PAGES[:] = steps(lambda: documents.of_meeting(signed.context, meeting_id, "agenda", "zh"))

    def printed() -> None:
        ours.write_bytes(documents.of_meeting(signed.context, meeting_id, "agenda", "zh").pdf)

    return Pair(
        printed,
        lambda: drawn(_PAGES, bare, once=once),
        rounds=11,
        note=lambda: f"{len(_PAGES)} pages",
        close=lambda: app.sign_out(signed),
    )


def _listed(team: Context) -> str:
    """Put forty cases on a meeting's agenda: a large one's facts, each with its own question."""
    draft = MeetingDraft("骨转移瘤多学科讨论", "2030-11-28T15:00+08:00", room="三楼会议室")
    meeting_id = meetings.make(team, draft).id
    chair = replace(team, actor=replace(team.actor, roles=frozenset({"chair"})))
    for number, other in zip(count(1), synthetic.cases(CASES), strict=False):
        case = big(2, 0, mrn=f"A{number:07d}")
        keys = ("patient.name", "referral.question", "lesions")
        case = change(case, {key: get(other, key) for key in keys})
        case_id = cases.register(team, RegisterDraft(case)).id
        agendas.list_incomplete(chair, ListDraft(meeting_id, case_id, because="补资料中"))
    return meeting_id
