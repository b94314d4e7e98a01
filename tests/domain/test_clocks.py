# SPDX-License-Identifier: MIT
"""The clocks of a case: what starts and stops each, and what is said beside the worklist."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from builders import documents
from mdtdesk.domain import clocks, worklist_facts, worklist_words
from mdtdesk.domain.document import document
from mdtdesk.domain.worklist import CaseRow
from mdtdesk.i18n import LANGUAGES, translator
from mdtdesk.settings import Settings

_NOW = datetime.fromisoformat("2026-11-24T10:00+08:00")
_RECEIVED = "2026-11-14T10:00+08:00"
_MRI = {"imaging": [{"modality": "mri", "date": "2026-11-15"}]}


def _case(**more: Any) -> dict[str, Any]:
    spine = {"id": "a", "site": "spine", "levels": ["T8"]}
    facts = {
        "referral": {"received_at": _RECEIVED, "urgency": "routine"},
        "neurology": {"frankel": "E"},
        "pain": {"loading": 6},
        "lesions": [spine],
    }
    return facts | more


def _kinds(raw: dict[str, Any]) -> set[str]:
    return {one.kind for one in clocks.clocks(document(raw), _NOW)} - {"received"}


@pytest.mark.parametrize(
    ("more", "runs"),
    [
        ({}, True),
        (_MRI, True),
        (_MRI | {"discussions": [{"decision": {"owner": "x"}}]}, False),
        ({"discussions": [{"decision": {"owner": "x"}}]}, True),
        ({"neurology": {"frankel": "D"}}, False),
        ({"neurology": {"frankel": "E", "ais": "D"}}, False),
        ({"neurology": {}}, False),
        ({"pain": {"rest": 0, "loading": 0}}, False),
        ({"pain": {}}, False),
        ({"pain": {}, "lesions": [{"site": "spine", "sins": {"pain": "mechanical"}}]}, True),
        ({"pain": {}, "lesions": [{"site": "spine", "sins": {"pain": "none"}}]}, False),
        ({"lesions": [{"site": "limb", "bone": "femur", "side": "left"}]}, False),
        ({"lesions": [{"site": "spine", "levels": ["T8"], "escc": "2"}]}, False),
        ({"lesions": [{"site": "spine", "levels": ["T8"], "escc": "1c"}]}, True),
        ({"referral": {"received_at": _RECEIVED, "urgency": "neurological"}}, False),
        ({"referral": {"urgency": "routine"}}, False),
        ({"closed": {"reason": "died"}}, False),
    ],
)
def test_pain_only_waits_for_mri_and_plan(more: dict[str, Any], runs: bool) -> None:
    assert ("mri_pain" in _kinds(_case(**more))) is runs


_RT: dict[str, Any] = {"type": "radiotherapy", "lesions": ["a"]}


@pytest.mark.parametrize(
    ("escc", "procedures", "more", "runs"),
    [
        ("3", [_RT], {}, True),
        ("2", [{"type": "radiotherapy", "levels": ["T8"]}, {"type": "systemic"}], {}, True),
        ("1c", [_RT], {}, False),
        ("3", [_RT, {"type": "separation_surgery", "lesions": ["a"]}], {}, False),
        ("3", [_RT, {"type": "decompression", "levels": ["T8"]}], {}, False),
        ("3", [_RT, {"type": "other"}], {}, False),
        ("3", [_RT, {"type": "pvp", "levels": ["L3"]}], {}, True),
        ("3", [_RT, {"type": "arthroplasty", "bone": "femur", "side": "left"}], {}, True),
        ("3", [{"type": "palliative"}], {}, False),
        ("3", [{"type": "radiotherapy", "levels": ["L3"]}], {}, False),
        ("3", [_RT], {"treatments": [{"kind": "radiotherapy", "date": "2026-11-23"}]}, False),
        ("3", [_RT], {"treatments": [{"kind": "radiotherapy", "date": "2026-11-20"}]}, True),
        ("3", [_RT], {"treatments": [{"kind": "systemic", "date": "2026-11-23"}]}, True),
        ("3", [_RT], {"closed": {"reason": "died"}}, False),
    ],
)
def test_a_compressed_cord_without_surgery_waits_for_radiotherapy(
    escc: str, procedures: list[dict[str, Any]], more: dict[str, Any], runs: bool
) -> None:
    decision: dict[str, Any] = {"recorded_at": "2026-11-22T16:00+08:00", "procedures": procedures}
    lesion = {"id": "a", "site": "spine", "levels": ["T8"], "escc": escc}
    raw = _case(lesions=[lesion], discussions=[{"decision": decision}], **more)
    assert ("radiotherapy" in _kinds(raw)) is runs
    for state, still in (("pending", runs), ("fully", False), ("no", False)):
        decision["carried_out"] = {"state": state}
        assert ("radiotherapy" in _kinds(raw)) is still


def test_each_clock_is_held_against_its_target_and_names_the_source() -> None:
    decision = {"recorded_at": "2026-11-22T16:00+08:00", "procedures": [_RT]}
    lesion = {"id": "a", "site": "spine", "levels": ["T8"], "escc": "3"}
    case = document(_case(lesions=[lesion], discussions=[{"decision": decision}]))
    targets = Settings().targets
    assert {kind: target.hours for kind, target in targets.items()} == {
        "mri_urgent": 24, "mri_pain": 168, "radiotherapy": 24,
    }  # fmt: skip
    (fact,) = (
        one
        for one in worklist_facts.facts(case, translator("zh"), _NOW, targets)
        if one.key == "clocks"
    )
    assert fact.words == "脊髓受压不手术，决定放疗至今 42 小时（目标 24 小时，NICE QS56, 2023）"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pain_clock_says_days(language: Any) -> None:
    found = worklist_facts.facts(document(_case()), translator(language), _NOW, Settings().targets)
    words = next(one.words for one in found if one.key == "clocks")
    assert "10" in words
    assert "7" in words
    assert "NICE QS56, 2023" in words
    assert "{" not in words


@pytest.mark.parametrize(
    ("kind", "hours", "alarm"),
    [
        ("mri_pain", 168, ""),
        ("mri_pain", 169, "warning"),
        ("plan_pain", 169, "warning"),
        ("radiotherapy", 24, ""),
        ("radiotherapy", 25, "danger"),
    ],
)
def test_the_list_names_the_clock_and_alarms_past_its_target(
    kind: str, hours: int, alarm: str
) -> None:
    since = (_NOW - timedelta(hours=hours)).isoformat()
    row = CaseRow(
        *("id", "2026-0001", "张三", "1", "male", "", None, "", "routine", "", "", "", "", "ready"),
        *(0, since, "", "", "", ""),
        clock_kind=kind,
        clock_since=since,
    )
    for language, first in (
        ("zh", {"mri_pain": "MRI", "plan_pain": "方案", "radiotherapy": "放疗"}),
        ("en", {}),
    ):
        said = worklist_words.clock(row, translator(language), _NOW, Settings().targets)
        assert said.alarm == alarm
        assert said.words.startswith(first.get(kind, ""))
    assert worklist_words.clock(row, translator("zh"), _NOW).alarm == ""


@pytest.mark.parametrize("name", ["published", "invented"])
def test_what_the_list_names_is_one_of_the_clocks_that_run(name: str) -> None:
    for facts in documents(name):
        case = document(facts)
        kind, since = clocks.running(case)
        found = {one.kind: one.since for one in clocks.clocks(case, _NOW)}
        timed = "mri_pain" if kind == "plan_pain" else kind
        assert not kind or found[timed] == clocks.moment(since)
        assert kind or not {"mri_pain", "radiotherapy"} & set(found)
