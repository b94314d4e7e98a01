# SPDX-License-Identifier: MIT
"""Switches of instruments and rules: who turns them, what they show, what they touch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import context, create, documents
from mdtdesk.domain import document
from mdtdesk.domain.document import rows
from mdtdesk.domain.drafts import DecisionDraft, RegisterDraft, SwitchDraft, SwitchOffDraft
from mdtdesk.domain.switches import Role, Switch
from mdtdesk.errors import Denied, Rejected
from mdtdesk.services import audit_trail, cases, decisions, instruments
from mdtdesk.services.context import Context
from mdtdesk.storage.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return a store of a team."""
    with create(tmp_path / "team.mdt").store as made:
        yield made


@pytest.fixture
def team(store: Store) -> Context:
    """Return the context of somebody who holds both roles."""
    return context(store)


def test_what_a_department_must_confirm_is_off(team: Context) -> None:
    shown = instruments.enabled(team)
    assert "katagiri_2014" not in shown
    assert "tomita_surgical" not in shown
    assert {"sins", "mirels", "wbb"} <= shown


KATAGIRI = "katagiri_2014"


def switch(team: Context, named: str = KATAGIRI) -> Switch:
    """Return one switch as it stands."""
    return next(one for one in instruments.switches(team) if one.id == named)


def draft(team: Context, role: Role, named: str = KATAGIRI) -> SwitchDraft:
    """Return the confirmation of a table as it is shown now."""
    found = next((s for s in instruments.switches(team) if s.id == named), None)
    return SwitchDraft("instrument", named, found.version if found else "1", role)


def test_both_must_confirm_in_either_order(store: Store) -> None:
    chair, administrator = context(store, "chair"), context(store, "administrator")
    instruments.confirm(administrator, draft(administrator, "administrator"))
    assert switch(chair).state == "waiting_chair"
    assert KATAGIRI not in instruments.enabled(chair)
    instruments.confirm(chair, draft(chair, "chair"))
    assert switch(chair).state == "on"
    assert KATAGIRI in instruments.enabled(context(store, "viewer"))
    instruments.switch_off(administrator, SwitchOffDraft("instrument", KATAGIRI, "other", "存疑"))
    after = switch(chair)
    assert (after.state, after.off.words if after.off else "") == ("off", "存疑")
    assert KATAGIRI not in instruments.enabled(chair)
    instruments.confirm(chair, draft(chair, "chair"))
    assert switch(chair).state == "waiting_administrator"


def test_one_who_holds_both_roles_confirms_twice(team: Context) -> None:
    instruments.confirm(team, draft(team, "chair"))
    with pytest.raises(Rejected) as again:
        instruments.confirm(team, draft(team, "chair"))
    assert again.value.problems[0].code == "already_confirmed"
    instruments.confirm(team, draft(team, "administrator"))
    assert switch(team).state == "on"
    with team.store.read() as connection:
        told = connection.exec_driver_sql(
            "SELECT role, action, path, new FROM audit"
            " WHERE action GLOB 'switch*' ORDER BY sequence"
        ).all()
    assert [(row[0], row[1]) for row in told] == [
        ("chair", "switch_confirmed"),
        ("administrator", "switch_confirmed"),
    ]
    assert '"state": "on"' in told[1][3]
    assert audit_trail.verify(team).fault == ""


def test_a_role_that_is_not_held_confirms_nothing(store: Store) -> None:
    chair = context(store, "chair", "surgeon")
    waiting = len(list((store.path / "pending-audit").iterdir()))
    with pytest.raises(Denied):
        instruments.confirm(chair, draft(chair, "administrator"))
    assert len(list((store.path / "pending-audit").iterdir())) == waiting + 1
    assert switch(chair).state == "off"


@pytest.mark.parametrize(
    ("named", "version", "code"),
    [
        ("sins", None, "needs_no_switch"),
        ("nobody", None, "nothing_to_switch"),
        (KATAGIRI, "of old", "table_changed"),
    ],
)
def test_what_is_not_to_confirm_is_refused(
    team: Context, named: str, version: str | None, code: str
) -> None:
    made = draft(team, "chair", named)
    given = SwitchDraft("instrument", named, version or made.version, "chair")
    with pytest.raises(Rejected) as refused:
        instruments.confirm(team, given)
    assert refused.value.problems[0].code == code


def test_off_needs_a_reason_and_something_on(team: Context) -> None:
    with pytest.raises(Rejected) as off:
        instruments.switch_off(team, SwitchOffDraft("instrument", KATAGIRI, "other"))
    assert off.value.problems[0].code == "is_off"
    instruments.confirm(team, draft(team, "chair"))
    with pytest.raises(Rejected) as bare:
        instruments.switch_off(team, SwitchOffDraft("instrument", KATAGIRI, ""))
    assert bare.value.problems[0].path == "reason"


RULE = "cement_alone_with_unstable_spine"


def test_a_rule_is_off_until_both_confirm_and_touches_what_it_finds(store: Store) -> None:
    chair, administrator = context(store, "chair"), context(store, "administrator")
    facts = next(c for c in documents("invented") if c["patient"]["mrn"] == "DEMO-26007")
    case = cases.register(context(store), RegisterDraft(document.document(facts)))
    lesion = rows(cases.get(context(store), case.id).document, "lesions")[0]["id"]
    discussion = document.document({"mode": "full", "outcome": "decided"})
    cement = {"type": "pvp", "lesions": [lesion], "levels": ["T12"]}
    decision = document.document({"conclusion": "PVP", "procedures": [cement]})
    decisions.record(context(store), DecisionDraft(case.id, 1, discussion, decision))
    assert instruments.enabled_rules(chair) == frozenset()
    assert instruments.touched(chair, "rule", RULE, 0).cases == ((case.id, case.number),)
    counted = instruments.touched(administrator, "rule", RULE, 0)
    assert (counted.count, counted.cases) == (1, ())
    version = switch(chair, RULE).version
    instruments.confirm(chair, SwitchDraft("rule", RULE, version, "chair"))
    assert instruments.enabled_rules(chair) == frozenset()
    instruments.confirm(administrator, SwitchDraft("rule", RULE, version, "administrator"))
    assert instruments.enabled_rules(chair) == frozenset({RULE})
    assert RULE not in instruments.enabled(chair)
