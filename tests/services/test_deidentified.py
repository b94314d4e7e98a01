# SPDX-License-Identifier: MIT
"""The de-identified export: nothing that tells whose a case is, whatever was typed where."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from builders import context, create, documents
from identified import Seeds
from imported import run
from mdtdesk import exporting
from mdtdesk.domain import case_fields, deidentified
from mdtdesk.domain import fields as f
from mdtdesk.domain.deidentified import OLDEST, Whose
from mdtdesk.domain.document import document, thaw
from mdtdesk.exchange.case_document import written
from mdtdesk.services import exports
from mdtdesk.services.context import Context
from mdtdesk.storage import pending
from promises import Figure

SECRET = b"s" * 32
WHOSE = Whose("case-id", "patient-id")


def of(case: dict[str, Any]) -> dict[str, Any]:
    """Return what may leave the house of a document."""
    found = thaw(deidentified.deidentified(document(case), WHOSE, SECRET))
    assert isinstance(found, dict)
    return found


def found_in(text: str, planted: list[str]) -> list[str]:
    """Return the identifiers that a text holds, as they are or escaped."""
    escaped = (json.dumps(each)[1:-1] for each in planted)
    pairs = zip(planted, escaped, strict=True)
    return [each for each, spelled in pairs if each in text or spelled in text]


def kinds(group: f.Group, path: str = "") -> Iterator[tuple[str, f.Kind]]:
    """Yield every path of the tree with its kinds."""
    for key, several in group.all_fields().items():
        for kind in several:
            inner = f"{path}.{key}" if path else key
            yield inner, kind
            match kind:
                case f.Group():
                    yield from kinds(kind, inner)
                case f.Rows():
                    yield from kinds(kind.row, inner)
                case f.FlagOr():
                    yield from kinds(kind.group, inner)


def test_the_list_names_keys_of_the_tree_and_no_free_text() -> None:
    tree: dict[str, list[f.Kind]] = {}
    for path, kind in kinds(case_fields.CASE):
        tree.setdefault(path, []).append(kind)
    listed = deidentified.keys()
    assert listed.kept | listed.days <= set(tree)
    held = {f"{path}.{key}" for path, words in deidentified.WORDS.items() for key in words}
    free = {p for p in listed.kept if any(isinstance(k, f.Text | f.Free) for k in tree[p])}
    assert free == held
    dates = (f.Day, f.Moment, f.DayOrMoment)
    assert all(isinstance(kind, dates) for path in listed.days for kind in tree[path])


@pytest.mark.promise("deidentified")
def test_no_seeded_identifier_is_found(request: pytest.FixtureRequest, figure: Figure) -> None:
    """The control: the same documents as they are show nearly all that was planted."""
    rounds = 3000 if request.config.getoption("--long") else 60
    total = plain = 0
    for number in range(rounds):
        seeds = Seeds(Random(number))
        case = seeds.case()
        text = "".join(written([document(of(case))]))
        assert not found_in(text, seeds.planted), number
        total += len(seeds.planted)
        plain += len(found_in(json.dumps(case, ensure_ascii=False), seeds.planted))
    assert total > rounds * 100
    assert plain > total * 0.6  # each day is planted in two spellings, one of which is used
    figure(documents=rounds, identifiers=total, found=0, found_in_the_plain_ones=plain)


@pytest.mark.promise("deidentified", control=True)
def test_a_list_that_lets_a_text_through_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = deidentified.keys()
    wider = deidentified.Keys(listed.kept | {"patient.name", "history.text"}, listed.days)
    monkeypatch.setattr(deidentified, "keys", lambda: wider)
    leaks = 0
    for number in range(10):
        seeds = Seeds(Random(number))
        leaks += len(found_in(json.dumps(of(seeds.case()), ensure_ascii=False), seeds.planted))
    assert leaks


def small(**facts: Any) -> dict[str, Any]:
    """Return a small case that was received on 17 May 2024."""
    patient = {"mrn": "A-1", "name": "李雷", **facts.pop("patient", {})}
    referral = {"received_at": "2024-05-17T08:30", **facts.pop("referral", {})}
    return {"format": "mdtdesk-case", "version": 1, "patient": patient, "referral": referral} | (
        facts
    )


AGES = [
    ({"birth_date": "1960-05-18"}, 63),
    ({"birth_date": "1960-05-17"}, 64),
    ({"birth_date": "1934-05-18"}, 89),
    ({"birth_date": "1934-05-17"}, OLDEST),
    ({"birth_date": "1920"}, OLDEST),
    ({"age_years": 89}, 89),
    ({"age_years": 104}, OLDEST),
    ({}, None),
]


@pytest.mark.parametrize(("patient", "age"), AGES)
def test_an_age_is_that_of_the_referral_and_over_89_it_is_90(
    patient: dict[str, Any], age: int | None
) -> None:
    assert of(small(patient=patient))["patient"].get("age_years") == age


def test_dates_are_days_since_the_referral_or_left_out() -> None:
    case = small(
        imaging=[{"modality": "ct", "date": "2024-05-01"}, {"modality": "mri", "date": "2024-05"}],
        treatments=[{"kind": "radiotherapy", "date": "2026-05-17"}],
    )
    made = of(case)
    assert made["referral"]["received_at_days"] == 0
    assert made["imaging"] == [{"modality": "ct", "date_days": -16}, {"modality": "mri"}]
    assert made["treatments"] == [{"kind": "radiotherapy", "date_days": 730}]
    del case["referral"]
    case["patient"]["birth_date"] = "1960-05-17"
    unknown = json.dumps(of(case))
    assert "days" not in unknown
    assert "age" not in unknown


def test_words_under_a_named_key_must_be_ours() -> None:
    labs = [
        {"test": "crp", "value": 3, "unit": "mg/L"},
        {"test": "other", "name": "李雷", "value": 3, "unit": "李雷"},
    ]
    scores = [{"instrument": "kps", "version": "李雷", "band": "李雷", "total": 40}]
    made = of(small(labs=labs, scores=scores, source="李雷"))
    assert made["labs"] == [
        {"test": "crp", "value": 3, "unit": "mg/L"},
        {"test": "other", "value": 3},
    ]
    assert made["scores"] == [{"instrument": "kps", "total": 40}]


def test_ids_are_ordinals_that_still_lead_to_their_lesion() -> None:
    one, two = "018f0000-0000-7000-8000-000000000001", "018f0000-0000-7000-8000-000000000002"
    lesions = [{"id": one, "site": "spine"}, {"id": two, "site": "limb"}]
    made = of(small(lesions=lesions, treatments=[{"kind": "surgery", "lesions": [two]}]))
    assert made["treatments"][0]["lesions"] == [made["lesions"][1]["id"]] == [2]


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Context]:
    """Return the context of a store with the demo's cases."""
    with create(tmp_path / "team.mdt").store as store:
        made = context(store)
        run(made, *documents("invented"))
        yield made


def test_study_numbers_stay_and_lead_back_nowhere(team: Context, tmp_path: Path) -> None:
    chosen = exports.every(team)
    made = exporting.deidentified(team, chosen, "study.json")
    again = exporting.deidentified(team, chosen[3:4], "study.json")
    cases = json.loads(made.text)
    assert json.loads(again.text)[0] in cases
    assert len({case["case"] for case in cases}) == len(chosen)
    patients = {case["patient"]["study_number"] for case in cases}
    assert len(patients) == len({case["patient"]["mrn"] for case in documents("invented")})
    # another store knows the same case under another number
    with create(tmp_path / "other.mdt").store as store:
        other = context(store)
        run(other, *documents("invented"))
        found = json.loads(exporting.deidentified(other, exports.every(other), "x").text)
    assert not {case["case"] for case in found} & {case["case"] for case in cases}


def test_the_export_of_a_store_tells_nothing_and_is_audited_as_such(team: Context) -> None:
    chosen = exports.every(team)
    planted = [
        value
        for case in documents("invented")
        for value in (case["patient"]["mrn"], case["patient"].get("name", "无名"))
    ]
    planted += chosen
    made = exporting.deidentified(team, chosen, "study.json")
    assert not found_in(made.text, planted)
    assert found_in(exporting.plain(team, chosen, "all.json").text, planted)
    records = [
        pending.read(team.store.path, team.store.data_key, waiting)
        for waiting in pending.waiting(team.store.path)
    ]
    rows: list[Any] = [record["rows"] for record in records if record]
    first = next(found for found in rows if found[0]["action"] == "exported_deidentified")
    assert first[0]["new"] == json.dumps(made.sha256)
    assert [row["case_id"] for row in first[1:]] == list(chosen)
