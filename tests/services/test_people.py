# SPDX-License-Identifier: MIT
"""People: called, given roles, let in and out; the table and the key file stay in step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from builders import NOW, PASSWORD, context, create
from mdtdesk import admitting, app
from mdtdesk.domain.drafts import PersonDraft
from mdtdesk.domain.people_drafts import NamedDraft, PersonStepDraft, RolesDraft
from mdtdesk.domain.records import PersonRow
from mdtdesk.errors import Denied, Rejected, Unavailable
from mdtdesk.services import audit_trail, backups, people
from mdtdesk.services.context import Context
from mdtdesk.storage import keys, lockout

ONCE, OWN = "abcd-efgh-jkmn", "Blue table 57"


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Context]:
    """Return the first person of a store, who holds every role."""
    with create(tmp_path / "team.mdt").store as store:
        yield context(store)


def added(team: Context, name: str = "梁爽", *roles: str) -> str:
    """Add a person with a password of their own and return their id."""
    person = PersonDraft(name, roles or ("coordinator",))
    admitting.add(team, admitting.Admission(person, OWN, must_change=False))
    return person.person_id


def row(team: Context, person_id: str) -> PersonRow:
    """Return a person as the store has them."""
    return next(one for one in people.listed(team) if one.id == person_id)


def actions(team: Context) -> list[str]:
    """Return what the audit says was done, in its order."""
    with team.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT action FROM audit ORDER BY sequence")
        return [str(one[0]) for one in rows]


def opens(team: Context, person_id: str, password: str) -> bool:
    """Tell whether a password opens the store for a person."""
    try:
        return keys.unlock(team.store.path, person_id, password) == team.store.data_key
    except Unavailable:
        return False


def code(call: Callable[[], object]) -> str:
    """Return the first problem of a call that is refused."""
    with pytest.raises(Rejected) as refused:
        call()
    return refused.value.problems[0].code


def test_a_new_person_has_a_password_that_must_be_changed(team: Context) -> None:
    person = PersonDraft(" 梁爽 ", ("coordinator",), "护师", "nursing")
    admitting.add(team, admitting.Admission(person, ONCE))
    (listed,) = (one for one in app.people(team.store.path) if one.id == person.person_id)
    assert (listed.name, listed.must_change) == ("梁爽", True)
    assert opens(team, person.person_id, ONCE)
    assert ONCE not in repr(admitting.Admission(person, ONCE))


def test_a_person_is_called_otherwise_at_the_sign_in_too(team: Context) -> None:
    known = added(team)
    draft = NamedDraft(known, "梁爽爽", "主管护师", "nursing")
    admitting.amend(team, draft)
    assert row(team, known).name == "梁爽爽"
    assert next(one.name for one in app.people(team.store.path) if one.id == known) == "梁爽爽"
    assert actions(team)[-3:] == ["person_changed"] * 3
    assert code(
        lambda: admitting.amend(team, replace(draft, command_id="x" * 36, name="韩立群"))
    ) == ("name_known")
    assert code(lambda: admitting.amend(team, NamedDraft(known, " "))) == "missing"


def test_roles_are_given_and_taken(team: Context) -> None:
    known = added(team)
    people.set_roles(team, RolesDraft(known, ("surgeon", "chair")))
    assert row(team, known).roles == ("chair", "surgeon")
    assert code(lambda: people.set_roles(team, RolesDraft(known, ()))) == "not_in_list"
    assert code(lambda: people.set_roles(team, RolesDraft(known, ("boss",)))) == "not_in_list"
    assert actions(team)[-1] == "roles_changed"


def test_own_roles_need_a_second_administrator(team: Context) -> None:
    me, fewer = team.actor.person_id, ("administrator", "chair")
    other, coordinator = added(team, "梁爽", "administrator"), added(team, "康宁")
    for by, password in (("", ""), (me, PASSWORD), (coordinator, OWN)):
        draft = RolesDraft(me, fewer, by, password)
        assert code(partial(people.set_roles, team, draft)) == "second_person_needed"
    with pytest.raises(Unavailable, match="wrong_password"):
        people.set_roles(team, RolesDraft(me, fewer, other, "not this one"))
    assert len(row(team, me).roles) == 4
    people.set_roles(team, RolesDraft(me, fewer, other, OWN))
    assert row(team, me).roles == fewer
    assert actions(team)[-3:] == ["confirmation_refused", "roles_changed", "roles_confirmed"]


def test_the_second_administrator_is_locked_out_by_guesses(team: Context) -> None:
    me, other = team.actor.person_id, added(team, "梁爽", "administrator")
    for _ in range(lockout.TRIES):
        with pytest.raises(Unavailable):
            people.set_roles(team, RolesDraft(me, ("administrator",), other, "guess"))
    with pytest.raises(Unavailable, match="locked_out"):
        people.set_roles(team, RolesDraft(me, ("administrator",), other, OWN))


def test_an_administrator_always_remains(team: Context) -> None:
    me, other = team.actor.person_id, added(team, "梁爽", "administrator")
    alone = context(team.store, "administrator", name="梁爽", person_id=other)
    people.set_roles(alone, RolesDraft(me, ("surgeon",)))
    draft = RolesDraft(other, ("viewer",))
    seen = code(lambda: people.set_roles(team, draft))
    assert seen == "last_administrator"
    assert row(team, other).roles == ("administrator",)
    assert code(lambda: admitting.disable(team, PersonStepDraft(other))) == "last_administrator"
    assert opens(team, other, OWN)


def test_who_is_disabled_comes_in_no_more_and_stays_known(team: Context) -> None:
    known = added(team)
    theirs = context(team.store, "coordinator", name="梁爽", person_id=known)
    assert admitting.out(theirs) == ""
    admitting.disable(team, PersonStepDraft(known))
    assert admitting.out(theirs) == "person_disabled"
    assert not opens(team, known, OWN)
    assert known not in {one.id for one in app.people(team.store.path)}
    assert row(team, known).disabled
    assert code(lambda: admitting.reset(team, PersonStepDraft(known, ONCE))) == "person_disabled"
    admitting.enable(team, PersonStepDraft(known, ONCE))
    assert opens(team, known, ONCE)
    assert admitting.out(theirs) == ""
    assert row(team, known).roles == ("coordinator",)
    assert actions(team)[-2:] == ["person_disabled", "person_enabled"]


def test_who_is_disabled_restores_no_backup_either(team: Context, tmp_path: Path) -> None:
    known = added(team, "周敏", "administrator")
    people.disable(team, PersonStepDraft(known))  # as if killed before the key file had it
    made = backups.backup(team, tmp_path / "copies")
    who = next(each for each in app.people(team.store.path) if each.id == known)
    with pytest.raises(Unavailable) as refused:
        app.sign_in_to_backup(made.path, who, OWN)
    assert refused.value.reason == "person_disabled"


def test_nobody_disables_oneself(team: Context) -> None:
    added(team, "梁爽", "administrator")
    draft = PersonStepDraft(team.actor.person_id)
    assert code(lambda: admitting.disable(team, draft)) == "not_oneself"


def test_a_key_that_was_left_lets_nobody_in(team: Context) -> None:
    """Killed between the command and the key file: the table says no."""
    known = added(team)
    people.disable(team, PersonStepDraft(known))
    path = team.store.path
    team.store.close()
    with pytest.raises(Unavailable, match="person_disabled"):
        app.sign_in(path, known, OWN)


def test_a_lost_password_is_given_anew(team: Context) -> None:
    known = added(team)
    for _ in range(lockout.TRIES):
        with pytest.raises(Unavailable):
            lockout.sign_in(team.store.path, known, "guess", NOW)
    admitting.reset(team, PersonStepDraft(known, ONCE))
    assert lockout.sign_in(team.store.path, known, ONCE, NOW) == team.store.data_key
    assert not opens(team, known, OWN)
    (listed,) = (one for one in app.people(team.store.path) if one.id == known)
    assert listed.must_change
    own = PersonStepDraft(team.actor.person_id, ONCE)
    assert code(lambda: admitting.reset(team, own)) == "change_own_password"
    assert code(lambda: admitting.reset(team, PersonStepDraft(known))) == "missing"


def test_the_own_password_is_changed_with_the_old_one(team: Context) -> None:
    me = team.actor.person_id
    with pytest.raises(Unavailable, match="wrong_password"):
        admitting.change_password(team, "not this one", OWN)
    assert opens(team, me, PASSWORD)
    admitting.change_password(team, PASSWORD, OWN)
    assert opens(team, me, OWN)
    assert not opens(team, me, PASSWORD)
    added(team)
    assert {"password_change_refused", "password_changed"} < {*actions(team)}


def test_no_password_stands_in_the_store(team: Context) -> None:
    known, me = added(team, "梁爽", "administrator"), team.actor.person_id
    admitting.reset(team, PersonStepDraft(known, ONCE))
    admitting.disable(team, PersonStepDraft(known))
    admitting.enable(team, PersonStepDraft(known, OWN))
    people.set_roles(team, RolesDraft(me, ("administrator", "auditor"), known, OWN))
    with team.store.read() as connection:
        told = [
            str(value)
            for table in ("commands", "audit")
            for one in connection.exec_driver_sql(f"SELECT * FROM {table}")
            for value in one
        ]
    assert not [words for words in told if any(p in words for p in (ONCE, OWN, PASSWORD))]
    assert not audit_trail.verify(team).fault


def test_changed_roles_end_a_session(team: Context) -> None:
    known = added(team)
    theirs = context(team.store, "coordinator", name="梁爽", person_id=known)
    people.set_roles(team, RolesDraft(known, ("viewer",)))
    assert admitting.out(theirs) == "roles_changed"


@pytest.mark.parametrize("role", ["viewer", "coordinator", "surgeon", "chair", "auditor"])
def test_nobody_else_administers_people(team: Context, role: str) -> None:
    known, one = added(team), context(team.store, role)
    calls: tuple[Callable[[], object], ...] = (
        lambda: admitting.add(one, admitting.Admission(PersonDraft("甲", ("viewer",)), ONCE)),
        lambda: admitting.amend(one, NamedDraft(known, "乙")),
        lambda: admitting.disable(one, PersonStepDraft(known)),
        lambda: admitting.enable(one, PersonStepDraft(known, ONCE)),
        lambda: admitting.reset(one, PersonStepDraft(known, ONCE)),
        lambda: people.set_roles(one, RolesDraft(known, ("chair",))),
    )
    for call in calls:
        with pytest.raises(Denied):
            call()
    assert opens(team, known, OWN)
    assert row(team, known).roles == ("coordinator",)
