# SPDX-License-Identifier: MIT
"""What is signed is no draft and says by whom; what was replaced or added stays readable."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest

from assembled import decided, held, signed
from builders import documents
from mdtdesk.domain.ids import new_id
from mdtdesk.domain.prints import Namesake
from mdtdesk.i18n import LANGUAGES, Language, translator
from mdtdesk.reports.meeting import render
from paper import bare, pdfium_pages, pdfium_text

TES, PKP = "DEMO-26013", "DEMO-26014"
ADDED = "2026-12-01 复查血小板 62，手术推迟一周。"


def case(mrn: str) -> dict[str, Any]:
    """Return one of the demo's decided cases."""
    return next(c for c in documents("invented") if c["patient"]["mrn"] == mrn)


def replaced(mrn: str, words: str) -> dict[str, Any]:
    """Return a case whose decision replaced one that came to other words."""
    made = copy.deepcopy(case(mrn))
    discussion = made["discussions"][-1]
    before = copy.deepcopy(discussion["decision"])
    before |= {"id": new_id(), "version": 1, "conclusion": words}
    discussion["earlier_decisions"] = [before]
    discussion["decision"] |= {"version": 2, "supersedes": before["id"]}
    return made


def pages(what: str, cases: list[dict[str, Any]], language: Language) -> list[str]:
    """Return the text of each page of a print of a held meeting."""
    return pdfium_pages(render(what, held(cases), translator(language)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", ["minutes", "sheets"])
def test_draft_lies_across_every_page_until_it_is_signed(what: str, language: Language) -> None:
    draft = bare(translator(language)("minutes.draft"))
    assert all(draft in page for page in pages(what, [decided(case(TES))], language))
    assert not any(draft in page for page in pages(what, [signed(case(TES))], language))


def test_a_sheet_is_a_draft_by_its_own_decision_and_minutes_by_any() -> None:
    both = [signed(case(TES)), decided(case(PKP))]
    first, *_, last = pages("sheets", both, "en")
    assert ("DRAFT" in first, "DRAFT" in last) == (False, True)
    assert all("DRAFT" in page for page in pages("minutes", both, "en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_signed_sheet_says_who_as_what_when_and_what_was_signed(language: Language) -> None:
    made = signed(case(TES))
    translate = translator(language)
    read = "".join(pages("sheets", [made], language))
    rows = made["discussions"][-1]["decision"]["signatures"]
    for row in rows:
        for words in (
            row["person"],
            translate.code("signature_meaning", row["meaning"]),
            translate.code("role", row["role"]),
            row["at"][:16].replace("T", " "),
            row["sha256"],
        ):
            assert bare(words).lower() in read.lower()
    assert bare(translate("sheet.unsigned")) not in read
    assert bare(translate("sheet.ink")) in read
    assert bare(translate("sheet.does_not_fit")) not in read
    assert read.count(bare(translate("summary.sign.here"))) >= 3  # the lines for ink stay


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", "韩立群（主持人）·主持人签名·2026-11-26"), ("en", "韩立群(Chair),aschair,2026-11-26")],
)
def test_the_role_of_who_signed_stands_beside_the_name(language: Language, words: str) -> None:
    for what in ("sheets", "minutes"):
        assert words in "".join(pages(what, [signed(case(TES))], language))


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", "不确定，硬膜囊变形"), ("en", "indeterminate,thecalsac")],
)
def test_the_basis_says_values_in_one_sentence(language: Language, words: str) -> None:
    read = "".join(pages("sheets", [decided(case(TES))], language))
    assert words in read
    assert "WBB" not in read  # nothing but a name


@pytest.mark.parametrize("language", LANGUAGES)
def test_minutes_name_the_signature(language: Language) -> None:
    read = "".join(pages("minutes", [signed(case(TES))], language)).lower()
    meaning = translator(language).code("signature_meaning", "author")
    for words in ("曹文博", meaning, "2026-11-26 17:05"):
        assert bare(words).lower() in read


def test_content_that_does_not_fit_its_signature_says_so() -> None:
    made = signed(case(TES))
    made["discussions"][-1]["decision"]["conclusion"] += "改"
    words = bare(translator("zh")("sheet.does_not_fit"))
    assert words in "".join(pages("sheets", [made], "zh"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_addenda_stand_on_a_page_of_their_own(language: Language) -> None:
    row = {"text": ADDED, "person": "韩立群", "at": "2026-12-01T09:00+08:00", "sha256": "ab" * 32}
    plain = pages("sheets", [signed(case(TES))], language)
    read = pages("sheets", [signed(case(TES), addenda=[row])], language)
    assert len(read) == len(plain) + 1
    for words in (ADDED, "韩立群", "2026-12-01 09:00", "ab" * 32, "欧阳晓岚", TES):
        assert bare(words) in read[-1]
    assert not any(bare(ADDED) in page for page in read[:-1])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", ["sheets", "case_sheets"])
def test_a_version_that_was_replaced_stays_readable(what: str, language: Language) -> None:
    made = replaced(TES, "先行栓塞，两周后再议。")
    read = "".join(pages(what, [decided(made)], language)).lower()
    label = translator(language)("summary.earlier_conclusion")
    assert bare(label).lower() in read
    assert bare("先行栓塞，两周后再议。") in read
    assert bare(made["discussions"][-1]["decision"]["conclusion"]).lower() in read


def test_a_namesake_is_told_on_the_sheet() -> None:
    made = decided(case(TES))
    cases = held([made])
    other = Namesake("1960-01-24", "DEMO-26099")
    warned = tuple(replace(one, namesakes=(other,)) for one in cases.cases)
    read = pdfium_text(render("sheets", replace(cases, cases=warned), translator("zh")))
    assert "DEMO-26099" in read
