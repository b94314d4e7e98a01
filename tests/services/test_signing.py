# SPDX-License-Identifier: MIT
"""Signatures: by whom, on what, and that nothing changes what was signed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session, registry

import weekly
from builders import PASSWORD, context, create, documents
from mdtdesk.domain import document, signing
from mdtdesk.domain.drafts import (
    AddendumDraft,
    AmendDraft,
    DecisionDraft,
    RegisterDraft,
    SignDraft,
)
from mdtdesk.domain.ids import new_id
from mdtdesk.domain.imports import Entry, ImportDraft
from mdtdesk.errors import Conflict, Denied, Rejected, Unavailable
from mdtdesk.services import audit_trail, cases, decisions, imports, signatures
from mdtdesk.services.context import Context
from mdtdesk.storage import keys, lockout
from mdtdesk.storage.columns import METADATA
from mdtdesk.storage.shapes import CASE

DISCUSSION = document.document({"mode": "full", "outcome": "decided"})
DECISION = document.document({"conclusion": "观察", "procedures": [{"type": "observation"}]})
WRONG = "not the password at all"


@dataclass(frozen=True)
class Decided:
    """A store with one recorded decision."""

    team: Context
    case_id: str
    decision_id: str

    def sign(self, meaning: str = "chair", password: str = PASSWORD) -> SignDraft:
        """Return a draft of a signature."""
        return SignDraft(self.case_id, self.decision_id, meaning, password)

    def now(self) -> document.Document:
        """Return the discussion's present decision."""
        case = cases.get(self.team, self.case_id).document
        return document.group(case, "discussions[0].decision")

    def raw(self, statement: str) -> None:
        """Run a statement through the program's own connection."""
        with self.team.store.write() as connection:
            connection.exec_driver_sql(statement)

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        with self.team.store.read() as connection:
            asked = connection.exec_driver_sql(f"SELECT count(*) FROM {table}")
            return int(asked.scalar_one())

    def told(self) -> list[tuple[str, ...]]:
        """Return every row of commands and audit as text."""
        with self.team.store.read() as connection:
            return [
                tuple(str(v) for v in row)
                for table in ("commands", "audit")
                for row in connection.exec_driver_sql(f"SELECT * FROM {table}")
            ]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Decided]:
    """Return a decision that its author recorded."""
    with create(tmp_path / "team.mdt").store as store:
        team = context(store)
        found = next(c for c in documents("invented") if c["patient"]["mrn"] == "DEMO-26007")
        case_id = cases.register(team, RegisterDraft(document.document(found))).id
        done = decisions.record(team, DecisionDraft(case_id, 1, DISCUSSION, DECISION))
        yield Decided(team, case_id, done.id)


def code(refused: pytest.ExceptionInfo[Rejected]) -> str:
    """Return the first problem's code."""
    return refused.value.problems[0].code


def test_a_signature_says_who_how_when_and_what(made: Decided) -> None:
    decisions.sign(made.team, made.sign())
    (row,) = document.rows(made.now(), "signatures")
    assert (row["person"], row["role"], row["meaning"]) == ("韩立群", "chair", "chair")
    assert row["at"] == made.team.now()
    assert row["sha256"] == signing.digest(made.now())
    assert signing.verify(made.now())
    case = cases.get(made.team, made.case_id).document
    assert "signed" in {s["occasion"] for s in document.rows(case, "scores")}


def test_the_basis_is_part_of_what_is_signed(made: Decided) -> None:
    decisions.sign(made.team, made.sign())
    for path, value in (("conclusion", "改"), ("basis.document", "{}"), ("basis.sha256", "0" * 64)):
        assert not signing.verify(document.change(made.now(), {path: value})), path


def test_the_password_is_kept_nowhere(made: Decided) -> None:
    draft = made.sign()
    decisions.sign(made.team, draft)
    assert PASSWORD not in repr(draft)
    assert not [row for row in made.told() if any(PASSWORD in value for value in row)]
    with pytest.raises(Unavailable):
        decisions.sign(made.team, made.sign("author", WRONG))
    decisions.sign(made.team, replace(made.sign("witness")))
    told = made.told()
    assert not [row for row in told if any(WRONG in value for value in row)]
    assert [row for row in told if "sign_refused" in row]


def test_wrong_passwords_lock_out_as_at_sign_in(made: Decided) -> None:
    for _ in range(lockout.TRIES - 1):
        with pytest.raises(Unavailable, match="wrong_password"):
            decisions.sign(made.team, made.sign(password=WRONG))
    with pytest.raises(Unavailable):
        decisions.sign(made.team, made.sign(password=WRONG))
    with pytest.raises(Unavailable, match="locked_out"):
        decisions.sign(made.team, made.sign())
    path, who = made.team.store.path, made.team.actor.person_id
    with pytest.raises(Unavailable, match="locked_out"):
        lockout.sign_in(path, who, PASSWORD, made.team.clock())
    assert "signatures" not in made.now()


def test_a_surgeon_signs_as_author_only_what_he_decided(made: Decided) -> None:
    surgeon = context(made.team.store, "surgeon")
    with pytest.raises(Denied):
        decisions.sign(surgeon, made.sign("chair"))
    store, known = made.team.store, keys.NewPerson(new_id(), "孟昭阳", "", PASSWORD)
    keys.add_person(store.path, store.data_key, known)
    another = context(store, "surgeon", name=known.name, person_id=known.id)
    with pytest.raises(Denied):
        decisions.sign(another, made.sign("author"))
    decisions.sign(surgeon, made.sign("author"))
    assert [s["meaning"] for s in document.rows(made.now(), "signatures")] == ["author"]


def test_nobody_signs_twice_with_one_meaning(made: Decided) -> None:
    draft = made.sign()
    first = decisions.sign(made.team, draft)
    assert decisions.sign(made.team, draft) == first
    with pytest.raises(Rejected) as refused:
        decisions.sign(made.team, made.sign())
    assert code(refused) == "already_signed"
    assert len(document.rows(made.now(), "signatures")) == 1


def test_a_superseded_decision_is_not_signed_and_both_stay_readable(made: Decided) -> None:
    decisions.sign(made.team, made.sign())
    case = cases.get(made.team, made.case_id)
    again = document.document({"id": document.text(case.document, "discussions[0].id")})
    decisions.record(made.team, DecisionDraft(case.id, case.version, again, DECISION))
    with pytest.raises(Rejected) as refused:
        decisions.sign(made.team, made.sign("author"))
    assert code(refused) == "decision_superseded"
    case = cases.get(made.team, made.case_id)
    (old,) = document.rows(case.document, "discussions[0].earlier_decisions")
    assert signing.verify(old)
    assert len(document.rows(old, "signatures")) == 1
    assert "signatures" not in made.now()
    assert not audit_trail.verify(made.team).fault


def test_a_decision_from_a_file_is_not_signed(made: Decided, tmp_path: Path) -> None:
    case = cases.get(made.team, made.case_id).document
    with create(tmp_path / "other.mdt").store as store:
        other = context(store)
        imports.run(other, ImportDraft("a.json", "0" * 64, (Entry("cases[0]", case),)))
        with pytest.raises(Rejected) as refused:
            decisions.sign(other, made.sign())
    assert code(refused) == "decision_not_verified"


def test_addenda_follow_a_signature_and_fit_it(made: Decided) -> None:
    draft = AddendumDraft(made.case_id, made.decision_id, "家属要求延后一周")
    with pytest.raises(Rejected) as refused:
        decisions.add(made.team, draft)
    assert code(refused) == "decision_not_signed"
    decisions.sign(made.team, made.sign())
    for words in ("家属要求延后一周", "已改约"):
        decisions.add(made.team, AddendumDraft(made.case_id, made.decision_id, words))
    kept = document.rows(made.now(), "addenda")
    assert [row["text"] for row in kept] == ["家属要求延后一周", "已改约"]
    assert signing.verify(made.now())
    changed = document.change(made.now(), {"addenda[0].text": "家属不同意"})
    assert not signing.verify(changed)


def signed_and_added(made: Decided) -> None:
    """Sign the decision and add to it."""
    decisions.sign(made.team, made.sign())
    decisions.add(made.team, AddendumDraft(made.case_id, made.decision_id, "补充"))


HANGING = sorted(t.name for s in CASE.shapes() if s.name == "decisions" for t in s.tables())
SAID = sorted({*HANGING} - {*(f"decisions_{key}" for key in signing.APPENDED), "decisions"})


@pytest.mark.promise("signed")
def test_raw_sql_changes_nothing_that_was_signed(made: Decided) -> None:
    signed_and_added(made)
    before = made.now()
    held = [table for table in HANGING if made.count(table)]
    assert len(held) > 4
    for table in held:
        for statement in (
            f"UPDATE {table} SET ordinal = 9",
            f"DELETE FROM {table}",
            f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
        ):
            with pytest.raises(DatabaseError, match="append only"):
                made.raw(statement)
    assert made.now() == before


def test_what_a_signed_decision_says_takes_no_row(made: Decided) -> None:
    decisions.sign(made.team, made.sign())
    assert len(SAID) > 7
    for table in SAID:
        owner = "procedures" if table.startswith("procedures_") else "decisions"
        row = f"(owner_id, ordinal, case_id) SELECT id, 99, case_id FROM {owner}"
        with pytest.raises(DatabaseError, match="append only"):
            made.raw(f"INSERT INTO {table} {row}")


def test_the_tables_of_the_program_change_nothing_that_was_signed(made: Decided) -> None:
    signed_and_added(made)
    before = made.now()
    for table in (METADATA.tables[name] for name in HANGING if made.count(name)):
        for statement in (update(table).values(ordinal=9), delete(table)):
            refused = pytest.raises(DatabaseError, match="append only")
            with refused, made.team.store.write() as connection:
                connection.execute(statement)
    session = Session(made.team.store._writer)
    mapped: Any = (
        registry().map_imperatively(type("Row", (), {}), METADATA.tables["decisions"]).class_
    )
    row: Any = session.get(mapped, made.decision_id)
    row.conclusion = "手术"
    with pytest.raises(DatabaseError, match="append only"):
        session.flush()
    session.close()
    assert made.now() == before


def test_no_service_changes_what_was_signed(made: Decided) -> None:
    signed_and_added(made)
    before = made.now()
    case = cases.get(made.team, made.case_id)
    path = "discussions[0].decision"
    for changes in (
        {f"{path}.conclusion": "手术"},
        {f"{path}.signatures": None},
        {f"{path}.addenda[0].text": "改"},
        {path: None},
        {"discussions": None},
    ):
        with pytest.raises(Rejected):
            cases.amend(made.team, AmendDraft(case.id, case.version, changes))
    mended = document.change(case.document, {f"{path}.conclusion": "手术"})
    entry = Entry("cases[0]", mended)
    with suppress(Rejected, Conflict):
        imports.run(made.team, ImportDraft("a.json", "0" * 64, (entry,), update=True))
    assert made.now() == before
    assert not audit_trail.verify(made.team).fault


def test_a_rightful_row_is_taken_until_the_signature(made: Decided) -> None:
    made.raw(
        "INSERT INTO decisions_intents (owner_id, ordinal, value, case_id)"
        " SELECT id, 0, 'pain', case_id FROM decisions"
    )
    assert document.items(made.now(), "intents") == ("pain",)


@pytest.mark.promise("signed")
def test_verify_names_the_decision_whose_signature_does_not_fit(made: Decided) -> None:
    decisions.sign(made.team, made.sign())
    assert not audit_trail.verify(made.team).fault
    made.raw("DROP TRIGGER decisions_no_update")
    made.raw("UPDATE decisions SET conclusion = '手术'")
    found = audit_trail.verify(made.team)
    assert (found.fault, found.decision) == ("signature", made.decision_id)
    assert found.case == document.text(cases.get(made.team, made.case_id).document, "number")


FORGED = (
    "INSERT INTO decisions_signatures (id, case_id, owner_id, ordinal, person, role, meaning, at,"
    " sha256) SELECT 'x' || substr(id, 2), case_id, owner_id, 1, '梁爽', role, meaning, at, sha256"
    " FROM decisions_signatures"
)


@pytest.mark.parametrize(
    ("table", "tampering", "fault"),
    [
        ("decisions_signatures", "DELETE FROM decisions_signatures", "signature_missing"),
        ("decisions_addenda", "DELETE FROM decisions_addenda", "signature_missing"),
        ("decisions", "UPDATE decisions SET imported_from = 'a.json'", "signature_missing"),
        (
            "decisions_signatures",
            "UPDATE decisions_signatures SET person = '梁爽'",
            "signature_missing",
        ),
        ("decisions_addenda", "UPDATE decisions_addenda SET text = '改'", "signature"),
        (
            "decisions_signatures",
            FORGED,
            "signature_foreign",
        ),
    ],
)
def test_verify_compares_the_signatures_with_the_audit(
    made: Decided, table: str, tampering: str, fault: str
) -> None:
    signed_and_added(made)
    for event in ("update", "delete"):
        made.raw(f"DROP TRIGGER {table}_no_{event}")
    made.raw(tampering)
    found = audit_trail.verify(made.team)
    assert (found.fault, found.decision) == (fault, made.decision_id)


def test_the_password_is_proved_before_anybody_has_to_wait(
    made: Decided, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The password is tried while nobody holds the store, and refused before anything is read."""
    held: list[bool] = []
    tried = lockout.sign_in

    def watch(*given: Any) -> bytes:
        held.append(made.team.store._writing.locked())
        return tried(*given)

    monkeypatch.setattr(lockout, "sign_in", watch)
    draft = made.sign()
    decisions.sign(made.team, draft)
    assert held == [False]
    again = replace(draft, password=WRONG)
    with pytest.raises(Unavailable, match="wrong_password"):
        decisions.sign(made.team, again)


def test_what_a_coordinator_recorded_is_signed_by_the_chair_alone(made: Decided) -> None:
    coordinator = context(made.team.store, "coordinator", name="康宁", person_id=new_id())
    case = cases.get(made.team, made.case_id)
    again = document.document({"id": document.text(case.document, "discussions[0].id")})
    draft = DecisionDraft(case.id, case.version, again, DECISION)
    noted = replace(made, decision_id=decisions.record(coordinator, draft).id)
    with pytest.raises(Rejected) as refused:
        decisions.sign(made.team, noted.sign("author"))
    assert code(refused) == "not_the_author"
    decisions.sign(made.team, noted.sign("chair"))
    assert signing.verify(noted.now())


def test_who_asks_is_told_what_can_be_signed(made: Decided) -> None:
    (here,) = signatures.signable(made.team, made.case_id)
    assert (here.meanings, here.against, here.add) == (("chair", "author"), "", False)
    surgeon = context(made.team.store, "surgeon", name="孟昭阳", person_id=new_id())
    (here,) = signatures.signable(surgeon, made.case_id)
    assert (here.meanings, here.against) == ((), "not_the_author")
    viewer = context(made.team.store, "viewer")
    assert signatures.signable(viewer, made.case_id)[0].meanings == ()
    decisions.sign(made.team, made.sign())
    (here,) = signatures.signable(made.team, made.case_id)
    assert (here.meanings, here.add) == (("author",), True)
    decisions.sign(made.team, made.sign("author"))
    (here,) = signatures.signable(made.team, made.case_id)
    assert (here.meanings, here.against) == ((), "already_signed")


def test_a_meeting_waits_for_the_chair_until_it_is_signed(tmp_path: Path) -> None:
    with create(tmp_path / "week.mdt").store as store:
        team = context(store)
        meeting_id = weekly.weekly(team)
        (case_id,) = weekly.listed(team, meeting_id, "DEMO-26014")
        weekly.started(team, meeting_id)
        draft = DecisionDraft(case_id, 1, DISCUSSION, DECISION, meeting_id=meeting_id)
        done = decisions.record(team, draft)
        (waits,) = signatures.unsigned(team, meeting_id)
        assert (waits.case_id, waits.decision_id) == (case_id, done.id)
        decisions.sign(team, SignDraft(case_id, done.id, "author", PASSWORD))
        assert len(signatures.unsigned(team, meeting_id)) == 1
        decisions.sign(team, SignDraft(case_id, done.id, "chair", PASSWORD))
        assert signatures.unsigned(team, meeting_id) == ()
