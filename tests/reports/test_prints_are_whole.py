# SPDX-License-Identifier: MIT
"""Everything that is recorded stands on the prints of a meeting that say it, in both languages."""

from __future__ import annotations

import random
from typing import Any

import pytest

from assembled import decided, held
from builders import documents
from mdtdesk.domain.agenda import Attendee
from mdtdesk.domain.document import Document
from mdtdesk.domain.meeting_prints import MEETING_PRINTS, RequestPrint
from mdtdesk.i18n import LANGUAGES, Language, translator
from mdtdesk.reports import request
from mdtdesk.reports.meeting import render
from paper import Full, pdfium_pages, poppler_pages, record
from random_texts import clinical
from recorded import expected, lost, within

# what each print says of a case, and what of that stands elsewhere: who attended is in the minutes
WHO = ("patient.name", "patient.mrn")
SAYS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "minutes": (
        (*WHO, "referral.question", "discussions"),
        # the head names the meeting; a version that was replaced stands on the sheet
        (
            *("discussions.meeting", "discussions.earlier_decisions"),
            "discussions.decision.basis.document",
        ),
    ),
    "sheets": (
        (*WHO, "referral.question", "discussions.decision", "discussions.earlier_decisions"),
        (
            "discussions.decision.basis.document",
            "discussions.earlier_decisions.basis.document",
        ),
    ),
    "preparation": (
        (
            *WHO,
            *(f"referral.{key}" for key in ("question", "department", "doctor", "ward", "bed")),
            *("imaging", "pathology", "history.allergies", "history.implants"),
            *("history.comorbidities", "history.anticoagulants"),
            *("primary.detail", "primary.histology", "primary.stage", "primary.biomarkers"),
        ),
        # what only a computer finds a film by; when a marker was found
        ("imaging.study_uid", "primary.biomarkers.date"),
    ),
    "request": (
        (
            *("patient", "referral", "history", "primary", "systemic", "lesions", "neurology"),
            *("pain", "performance", "labs", "imaging", "pathology", "treatments", "wishes"),
        ),
        (),
    ),
}


def words(case: Document, what: str, language: Language) -> list[tuple[str, str]]:
    """Return what a print must say of a case."""
    sections, but = SAYS[what]
    said = [(p, w) for p, w in expected(case, language) if w and within(p, sections, but=but)]
    # the head of the minutes says the day
    return [(p, w[11:] if p.endswith(".started_at") else w) for p, w in said]


def printed(what: str, case: dict[str, Any], language: Language) -> bytes:
    """Return a print of one case."""
    if what == "request":
        return request.render(RequestPrint(record(case), 2), translator(language))
    return render(what, held([case]), translator(language))


def full() -> dict[str, Any]:
    """Return a case with every field of the tree, decided as it stands."""
    return decided(Full().case())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", SAYS)
def test_every_field_is_printed(what: str, language: Language) -> None:
    case = full()
    told = words(record(case).document, what, language)
    assert len(told) > 20
    pdf = printed(what, case, language)
    for read in (pdfium_pages, poppler_pages):
        assert not lost(told, read(pdf))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", SAYS)
def test_every_text_of_the_invented_cases_is_printed(what: str, language: Language) -> None:
    for case in documents("invented"):
        found = decided(case)
        told = words(record(found).document, what, language)
        if what == "sheets" and not any("decision" in d for d in case.get("discussions", ())):
            continue
        assert not lost(told, pdfium_pages(printed(what, found, language)))


class Strange(Full):
    """A case in which every text is one that nobody foresaw."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self._chance = random.Random(seed)

    def _word(self, number: int) -> str:
        return clinical(self._chance)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("what", SAYS)
def test_any_text_is_printed_as_it_was_typed(what: str, seed: int) -> None:
    language = LANGUAGES[seed % 2]
    case = decided(Strange(seed).case())
    told = words(record(case).document, what, language)
    pdf = printed(what, case, language)
    missing = [dict(lost(told, read(pdf))) for read in (pdfium_pages, poppler_pages)]
    # one of the two readers at least gives each text: both guess where a line of a page goes on
    assert not missing[0].keys() & missing[1].keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_case_sheets_hold_the_whole_case(language: Language) -> None:
    case = full()
    read = pdfium_pages(printed("case_sheets", case, language))
    words = [(p, w) for p, w in expected(record(case).document, language) if w]
    assert not lost([(p, w) for p, w in words if not p.endswith("basis.document")], read)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_holds_what_each_print_says(language: Language) -> None:
    case = full()
    each = [what for what in MEETING_PRINTS if what != "all"]
    alone = [page for what in each for page in pdfium_pages(printed(what, case, language))]
    assert pdfium_pages(printed("all", case, language)) == alone
    assert len(each) == 6


@pytest.mark.parametrize("seed", range(4))
def test_the_sign_in_sheet_holds_any_name_and_title(seed: int) -> None:
    chance = random.Random(seed)
    said = [clinical(chance) for _ in range(12)]
    people = tuple(Attendee(said[n], said[n + 1], "radiology") for n in range(0, 8, 2))
    meeting = {"title": said[8], "room": said[9], "chair": said[10][:20], "recorder": said[11][:20]}
    sheet = held([], attendance=people, **meeting)
    translate = translator(LANGUAGES[seed % 2])
    read = pdfium_pages(render("sign_in", sheet, translate))
    told = [("person", one.person) for one in people] + [("title", one.title) for one in people]
    assert not lost([*told, *meeting.items()], read)
