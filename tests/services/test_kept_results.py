# SPDX-License-Identifier: MIT
"""Results are kept where they are acted upon: appended, and no version is raised for them."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import weekly
from builders import context, create, documents
from imported import export, run
from mdtdesk.domain import document, switches
from mdtdesk.domain.audit import AuditRow
from mdtdesk.domain.document import Document, rows, text, thaw
from mdtdesk.domain.drafts import AmendDraft, DecisionDraft, RegisterDraft, SwitchDraft
from mdtdesk.domain.instruments import scoring, tables
from mdtdesk.domain.records import CaseRecord
from mdtdesk.errors import Rejected
from mdtdesk.services import audit_trail, cases, decisions, instruments
from mdtdesk.services import documents as documents_
from mdtdesk.services.context import Context, leave
from mdtdesk.storage import kept, pending, schema
from paper import bare, pdfium_pages


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Context]:
    """Return the context of a store's first person."""
    with create(tmp_path / "team.mdt").store as store:
        yield context(store)


@pytest.fixture
def case(team: Context) -> CaseRecord:
    """Return an undecided case with a T12 lesion."""
    found = next(c for c in documents("invented") if c["patient"]["mrn"] == "DEMO-26007")
    made = cases.register(team, RegisterDraft(document.document(found)))
    return cases.get(team, made.id)


def score(case: CaseRecord, total: int = 9, occasion: str = "printed") -> Document:
    """Return a kept SINS of the case's first lesion."""
    lesion = text(case.document, "lesions[0].id")
    facts = {"instrument": "sins", "version": "2010", "lesion": lesion, "total": total}
    made = {"answers": {"pain": "mechanical"}, "points": {"pain": 3}, "occasion": occasion}
    return document.document({**facts, **made, "at": "2026-11-24T10:30:00+08:00", "by": "韩立群"})


def printed(team: Context, case: CaseRecord, total: int = 9) -> None:
    """Leave what a print leaves."""
    row = AuditRow("printed", case.id, case.patient_id, "summary")
    leave(team, "surgeon", [row], {case.id: [score(case, total)]})


def test_the_store_holds_no_list_of_instruments() -> None:
    """An instrument is a file: the results of a new one are kept without a migration."""
    (made,) = [one for one in schema.statements() if one.startswith("CREATE TABLE scores (")]
    assert "instrument TEXT" in made
    assert "sins" not in made


def write(team: Context, case: CaseRecord, wishes: str) -> CaseRecord:
    """Do anything that writes."""
    version = cases.get(team, case.id).version
    cases.amend(team, AmendDraft(case.id, version, {"wishes": wishes}))
    return cases.get(team, case.id)


def test_the_next_writer_keeps_what_a_print_showed(team: Context, case: CaseRecord) -> None:
    printed(team, case)
    assert rows(cases.get(team, case.id).document, "scores") == ()
    after = write(team, case, "回家")
    assert rows(after.document, "scores") == (score(case),)
    assert after.version == case.version + 1
    assert audit_trail.verify(team).waiting == 0


def test_a_print_that_says_the_same_keeps_nothing_new(team: Context, case: CaseRecord) -> None:
    for total in (9, 9, 12, 9):
        printed(team, case, total)
    after = write(team, case, "回家")
    assert [row["total"] for row in rows(after.document, "scores")] == [9, 12, 9]
    with team.store.read() as connection:
        told = connection.exec_driver_sql("SELECT count(*) FROM audit WHERE action = 'printed'")
        assert told.scalar() == 4


@pytest.mark.parametrize("what", ["agenda", "case_sheets", "all", "sign_in", "minutes"])
def test_a_meeting_print_keeps_what_it_showed_of_every_case(team: Context, what: str) -> None:
    made = weekly.weekly(team)
    listed = weekly.listed(team, made, "DEMO-26007", "DEMO-26005")
    for _ in range(2):  # the second says the same
        documents_.of_meeting(team, made, what, "zh")
    weekly.registered(team, "DEMO-26003")  # any command takes in what waits
    documents_.of_meeting(team, made, what, "zh")
    weekly.registered(team, "DEMO-26009")
    showed = what in ("agenda", "case_sheets", "all")
    for case_id, instrument in zip(listed, ("sins", "mirels"), strict=True):
        found = rows(cases.get(team, case_id).document, "scores")
        kept_then = [row for row in found if text(row, "occasion") == "printed"]
        assert (instrument in {text(row, "instrument") for row in kept_then}) == showed
        keys = [(text(row, "instrument"), text(row, "lesion")) for row in kept_then]
        assert len(keys) == len(set(keys))


def test_what_an_earlier_version_left_is_kept(team: Context, case: CaseRecord) -> None:
    row = dataclasses.asdict(AuditRow("printed", case.id, case.patient_id, "summary"))
    left = {"at": "2026-11-24T10:30+08:00", "rows": [row], "scores": [thaw(score(case))]}
    pending.leave(team.store.path, team.store.data_key, left)
    assert rows(write(team, case, "回家").document, "scores") == (score(case),)


def test_appending_raises_no_version(team: Context, case: CaseRecord) -> None:
    with team.store.write() as connection:
        kept.append(connection, case.id, [score(case, occasion="signed")])
        kept.append(connection, case.id, [score(case, 10, "signed")])
    after = cases.get(team, case.id)
    assert after.version == case.version
    assert [row["total"] for row in rows(after.document, "scores")] == [9, 10]


def test_an_empty_list_of_scores_takes_some(team: Context) -> None:
    facts = {"format": "mdtdesk-case", "version": 1, "patient": {"mrn": "A-1"}, "scores": []}
    made = cases.register(team, RegisterDraft(document.document(facts)))
    row = document.document({"instrument": "kps", "version": "1948", "band": "70"})
    with team.store.write() as connection:
        kept.append(connection, made.id, [row])
    assert rows(cases.get(team, made.id).document, "scores") == (row,)


def test_kept_results_are_never_changed(team: Context, case: CaseRecord) -> None:
    printed(team, case)
    after = write(team, case, "回家")
    for changed in ((), (score(case, 8),)):
        with pytest.raises(Rejected) as refused:
            cases.amend(team, AmendDraft(case.id, after.version, {"scores": changed}))
        assert refused.value.problems[0].code == "scores_kept"


def test_a_lesion_that_was_printed_is_removed_and_not_deleted(
    team: Context, case: CaseRecord
) -> None:
    printed(team, case)
    lesion = text(case.document, "lesions[0].id")
    cases.amend(team, AmendDraft(case.id, case.version, {f"lesions[{lesion}]": None}))
    after = cases.get(team, case.id).document
    assert text(after, f"lesions[{lesion}].removed.reason") == "error"
    assert rows(after, "scores") == (score(case),)


def test_what_waits_for_a_lesion_that_is_gone_keeps_nobody(team: Context, case: CaseRecord) -> None:
    lost = document.change(score(case), {"lesion": "01890a5d-ac96-774b-bcce-b302099a8057"})
    row = AuditRow("printed", case.id, case.patient_id, "summary")
    leave(team, "surgeon", [row], {case.id: [lost, score(case)]})
    leave(team, "surgeon", [AuditRow("printed", "no case")], {"no case": [lost]})
    assert rows(write(team, case, "回家").document, "scores") == (score(case),)


def decide(team: Context, case: CaseRecord) -> Document:
    """Record a decision; return the case after it."""
    discussion = document.document({"mode": "full", "outcome": "decided"})
    decision = document.document({"conclusion": "观察", "procedures": [{"type": "observation"}]})
    decisions.record(team, DecisionDraft(case.id, case.version, discussion, decision))
    return cases.get(team, case.id).document


def test_a_decision_keeps_what_the_instruments_said(team: Context, case: CaseRecord) -> None:
    after = decide(team, case)
    found = {text(row, "instrument"): row for row in rows(after, "scores")}
    today = {one.instrument: one for one in scoring.results(case.document) if one.applicable}
    assert found["sins"].get("total") == today["sins"].total
    assert found["sins"].get("band") == today["sins"].band
    assert found["sins"]["version"] == tables.of("sins").version
    assert {text(row, "occasion") for row in rows(after, "scores")} == {"decided"}
    assert "katagiri_2014" not in found
    frozen = json.loads(text(after, "discussions[0].decision.basis.document"))
    assert {row["instrument"] for row in frozen["results"]} == set(found)


def test_a_deferral_keeps_nothing(team: Context, case: CaseRecord) -> None:
    deferred = document.document(
        {"mode": "full", "outcome": "deferred", "deferral": {"reason": "time_ran_out"}}
    )
    decisions.record(team, DecisionDraft(case.id, case.version, deferred, document.EMPTY))
    assert rows(cases.get(team, case.id).document, "scores") == ()


def test_a_print_keeps_what_it_showed(team: Context, case: CaseRecord) -> None:
    documents_.summary(team, case.id, "zh")
    documents_.summary(team, case.id, "en")
    after = write(team, case, "回家").document
    kept_rows = rows(after, "scores")
    assert {text(row, "occasion") for row in kept_rows} == {"printed"}
    keys = [(text(row, "instrument"), text(row, "lesion")) for row in kept_rows]
    assert "sins" in {key[0] for key in keys}
    assert len(keys) == len(set(keys))  # the second print said the same


def test_what_is_switched_on_is_kept_from_then_on(team: Context, case: CaseRecord) -> None:
    version = tables.of("katagiri_2014").version
    for role in switches.ROLES:
        instruments.confirm(team, SwitchDraft("instrument", "katagiri_2014", version, role))
    named = {text(row, "instrument") for row in rows(decide(team, case), "scores")}
    applies = any(r.applicable for r in scoring.results_of("katagiri_2014", case.document))
    assert ("katagiri_2014" in named) == applies
    assert applies


def test_kept_results_come_back_from_export_and_import(team: Context, case: CaseRecord) -> None:
    after = decide(team, case)
    (exported,) = export(team)
    assert exported["scores"] == document.thaw(after["scores"])
    assert run(team, exported) == [("unchanged", after["number"])]


def test_a_print_says_kept_results_in_words_and_grows_by_no_print(
    team: Context, case: CaseRecord
) -> None:
    decide(team, case)
    first = pdf_text(team, case)
    for _ in range(3):
        pdf_text(team, case)
    write(team, cases.get(team, case.id), "回家")
    assert pdf_text(team, case).count("SINS") == first.count("SINS")
    sins = tables.of("sins")
    (row, *_) = (r for r in rows(cases.get(team, case.id).document, "scores"))
    assert "".join(sins.band(text(row, "band")).short["zh"].split()) in first
    assert all(item.label["zh"] in first for item in sins.items)


def pdf_text(team: Context, case: CaseRecord) -> str:
    """Return the text of the case's summary without white space."""
    return bare("".join(pdfium_pages(documents_.summary(team, case.id, "zh").pdf)))
