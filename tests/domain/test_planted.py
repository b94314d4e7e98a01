# SPDX-License-Identifier: MIT
"""Planted contradictions: each is named with what was read; its twin without the fault is quiet."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mdtdesk.domain import check_words, checks, checks_department, vocabulary
from mdtdesk.domain.body_map import spine
from mdtdesk.domain.checks import Known
from mdtdesk.domain.concern import Check
from mdtdesk.domain.document import EMPTY, Document, document, group, rows
from mdtdesk.domain.instruments import scoring
from mdtdesk.domain.instruments.results import Result
from mdtdesk.i18n import LANGUAGES, translator
from mdtdesk.paths import resource

_DATA = Path(__file__).parents[1] / "data" / "cases"
_RULES = frozenset(checks_department.load())
_BONES = {"femur": "股骨", "humerus": "肱骨", "tibia": "胫骨"}
_SIDES = {"left": "左", "right": "右"}
_NO_RULES: frozenset[str] = frozenset()
Raw = dict[str, Any]


@dataclass(frozen=True)
class Planted:
    """A fault: the check that must name it where, with which words; ``twin`` is without it."""

    check: str
    why: str
    path: str
    said: tuple[str, ...]
    case: Raw
    twin: Raw


def _cases() -> list[Raw]:
    invented = json.loads(resource("demo", "cases.json").read_text("utf-8"))
    published = json.loads((_DATA / "published.json").read_text("utf-8"))
    return [*invented, *published]


def _lesions(case: Raw) -> list[Raw]:
    for at, lesion in enumerate(case.get("lesions", [])):
        lesion.setdefault("id", f"018f0000-0000-7000-8000-0000000000{at:02d}")
    return list(case.get("lesions", []))


def _decided(case: Raw, *procedures: Raw) -> Raw:
    made = copy.deepcopy(case)
    _lesions(made)
    made["discussions"] = [{"outcome": "decided", "decision": {"procedures": list(procedures)}}]
    return made


def _planted() -> Iterator[Planted]:
    """Yield cases each with one fault put in, from every case that has what it takes."""
    for case in _cases():
        name = case["patient"]["mrn"]
        lesions = _lesions(copy.deepcopy(case))
        for lesion in lesions:
            if lesion["site"] == "spine" and lesion.get("levels"):
                yield from _of_levels(case, name, lesion)
                yield from _of_spans(case, name, lesion)
            if lesion["site"] == "limb" and lesion.get("side") in _SIDES:
                yield from _of_limb(case, name, lesion)
                yield from _of_words(case, name, lesion)
        yield from _forgotten(case, name, lesions)
        yield from _waiting(case, name)
        yield from _scoreless(case, name)


def _of_levels(case: Raw, name: str, lesion: Raw) -> Iterator[Planted]:
    held = {level for one in case["lesions"] for level in one.get("levels", [])}
    free = [level for level in ("C3", "C5", "T2", "L4") if level not in held]
    right = {"type": "pvp", "lesions": [lesion["id"]], "levels": lesion["levels"]}
    twin = _decided(case, right)
    wrong = right | {"levels": [*lesion["levels"], free[0]]}
    for check, levels in (("treated_level_no_lesion", wrong["levels"]), ("level_no_lesion", free)):
        made = _decided(case, right | {"levels": levels})
        said = ("PVP", *free[:1])
        why = f"{name} {lesion['levels'][0]} {check}"
        yield Planted(check, why, "procedures[0].levels", said, made, twin)


def _of_spans(case: Raw, name: str, lesion: Raw) -> Iterator[Planted]:
    every = list(spine.LEVELS)
    first, last = every.index(lesion["levels"][0]), every.index(lesion["levels"][-1])
    if first < 3 or last >= every.index("L4"):
        return
    fixed = {"type": "internal_fixation", "lesions": [lesion["id"]], "levels": lesion["levels"]}
    twin = _decided(case, fixed | {"from": every[first - 1], "to": every[last + 1]})
    for how, ends in (
        ("as long as the lesion", (first, last)),
        ("ends at the lesion", (first - 1, last)),
        ("begins at the lesion", (first, last + 1)),
        ("above the lesion", (first - 3, first - 1)),
    ):
        start, end = (every[at] for at in ends)
        made = _decided(case, fixed | {"from": start, "to": end})
        why = f"{name} {lesion['levels'][0]} span {how}"
        said = (start, end, lesion["levels"][0])
        yield Planted("span_too_short", why, "procedures[0].from", said, made, twin)


def _of_limb(case: Raw, name: str, lesion: Raw) -> Iterator[Planted]:
    other = "left" if lesion["side"] == "right" else "right"
    bone = "tibia" if lesion["bone"] != "tibia" else "radius"
    nail = {"type": "internal_fixation", "lesions": [lesion["id"]], "bone": lesion["bone"]}
    right = nail | {"side": lesion["side"]}
    shown = _BONES[lesion["bone"]]
    for how, key, wrong, said in (
        ("side", "side", nail | {"side": other}, (_SIDES[other], _SIDES[lesion["side"]] + shown)),
        ("no side", "side", nail, ("未写侧别", shown)),
        ("bone", "bone", right | {"bone": bone}, ("没有病灶", shown)),
    ):
        twin, made = _decided(case, right), _decided(case, wrong)
        path = f"procedures[0].{key}"
        yield Planted("bone_or_side", f"{name} {shown} {how}", path, said, made, twin)


def _of_words(case: Raw, name: str, lesion: Raw) -> Iterator[Planted]:
    """Yield questions, and operations in words, on the side where nothing is recorded."""
    bone, own = _BONES[lesion["bone"]], _SIDES[lesion["side"]]
    alike = [one for one in case["lesions"] if one.get("bone") == lesion["bone"]]
    if len(alike) > 1:
        return
    other = _SIDES["left" if lesion["side"] == "right" else "right"]
    nail = {"type": "internal_fixation", "lesions": [lesion["id"]], "bone": lesion["bone"]}
    nail |= {"side": lesion["side"]}
    asked = [copy.deepcopy(case) for _ in range(2)]
    for one, side in zip(asked, (other, own), strict=True):
        one.setdefault("referral", {})["question"] = f"{side}{bone}病变能否固定"
    made, twin = (_decided(one, nail) for one in asked)
    why, check = f"{name} {bone}", "side_contradiction"
    said = (other + bone, own + bone)
    yield Planted(check, f"{why} question", "referral.question", said, made, twin)
    made, twin = (
        _decided(asked[1], nail | {"details": {"operation": f"{side}{bone}髓内钉"}})
        for side in (other, own)
    )
    path = "procedures[0].details.operation"
    yield Planted(check, f"{why} operation", path, said, made, twin)


def _forgotten(case: Raw, name: str, lesions: list[Raw]) -> Iterator[Planted]:
    urgency = case.get("referral", {}).get("urgency")
    spinal = [one for one in lesions if one["site"] == "spine"]
    pressing = [one for one in spinal if one.get("escc") in ("2", "3")] or spinal[:1]
    broken = [one for one in lesions if one.get("fracture") in ("impending", "complete")]
    limbs = [one for one in broken if one["site"] in ("limb", "pelvis")]
    urgent = {"neurological": pressing, "impending_fracture": limbs}.get(urgency, [])
    treats = [{"type": "radiotherapy", "lesions": [one["id"]]} for one in urgent]
    for at, one in enumerate(urgent):
        left = [row for number, row in enumerate(treats) if number != at]
        where = one["levels"][0] if one.get("levels") else _BONES.get(one.get("bone", ""), "")
        made, twin = _decided(case, *left, {"type": "systemic"}), _decided(case, *treats)
        why = f"{name} {where} forgotten"
        yield Planted("lesion_unnamed", why, "procedures", (where,), made, twin)


def _waiting(case: Raw, name: str) -> Iterator[Planted]:
    """Yield undecided cases with a deficit or a compressed cord."""
    quiet = copy.deepcopy(case)
    quiet.pop("discussions", None)
    quiet.pop("closed", None)
    quiet["neurology"] = {"frankel": "E"}
    for lesion in _lesions(quiet):
        lesion.pop("escc", None)
    spinal = [at for at, one in enumerate(quiet.get("lesions", [])) if one["site"] == "spine"]
    weak = copy.deepcopy(quiet) | {"neurology": {"frankel": "C"}}
    said: tuple[str, ...] = ("Frankel C",)
    yield Planted("do_not_wait", f"{name} deficit", "neurology.frankel", said, weak, quiet)
    if spinal and quiet["lesions"][spinal[0]].get("levels"):
        pressed = copy.deepcopy(quiet)
        pressed["lesions"][spinal[0]]["escc"] = "2"
        said = ("ESCC 2", quiet["lesions"][spinal[0]]["levels"][0])
        yield Planted("do_not_wait", f"{name} compressed", "lesions", said, pressed, quiet)


def _scoreless(case: Raw, name: str) -> Iterator[Planted]:
    """Yield treated lesions whose whole score loses an item."""
    for at, one in enumerate(case.get("lesions", [])):
        whole = copy.deepcopy(case)
        lesion = _lesions(whole)[at]
        kind, key, said = (
            ("pvp", "sins", "椎体塌陷")
            if one["site"] == "spine"
            else ("internal_fixation", "pain", "疼痛")
        )
        scores = [r for r in scoring.results(document(whole)) if r.lesion == at]
        total = any(r.total is not None and r.instrument in ("sins", "mirels") for r in scores)
        if not total or lesion.get("answers"):
            continue
        treat = {"type": kind, "lesions": [lesion["id"]]}
        made, twin = _decided(whole, treat), _decided(whole, treat)
        if key == "sins":
            del made["lesions"][at]["sins"]["collapse"]
        else:
            del made["lesions"][at]["pain"]
        path = f"lesions[{lesion['id']}]"
        yield Planted("incomplete_score", f"{name} lesion {at}", path, (said,), made, twin)


PLANTED = list(_planted())


def _found(raw: Raw) -> tuple[Check, ...]:
    case = document(raw)
    listed = rows(case, "discussions")
    decision = group(listed[-1], "decision") if listed else EMPTY
    waits = checks.do_not_wait(case)
    found = checks.checks(case, decision, Known(_lesion_scores(case), _NO_RULES))
    return (*found, *((waits,) if waits else ()))


def _lesion_scores(case: Document) -> tuple[Result, ...]:
    """Return the results that hang on a lesion; what a case lacks has a test of its own."""
    return tuple(r for r in scoring.results(case) if r.lesion is not None)


def test_there_are_enough_of_every_kind() -> None:
    kinds = [one.check for one in PLANTED]
    assert len(kinds) >= 60
    always_on = set(vocabulary.codes("check")) - _RULES
    assert set(kinds) == always_on
    assert min(kinds.count(kind) for kind in always_on) >= 3


@pytest.mark.parametrize("one", PLANTED, ids=[one.why for one in PLANTED])
def test_a_planted_contradiction_is_named_with_what_was_read(one: Planted) -> None:
    found = [check for check in _found(one.case) if check.id == one.check]
    assert [check.path for check in found] == [one.path]
    said = check_words.reads(found[0], translator("zh"))
    assert [part for part in one.said if part not in said] == [], said
    for language in LANGUAGES:
        assert "{" not in check_words.reads(found[0], translator(language))


@pytest.mark.parametrize("one", PLANTED, ids=[one.why for one in PLANTED])
def test_without_the_fault_it_is_quiet(one: Planted) -> None:
    assert one.check not in {check.id for check in _found(one.twin)}


def test_the_cases_as_they_are_raise_nothing_new() -> None:
    """Rules and instruments that a department must confirm are off; one score asks its doctor."""
    zh, said = translator("zh"), {}
    for raw in _cases():
        case = document(raw)
        listed = rows(case, "discussions")
        decision = group(listed[-1], "decision") if listed else EMPTY
        free = tuple(r for r in scoring.results(case) if r.status == "ready")
        own = checks.checks(case, decision)
        new = [one for one in checks.checks(case, decision, Known(free)) if one not in own]
        if new:
            said[raw["patient"]["mrn"]] = [check_words.reads(one, zh) for one in new]
    assert said == {"DEMO-26014": ["Tomita 待医生选择 原发肿瘤。"]}
