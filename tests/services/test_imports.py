# SPDX-License-Identifier: MIT
"""Imports into a real store: which case is meant, what is compared, what is never changed."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builders import context, create, documents
from mdtdesk.domain import check, document, listing
from mdtdesk.domain.case_fields import CASE
from mdtdesk.domain.document import Document, thaw
from mdtdesk.domain.drafts import DecisionDraft, PlanDraft
from mdtdesk.domain.fields import Group, Id, Kind, Rows
from mdtdesk.domain.imports import Entry, ImportDraft, decisions, own_ids
from mdtdesk.errors import Denied, Rejected
from mdtdesk.i18n import LANGUAGES, translator
from mdtdesk.services import audit_trail, cases, exports, imports
from mdtdesk.services import decisions as recorded
from mdtdesk.services.context import Context

Case = dict[str, Any]
PUBLISHED, INVENTED = documents("published"), documents("invented")
READY = [f"DEMO-260{n:02}" for n in range(1, 11)]


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Context]:
    """Return the context of a store's first person."""
    with create(tmp_path / "team.mdt").store as store:
        yield context(store)


def case(mrn: str = "A-1", **facts: Any) -> Case:
    """Return a small document."""
    patient = {"mrn": mrn, "name": "李雷"} | facts.pop("patient", {})
    return {"format": "mdtdesk-case", "version": 1, "patient": patient, **facts}


def entries(*documents_: Case) -> tuple[Entry, ...]:
    """Return documents as a file's entries, checked as the child checks them."""
    made = []
    for index, raw in enumerate(documents_):
        found = check.problems(raw)
        kept = document.document({} if found else raw)
        made.append(Entry(f"cases[{index}]", kept, found, listing.missing(kept)))
    return tuple(made)


def run(
    team: Context, *documents_: Case, update: bool = False, valid_only: bool = False
) -> list[tuple[str, str]]:
    """Import documents; return each one's answer and number."""
    draft = ImportDraft("file.json", "0" * 64, entries(*documents_), update, valid_only)
    return [(a.answer, a.number) for a in imports.run(team, draft).answers]


def refused(team: Context, *documents_: Case, **flags: bool) -> list[tuple[str, str]]:
    """Return path and code of what keeps a file out, and see that nothing was written."""
    before = dump(team)
    with pytest.raises(Rejected) as caught:
        run(team, *documents_, **flags)
    assert dump(team) == before
    for problem in caught.value.problems:
        assert all(translator(x)(f"error.{problem.code}", **problem.values) for x in LANGUAGES)
    return [(p.path, p.code) for p in caught.value.problems]


def dump(team: Context) -> list[Any]:
    """Return every case, and how many rows the chain and the meetings have."""
    with team.store.read() as connection:
        counts = [
            connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()
            for table in ("audit", "commands", "meetings", "patients", "worklist", "case_numbers")
        ]
    return [*counts, *export(team)]


def export(team: Context) -> list[Any]:
    """Return all documents as an export has them."""
    return [thaw(found) for found in exports.step(team, exports.every(team))]


def preview(team: Context, *documents_: Case, **flags: bool) -> list[str]:
    """Return each document's answer."""
    return [s.answer for s in imports.preview(team, entries(*documents_), **flags)]


def stripped(value: Any, *, top: bool = True) -> Any:
    """Return a document without what the program adds."""
    if isinstance(value, list):
        return [stripped(item, top=False) for item in value]
    if isinstance(value, dict):
        added = {"id", "number"} if top else {"id"}
        return {k: stripped(v, top=False) for k, v in value.items() if k not in added}
    return value


# round trips


@pytest.mark.parametrize("given", [PUBLISHED, INVENTED], ids=["published", "invented"])
def test_an_export_holds_all_that_was_imported_and_changes_nothing(
    team: Context, given: list[Case]
) -> None:
    assert {answer for answer, _ in run(team, *given)} == {"created"}
    made = export(team)
    by_mrn = {json.dumps([c["patient"]["mrn"], c.get("referral")]): c for c in made}
    for wanted in given:
        key = json.dumps([wanted["patient"]["mrn"], wanted.get("referral")])
        assert stripped(by_mrn[key]) == stripped(wanted)
        assert list(by_mrn[key]) == [name for name in CASE.all_fields() if name in by_mrn[key]]
        if "number" in wanted:
            assert by_mrn[key]["number"] == wanted["number"]
    assert set(preview(team, *made)) == set(preview(team, *given)) == {"unchanged"}
    before = dump(team)
    assert {answer for answer, _ in run(team, *made)} == {"unchanged"}
    assert dump(team)[6:] == before[6:]
    assert not audit_trail.verify(team).fault


def test_the_ready_cases_are_ready_and_the_others_say_what_they_lack(team: Context) -> None:
    run(team, *INVENTED)
    undecided = [c for c in INVENTED if not c.get("discussions") or c["patient"]["mrn"] in READY]
    for given in undecided:
        number = given.get("number") or given["patient"]["mrn"]
        if given.get("closed"):
            continue
        held = cases.get(team, cases.find(team, number))
        ready = given["patient"]["mrn"] in READY
        assert (not held.missing) is ready, (number, held.missing)
        for path in held.missing:
            assert translator("en").field(path), path


def test_what_was_recorded_here_survives_its_export(team: Context, tmp_path: Path) -> None:
    run(team, *INVENTED)
    decide(team, "DEMO-26001")
    made = export(team)
    assert set(preview(team, *made)) == {"unchanged"}
    with create(tmp_path / "other.mdt").store as store:
        other = context(store)
        assert {a for a, _ in run(other, *made)} == {"created"}
        assert export(other) == made
        held = cases.get(other, cases.find(other, "DEMO-26001"))
        assert {o.source for _, o in held.imported_decisions} == {"file.json"}
    # an export from before the basis was made, or without it, is no other document
    for found in made:
        for _, decision in decisions(found):
            decision.pop("basis", None)  # type: ignore[attr-defined]
    assert set(preview(team, *made)) == {"unchanged"}


def decide(team: Context, key: str) -> str:
    """Record a decision on a case, and what the patient agreed to; return the decision's id."""
    held = cases.get(team, cases.find(team, key))
    lesion = document.rows(held.document, "lesions")[0]["id"]
    procedure = {"type": "radiotherapy", "lesions": [lesion], "details": {"dose_gy": 8}}
    decision = document.document({"conclusion": "放疗", "procedures": [procedure]})
    discussion = document.document({"mode": "full", "outcome": "decided"})
    made = recorded.record(team, DecisionDraft(held.id, held.version, discussion, decision))
    plan = document.document({"agreed": "yes", "by": "patient"})
    recorded.agree(team, PlanDraft(held.id, made.id, plan))
    return made.id


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


# what is compared, and amended


def test_only_keys_that_the_document_holds_count(team: Context) -> None:
    run(team, case(wishes="a", pain={"rest": 1, "loading": 2}, labs=[]))
    assert preview(team, case()) == ["unchanged"]
    assert preview(team, case(pain={"rest": 1})) == ["unchanged"]
    assert refused(team, case(pain={"rest": 3})) == [("cases[0].pain.rest", "differs")]
    assert run(team, case(pain={"rest": 3}), update=True) == [("updated", "2026-0001")]
    held = export(team)[0]
    assert (held["wishes"], held["pain"], held["labs"]) == ("a", {"rest": 3, "loading": 2}, [])


def test_a_list_is_replaced_whole_and_named_rows_stay_themselves(team: Context) -> None:
    run(team, case(lesions=[{"site": "spine", "levels": ["T11"]}, {"site": "skull"}]))
    before = export(team)[0]["lesions"]
    named = {"id": before[0]["id"], "site": "spine", "levels": ["T12"]}
    assert run(team, case(lesions=[{"site": "other"}, named]), update=True)[0][0] == "updated"
    after = export(team)[0]["lesions"]
    assert after[1] == named
    assert after[0]["site"] == "other"
    assert after[0]["id"] not in {row["id"] for row in before}
    moved = case(lesions=[{"site": "spine", "levels": ["T12"]}, {"site": "other"}])
    assert run(team, moved, update=True)[0][0] == "updated"
    assert [row["id"] for row in export(team)[0]["lesions"]] == [after[1]["id"], after[0]["id"]]


def test_an_update_is_audited_old_and_new(team: Context) -> None:
    run(team, case(wishes="a"))
    run(team, case(wishes="b"), update=True)
    with team.store.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT action, path, old, new FROM audit WHERE path IS NOT NULL ORDER BY sequence"
        ).fetchall()
    assert ("changed", "wishes", '"a"', '"b"') in [tuple(row) for row in rows]
    assert [row[1] for row in rows].count("file.json") == 2
    assert not audit_trail.verify(team).fault


def test_with_valid_only_the_rest_goes_in(team: Context) -> None:
    given = (case(), case("B", performance={"kps": 75}), case("C"))
    answers = run(team, *given, valid_only=True)
    assert [a for a, _ in answers] == ["created", "refused", "created"]
    assert {c["patient"]["mrn"] for c in export(team)} == {"A-1", "C"}


def test_a_recorded_decision_is_never_changed(team: Context) -> None:
    run(team, *INVENTED)
    decide(team, "DEMO-26001")
    given = next(c for c in export(team) if c["patient"]["mrn"] == "DEMO-26001")
    for key, value in (("conclusion", "别的"), ("patient_plan", None), ("", None)):
        other = copy.deepcopy(given)
        holder = other["discussions"][0]["decision"] if key else other["discussions"][0]
        del holder[key or "decision"]
        holder.update({key: value} if value else {})
        found = refused(team, other, update=True)
        assert {code for _, code in found} == {"decision_kept"}, key
    other = copy.deepcopy(given)
    other["discussions"] = []
    assert {code for _, code in refused(team, other, update=True)} == {"decision_kept"}


def test_a_signed_decision_takes_nothing_more(team: Context) -> None:
    signed = next(copy.deepcopy(c) for c in INVENTED if c["patient"]["mrn"] == "DEMO-26013")
    signed["discussions"][0]["decision"]["signatures"] = [{"person": "韩立群", "meaning": "chair"}]
    run(team, signed)
    signed["discussions"][0]["decision"]["addenda"] = [{"text": "更正"}]
    assert {code for _, code in refused(team, signed, update=True)} == {"signed_decision"}


def test_a_decision_recorded_here_follows_an_imported_one(team: Context) -> None:
    given = next(c for c in INVENTED if c["patient"]["mrn"] == "DEMO-26013")
    run(team, given)
    held = cases.get(team, cases.find(team, "DEMO-26013"))
    last = document.rows(held.document, "discussions")[-1]
    facts = document.document({k: v for k, v in last.items() if k != "decision"})
    decision = document.document({"conclusion": "改为保守治疗"})
    made = recorded.record(team, DecisionDraft(held.id, held.version, facts, decision))
    after = cases.get(team, held.id)
    now = document.group(document.rows(after.document, "discussions")[-1], "decision")
    assert now["id"] == made.id
    assert now["supersedes"] == document.group(last, "decision")["id"]
    assert made.id not in dict(after.imported_decisions)
    assert preview(team, given) == ["conflict"]


# who


def test_what_a_coordinator_imports_waits_for_a_doctor(team: Context) -> None:
    coordinator = context(team.store, "coordinator")
    given = case(performance={"ecog": 1}, lesions=[{"site": "other"}])
    run(coordinator, given)
    held = export(team)[0]
    lesion = held["lesions"][0]["id"]
    assert held["unconfirmed"] == ["performance.ecog", f"lesions[{lesion}].site"]
    assert preview(coordinator, given) == ["unchanged"]
    run(coordinator, case(performance={"ecog": 2, "kps": 60}), update=True)
    assert "performance.kps" in export(team)[0]["unconfirmed"]


def test_a_viewer_imports_nothing(team: Context) -> None:
    viewer = context(team.store, "viewer")
    with pytest.raises(Denied):
        run(viewer, case())


def test_a_file_sent_twice_acts_once(team: Context) -> None:
    draft = ImportDraft("file.json", "0" * 64, entries(case()))
    assert imports.run(team, draft) == imports.run(team, draft)
    assert len(export(team)) == 1


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


def test_a_mutated_file_changes_nothing_or_is_imported_whole(
    request: pytest.FixtureRequest, team: Context
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
