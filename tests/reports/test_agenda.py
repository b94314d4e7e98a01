# SPDX-License-Identifier: MIT
"""The agenda on paper: every case in order, nothing cut but a history at the end of a sentence."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any

import pytest

from assembled import codes, meeting
from bench import synthetic
from builders import documents
from mdtdesk.domain.document import Document, items, rows, text, thaw
from mdtdesk.i18n import LANGUAGES, Language, translator
from mdtdesk.reports.meeting import render
from paper import bare, pdfium_pages, pdfium_text, poppler_pages, poppler_text
from random_texts import clinical
from recorded import goes_on

_LONG = "".join(f"第{n}次复查示病灶较前增大，疼痛加重。" for n in range(170))
_NAMES = tuple("欧阳娜仁图雅其其格木兰"[:n] for n in range(2, 11))


def agenda(cases: list[dict[str, Any]], language: Language = "zh") -> bytes:
    """Return the agenda of these cases."""
    return render("agenda", meeting(cases), translator(language))


def typed(case: Document) -> Iterator[str]:
    """Yield what a person typed and the agenda says, but the history."""
    for path in (
        *("patient.name", "patient.mrn", "referral.question", "referral.doctor"),
        *("referral.department", "referral.ward", "referral.phone", "history.allergies"),
        *("primary.detail", "primary.histology", "primary.stage"),
    ):
        yield text(case, path)
    for row in rows(case, "imaging"):
        yield text(row, "report")
    for row in rows(case, "treatments"):
        yield text(row, "detail")
    for row in rows(case, "history.anticoagulants"):
        yield text(row, "drug")
    for row in rows(case, "primary.biomarkers"):
        yield from (text(row, "name"), text(row, "result"))
    yield from items(case, "neurology.symptoms")


def in_order(words: list[str], printed: str) -> bool:
    """Tell whether each word stands after the one before it."""
    at = 0
    for word in words:
        found = printed.find(bare(word), at)
        if found < 0:
            return False
        at = found + 1
    return True


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_every_invented_case_is_on_the_agenda(language: Language) -> None:
    cases = documents("invented")
    pdf = agenda(cases, language)
    for printed in (pdfium_text(pdf).lower(), poppler_text(pdf).lower()):
        for row in meeting(cases).agenda.rows:
            lost = [w for w in typed(row.document) if bare(w).lower() not in printed]
            assert not lost, row.case.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_forty_cases_stand_in_order_with_identifiers_and_count_on_each_page(
    language: Language,
) -> None:
    cases: list[Any] = [thaw(case) for case in synthetic.cases(40)]
    pdf = agenda(cases, language)
    printed = poppler_pages(pdf)
    assert in_order([case["patient"]["mrn"] for case in cases], "".join(printed))
    assert in_order([case["referral"]["question"] for case in cases], "".join(printed))
    assert len(printed) >= 8
    for number, page in enumerate(printed, 1):
        count = translator(language)("print.page", page=number, pages=len(printed))
        assert bare(count) in page
        assert "骨转移瘤多学科讨论" in page
        assert 1 <= sum(case["patient"]["mrn"] in page for case in cases) <= 5


@pytest.mark.parametrize(("language", "end"), [("zh", "。…（见摘要）"), ("en", "。…(seesummary)")])
def test_only_a_long_history_is_cut_and_at_the_end_of_a_sentence(
    language: Language, end: str
) -> None:
    case = {**documents("invented")[0], "history": {"text": _LONG[:3000]}}
    printed = pdfium_text(agenda([case], language))
    kept = re.search(r"第0次复查.*?…", printed)
    assert kept is not None
    assert end in printed
    # whole sentences from the first one on
    assert bare(_LONG).startswith(kept[0].removesuffix("…"))


def test_a_history_that_has_room_is_not_cut() -> None:
    case = {"patient": {"name": "甲", "mrn": "K1"}, "history": {"text": "乳腺癌术后三年。"}}
    printed = pdfium_text(agenda([case]))
    assert "乳腺癌术后三年。" in printed
    assert "见摘要" not in printed


@pytest.mark.parametrize("name", _NAMES)
def test_a_name_of_any_length_is_whole(name: str) -> None:
    assert name in pdfium_text(agenda([{"patient": {"name": name, "mrn": "K1"}}]))


@pytest.mark.parametrize("seed", range(25))
def test_any_words_are_printed(seed: int) -> None:
    chance = random.Random(seed)
    said = [clinical(chance) * chance.choice((1, 1, 6)) for _ in range(4)]
    case = {
        "patient": {"name": "孙六", "mrn": "K6"},
        "referral": {"question": said[0]},
        "history": {"allergies": said[1]},
        "imaging": [{"report": said[2]}],
        "treatments": [{"detail": said[3]}],
    }
    pdf = agenda([case])
    for words in said:
        assert any(goes_on(bare(words), read(pdf)) for read in (pdfium_pages, poppler_pages))


def test_the_codes_of_a_page_are_read_and_hold_no_name() -> None:
    pdf = agenda(documents("invented"))
    for page in range(3):
        day, *numbers = codes(pdf, page)
        assert day == "2026-11-26"
        assert 1 <= len(numbers) <= 5


def test_what_the_department_must_confirm_says_so() -> None:
    case = next(c for c in documents("invented") if c["patient"]["mrn"] == "DEMO-26007")
    said = pdfium_text(agenda([case]))
    assert re.search(r"修正Katagiri8/10（[^）]*须科室确认）", said)
