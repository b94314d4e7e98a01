# SPDX-License-Identifier: MIT
"""The engine against the contract: worked examples, every combination, every cell, every gap."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mdtdesk.domain.document import Document, document, get
from mdtdesk.domain.instruments import scoring, tables
from mdtdesk.domain.instruments.results import Result
from mdtdesk.paths import resource

_DATA = Path(__file__).parents[2] / "data"


def _read(*parts: str) -> Any:
    return json.loads(_DATA.joinpath(*parts).read_text("utf-8"))


CONTRACT = {row["id"]: row for row in _read("clinical", "instruments.json")["instruments"]}
DERIVATION = _read("clinical", "derivation.json")
EXAMPLES = _read("clinical", "derivation_examples.json")
TOTALS = [name for name, row in CONTRACT.items() if row["kind"] == "total"]


def _said(result: Result) -> dict[str, Any]:
    """Return a result by the keys of the contract's examples."""
    span = result.kind == "total" and result.applicable and result.lowest is not None
    return {
        "points": {item.id: item.points for item in result.items if item.points is not None},
        "total": result.total,
        "band": result.band,
        "missing": list(result.in_state("missing")),
        "ask": list(result.in_state("ask")),
        "not_scorable": list(result.in_state("not_scorable")),
        "reasons": {item.id: item.reason for item in result.open},
        "range": [result.lowest, result.highest] if span else None,
        "not_applicable": result.reason,
        "problems": sorted({problem.code for problem in result.problems}),
        "overridden": [item.id for item in result.items if item.overridden],
        "flags": list(result.flags),
    }


def _one(instrument: str, case: Document, lesion: int | None) -> Result:
    found = scoring.results_of(instrument, case)
    return next((one for one in found if one.lesion == lesion), found[0])


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{e['why'][:40]}" for e in EXAMPLES])
def test_a_case_gives_what_the_contract_works_out(example: dict[str, Any]) -> None:
    said = _said(_one(example["instrument"], document(example["case"]), example.get("lesion")))
    expected = dict(example["expect"], problems=sorted(example["expect"]["problems"]))
    assert {key: said[key] for key in expected} == expected


def test_answers_give_the_totals_of_the_worked_examples() -> None:
    for example in _read("clinical", "examples.json"):
        result = scoring.answered(example["instrument"], example["answers"])
        assert (result.total, result.band) == (example["total"], example["band"]), example


def test_each_file_carries_examples_that_hold() -> None:
    for table in tables.load().values():
        assert table.examples or table.kind != "total", table.id
        for example in table.examples:
            result = scoring.answered(table.id, example["answers"])
            assert (result.total, result.band) == (example["total"], example["band"])


@pytest.mark.parametrize("name", list(CONTRACT))
def test_a_table_is_the_contracts(name: str) -> None:
    row, table = CONTRACT[name], tables.of(name)
    assert (table.version, table.kind, table.status) == (
        row.get("version", ""),
        row["kind"],
        row["status"],
    )
    assert table.direction == row.get("direction")
    assert [table.lowest, table.highest] == row.get("range", [None, None])
    points = {
        item["id"]: {o["id"]: o["points"] for o in item["options"]} for item in row.get("items", [])
    }
    assert {i.id: {o.id: o.points for o in i.options} for i in table.items} == points
    bands = [(band["id"], band["min"], band["max"]) for band in row.get("bands", [])]
    assert [(band.id, band.lowest, band.highest) for band in table.bands] == bands
    grades = [grade["id"] for grade in (*row.get("grades", ()), *row.get("flags", ()))]
    assert [grade.id for grade in table.grades] == grades


@pytest.mark.parametrize("name", TOTALS)
def test_every_combination_is_an_independent_sum(name: str) -> None:
    row = CONTRACT[name]
    items = [(item["id"], item["options"]) for item in row["items"]]
    for chosen in itertools.product(*(options for _, options in items)):
        answers = {item: option["id"] for (item, _), option in zip(items, chosen, strict=True)}
        total = sum(option["points"] for option in chosen)
        result = scoring.answered(name, answers)
        bands = [b["id"] for b in row["bands"] if b["min"] <= total <= b["max"]]
        assert (result.total, [result.band]) == (total, bands)
        assert row["range"][0] <= total <= row["range"][1]


@pytest.mark.parametrize("name", TOTALS)
def test_each_item_missing_gives_no_total_and_the_right_range(name: str) -> None:
    row, choose = CONTRACT[name], random.Random(name)
    for item in row["items"]:
        answers = {
            other["id"]: choose.choice(other["options"])["id"]
            for other in row["items"]
            if other is not item
        }
        points = {o["id"]: o["points"] for other in row["items"] for o in other["options"]}
        known = sum(
            next(o["points"] for o in other["options"] if o["id"] == answers[other["id"]])
            for other in row["items"]
            if other is not item
        )
        result = scoring.answered(name, answers)
        held = [option["points"] for option in item["options"]]
        assert (result.total, result.band) == (None, None)
        assert result.in_state("missing") == (item["id"],)
        assert (result.lowest, result.highest) == (known + min(held), known + max(held))
        assert points


def _cells() -> Iterator[tuple[str, str, str, Any]]:
    for name, row in DERIVATION["instruments"].items():
        for item, spec in row["items"].items():
            if spec["rule"] == "table":
                for site, cell in spec["table"].items():
                    yield name, item, site, cell


@pytest.mark.parametrize(("name", "item", "site", "cell"), list(_cells()))
def test_every_primary_site_is_walked(name: str, item: str, site: str, cell: Any) -> None:
    limb = {"site": "limb", "bone": "tibia", "side": "left"}
    case: dict[str, Any] = {
        "primary": {"site": site},
        "lesions": [{"site": "spine", "levels": ["L3"]}, limb],
        "neurology": {"frankel": "E"},
    }
    options = [o["id"] for i in CONTRACT[name]["items"] if i["id"] == item for o in i["options"]]
    for key, value in (("absent", None), ("true", True), ("false", False)):
        if isinstance(cell, dict) and "by" in cell:
            inner = cell[key]
            if value is not None:
                case["primary"][cell["by"].removeprefix("primary.")] = value
        else:
            inner = cell
        found = next(i for i in _one(name, document(case), None).items if i.id == item)
        if isinstance(inner, str):
            assert (found.state, found.option) == ("scored", inner)
        else:
            assert (found.state, found.reason) == ("ask", inner["ask"])
            assert list(found.allowed) == inner.get("allowed", options)
            assert found.suggested == inner.get("suggest")


def _invented() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(resource("demo", "cases.json").read_text("utf-8"))
    return found


def test_the_invented_cases_give_their_totals() -> None:
    expected, seen = _read("cases", "invented-expected.json"), 0
    for raw in _invented():
        name = raw["patient"]["mrn"]
        wanted = expected[name if name in expected else raw["number"]]
        for instrument, totals in wanted.items():
            for lesion, total in totals.items():
                at = None if lesion == "case" else int(lesion)
                assert _one(instrument, document(raw), at).total == total
                seen += 1
    assert seen == sum(len(totals) for row in expected.values() for totals in row.values())


def test_the_range_holds_whatever_is_answered() -> None:
    choose = random.Random(20101)
    for raw in (*_invented(), *(e["case"] for e in EXAMPLES)):
        case = document(raw)
        for result in scoring.results(case):
            if result.kind != "total" or result.lowest is None or result.highest is None:
                continue
            table = tables.of(result.instrument)
            total = sum(
                table.item(item.id).option(item.option or choose.choice(item.allowed)).points
                for item in result.items
            )
            assert result.lowest <= total <= result.highest
            scattered = {item.id for item in result.items}
            states = [result.in_state(s) for s in ("scored", "missing", "ask", "not_scorable")]
            assert sorted(i for state in states for i in state) == sorted(scattered)


def test_a_removed_lesion_counts_nowhere() -> None:
    lesion = {"id": "a", "site": "spine", "levels": ["T1"], "removed": {"reason": "error"}}
    case = document({"lesions": [lesion, {"id": "b", "site": "spine", "levels": ["L3"]}]})
    assert [r.lesion_id for r in scoring.results_of("sins", case)] == ["b"]


def test_an_answer_that_the_table_no_longer_has_is_none() -> None:
    kept = {"location": "dropped", "pain": "mechanical"}
    result = scoring.answered("sins", kept)
    assert (result.total, result.items[0].state, result.items[1].points) == (None, "missing", 3)
    lesion = {"site": "spine", "levels": ["T12"], "answers": {"sins": {"location": "dropped"}}}
    (live,) = scoring.results_of("sins", document({"lesions": [lesion]}))
    assert (live.items[0].option, live.items[0].answered) == ("junctional", False)


def test_a_width_of_nothing_is_no_width() -> None:
    lesion = {"site": "limb", "bone": "femur", "lesion_mm": 0, "bone_mm": 0}
    (result,) = scoring.results_of("mirels", document({"lesions": [lesion]}))
    assert result.items[3].reason == "size_incomplete"


def test_a_grade_is_a_label_also_where_it_is_a_number() -> None:
    lesion = {"site": "spine", "levels": ["L3"], "escc": "2", "tomita_surgical": 4}
    case = document({"performance": {"kps": 80, "ecog": 1}, "lesions": [lesion]})
    said = {one.instrument: one.value for one in scoring.results(case) if one.kind == "grade"}
    assert said["kps"] == "80"
    assert (said["ecog"], said["bilsky_escc"], said["tomita_surgical"]) == ("1", "2", "4")
    assert said["frankel"] is None
    for name, value in said.items():
        assert value is None or tables.of(name).grade(str(value)) is not None


def test_a_missing_item_says_the_field_to_fill() -> None:
    case = document({"lesions": [{"id": "x1", "site": "spine", "levels": ["L3"]}]})
    (sins,) = scoring.results_of("sins", case)
    paths = {item.id: item.sources[0] for item in sins.items}
    assert paths["pain"] == "lesions[x1].sins.pain"
    assert get(case, paths["location"]) == ("L3",)


_NEW = """
id = "spring_cup"
place = 99
name = { zh = "试验", en = "Trial" }
short = { zh = "试验", en = "Trial" }
version = "1"
kind = "total"
of = "case"
direction = "higher is worse"
range = [0, 2]
status = "ready"
citation = "None"
not_applicable = [{ reason = "kps_0", when = [{ path = "performance.kps", is = [0] }] }]
[[item]]
id = "urgent"
label = { zh = "急", en = "Urgent" }
options = [
    { id = "no", points = 0, zh = "否", en = "No" },
    { id = "yes", points = 2, zh = "是", en = "Yes" },
]
[item.derive]
rule = "map"
reads = ["referral.urgency"]
[item.derive.table]
neurological = "yes"
routine = "no"
[[band]]
id = "any"
min = 0
max = 2
tone = "muted"
label = { zh = "全", en = "All" }
short = { zh = "全", en = "All" }
[[example]]
answers = { urgent = "yes" }
total = 2
band = "any"
"""


def test_adding_an_instrument_is_adding_a_file(tmp_path: Path) -> None:
    (tmp_path / "spring_cup.toml").write_text(_NEW, "utf-8")
    case = document({"referral": {"urgency": "neurological"}})
    (result,) = scoring.results(case, tmp_path)
    assert (result.total, result.band) == (2, "any")
    for example in tables.load(tmp_path)["spring_cup"].examples:
        made = scoring.answered("spring_cup", example["answers"], tmp_path)
        assert (made.total, made.band) == (example["total"], example["band"])
    assert scoring.results(document({"performance": {"kps": 0}}), tmp_path) == ()


def _calcium(**values: float) -> tuple[str, ...]:
    """Return which calcium counts of those recorded in mmol/L."""
    rows = [{"test": test, "value": value, "unit": "mmol/L"} for test, value in values.items()]
    case = document({"lesions": [{"site": "spine", "levels": ["L3"]}], "labs": rows})
    return next(i for i in _one("katagiri_2014", case, None).items if i.id == "laboratory").counted


def test_the_result_names_the_calcium_that_counted() -> None:
    assert _calcium(calcium=2.3) == ("calcium",)
    assert _calcium(calcium_corrected=2.8) == ("calcium_corrected",)
    assert _calcium(calcium=2.6, calcium_corrected=2.8) == ("calcium", "calcium_corrected")
    assert _calcium(calcium=2.3, calcium_corrected=2.8) == ()  # they disagree: a person is asked
    assert _calcium(albumin=30) == ()


def test_the_newest_decision_suggests_the_approach_whatever_the_order() -> None:
    def discussion(approach: str, **when: Any) -> dict[str, Any]:
        procedures = [{"type": "tes", "details": {"approach": approach}}]
        meeting = {"meeting": {"date": when["met"]}} if "met" in when else {}
        decision = {"procedures": procedures}
        if "at" in when:
            decision["recorded_at"] = when["at"]
        return {"outcome": "decided", "decision": decision, **meeting}

    def suggested(*discussions: dict[str, Any]) -> str | None:
        spine = {"site": "spine", "levels": ["L3"]}
        case = document({"lesions": [spine], "discussions": list(discussions)})
        found = _one("mstfi", case, None).items
        return next(i for i in found if i.id == "anterior_or_combined").suggested

    new = discussion("combined", at="2026-11-05T16:00:00+08:00")
    for old in (
        discussion("posterior", at="2026-10-29T16:00:00+08:00"),
        discussion("posterior", met="2026-10-29"),
    ):
        assert suggested(old, new) == suggested(new, old) == "yes"
    unknown = discussion("posterior")
    assert suggested(new, unknown) == "no"  # without a time the order of the list counts
    assert suggested(unknown, new) == "yes"
