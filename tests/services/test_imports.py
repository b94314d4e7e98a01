# SPDX-License-Identifier: MIT
"""Imports into a real store: which case is meant, what is compared, what is never changed."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import context, create, documents
from imported import Case, case, dump, entries, export, preview, refused, run, stripped
from mdtdesk.domain import document
from mdtdesk.domain.case_fields import CASE
from mdtdesk.domain.drafts import DecisionDraft, PlanDraft
from mdtdesk.domain.imports import ImportDraft
from mdtdesk.errors import Denied
from mdtdesk.i18n import translator
from mdtdesk.services import audit_trail, cases, imports
from mdtdesk.services import decisions as recorded
from mdtdesk.services.context import Context

PUBLISHED, INVENTED = documents("published"), documents("invented")
READY = [f"DEMO-260{n:02}" for n in range(1, 11)]


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Context]:
    """Return the context of a store's first person."""
    with create(tmp_path / "team.mdt").store as store:
        yield context(store)


# round trips


@pytest.mark.parametrize("given", [PUBLISHED, INVENTED], ids=["published", "invented"])
@pytest.mark.promise("imports")
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
    # an export without the basis, or with another one, is no other document
    mine = next(c["discussions"][0]["decision"] for c in made if "DEMO-26001" in str(c["patient"]))
    mine["basis"]["document"] = "{}"
    mine["basis"]["sha256"] = hashlib.sha256(b"{}").hexdigest()
    assert set(preview(team, *made)) == {"unchanged"}
    del mine["basis"]
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


@pytest.mark.promise("imports")
def test_a_file_sent_twice_acts_once(team: Context) -> None:
    draft = ImportDraft("file.json", "0" * 64, entries(case()))
    assert imports.run(team, draft) == imports.run(team, draft)
    assert len(export(team)) == 1
