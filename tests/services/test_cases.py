# SPDX-License-Identifier: MIT
"""Cases through the services, in a real store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import context, create, documents
from mdtdesk.domain import document
from mdtdesk.domain.drafts import AmendDraft, RegisterDraft
from mdtdesk.errors import Conflict, Denied, Rejected
from mdtdesk.services import cases
from mdtdesk.services.context import Context


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Context]:
    """Return the context of a store's first person."""
    with create(tmp_path / "team.mdt").store as store:
        yield context(store)


def draft(**facts: object) -> RegisterDraft:
    """Return a draft of a case of patient A-1 with further facts."""
    return RegisterDraft(document.document({"patient": {"mrn": "A-1", "name": "李雷"}, **facts}))


@pytest.mark.parametrize("name", ["published", "invented"])
def test_what_is_registered_comes_back_value_for_value(team: Context, name: str) -> None:
    for case in documents(name):
        wanted = document.document({k: v for k, v in case.items() if k not in ("number", "id")})
        known = cases.same_patient(team, case["patient"]["mrn"])
        made = cases.register(team, RegisterDraft(wanted, known[0].id if known else ""))
        held = cases.get(team, made.id).document
        for path, value in document.leaves(wanted):
            if "[" not in path:
                assert document.get(held, path) == value, path
        assert (
            without_ids(held["discussions"]) == without_ids(wanted["discussions"])
            if ("discussions" in wanted)
            else True
        )
        for key in ("lesions", "labs", "imaging", "treatments", "history", "systemic"):
            assert without_ids(held.get(key)) == without_ids(wanted.get(key)), key


def without_ids(value: object) -> object:
    """Return the same value without its rows' ids, which the program adds."""
    if isinstance(value, (list, tuple)):
        return [without_ids(item) for item in value]
    if hasattr(value, "items"):
        return {k: without_ids(v) for k, v in value.items() if k != "id"}
    return value


def test_a_number_is_given_in_order(team: Context) -> None:
    first = cases.register(team, draft())
    patient = cases.get(team, first.id).patient_id
    second = cases.register(team, RegisterDraft(document.document({}), patient))
    assert (first.number, second.number) == ("2026-0001", "2026-0002")


def test_a_known_hospital_number_is_refused_at_its_field(team: Context) -> None:
    cases.register(team, draft())
    with pytest.raises(Rejected) as refused:
        cases.register(team, draft())
    assert [(p.path, p.code) for p in refused.value.problems] == [("patient.mrn", "mrn_known")]


def test_a_command_sent_twice_acts_once(team: Context) -> None:
    sent = draft()
    assert cases.register(team, sent) == cases.register(team, sent)
    assert len(cases.same_patient(team, "A-1")[0].cases) == 1


def test_amending_another_field_meanwhile_is_no_conflict(team: Context) -> None:
    made = cases.register(team, draft())
    cases.amend(team, AmendDraft(made.id, 1, {"performance.ecog": 1}))
    after = cases.amend(team, AmendDraft(made.id, 1, {"performance.kps": 80}))
    held = cases.get(team, made.id)
    assert (after.version, held.version) == (3, 3)
    assert held.document["performance"] == {"ecog": 1, "kps": 80}


def test_amending_the_same_field_meanwhile_is_a_conflict(team: Context) -> None:
    made = cases.register(team, draft())
    cases.amend(team, AmendDraft(made.id, 1, {"performance.ecog": 1}))
    with pytest.raises(Conflict) as conflict:
        cases.amend(team, AmendDraft(made.id, 1, {"performance.ecog": 2}))
    assert conflict.value.paths == ("performance.ecog",)


def test_what_a_coordinator_types_waits_for_a_doctor(team: Context) -> None:
    coordinator = context(team.store, "coordinator")
    made = cases.register(coordinator, draft(performance={"ecog": 2}))
    assert cases.get(team, made.id).document["unconfirmed"] == ("performance.ecog",)
    cases.amend(team, AmendDraft(made.id, 1, {"performance.ecog": 3}))
    assert "unconfirmed" not in cases.get(team, made.id).document


def test_what_a_coordinator_typed_of_a_lesion_is_named_by_the_lesion(team: Context) -> None:
    coordinator = context(team.store, "coordinator")
    made = cases.register(coordinator, draft(lesions=[{"site": "spine", "matrix": "lytic"}]))
    case = cases.get(team, made.id).document
    marked = document.items(case, "unconfirmed")
    lesion = document.rows(case, "lesions")[0]["id"]
    assert f"lesions[{lesion}].matrix" in marked
    assert not [path for path in marked if document.get(case, path) is None]


def test_a_viewer_registers_nothing(team: Context) -> None:
    with pytest.raises(Denied):
        cases.register(context(team.store, "viewer"), draft())
