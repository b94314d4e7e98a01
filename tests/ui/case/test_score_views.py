# SPDX-License-Identifier: MIT
"""The rows of the score column: an answer beside the facts, a range, what does not apply."""

from __future__ import annotations

from typing import Any

from builders import documents
from mdtdesk.domain import document
from mdtdesk.domain.instruments import tables
from mdtdesk.i18n import translator
from mdtdesk.ui.case import score_views
from mdtdesk.ui.widgets.score_list import Entry

ZH = translator("zh")


def made(mrn: str, opened: tuple[str, ...] = (), **changes: Any) -> dict[str, Entry]:
    case = next(c for c in documents("invented") if c["patient"]["mrn"] == mrn)
    of = document.change(document.document(case), changes)
    computed = score_views.scored(of, score_views.until_known())
    found = score_views.entries(computed, dict.fromkeys(opened, True), "", ZH)
    return {entry.line.key: entry for entry in found}


def test_an_answer_that_differs_says_what_the_facts_give() -> None:
    found = made("DEMO-26001", ("tomita",), **{"answers.tomita.bone": "solitary"})
    parts = found["tomita"].parts
    assert parts is not None
    item = next(line for line in parts.items if line.id == "bone")
    assert (item.origin, item.remark, item.chosen) == ("人工回答", "按记录：多发", "solitary")
    others = [line for line in parts.items if line.id != "bone"]
    assert not any(line.remark for line in others)


def test_a_range_within_one_band_says_the_band() -> None:
    line = made("DEMO-26007")["mstfi"].line
    assert (line.value, line.most, line.band) == ("3–4", "9", "均属重度")
    assert "均属重度，需回答 1 项" in line.spoken
    assert line.tone == "not_known"  # never the sign of a band that is reached


def test_what_a_fact_refuses_is_folded_with_its_reason() -> None:
    folded = made("DEMO-26007")
    assert "van_der_linden" not in folded
    assert folded["inapplicable"].line.direction == "1"
    line = made("DEMO-26007", ("inapplicable",))["van_der_linden"].line
    assert line.value == "–"
    assert line.band.startswith("不适用：")
    assert "mirels" not in " ".join(made("DEMO-26007", ("inapplicable",)))  # no long bone at all


def test_what_tools_outside_say_stands_beside_and_leads_to_its_field() -> None:
    found = made("DEMO-26013", ("prognosis",))["prognosis"]
    assert found.parts is not None
    assert found.parts.words == (
        "医生估计，60 个月，2026-10-22，曹文博",
        "SORG web，12 个月生存 93%，2026-10-20，曹文博",
    )
    assert found.parts.items[0].path == "prognosis"


def test_an_opened_score_names_its_source_cohort_and_strategy() -> None:
    parts = made("DEMO-26007", ("tokuhashi_revised",))["tokuhashi_revised"].parts
    assert parts is not None
    assert parts.words[0] == "原文：保守治疗或姑息手术"
    assert parts.words[1].startswith("出处：Tokuhashi Y")
    assert parts.words[2].startswith("队列：")
    assert parts.band == "0–8 为预计生存<6个月"


def test_an_opened_score_says_its_version_direction_and_status_also_when_ready() -> None:
    parts = made("DEMO-26014", ("tokuhashi_revised",))["tokuhashi_revised"].parts
    assert parts is not None
    assert parts.words[-1] == "版本 2005，越高越好，可用（二手资料一致，未与原文核对）"


def test_the_calcium_that_counted_is_named_under_its_item() -> None:
    case = next(c for c in documents("invented") if c["patient"]["mrn"] == "DEMO-26014")
    labs = [{"test": "calcium_corrected", "value": 2.8, "unit": "mmol/L"}]
    of = document.document({**case, "labs": labs})
    computed = score_views.scored(of, frozenset(tables.load()))
    found = score_views.entries(computed, {"katagiri_2014": True}, "", ZH)
    parts = next(e.parts for e in found if e.line.key == "katagiri_2014")
    assert parts is not None
    assert [i.remark for i in parts.items if i.id == "laboratory"] == ["计入：校正钙"]
