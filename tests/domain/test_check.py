# SPDX-License-Identifier: MIT
"""The check of a case document against the contract: its schema, its bad and its good examples."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from builders import CASES, documents
from mdtdesk.domain import check, document
from mdtdesk.errors import Rejected

BAD = documents("bad")
GOOD = documents("published") + documents("invented")
SCHEMA = Draft202012Validator(json.loads((CASES / "case-document.schema.json").read_text("utf-8")))


@pytest.mark.parametrize("bad", BAD, ids=[b["why"] for b in BAD])
def test_a_fault_is_named_by_its_path(bad: dict[str, Any]) -> None:
    found = check.problems(bad["document"])
    assert found[0].path == bad["path"]
    with pytest.raises(Rejected):
        check.read(bad["document"])


@pytest.mark.parametrize("good", GOOD, ids=lambda c: c["patient"]["mrn"])
def test_a_document_that_holds_has_no_fault(good: dict[str, Any]) -> None:
    assert check.problems(good) == ()


def places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every key and row."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in inner:
        yield (*way, key)
        if isinstance(item, (dict, list)):
            yield from places(item, (*way, key))


WRONG: tuple[Any, ...] = (
    None,
    "",
    " ",
    "x",
    0,
    -1,
    1.5,
    True,
    [],
    {},
    ["x", "x"],
    {"id": "x"},
    1e9,
)


def mutated(case: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Return the document with one place changed, removed or added to."""
    made: dict[str, Any] = copy.deepcopy(case)
    way = chance.choice(list(places(made)))
    holder = made
    for key in way[:-1]:
        holder = holder[key]
    kind = chance.randrange(3)
    if kind == 0:
        del holder[way[-1]]
    elif kind == 1 and isinstance(holder, dict):
        holder[chance.choice(["unknown", "id", "name", "bone", "levels"])] = chance.choice(WRONG)
    else:
        holder[way[-1]] = chance.choice(WRONG)
    return made


def test_the_program_and_the_schema_agree(request: pytest.FixtureRequest) -> None:
    """What the schema refuses is refused; what only a rule says is not the schema's to say."""
    chance = random.Random(7)
    rounds = 20_000 if request.config.getoption("--long") else 1_500
    differing = []
    for _ in range(rounds):
        case = mutated(chance.choice(GOOD), chance)
        found = check.problems(case)
        by_rule = all(p.code in RULES for p in found)
        if SCHEMA.is_valid(case) != (not found or by_rule):
            differing.append((case, found, [e.json_path for e in SCHEMA.iter_errors(case)]))
    assert not differing, differing[0][1:]


# what the contract says in words and a schema cannot
RULES = {
    *("before_birth", "id_twice", "no_such_lesion", "no_such_procedure", "no_such_decision"),
    *("ended_before_start", "wrong_digest", "unknown_instrument"),
}


def test_a_digest_that_does_not_fit_its_basis_is_refused() -> None:
    decided = copy.deepcopy(next(c for c in GOOD if c["patient"]["mrn"] == "DEMO-26013"))
    decision = decided["discussions"][0]["decision"]
    decision["basis"] = {"document": "{}", "sha256": "0" * 64}
    assert [p.path for p in check.problems(decided)] == ["discussions[0].decision.basis.sha256"]


def test_what_is_read_cannot_be_changed() -> None:
    case = check.read(GOOD[0])
    with pytest.raises(TypeError):
        case["patient"] = "x"  # type: ignore[index]
    assert document.canonical(case) == document.canonical(check.read(copy.deepcopy(GOOD[0])))


def test_a_character_that_is_none_is_refused() -> None:
    broken = {"format": "mdtdesk-case", "version": 1, "patient": {"mrn": "A", "name": "\ud800"}}
    assert [(p.path, p.code) for p in check.problems(broken)] == [
        ("patient.name", "broken_character")
    ]
