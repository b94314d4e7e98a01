# SPDX-License-Identifier: MIT
"""The other prints of a meeting: which of them say that they are drafts, and their codes."""

from __future__ import annotations

import copy

import pytest

from assembled import codes, held, meeting
from builders import documents
from mdtdesk.i18n import LANGUAGES, Language, translator
from mdtdesk.reports.meeting import render
from paper import bare, pdfium_text

MYELOMA = "DEMO-26014"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", ["agenda", "sign_in", "preparation", "case_sheets", "minutes"])
def test_of_an_open_meeting_the_minutes_alone_are_a_draft(what: str, language: Language) -> None:
    translate = translator(language)
    printed = pdfium_text(render(what, meeting(documents("invented")[:4]), translate))
    assert (bare(translate("minutes.draft")) in printed) == (what == "minutes")


@pytest.mark.parametrize("what", ["sign_in", "preparation", "minutes"])
def test_the_code_of_the_first_page_is_the_day(what: str) -> None:
    printed = render(what, meeting(documents("invented")[:4]), translator("zh"))
    assert codes(printed) == ["2026-11-26"]


@pytest.mark.parametrize(("language", "words"), [("zh", "需要活检"), ("en", "biopsyneeded")])
def test_a_biopsy_that_is_all_there_is_stands_without_brackets(
    language: Language, words: str
) -> None:
    case = {"patient": {"name": "甲", "mrn": "K1"}, "pathology": [{"biopsy_needed": True}]}
    printed = pdfium_text(render("preparation", meeting([case]), translator(language)))
    assert words in printed
    assert f"（{words}）" not in printed
    assert f"({words})" not in printed


@pytest.mark.parametrize("what", ["minutes", "case_sheets"])
def test_a_discussion_whose_begin_nobody_noted_says_when_it_was_recorded(what: str) -> None:
    case = copy.deepcopy(next(c for c in documents("invented") if c["patient"]["mrn"] == MYELOMA))
    del case["discussions"][0]["started_at"]
    printed = pdfium_text(render(what, held([case]), translator("zh")))
    assert "15:41" in printed
    assert "–15:41" not in printed
    assert "–2026-11-12" not in printed


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_holds_each_case_with_its_number(language: Language) -> None:
    cases = meeting(documents("invented")[:4])
    printed = pdfium_text(render("all", cases, translator(language)))
    for row in cases.agenda.rows:
        assert row.case.mrn in printed
        assert row.case.number in printed
