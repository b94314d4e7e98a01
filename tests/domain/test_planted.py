# SPDX-License-Identifier: MIT
"""Planted contradictions: each is named by its check; untouched cases stay as quiet as before."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mdtdesk.domain import check_words, checks, checks_department
from mdtdesk.domain.body_map import spine
from mdtdesk.domain.checks import Known
from mdtdesk.domain.document import EMPTY, Document, document, group, rows
from mdtdesk.domain.instruments import scoring
from mdtdesk.i18n import LANGUAGES, translator
from mdtdesk.paths import resource

_DATA = Path(__file__).parents[1] / "data" / "cases"
_RULES = frozenset(checks_department.load())
Planted = tuple[str, str, dict[str, Any]]  # check id, why, case with its decision


def _cases() -> list[dict[str, Any]]:
    invented = json.loads(resource("demo", "cases.json").read_text("utf-8"))
    published = json.loads((_DATA / "published.json").read_text("utf-8"))
    return [*invented, *published]


def _lesions(case: dict[str, Any]) -> list[dict[str, Any]]:
    for at, lesion in enumerate(case.get("lesions", [])):
        lesion.setdefault("id", f"018f0000-0000-7000-8000-0000000000{at:02d}")
    return list(case.get("lesions", []))


def _decided(case: dict[str, Any], *procedures: dict[str, Any]) -> dict[str, Any]:
    made = copy.deepcopy(case)
    _lesions(made)
    made["discussions"] = [{"outcome": "decided", "decision": {"procedures": list(procedures)}}]
    return made


def _planted() -> Iterator[Planted]:
    """Yield cases each with one fault put in, from every case that has what it takes."""
    for case in _cases():
        name = case["patient"]["mrn"]
        for lesion in _lesions(copy.deepcopy(case)):
            yield from _of_lesion(case, name, lesion)
        lesions = _lesions(copy.deepcopy(case))
        if case.get("referral", {}).get("urgency") == "neurological" and lesions:
            bystander = {"type": "systemic", "details": {"agent": "x"}}
            yield "lesion_unnamed", f"{name} urgent lesion forgotten", _decided(case, bystander)


def _of_lesion(case: dict[str, Any], name: str, lesion: dict[str, Any]) -> Iterator[Planted]:
    if lesion["site"] == "spine" and lesion.get("levels"):
        yield from _of_spine(case, name, lesion)
    if lesion["site"] == "limb" and lesion.get("side") in ("left", "right"):
        yield from _of_limb(case, name, lesion)


def _of_spine(case: dict[str, Any], name: str, lesion: dict[str, Any]) -> Iterator[Planted]:

    every = list(spine.LEVELS)
    held = {level for one in case["lesions"] for level in one.get("levels", [])}
    free = [level for level in ("C3", "C5", "T2", "L4") if level not in held]
    ids = [lesion["id"]]
    wrong = {"type": "pvp", "lesions": ids, "levels": [free[0]]}
    yield "treated_level_no_lesion", f"{name} {free[0]} treated", _decided(case, wrong)
    wrong = {"type": "separation_surgery", "levels": [free[-1]]}
    yield "level_no_lesion", f"{name} {free[-1]} operated", _decided(case, wrong)
    first, last = every.index(lesion["levels"][0]), every.index(lesion["levels"][-1])
    if first > 2 and last < every.index("L4"):
        fixed = {"type": "internal_fixation", "lesions": ids, "levels": lesion["levels"]}
        short = fixed | {"from": every[first], "to": every[last]}
        yield "span_too_short", f"{name} span ends at the lesion", _decided(case, short)
        above = fixed | {"from": every[first - 3], "to": every[first - 1]}
        yield "span_too_short", f"{name} span above the lesion", _decided(case, above)


def _of_limb(case: dict[str, Any], name: str, lesion: dict[str, Any]) -> Iterator[Planted]:
    other = "left" if lesion["side"] == "right" else "right"
    nail = {"type": "internal_fixation", "lesions": [lesion["id"]], "bone": lesion["bone"]}
    yield "bone_or_side", f"{name} other side", _decided(case, nail | {"side": other})
    yield "bone_or_side", f"{name} no side", _decided(case, nail)
    bone = "tibia" if lesion["bone"] != "tibia" else "radius"
    wrong = nail | {"bone": bone, "side": lesion["side"]}
    yield "bone_or_side", f"{name} other bone", _decided(case, wrong)


PLANTED = list(_planted())


def _ids(
    case: Document, decision: Document = EMPTY, rules: frozenset[str] = frozenset()
) -> set[str]:
    found = checks.checks(case, decision, Known(scoring.results(case), rules))
    return {check.id for check in found}


def test_there_are_enough_of_every_kind() -> None:
    kinds = [kind for kind, _, _ in PLANTED]
    assert len(kinds) >= 60
    assert min(kinds.count(kind) for kind in set(kinds)) >= 2


@pytest.mark.parametrize(("kind", "why", "raw"), PLANTED, ids=[why for _, why, _ in PLANTED])
def test_a_planted_contradiction_is_named_with_what_was_read(
    kind: str, why: str, raw: dict[str, Any]
) -> None:
    case = document(raw)
    decision = group(rows(case, "discussions")[-1], "decision")
    found = [check for check in checks.checks(case, decision) if check.id == kind]
    assert found, why
    for language in LANGUAGES:
        said = check_words.reads(found[0], translator(language))
        assert said
        assert "{" not in said


def test_the_cases_as_they_are_raise_nothing_new() -> None:
    """The rules of a department are off, and no score of a treated lesion is incomplete."""
    for raw in _cases():
        case = document(raw)
        listed = rows(case, "discussions")
        decision = group(listed[-1], "decision") if listed else EMPTY
        own = {c.id for c in checks.checks(case, decision)}
        assert _ids(case, decision) - own == set(), raw["patient"]["mrn"]


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
    (lacking,) = [check for check in found if check.id == "incomplete_score"]
    assert check_words.reads(lacking, translator("zh")) == "T12：SINS 缺 椎体塌陷。"
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
