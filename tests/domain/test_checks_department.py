# SPDX-License-Identifier: MIT
"""The department's rules at their boundaries, incomplete scores, what an override silences."""

from __future__ import annotations

from typing import Any

import pytest

from mdtdesk.domain import check_words, checks, checks_department
from mdtdesk.domain.checks import Known
from mdtdesk.domain.document import EMPTY, Document, document
from mdtdesk.domain.instruments import scoring
from mdtdesk.i18n import Language, translator

_RULES = frozenset(checks_department.load())


def _ids(
    case: Document, decision: Document = EMPTY, rules: frozenset[str] = frozenset()
) -> set[str]:
    found = checks.checks(case, decision, Known(scoring.results(case), rules))
    return {check.id for check in found}


def _spine(**more: Any) -> dict[str, Any]:
    sins = {"pain": "mechanical", "alignment": "deformity", "posterolateral": "unilateral"}
    lesion = {"id": "a", "site": "spine", "levels": ["T12"], "matrix": "lytic", "sins": sins}
    return lesion | more


def _met(rule: str, lesion: dict[str, Any], *procedures: dict[str, Any], **more: Any) -> bool:
    case = document({"lesions": [lesion], **more})
    decision = document({"procedures": list(procedures)})
    return rule in _ids(case, decision, _RULES)


def test_cement_alone_asks_at_thirteen_and_not_at_twelve() -> None:
    rule, cement = (
        "cement_alone_with_unstable_spine",
        {"type": "pkp", "lesions": ["a"], "levels": ["T12"]},
    )
    at = {"collapse": "lt50"}
    unstable = _spine(sins={**_spine()["sins"], **at})  # 3+3+2+2+2+1
    assert scoring.results_of("sins", document({"lesions": [unstable]}))[0].total == 13
    assert _met(rule, unstable, cement)
    stable = _spine(sins={**_spine()["sins"], "collapse": "involved_gt50"})
    assert scoring.results_of("sins", document({"lesions": [stable]}))[0].total == 12
    assert not _met(rule, stable, cement)
    assert not _met(rule, _spine(), cement)  # no total, no alarm
    screws = {"type": "internal_fixation", "lesions": ["a"], "from": "T11", "to": "L1"}
    assert not _met(rule, unstable, cement, screws)
    spanned = {"type": "internal_fixation", "from": "T10", "to": "L2"}
    assert not _met(rule, unstable, cement, spanned)


@pytest.mark.parametrize(("grade", "alarms"), [("1c", False), ("2", True), ("3", True)])
def test_cement_alone_asks_from_escc_two_on(grade: str, alarms: bool) -> None:
    cement = {"type": "pvp", "lesions": ["a"], "levels": ["T12"]}
    assert _met("cement_alone_with_cord_compression", _spine(escc=grade), cement) is alarms


@pytest.mark.parametrize(("broken", "alarms"), [(True, True), (False, False), (None, False)])
def test_cement_alone_asks_at_a_broken_posterior_wall(broken: bool | None, alarms: bool) -> None:
    cement = {"type": "pvp", "lesions": ["a"], "levels": ["T12"]}
    lesion = _spine() if broken is None else _spine(posterior_wall_broken=broken)
    assert _met("cement_alone_with_broken_posterior_wall", lesion, cement) is alarms


@pytest.mark.parametrize(("kps", "alarms"), [(70, True), (80, False)])
def test_tes_asks_at_eight_and_not_at_nine(kps: int, alarms: bool) -> None:
    facts = {
        "performance": {"kps": kps},
        "systemic": {"extraspinal_bone_count": 0, "vertebral_count": 1, "visceral": []},
        "primary": {"site": "lung"},
        "neurology": {"frankel": "C"},
    }
    tes = {"type": "tes", "lesions": ["a"], "levels": ["T12"]}
    case = document({"lesions": [_spine()], **facts})
    (score,) = scoring.results_of("tokuhashi_revised", case)
    assert score.total == (8 if alarms else 9)
    assert _met("tes_with_low_tokuhashi", _spine(), tes, **facts) is alarms


@pytest.mark.parametrize(("pain", "alarms"), [("mild", True), ("moderate", False)])
def test_a_prophylactic_nail_asks_at_seven_and_not_at_eight(pain: str, alarms: bool) -> None:
    lesion = {
        "id": "a", "site": "limb", "bone": "tibia", "side": "left", "fracture": "none",
        "pain": pain, "matrix": "lytic", "size": "lt_1_3",
    }  # fmt: skip
    nail = {"type": "internal_fixation", "lesions": ["a"], "bone": "tibia", "side": "left"}
    prophylactic = nail | {"details": {"prophylactic": True}}
    rule = "prophylactic_nail_with_low_mirels"
    assert _met(rule, lesion, prophylactic) is alarms
    assert not _met(rule, lesion, nail)


def test_a_treated_lesion_without_a_total_says_what_it_lacks() -> None:
    cement = document({"procedures": [{"type": "pkp", "lesions": ["a"], "levels": ["T12"]}]})
    case = document({"lesions": [_spine()]})
    found = checks.checks(case, cement, Known(scoring.results(case)))
    (lacking, _) = [check for check in found if check.id == "incomplete_score"]
    assert check_words.reads(lacking, translator("zh")) == "T12：SINS 缺 椎体塌陷。"
    assert lacking.path == "lesions[a]"
    assert "incomplete_score" not in _ids(case)


def test_an_override_silences_a_rule_of_the_department_for_its_lesion() -> None:
    case = document({"lesions": [_spine(escc="2")]})
    cement = {"id": "p", "type": "pvp", "lesions": ["a"], "levels": ["T12"]}
    given = {
        "check": "cement_alone_with_cord_compression",
        "lesion": "a",
        "reason": "risk_accepted",
    }
    decision = document({"procedures": [cement], "overridden_checks": [given]})
    known = Known((), frozenset(("cement_alone_with_cord_compression",)))
    assert "cement_alone_with_cord_compression" in {
        c.id for c in checks.checks(case, decision, known)
    }
    open_ = {check.id for check in checks.open_checks(case, decision, known)}
    assert "cement_alone_with_cord_compression" not in open_


def test_what_a_case_lacks_is_one_finding_for_the_region_that_is_treated() -> None:
    femur = {"id": "b", "site": "limb", "bone": "femur", "side": "left", "fracture": "none"}
    case = document({"lesions": [_spine(), femur], "primary": {"site": "myeloma"}})
    results = tuple(
        r for r in scoring.results(case) if r.instrument in ("tomita", "bauer_original")
    )
    for lesion, name, other in (("a", "Tomita", "Bauer"), ("b", "Bauer", "Tomita")):
        decision = document({"procedures": [{"type": "radiotherapy", "lesions": [lesion]}]})
        (check,) = checks.checks(case, decision, Known(results))
        said = check_words.reads(check, translator("zh"))
        assert name in said
        assert other not in said
    assert not checks.checks(case, EMPTY, Known(results))


def test_a_reason_for_what_a_case_lacks_is_none_for_a_lesion() -> None:
    case = document({"lesions": [_spine()], "primary": {"site": "myeloma"}})
    given = {"check": "incomplete_score", "reason": "risk_accepted"}
    cement = {"type": "pkp", "lesions": ["a"], "levels": ["T12"]}
    decision = document({"procedures": [cement], "overridden_checks": [given]})
    left = checks.open_checks(case, decision, Known(scoring.results(case)))
    assert [check.path for check in left] == ["lesions[a]"]
    of_lesion = document({"procedures": [cement], "overridden_checks": [given | {"lesion": "a"}]})
    (open_,) = checks.open_checks(case, of_lesion, Known(scoring.results(case)))
    assert open_.sort == "reads_case"


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "后壁破坏：是"), ("en", "Posterior wall broken: yes")],
)
def test_a_rule_says_the_value_that_it_read(language: Language, said: str) -> None:
    case = document({"lesions": [_spine(posterior_wall_broken=True, escc="3")]})
    cement = document({"procedures": [{"type": "pvp", "lesions": ["a"], "levels": ["T12"]}]})
    found = checks.checks(case, cement, Known((), _RULES))
    words = {check.id: check_words.reads(check, translator(language)) for check in found}
    assert said in words["cement_alone_with_broken_posterior_wall"]
    assert "ESCC 3" in words["cement_alone_with_cord_compression"]
    assert all(check.path == "procedures[0].type" for check in found)


def test_a_rule_that_could_not_be_read_has_not_passed() -> None:
    rule = "cement_alone_with_broken_posterior_wall"
    cement = document({"procedures": [{"type": "pvp", "lesions": ["a"], "levels": ["T12"]}]})
    for recorded, listed in ((None, False), (False, True), (True, False)):
        lesion = _spine() if recorded is None else _spine(posterior_wall_broken=recorded)
        known = Known((), frozenset((rule,)))
        passed = checks.passed(document({"lesions": [lesion]}), cement, known)
        assert (rule in {entry.id for entry in passed}) is listed


def test_every_rule_is_off_until_it_is_named() -> None:
    case = document({"lesions": [_spine(posterior_wall_broken=True, escc="3")]})
    cement = document({"procedures": [{"type": "pvp", "lesions": ["a"], "levels": ["T12"]}]})
    assert not {check.id for check in checks.checks(case, cement)} & _RULES
    assert checks_department.touches(
        "cement_alone_with_cord_compression",
        document(
            {
                "lesions": [_spine(escc="3")],
                "discussions": [
                    {
                        "decision": {
                            "procedures": [{"type": "pvp", "lesions": ["a"], "levels": ["T12"]}]
                        }
                    }
                ],
            }
        ),
        (),
    )
