# SPDX-License-Identifier: MIT
"""The worklist through its service: pages, counts, where a case stands, what may be copied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bench import synthetic
from builders import NOW, context, create, documents
from mdtdesk.domain import document
from mdtdesk.domain.drafts import RegisterDraft
from mdtdesk.domain.worklist import SORTS, VIEWS, Sort, View, WorklistQuery
from mdtdesk.errors import Denied
from mdtdesk.i18n import LANGUAGES, translator
from mdtdesk.services import cases, journal, worklist
from mdtdesk.services.context import Context
from mdtdesk.storage import pending


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """Return a store with many cases."""
    with create(tmp_path_factory.mktemp("many") / "many.mdt").store as store:
        synthetic.fill(store, 1_250, whole=False)
        yield context(store)


@pytest.fixture
def ward(tmp_path: Path) -> Iterator[Context]:
    """Return a store with the demo's cases."""
    with create(tmp_path / "ward.mdt").store as store:
        made = context(store)
        for case in documents("invented"):
            facts = document.document({k: v for k, v in case.items() if k not in ("id", "number")})
            known = cases.same_patient(made, case["patient"]["mrn"])
            cases.register(made, RegisterDraft(facts, known[0].id if known else ""))
        yield made


def everything(team: Context, query: WorklistQuery) -> list[str]:
    """Return the ids of all rows, read page by page."""
    ids: list[str] = []
    while True:
        page = worklist.page(team, replace(query, offset=len(ids)))
        ids += [row.id for row in page.rows]
        if not page.rows:
            assert page.total == len(ids)
            return ids


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("descending", [False, True])
def test_pages_hold_every_row_once_in_every_order(
    team: Context, sort: Sort, descending: bool
) -> None:
    query = WorklistQuery(sort=sort, descending=descending, limit=170)
    ids = everything(team, query)
    assert len(set(ids)) == len(ids) == 1_250


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("search", ["", "王", "zs"])
@pytest.mark.parametrize("view", ["all", "decision_overdue"])
def test_a_case_is_located_where_its_page_shows_it(
    team: Context, sort: Sort, search: str, view: View
) -> None:
    for descending in (False, True):
        query = WorklistQuery(view, search, sort, descending, limit=1_250)
        ids = [row.id for row in worklist.page(team, query).rows]
        for number in (0, len(ids) // 2, len(ids) - 1):
            assert worklist.locate(team, query, ids[number]) == number
        assert worklist.locate(team, query, "nobody") == -1


def test_the_counts_are_those_of_the_views(team: Context) -> None:
    counts = worklist.counts(team)
    assert tuple(counts) == VIEWS
    for view, count in counts.items():
        assert worklist.page(team, WorklistQuery(view=view)).total == count
        assert count > 0 or view == "next_meeting"  # the synthetic ward holds no meeting


def test_undecided_cases_come_first_then_the_urgent_ones(ward: Context) -> None:
    rows = worklist.page(ward, WorklistQuery()).rows
    order = ("neurological", "impending_fracture", "", "routine")
    keys = [
        (row.closed, not row.undecided, order.index(row.urgency), row.received_at[:16])
        for row in rows
    ]
    assert keys == sorted(keys)
    assert keys[0][:3] == (False, False, 0)
    assert keys[-1][0]


def test_listing_views_nobody_and_opening_one_does(ward: Context) -> None:
    before = len(pending.waiting(ward.store.path))
    found = worklist.find(ward, "sgf", 8)
    assert [row.name for row in found.rows] == ["孙桂芳"]
    worklist.page(ward, WorklistQuery(search="t12"))
    worklist.counts(ward)
    assert len(pending.waiting(ward.store.path)) == before
    cases.get(ward, found.rows[0].id)
    assert len(pending.waiting(ward.store.path)) == before + 1


@pytest.mark.promise("inert-rows")
def test_copied_rows_hold_no_formula_and_are_audited(ward: Context) -> None:
    question = "=1+1\tT12\nsecond"
    facts = {"patient": {"mrn": "W", "name": "@SUM(A1)"}, "referral": {"question": question}}
    case_id = cases.register(ward, RegisterDraft(document.document(facts))).id
    before = len(pending.waiting(ward.store.path))
    for language in LANGUAGES:
        text = worklist.copied(ward, (case_id,), language)
        head, line = (each.split("\t") for each in text.split("\n"))
        assert len(head) == len(line) == 11
        assert head[0] == translator(language)("worklist_column.urgency")
        assert (line[1], line[4]) == ("'@SUM(A1)", "'=1+1 T12 second")
    waiting = pending.waiting(ward.store.path)
    assert len(waiting) == before + 2
    record = pending.read(ward.store.path, ward.store.data_key, waiting[-1])
    assert record is not None
    assert '"exported"' in str(record).replace("'", '"')
    assert case_id in str(record)


@pytest.mark.parametrize("role", ["viewer", "coordinator"])
def test_who_may_not_export_copies_nothing(ward: Context, role: str) -> None:
    rows = worklist.page(context(ward.store, role), WorklistQuery()).rows
    with pytest.raises(Denied):
        worklist.copied(context(ward.store, role), (rows[0].id,), "zh")


@pytest.mark.parametrize("role", ["administrator", "auditor"])
def test_who_sees_no_patient_lists_none(ward: Context, role: str) -> None:
    for asked in (
        lambda: worklist.page(context(ward.store, role), WorklistQuery()),
        lambda: worklist.counts(context(ward.store, role)),
        lambda: worklist.find(context(ward.store, role), "zs", 8),
    ):
        with pytest.raises(Denied):
            asked()


def test_own_text_that_is_not_recorded_marks_the_row(ward: Context) -> None:
    first = worklist.page(ward, WorklistQuery()).rows[0]
    assert first.unsaved == ""
    journal.write(ward, f"case:{first.id}", {"wishes": "x"})
    assert worklist.page(ward, WorklistQuery()).rows[0].unsaved
    other = context(ward.store, "surgeon", person_id="00000000-0000-7000-8000-000000000000")
    assert worklist.page(other, WorklistQuery()).rows[0].unsaved == ""


def test_what_depends_on_the_day_is_asked_of_a_day(ward: Context) -> None:
    rows = {row.name: row for row in worklist.page(ward, WorklistQuery()).rows}
    late = rows["郭志明"]
    assert (late.due_on, late.overdue(NOW.date())) == ("2026-11-18", 6)
    assert late.overdue(NOW.date().replace(day=18)) == 0
    assert rows["孙桂芳"].ages(NOW.date()) == (70, 70)
    assert rows["林晨"].ages(NOW.date()) is None
