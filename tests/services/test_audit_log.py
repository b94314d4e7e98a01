# SPDX-License-Identifier: MIT
"""The audit as it is read: narrowed, digested for who sees no case, exported, who opened whom."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from builders import NOW, context, create
from mdtdesk import app
from mdtdesk.domain import document
from mdtdesk.domain.audit_log import AuditQuery
from mdtdesk.domain.backups import Places
from mdtdesk.domain.corrections import MoveDraft
from mdtdesk.domain.drafts import AmendDraft, CloseDraft, PersonDraft, RegisterDraft
from mdtdesk.errors import Denied, Unavailable
from mdtdesk.services import (
    audit_log,
    audit_trail,
    backups,
    cases,
    corrections,
    documents,
    exports,
    people,
    worklist,
)
from mdtdesk.services.context import Context
from mdtdesk.storage import pending


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Context]:
    """Return the context of a store's first person, who holds every role."""
    with create(tmp_path / "team.mdt").store as store:
        yield context(store)


def registered(team: Context, mrn: str, name: str) -> str:
    """Register a case of a patient and return its id."""
    patient = {"mrn": mrn, "name": name}
    return cases.register(team, RegisterDraft(document.document({"patient": patient}))).id


def somebody(team: Context, *roles: str, name: str = "孟昭阳") -> Context:
    """Return the context of another person of the store."""
    made = people.add(team, PersonDraft(name, roles))
    return context(team.store, *roles, name=name, person_id=made.id)


def asked(team: Context, query: AuditQuery) -> list[str]:
    """Return the actions that a query finds, the oldest first."""
    found = audit_log.page(team, query)
    return [row.action for row in reversed(found.rows)]


def later(team: Context, days: int) -> Context:
    """Return the same person some days later."""
    return replace(team, clock=lambda: NOW + timedelta(days=days))


def test_rows_are_narrowed_by_person_patient_action_and_time(team: Context) -> None:
    surgeon = somebody(team, "surgeon")
    lilei, other = registered(team, "A-1", "李雷"), registered(surgeon, "A-2", "韩梅梅")
    cases.amend(later(team, 2), AmendDraft(lilei, 1, {"performance.ecog": 2}))
    assert asked(team, AuditQuery(about="A-1")) == ["registered", "changed"]
    assert asked(team, AuditQuery(about="lilei")) == ["registered", "changed"]
    assert asked(team, AuditQuery(about=cases.get(team, other).number)) == ["registered"]
    assert asked(team, AuditQuery(about="nobody")) == []
    assert asked(team, AuditQuery(person_id=surgeon.actor.person_id)) == ["registered"]
    assert asked(team, AuditQuery(action="changed")) == ["changed"]
    assert asked(team, AuditQuery(since="2026-11-26")) == ["changed"]
    assert asked(team, AuditQuery(until="2026-11-24"))[-1] == "registered"
    assert "changed" not in asked(team, AuditQuery(until="2026-11-24"))
    assert "changed" in asked(team, AuditQuery(until="2026-11"))
    assert set(asked(team, AuditQuery())) <= set(audit_log.actions(team))


def test_a_page_is_a_part_of_all_and_says_how_many(team: Context) -> None:
    case_id = registered(team, "A-1", "李雷")
    for version in range(1, 8):
        cases.amend(team, AmendDraft(case_id, version, {"performance.kps": 10 * version}))
    whole = audit_log.page(team, AuditQuery())
    assert whole.total == len(whole.rows)
    part = audit_log.page(team, AuditQuery(offset=2, limit=3))
    assert part.total == whole.total
    assert part.rows == whole.rows[2:5]
    assert [r.sequence for r in whole.rows] == sorted(r.sequence for r in whole.rows)[::-1]


def test_who_is_only_auditor_sees_field_names_and_digests(team: Context) -> None:
    case_id = registered(team, "A-1", "李雷")
    cases.amend(team, AmendDraft(case_id, 1, {"wishes": "回家过年"}))
    auditor = somebody(team, "auditor")
    (row,) = audit_log.page(auditor, AuditQuery(action="changed")).rows
    assert (row.path, row.number, row.name, row.digested) == ("wishes", "2026-0001", "", True)
    (seen,) = audit_log.page(team, AuditQuery(action="changed")).rows
    assert (json.loads(seen.new), seen.name, seen.digested) == ("回家过年", "李雷", False)
    assert len(row.new) == 16
    whole = audit_log.export(auditor, AuditQuery(), "json").text
    for words in ("回家过年", "李雷", "A-1"):
        assert words not in whole, words
    assert "回家过年" in audit_log.export(team, AuditQuery(), "json").text


def test_an_export_is_inert_whole_and_itself_in_the_audit(team: Context) -> None:
    case_id = registered(team, "A-1", "李雷")
    formula = somebody(team, "surgeon", name="=1+1")  # a name stands bare, a value in quotes
    cases.amend(formula, AmendDraft(case_id, 1, {"wishes": "=HYPERLINK(1)"}))
    made = audit_log.export(team, AuditQuery(action="changed"), "csv")
    head, *rows = list(csv.reader(io.StringIO(made.text)))
    assert (made.rows, len(rows)) == (1, 1)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert rows[0][head.index("new")] == '"=HYPERLINK(1)"'
    assert rows[0][head.index("person")] == "'=1+1"
    cases.close(team, CloseDraft(case_id, 2, "died"))
    (row,) = audit_log.page(team, AuditQuery(action="exported")).rows
    assert row.path == "audit"
    assert made.digest in row.new


def test_an_export_that_cannot_be_audited_is_refused(team: Context) -> None:
    registered(team, "A-1", "李雷")
    for file in (team.store.path / "pending-audit").iterdir():
        file.unlink()
    (team.store.path / "pending-audit").rmdir()
    (team.store.path / "pending-audit").write_text("in the way")
    with pytest.raises(Unavailable):
        audit_log.export(team, AuditQuery(), "csv")


def test_an_own_surgeon_learns_who_opened_the_patient(team: Context) -> None:
    surgeon = somebody(team, "surgeon")
    viewer = somebody(team, "viewer", name="周敏")
    case_id = registered(surgeon, "A-1", "李雷")
    sibling = cases.register(
        team, RegisterDraft(document.document({}), cases.get(team, case_id).patient_id)
    ).id
    cases.get(viewer, case_id)
    cases.get(viewer, sibling)
    documents.summary(team, case_id, "zh")
    found = audit_log.who_opened(surgeon, case_id)
    assert found.whole_patient
    told = {(one.person, one.action) for one in found.rows}
    assert {("周敏", "viewed"), ("韩立群", "printed")} <= told
    assert len([o for o in found.rows if o.person == "周敏"]) == 2
    cases.close(team, CloseDraft(sibling, 1, "duplicate"))  # what waited is in the chain now
    assert {(o.person, o.action) for o in audit_log.who_opened(surgeon, case_id).rows} == told


def test_another_surgeon_is_refused_and_a_chair_sees_the_case_alone(team: Context) -> None:
    surgeon, viewer = somebody(team, "surgeon"), somebody(team, "viewer", name="周敏")
    chair = somebody(team, "chair", name="曹文博")
    case_id = registered(team, "A-1", "李雷")
    sibling = cases.register(
        team, RegisterDraft(document.document({}), cases.get(team, case_id).patient_id)
    ).id
    cases.get(viewer, sibling)
    with pytest.raises(Denied):
        audit_log.who_opened(surgeon, case_id)
    found = audit_log.who_opened(chair, case_id)
    assert not found.whole_patient
    assert "周敏" not in {one.person for one in found.rows}
    assert "周敏" in {one.person for one in audit_log.who_opened(chair, sibling).rows}
    cases.close(team, CloseDraft(case_id, 1, "other"))
    refused = audit_log.page(team, AuditQuery(action="refused", about="A-1")).rows
    assert [(row.person, row.path) for row in refused] == [("孟昭阳", "who_opened")]


def test_the_heads_of_backups_are_looked_for(team: Context, tmp_path: Path) -> None:
    registered(team, "A-1", "李雷")
    folder = tmp_path / "backups"
    backups.backup(team, folder)
    registered(team, "A-2", "韩梅梅")
    steps: list[tuple[str, int, int]] = []
    places = Places(folder)
    found = audit_trail.verify(team, "", places, progress=lambda *step: steps.append(step))
    assert (found.fault, found.backups) == ("", 1)
    assert steps
    assert steps[-1][1] == steps[-1][2] > 0
    with team.store.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_no_delete")
        connection.exec_driver_sql("DELETE FROM audit WHERE sequence > 2")
    assert not audit_trail.verify(team).fault
    assert audit_trail.verify(team, "", places).fault == "anchor_not_found"


def test_a_restore_explains_heads_that_are_gone_and_no_others(
    team: Context, tmp_path: Path
) -> None:
    places = Places(tmp_path / "backups")

    def at(minute: int, context: Context = team) -> Context:
        return replace(context, clock=lambda: NOW + timedelta(minutes=minute))

    first = backups.backup(at(0), places.first)
    registered(team, "A-1", "李雷")
    backups.backup(at(10), places.first)
    signed = app.SignedIn(team.store.path, at(20))
    restored = backups.restored(at(20), first.path, team.store.path)
    again = app.open_again(signed, team.store.path)
    backups.note_restored(at(20, again.context), restored)
    # the row still waits; the backup of minute 10 is of what the restore undid
    found = audit_trail.verify(again.context, "", places)
    assert (found.fault, found.backups, found.waiting > 0) == ("", 1, True)
    again.context.store.take_writer()
    registered(again.context, "A-2", "韩梅梅")
    backups.backup(at(30, again.context), places.first)
    found = audit_trail.verify(again.context, "", places)
    assert (found.fault, found.backups) == ("", 2)
    with again.context.store.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_no_delete")
        cut = "(SELECT sequence FROM audit WHERE action = 'restored')"
        connection.exec_driver_sql(f"DELETE FROM audit WHERE sequence > {cut}")
    assert audit_trail.verify(again.context, "", places).fault == "anchor_not_found"
    with again.context.store.write() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_no_update")
        connection.exec_driver_sql("UPDATE audit SET new = '3' WHERE action = 'restored'")
    assert audit_trail.verify(again.context, "", places).fault == "row_edited"
    app.sign_out(again)


@pytest.mark.parametrize(
    "more",
    [
        {"rows": [{"action": "viewed"}]},
        {"rows": [{"action": "sign_in_refused"}, {"action": "signed_in"}]},
        {"rows": [{"action": "sign_in_refused", "whose": "x"}]},
        {"rows": [{"action": "sign_in_refused", "path": 7}]},
        {"rows": ["sign_in_refused"]},
        {"at": "yesterday"},
        {"kept": {"a case": [{"instrument": "sins"}]}},
    ],
)
def test_what_has_no_seal_is_a_refused_sign_in_or_nothing(
    team: Context, more: dict[str, object]
) -> None:
    refusal = {
        "at": NOW.isoformat(timespec="seconds"),
        "person_id": team.actor.person_id,
        "person": "韩立群",
        "role": "",
        "rows": [{"action": "sign_in_refused", "path": "", "new": '"ward"'}],
    }
    pending.leave_plain(team.store.path, refusal)
    pending.leave_plain(team.store.path, {**refusal, **more})
    registered(team, "A-1", "李雷")
    assert asked(team, AuditQuery()).count("sign_in_refused") == 1
    assert not {"viewed", "signed_in"} & set(asked(team, AuditQuery()))
    assert audit_trail.verify(team).waiting == 1


def test_a_moved_case_is_found_under_both_patients(team: Context) -> None:
    wrong, right = registered(team, "A-1", "李雷"), registered(team, "A-2", "韩梅梅")
    to = cases.get(team, right).patient_id
    corrections.move(team, MoveDraft(wrong, 1, to, "wrong_patient"))
    assert "moved_away" in asked(team, AuditQuery(about="A-1"))
    assert {"moved", "registered"} <= set(asked(team, AuditQuery(about="A-2")))


def test_every_read_that_must_leave_a_row_leaves_it(team: Context) -> None:
    case_id = registered(team, "A-1", "李雷")
    viewer, surgeon = somebody(team, "viewer"), somebody(team, "surgeon", name="曹文博")
    for _ in range(2):  # once a session
        cases.get(viewer, case_id)
    documents.summary(surgeon, case_id, "zh")
    documents.request(surgeon, case_id, "en")
    exports.record_text(surgeon, case_id, "zh")
    exports.leave_audit(surgeon, exports.Exported("a.json", "0" * 64, (case_id,)))
    exports.leave_audit(surgeon, exports.Exported("b.json", "1" * 64, (case_id,), True))
    worklist.copied(surgeon, (case_id,), "zh")
    with pytest.raises(Denied):
        documents.summary(viewer, case_id, "zh")
    with pytest.raises(Unavailable):
        app.sign_in(team.store.path, surgeon.actor.person_id, "not the password")
    waiting = audit_log.page(team, AuditQuery()).waiting
    cases.amend(team, AmendDraft(case_id, 1, {"wishes": "回家"}))
    whole = audit_log.page(team, AuditQuery())
    assert whole.waiting == 0
    left = [(r.person, r.action, r.path) for r in reversed(whole.rows)][-waiting - 3 : -1]
    assert set(left) >= {
        ("孟昭阳", "viewed", ""),
        ("曹文博", "printed", "summary"),
        ("曹文博", "printed", "request"),
        ("曹文博", "exported", "record_text"),
        ("曹文博", "exported", "a.json"),
        ("曹文博", "exported_deidentified", "b.json"),
        ("曹文博", "exported", "worklist"),
        ("孟昭阳", "refused", "print"),
    }
    assert "sign_in_refused" in {r.action for r in whole.rows}
    assert len([row for row in left if row[1] == "viewed"]) == 1
    printed = next(r for r in whole.rows if r.path == "summary")
    assert printed.number == cases.get(team, case_id).number
    assert len(json.loads(printed.new).split()[-1]) == 64
