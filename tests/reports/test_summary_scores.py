# SPDX-License-Identifier: MIT
"""The scores of the summary: every item with its points, what is missing, what has moved since."""

from __future__ import annotations

import json
from typing import Any

import pytest

from builders import documents
from mdtdesk.domain import summaries
from mdtdesk.domain.document import thaw
from mdtdesk.domain.ids import new_id
from mdtdesk.domain.instruments import kept, tables
from mdtdesk.domain.prints import SummaryRecord
from mdtdesk.i18n import LANGUAGES, Language, translator
from mdtdesk.imaging import pages as paper_pages
from mdtdesk.reports.review_summary import pages, render
from paper import pdfium_text, record

READY = frozenset(k for k, t in tables.load().items() if t.status != "department must confirm")
EVERY = frozenset(tables.load())


def _case(mrn: str) -> dict[str, Any]:
    return next(case for case in documents("invented") if case["patient"]["mrn"] == mrn)


def _scored(case: dict[str, Any], shown: frozenset[str] = READY) -> SummaryRecord:
    return summaries.scored(record(case), shown)


def _says(case: dict[str, Any], language: Language = "zh", *, every: bool = False) -> str:
    return pdfium_text(render(_scored(case, EVERY if every else READY), translator(language)))


def test_items_stand_down_and_lesions_across() -> None:
    said = _says(_case("DEMO-26014"))
    assert "①L1②L3③T9" in said
    assert "部位3交界区2活动椎1半固定椎" in said
    assert "合计12不确定9不确定5稳定" in said
    assert "Fisher,Spine2010;35(22):E1221-E1229" in said


def test_a_total_of_the_case_has_band_points_direction_and_source() -> None:
    said = _says(_case("DEMO-26014"))
    assert "修正Tokuhashi2005·越高越好·可用7/15" in said
    assert "预计生存<6个月；原文：保守治疗或姑息手术" in said
    assert "原发部位2（人工回答）" in said
    assert "Spine2005;30(19):2186-2191.前瞻118例" in said


def test_a_score_of_lesions_says_in_whom_it_was_found() -> None:
    said = _says(_case("DEMO-26009"))
    assert "(249):256-264.78个已放疗、未内固定的长骨病灶（1989年发表）.8分单独成档" in said


def test_a_grade_stands_apart_from_the_level_it_is_of() -> None:
    assert "ESCC（Bilsky2010）：①T12：2，脊髓受压；②L3：0，仅骨内病变" in _says(_case("DEMO-26007"))


def test_what_gave_no_total_says_why_and_between_what_it_lies() -> None:
    said = _says(_case("DEMO-26014"))
    assert "未能得出总分" in said
    assert "Tomita（2001，范围3–6，越高越差，可用）：原发肿瘤——原文没有列出这个原发部位" in said


def test_what_comes_before_every_score_stands_above_in_words() -> None:
    said = _says(_case("DEMO-26007"))
    assert "脊柱不稳定伴脊髓受压T12SINS13，ESCC2（Fisher2010，Bilsky2010）" in said
    assert said.index("脊柱不稳定伴脊髓受压") < said.index("只作参考，不代替判断")


def test_what_the_department_must_confirm_says_so() -> None:
    assert "Katagiri" not in _says(_case("DEMO-26007"))
    said = _says(_case("DEMO-26007"), every=True)
    assert "修正Katagiri2014·越高越差·须科室确认8/10" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_moved_since_the_decision_is_told(language: Language) -> None:
    case = json.loads(json.dumps(_case("DEMO-26014")))
    lesion = case["lesions"][0]["id"]
    rows = [{"instrument": "sins", "lesion": lesion, "total": 9, "band": "indeterminate"}]
    decided = case["discussions"][0]["decision"]
    decided["basis"] = {
        "document": json.dumps({"case": case, "results": rows}, ensure_ascii=False),
        "digest": "0" * 64,
    }
    moved = _scored(case).moved
    assert [(one.result.instrument, one.total, one.result.total) for one in moved] == [
        ("sins", 9, 12)
    ]
    said = _says(case, language)
    words = {
        "zh": "SINS①L12026-11-12决定时9，今日12",
        "en": "SINS①L19atthedecisionon2026-11-12,12today",
    }
    assert words[language] in said
    rows[0]["total"] = 12
    decided["basis"]["document"] = json.dumps({"case": case, "results": rows})
    assert not _scored(case).moved


def test_what_was_kept_as_it_is_today_is_named_in_one_line() -> None:
    case = json.loads(json.dumps(_case("DEMO-26014")))
    kept_at = ("listed", "2026-11-10T09:00", "康宁")
    held = (thaw(kept.entry(r, *kept_at)) for r in _scored(case).results if r.total)
    today = [row for row in held if isinstance(row, dict)]
    said = _says({**case, "scores": today})
    assert "2026-11-1009:00，康宁，与今日相同SINS（2010）①L1：12不确定" in said
    assert _says({**case, "scores": [*today, *today]}) == said
    whole = len(said)
    today[0]["total"] = 11  # not as today any more: its items are said
    changed = _says({**case, "scores": today})
    assert "部位：交界区" in changed
    assert len(changed) > whole


def test_a_kept_instrument_keeps_its_name_and_says_that_it_has_no_total() -> None:
    case = _case("DEMO-26014")
    held = [
        thaw(kept.entry(r, "listed", "2026-11-10T09:00", "康宁")) for r in _scored(case).results
    ]
    said = _says({**case, "scores": held}, "en")
    for words in (
        "RevisedTokuhashi(2005)7",
        "Tomita(2001)–;",
        "VanderLinden(2005)2",
    ):
        assert words in said


def test_the_lesions_do_not_repeat_what_the_scores_say() -> None:
    case = _case("DEMO-26014")
    assert "SINS各项" not in _says(case)
    plain = pdfium_text(render(record(case), translator("zh")))
    assert "SINS各项" in plain  # without scores the table says them


@pytest.mark.parametrize("mrn", ["DEMO-26001", "DEMO-26003", "DEMO-26007", "DEMO-26015"])
def test_an_ordinary_case_fits_two_pages(mrn: str) -> None:
    assert len(pages(_scored(_case(mrn)), translator("zh"))) <= 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_word_of_a_band_is_never_broken(language: Language) -> None:
    table = tables.of("sins")
    pdf = render(_scored(_case("DEMO-26014")), translator(language))
    printed = "".join(paper_pages.page_text(pdf, n) for n in range(paper_pages.page_count(pdf)))
    word = table.band("indeterminate").short[language]
    assert printed.count(word) >= 2
    for begun in (word[:-1], word[: len(word) // 2 + 1]):
        assert printed.count(begun) == printed.count(word), begun


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lesions", [1, 3])
def test_a_range_of_points_is_never_broken(lesions: int, language: Language) -> None:
    case = _case("DEMO-26012")
    (lesion,) = case["lesions"]
    case["lesions"] = [{**lesion, "id": new_id(), "levels": [f"L{n + 2}"]} for n in range(lesions)]
    made = pages(_scored(case), translator(language))
    # a reader of the text joins what the eye reads on two lines
    pieces = [piece.text for page in made for put in page.placed for piece in put.strip.pieces]
    assert pieces.count("0–3") == lesions
    assert pieces.count("8–11") == lesions


def test_the_calcium_that_counted_is_named_with_what_the_source_leaves_open() -> None:
    case = _case("DEMO-26014")
    for test, zh, en in (
        ("calcium", "计入：血清总钙（未校正）", "counted:totalcalcium,notcorrected"),
        ("calcium_corrected", "计入：校正钙", "counted:correctedcalcium"),
    ):
        case["labs"] = [{"test": test, "value": 2.8, "unit": "mmol/L"}]
        said = _says(case, every=True)
        assert f"实验室检查2（{zh}）" in said
        assert "也未说明LDH的检测方法；LDH界值随方法而异" in said
        assert "须科室确认" in said
        said = _says(case, "en", every=True)
        assert f"({en})" in said
        assert "theLDHlimitdependsonthemethod" in said


def test_the_status_stands_beside_every_total_with_what_it_means() -> None:
    said = _says(_case("DEMO-26014"))
    assert "0–18·越高越差·可用" in said
    assert "“可用”指二手资料一致，未与原文核对" in said


def test_times_of_kept_results_are_written_as_people_write_them() -> None:
    case = _case("DEMO-26014")
    at = "2026-11-12T16:00:07.123456+08:00"
    case["scores"] = [
        thaw(kept.entry(result, "listed", at, "韩立群"))
        for result in _scored(case).results
        if result.total is not None
    ]
    said = _says(case)
    assert "2026-11-1216:00，韩立群" in said
    assert "16:00:07" not in said
    assert "+08:00" not in said


def test_lines_set_closer_spare_a_page_and_no_word() -> None:
    scored = _scored(_case("DEMO-26014"))
    made = pages(scored, translator("zh"))
    assert len(made) == 2
    usual = _says(_case("DEMO-26014"))
    assert "越过的核对" in usual
    assert "负责医师曹文博" in usual
