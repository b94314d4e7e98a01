# SPDX-License-Identifier: MIT
"""Which case a document means, what is refused, and files that chance has changed."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builders import context, create, documents
from imported import Case, case, entries, export, preview, refused, run
from mdtdesk.domain import document
from mdtdesk.domain.case_fields import CASE
from mdtdesk.domain.document import Document
from mdtdesk.domain.fields import Group, Id, Kind, Rows
from mdtdesk.domain.imports import own_ids
from mdtdesk.errors import Rejected
from mdtdesk.services import audit_trail, cases, imports
from mdtdesk.services.context import Context
from promises import Figure

INVENTED = documents("invented")


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Context]:
    """Return the context of a store's first person."""
    with create(tmp_path / "team.mdt").store as store:
        yield context(store)


# which case is meant


def test_a_case_is_found_by_id_then_number_then_its_patient(team: Context) -> None:
    run(team, case(wishes="a"))
    held = export(team)[0]
    for key in ({"id": held["id"]}, {"number": held["number"]}, {}):
        assert preview(team, case(wishes="a", **key)) == ["unchanged"]
        assert preview(team, case(wishes="b", **key)) == ["conflict"]


def test_an_unknown_id_or_number_makes_a_case_that_keeps_it(team: Context) -> None:
    given = "01a09da4-88bf-7a78-84b9-d3defab36728"
    assert run(team, case(id=given), case("A-2", number="2020-0007")) == [
        ("created", "2026-0001"),
        ("created", "2020-0007"),
    ]
    assert cases.find(team, "A-1") == given


def test_a_patient_with_several_cases_is_no_case(team: Context) -> None:
    run(team, case(number="2020-0001"), case(number="2020-0002"))
    before = entries(case(wishes="x"))
    step = imports.preview(team, before)[0]
    assert (step.answer, step.path) == ("refused", "cases[0].number")
    assert step.problems[0].values["numbers"] == "2020-0001, 2020-0002"


def test_given_numbers_are_not_given_again(team: Context) -> None:
    numbers = [n for _, n in run(team, case("A"), case("B", number="2026-0001"), case("C"))]
    assert numbers == ["2026-0002", "2026-0001", "2026-0003"]
    assert run(team, case("D"))[0][1] == "2026-0004"


REFUSED: list[tuple[str, Case, str, str]] = [
    ("another patient's number", case("A-2", number="2026-0001"), "patient.mrn", "mrn_differs"),
    (
        "a new id with a taken number",
        case(id="01a09da4-88bf-7a78-84b9-d3defab36728", number="2026-0001"),
        "number",
        "number_taken",
    ),
    ("a fault", case(performance={"kps": 75}), "performance.kps", "wrong_step"),
]


@pytest.mark.parametrize(("why", "given", "path", "code"), REFUSED, ids=[r[0] for r in REFUSED])
@pytest.mark.parametrize("update", [False, True])
def test_what_is_refused_with_and_without_update(
    team: Context, why: str, given: Case, path: str, code: str, update: bool
) -> None:
    run(team, case())
    assert refused(team, case("Z-9"), given, update=update) == [(f"cases[1].{path}", code)]


def test_the_row_of_another_case_is_refused(team: Context) -> None:
    lesion = {"id": "01a09da4-87ad-7da6-98df-5bbe609e467a", "site": "other"}
    run(team, case(lesions=[lesion]))
    stolen = case("A-2", lesions=[{"site": "other"}, lesion])
    assert refused(team, stolen) == [("cases[0].lesions[1].id", "id_taken")]
    run(team, case("A-2"))
    assert refused(team, stolen, update=True) == [("cases[0].lesions[1].id", "id_taken")]
    other = case("A-3", lesions=[{**lesion, "id": "01a09da4-87ad-7da6-98df-5bbe609e467b"}])
    twice = case("A-4", lesions=other["lesions"])
    assert refused(team, other, twice) == [("cases[1].lesions[0].id", "id_taken")]


def test_two_documents_must_not_tell_a_patient_differently(team: Context) -> None:
    one = case(number="2020-0001", patient={"phone": "1"})
    other = case(number="2020-0002", patient={"phone": "2"})
    assert refused(team, one, other) == [("cases[1].patient.phone", "patient_told_twice")]
    more = case(number="2020-0002", patient={"sex": "male"})
    assert [a for a, _ in run(team, one, more)] == ["created"] * 2
    assert all(c["patient"] == {**one["patient"], "sex": "male"} for c in export(team))


def test_the_same_case_twice_in_a_file(team: Context) -> None:
    assert [a for a, _ in run(team, case(), case())] == ["created", "unchanged"]
    assert refused(team, case("B"), case("B", wishes="x")) == [
        ("cases[1].patient.mrn", "case_twice")
    ]


def test_a_new_case_of_a_known_patient_must_not_tell_him_differently(team: Context) -> None:
    run(team, case(patient={"sex": "male"}))
    other = case(number="2020-0002", patient={"sex": "female", "phone": "1"})
    assert refused(team, other) == [
        ("cases[0].patient.sex", "differs"),
        ("cases[0].patient.phone", "differs"),
    ]
    assert run(team, other, update=True) == [("created", "2020-0002")]
    assert all(c["patient"]["sex"] == "female" for c in export(team))


def test_a_meeting_has_one_content(team: Context) -> None:
    meeting = {"id": "01a09da4-87ad-7da6-98df-5bbe609e467a", "title": "A"}
    run(team, case(discussions=[{"meeting": meeting}]))
    same = case("B", discussions=[{"meeting": meeting}])
    other = case("C", discussions=[{"meeting": {**meeting, "title": "B"}}])
    assert refused(team, same, other) == [("cases[1].discussions[0].meeting", "meeting_differs")]


# the whole of it


def test_every_id_of_the_tree_is_looked_at(team: Context) -> None:
    """An id that ``own_ids`` forgot would meet the table's key instead of a sentence."""
    wanted = {path for path, _ in tree(CASE) if not path.endswith("meeting.id")} - {"id"}
    run(team, *INVENTED)
    found: set[str] = set()
    for each in export(team):
        whole: Document = document.document(each)
        for path, _ in own_ids(whole):
            found.add("".join(c for c in path if not c.isdigit()).replace("[]", ""))
    assert found | {p.replace("decision.", "earlier_decisions.") for p in found} == wanted


def tree(kind: Kind, path: str = "") -> Iterator[tuple[str, Kind]]:
    """Yield the path of every own id of the document."""
    if isinstance(kind, Rows):
        yield from tree(kind.row, path)
    elif isinstance(kind, Group):
        for key, kinds in kind.all_fields().items():
            for each in kinds:
                yield from tree(each, f"{path}.{key}" if path else key)
    elif isinstance(kind, Id) and not kind.of:
        yield path, kind


@pytest.mark.promise("imports")
def test_a_mutated_file_changes_nothing_or_is_imported_whole(
    request: pytest.FixtureRequest, team: Context, figure: Figure
) -> None:
    chance, rounds = random.Random(3), 3_000 if request.config.getoption("--long") else 120
    run(team, *INVENTED)
    answers: set[str] = set()
    held = export(team)
    for each in range(rounds):
        held = export(team) if each % 20 == 0 else held
        given = copy.deepcopy(chance.choice(held))
        mutate(given, chance)
        update = chance.random() < 0.5
        try:
            answers |= {a for a, _ in run(team, given, case(f"N-{chance.random()}"), update=update)}
        except Rejected:
            answers.add("refused")
            continue
        assert set(preview(team, given)) == {"unchanged"}
    figure(changed_files=rounds)
    assert answers == {"created", "updated", "unchanged", "refused"}
    assert not audit_trail.verify(team).fault
    assert not team.store.check()


def mutate(given: Case, chance: random.Random) -> None:
    """Change, remove or move something of a document that the store holds."""
    holder: Any = given
    while True:
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not keys:
            return
        key = chance.choice(keys)
        if isinstance(holder[key], (dict, list)) and holder[key] and chance.random() < 0.8:
            holder = holder[key]
            continue
        kind = chance.randrange(4)
        if kind == 0:
            del holder[key]
        elif kind == 1 and isinstance(holder, list):
            chance.shuffle(holder)
        elif kind == 2 and isinstance(holder, dict):
            holder.pop("id", None)
        else:
            holder[key] = chance.choice(["x", 1, "2026-01-01", True, [], "S1", "left"])
        return
