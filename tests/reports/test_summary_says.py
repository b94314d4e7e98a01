# SPDX-License-Identifier: MIT
"""What the summary says beside the facts: where the case stands, and how sure its values are."""

from __future__ import annotations

import copy
import re
from typing import Any

import pytest

from builders import documents
from mdtdesk.domain import checks_department
from mdtdesk.domain.document import Difference
from mdtdesk.domain.prints import Clock, DecisionState, Imported, Namesake, Stamp, Unsaved
from mdtdesk.i18n import LANGUAGES, Language, labels, translator
from mdtdesk.reports.kinds import code
from mdtdesk.reports.review_summary import pages, render
from mdtdesk.reports.strips import text_width
from mdtdesk.reports.style import BODY, MM, Type
from mdtdesk.settings import Settings
from paper import STAMP, bare, pdfium_pages, pdfium_text, record


def _case(mrn: str) -> dict[str, Any]:
    return next(case for case in documents("invented") if case["patient"]["mrn"] == mrn)


def _says(case: dict[str, Any], language: Language = "zh", **more: Any) -> str:
    return pdfium_text(render(record(case, **more), translator(language)))


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (DecisionState(), "尚未讨论。资料齐全，可列入会议。"),
        (DecisionState("recorded", 1, "2026-11-12"), "2026-11-12会议已决定（第1版），尚未签字。"),
        (
            DecisionState("recorded", 2, "2026-11-15", mode="urgent"),
            "急会诊已决定（第2版）",
        ),
        (DecisionState("signed", 1, "2026-11-12"), "已决定（第1版），已签字。"),
        (DecisionState("imported", 1, "2026-11-12"), "未在本处核实，不视为已签字"),
    ],
)
def test_the_heading_says_where_the_decision_stands(state: DecisionState, words: str) -> None:
    printed = _says(_case("DEMO-26014"), state=state)
    assert words in printed
    assert "草稿" not in printed


def test_a_deferred_case_says_why_and_leaves_lines_to_write_on() -> None:
    printed = _says(_case("DEMO-26003"))
    assert "2026-11-12会议已讨论：延期" in printed
    assert "缺" in printed
    assert "处置（按先后）" in printed
    assert "处置（按先后）" not in _says(_case("DEMO-26014"))


def test_what_is_missing_for_listing_is_named() -> None:
    printed = _says(_case("DEMO-26011"), missing=("referral.question", "lesions[0].fracture"))
    assert "列入会议还缺：转诊与问题：讨论问题；病灶" in printed


def test_changes_since_the_decision_are_told_in_words() -> None:
    changed = (
        Difference("pain.loading", 8, 5),
        Difference("neurology.ambulatory", "aided", "independent"),
        Difference("lesions[1].posterior_wall_broken", False, True),
        Difference("wishes", None, "希望尽快止痛，不影响移植。"),
    )
    printed = _says(_case("DEMO-26014"), changed=changed)
    assert "决定以来有4处改变" in printed
    assert "疼痛：负重痛85" in printed
    assert "扶助行走独立行走" in printed
    assert "病灶②：后壁破坏否是" in printed
    assert "未记录希望尽快止痛" in printed
    assert "决定以来无改变" in _says(_case("DEMO-26014"), changed=())


def test_unsaved_imported_unconfirmed_and_not_audited_are_marked() -> None:
    case = {**_case("DEMO-26014"), "unconfirmed": ["pain.rest", "labs[0].value"]}
    discussion = case["discussions"][0]["id"]
    printed = _says(
        case,
        unsaved=(Unsaved("康宁", "14:32"),),
        imported=(Imported(f"discussions[{discussion}].decision", "丙院.json", "2026-11-20"),),
        stamp=Stamp(
            *("2026-11-23 14:20", "郑凯", "1.0.0", "9f3c"), not_audited=True, damaged_store=True
        ),
        namesakes=(Namesake("1960-01-24", "DEMO-26004"),),
    )
    assert "有未保存的文字：康宁，14:32" in printed
    assert "2026-11-20由文件丙院.json导入，未在本处核实" in printed
    assert "静息3（待医师确认）" in printed
    assert "g/L（待医师确认）" in printed
    assert "负重8（0–10）·" in printed
    assert "未能记入审计" in printed
    assert "出生1960-01-24，病案号DEMO-26004" in printed
    assert "受损的数据库" in printed


def test_the_clock_says_elapsed_target_and_source() -> None:
    clock = Clock("received", "2026-11-06T08:30", 412.4, target=168, source="NICE QS56 (2023)")
    printed = _says(_case("DEMO-26007"), clocks=(clock,))
    assert "收到至今17天（目标7天，NICEQS56(2023)）" in printed
    clock = Clock("received", "2026-11-22T20:35", 17.8, until="2026-11-23 14:20")
    assert "收到至讨论17小时" in _says(_case("DEMO-26007"), clocks=(clock,))


def test_what_is_absent_is_not_said_to_be_none() -> None:
    bare_case = {"patient": {"mrn": "X1"}, "lesions": [{"site": "spine", "levels": ["T4"]}]}
    printed = _says(bare_case)
    for word in ("无内脏", "已查", "后壁", "合并症", "过敏", "化验", "大小便"):
        assert word not in printed
    assert "–/–" in printed
    looked = {**bare_case, "history": {"comorbidities": [], "anticoagulants": []}}
    looked |= {"systemic": {"visceral": []}, "labs": [], "imaging": [], "pathology": []}
    printed = _says(looked)
    assert "合并症已查，无" in printed
    assert "无内脏转移（已查）" in printed
    assert printed.count("已查，无") == 5


@pytest.mark.parametrize(
    ("patient", "words"),
    [
        ({"birth_date": "1979-11"}, "46–47"),
        ({"birth_date": "1979-10"}, "47"),
        ({"birth_date": "1979"}, "46–47"),
        ({"birth_date": "1979-11-24"}, "46"),
        ({"age_years": 46}, "46"),
    ],
)
def test_the_age_is_as_sure_as_the_birth_date(patient: dict[str, Any], words: str) -> None:
    case = {"patient": {"mrn": "X1", "sex": "male", **patient}}
    assert f"男{words}岁" in _says(case)
    assert f"male{words}y" in _says(case, "en")


def test_laboratory_flags_are_words_too() -> None:
    printed = _says(_case("DEMO-26014"), lab_flags={0: "low", 2: "high"})
    assert "血红蛋白88g/L低" in printed
    assert "肌酐132μmol/L高" in printed
    assert "<0.3mg/dL" in printed


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_names_the_patient_and_counts_itself(language: Language) -> None:
    pages = pdfium_pages(render(record(_case("DEMO-26010")), translator(language)))
    assert len(pages) >= 4
    for number, page in enumerate(pages, start=1):
        for words in ("陈思远", "DEMO-26010", "1987-12-09", "2026-0007", "示范省肿瘤医院"):
            assert words in page
        count = f"第{number}页/共{len(pages)}页"
        assert (count if language == "zh" else f"page{number}of{len(pages)}") in page
        assert STAMP.printed_by in page
        assert "9f3c21b75e08" in page


def test_files_are_listed_as_not_in_this_store() -> None:
    file = {"name": "胸椎 MRI.zip", "digest": "0" * 64, "bytes": 1234}
    printed = _says({"patient": {"mrn": "X1"}, "attachments": [file]})
    assert "胸椎MRI.zip（文件不在本库，1234字节）" in printed


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("vocabulary", "width", "kind"),
    [
        ("modality", 22, BODY),
        ("timing", 22, BODY),
        ("escc", 10, BODY),
        ("procedure_type", 32, BODY.strong()),
        ("discipline", 34, BODY.strong()),
    ],
)
def test_no_word_of_ours_is_broken_in_its_column(
    vocabulary: str, width: float, kind: Type, language: Language
) -> None:
    said = [code(translator(language), vocabulary, one) for one in labels(vocabulary)]
    words = [word for label in said for word in re.findall(r"[!-~]+", label)]
    assert not [word for word in words if text_width(word, kind) > width * MM]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_overridden_rule_of_the_department_is_called_by_its_name(language: Language) -> None:
    rules = checks_department.load().values()
    made = copy.deepcopy(_case("DEMO-26014"))
    made["discussions"][0]["decision"]["overridden_checks"] = [
        {"check": rule.id, "reason": "risk_accepted"} for rule in rules
    ]
    printed = re.sub(r"\s", "", _says(made, language))
    for rule in rules:
        assert re.sub(r"\s", "", rule.name[language]) in printed
        assert rule.id not in printed


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(Settings().targets))
def test_every_clock_with_a_target_is_said(kind: str, language: Language) -> None:
    target = Settings().targets[kind]
    clock = Clock(kind, "2026-11-22T16:00", 30, target=target.hours, source=target.source)
    printed = _says(_case("DEMO-26007"), language, clocks=(clock,))
    assert "30" in printed
    assert target.source.replace(" ", "") in printed.replace(" ", "")


def test_the_heading_counts_what_no_doctor_has_confirmed() -> None:
    case = copy.deepcopy(_case("DEMO-26014"))
    case["unconfirmed"] = ["performance.ecog", "neurology.frankel"]
    assert "有2项内容由协调员录入，尚待医师确认" in _says(case)
    assert "2valuestypedbyacoordinator" in _says(case, "en")
    assert "由协调员录入" not in _says(_case("DEMO-26014"))


def test_when_stands_before_the_words_that_end_with_a_stop() -> None:
    said = _says(_case("DEMO-26014"))
    assert "待执行·2026-11-2016:00·已排2026-11-24手术。" in said
    assert "。·" not in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("long", range(1, 30))
def test_who_it_is_stands_in_one_line(long: int, language: Language) -> None:
    case = {**_case("DEMO-26002"), "number": "2026-0901"}
    case["referral"] = {**case["referral"], "ward": "病" * long}
    shown, *_ = pages(record(case), translator(language))
    drawn = [piece for put in shown.placed[:1] for piece in put.strip.pieces]
    (name,) = {piece.y for piece in drawn if piece.text == "张秀兰"}
    (last,) = {piece.y for piece in drawn if piece.text in ("住院", "inpatient")} or {name}
    assert name == last
    assert ("inpatient" if language == "en" else "住院") in bare(_says(case, language))
