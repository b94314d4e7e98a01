# SPDX-License-Identifier: MIT
"""Clocks, "do not wait" and the direction of scores on the prints of a meeting."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assembled import decided, held, meeting
from builders import documents
from mdtdesk.domain.instruments import tables
from mdtdesk.domain.prints import Clock
from mdtdesk.i18n import LANGUAGES, Language, translator
from mdtdesk.reports.meeting import render
from paper import bare, pdfium_pages, pdfium_text

SPINE, MYELOMA = "DEMO-26007", "DEMO-26014"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_agenda_says_each_clock_with_its_target_and_source(language: Language) -> None:
    cases = meeting(c for c in documents("invented") if c["patient"]["mrn"] == SPINE)
    clock = Clock("mri_urgent", "2026-11-22 08:00", 50, target=24, source="NICE QS56, 2023")
    timed = replace(cases, cases=(replace(cases.cases[0], clocks=(clock,)),))
    translate = translator(language)
    read = pdfium_text(render("agenda", timed, translate))
    run, may = (bare(translate("summary.clock.hours", count=count)) for count in (50, 24))
    assert run in read
    assert may in read.partition(run)[2]
    assert "NICEQS56,2023" in read.partition(run)[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_agenda_says_who_does_not_wait(language: Language) -> None:
    words = bare(translator(language)("worklist.do_not_wait"))
    for mrn, waits in ((SPINE, False), ("DEMO-26006", True)):
        cases = meeting(c for c in documents("invented") if c["patient"]["mrn"] == mrn)
        read = pdfium_text(render("agenda", cases, translator(language)))
        assert (words.lower() not in read.lower()) == waits


def test_an_english_line_has_one_capital() -> None:
    cases = meeting(c for c in documents("invented") if c["patient"]["mrn"] == SPINE)
    read = pdfium_text(render("agenda", cases, translator("en")))
    assert "Neurological,donotwait" in read
    assert "1neurological" in read


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", ["agenda", "minutes", "sheets"])
def test_scores_say_which_way_they_count_and_what_ready_means(
    what: str, language: Language
) -> None:
    translate = translator(language)
    cases = held(decided(c) for c in documents("invented") if c["patient"]["mrn"] == MYELOMA)
    pages = pdfium_pages(render(what, cases, translate))
    worse = bare(translate("scores.higher_worse") + translate("print.colon"))
    said = [page for page in pages if worse in page]
    assert said
    assert len(said) == len(pages) or what != "agenda"  # on each page of the agenda
    line = said[0].partition(worse)[2]
    assert bare(tables.of("sins").short[language]) in line
    assert bare(translate("scores.higher_better")) in line
    assert bare(translate("scores.reference")) in line
