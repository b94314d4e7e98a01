# SPDX-License-Identifier: MIT
"""The worklist's rows against the view that defines them, its order, and what a search finds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from bench import synthetic
from builders import context, create, documents
from mdtdesk.domain import days, document, meeting_prints, workflow
from mdtdesk.domain.drafts import AmendDraft, CloseDraft, RegisterDraft
from mdtdesk.domain.worklist import View, WorklistQuery
from mdtdesk.services import cases
from mdtdesk.services.context import Context
from mdtdesk.storage import pinyin, reading, search, search_words
from mdtdesk.storage.queries import worklist

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """Return a store with all the demo's cases; what a test adds is another patient's."""
    with create(tmp_path_factory.mktemp("ward") / "ward.mdt").store as store:
        team = context(store)
        for case in documents("invented"):
            register(team, {k: v for k, v in case.items() if k not in ("id", "number")})
        yield team


def register(team: Context, facts: dict[str, Any]) -> str:
    """Register a case of a patient who may be known, and return its id."""
    known = cases.same_patient(team, facts["patient"]["mrn"])
    draft = RegisterDraft(document.document(facts), known[0].id if known else "")
    return cases.register(team, draft).id


def person(mrn: str, name: str, **facts: object) -> dict[str, Any]:
    """Return a case of a patient."""
    return {"patient": {"mrn": mrn, "name": name}, **facts}


def found(team: Context, search: str, view: View = "all", limit: int = 50) -> list[str]:
    """Return the names that a search finds, in order."""
    query = WorklistQuery(view=view, search=search, limit=limit)
    with team.store.read() as connection:
        page = worklist.page(connection, query, today=TODAY, person_id="")
    return [row.name for row in page.rows]


def against_the_view(connection: Connection) -> None:
    """Hold every row of the look-up table against the view, and its order against the view's."""
    held = connection.exec_driver_sql(
        "SELECT case_id, number, status, urgency, missing, due_on, ended_at FROM worklist"
        " ORDER BY place"
    ).fetchall()
    defined = connection.exec_driver_sql(
        "SELECT case_id, number, status, urgency, missing, due_on, ended_at FROM case_place"
        " ORDER BY rank, substr(since, 1, 16), number"
    ).fetchall()
    wanted = [
        (*row[:5], days.latest(row[5]).isoformat() if row[5] else None, row[6] or "")
        for row in defined
    ]
    assert [tuple(row) for row in held] == wanted
    assert held
    counted = "SELECT stage, count(*) FROM worklist GROUP BY stage"
    kept = "SELECT stage, count FROM worklist_counts WHERE count > 0"
    assert set(map(tuple, connection.exec_driver_sql(counted))) == set(
        map(tuple, connection.exec_driver_sql(kept))
    )


def test_each_row_is_what_the_view_derives(ward: Context) -> None:
    with ward.store.read() as connection:
        against_the_view(connection)


def test_the_view_derives_what_the_domain_does(ward: Context) -> None:
    with ward.store.read() as connection:
        rows = connection.exec_driver_sql("SELECT case_id, status FROM case_place").fetchall()
    for case_id, status in rows:
        assert workflow.status(cases.get(ward, case_id).document) == status
    assert len({status for _, status in rows}) >= 5


def test_a_change_moves_the_row(ward: Context) -> None:
    case_id = register(ward, person("W-1", "赵一", referral={"received_at": "2026-11-01T08:00"}))
    cases.amend(ward, AmendDraft(case_id, 1, {"referral.urgency": "neurological"}))
    assert found(ward, "赵一 t3") == []
    lesion = document.document({"lesions": [{"site": "spine", "levels": ["T3"]}]})["lesions"]
    cases.amend(ward, AmendDraft(case_id, 2, {"lesions": lesion}))
    cases.close(ward, CloseDraft(case_id, 3, "died"))
    with ward.store.read() as connection:
        against_the_view(connection)
        row = worklist.page(
            connection, WorklistQuery(search="赵一 t3"), today=TODAY, person_id=""
        ).rows[0]
    assert (row.status, row.urgency, row.closed) == ("closed", "neurological", True)


def test_a_new_name_is_found_with_every_case_of_the_patient(ward: Context) -> None:
    first = register(ward, person("W-2", "钱二"))
    register(ward, person("W-2", "钱二"))
    cases.amend(ward, AmendDraft(first, 1, {"patient.name": "孔贰"}))
    assert (found(ward, "钱二"), found(ward, "kong er")) == ([], ["孔贰", "孔贰"])


def test_nothing_is_written_where_no_word_and_no_place_changed(ward: Context) -> None:
    case_id = register(ward, person("W-3", "孙三"))
    with ward.store.write() as connection:
        case = reading.load(connection, case_id)
        before = connection.exec_driver_sql("SELECT total_changes()").scalar_one()
        search.index(connection, case_id, case or {})
        after = connection.exec_driver_sql("SELECT total_changes()").scalar_one()
    assert case
    assert after == before


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("张", "张吕单"),
        ("吕单", "张吕单"),
        ("张吕单", "张吕单"),
        ("zld", "张吕单"),
        ("zhanglvdan", "张吕单"),
        ("zhangludan", "张吕单"),
        ("zhanglyudan", "张吕单"),
        ("zhanglvshan", "张吕单"),
        ("zhanglvchan", "张吕单"),
        ("ZLS", "张吕单"),
        ("ｚｌｃ", "张吕单"),
        ("zhang lü", "张吕单"),
        ("lvd", "张吕单"),
        ("zhangld", "张吕单"),
        ("w5", "张吕单"),
        ("W-5", "张吕单"),
        ("zl t11", "张吕单"),
        ("Ｔ１１　张", "张吕单"),
        ("胸11", "张吕单"),
        ("t11-t12", "张吕单"),
        ("T11、T12", "张吕单"),
        ("股骨", "张吕单"),
        ("左股骨近端", "张吕单"),
        ("femur", "张吕单"),
        ("fem prox LEFT", "张吕单"),
        ("甲状腺", "张吕单"),
        ("状腺", "张吕单"),
        ("thyr 张", "张吕单"),
        ("garet", "Margarét O'Neill"),
        ("oneill marg", "Margarét O'Neill"),
        ("阿依", "阿依古丽·买买提"),
        ("买买提", "阿依古丽·买买提"),
        ("aygl", "阿依古丽·买买提"),
        ("𠮷田", "𠮷田"),
    ],
)
def test_a_case_is_found(ward: Context, typed: str, name: str) -> None:
    if not found(ward, "张吕单"):
        lesions = [
            {"site": "spine", "levels": ["T11", "T12"]},
            {"site": "limb", "bone": "femur", "side": "left", "segments": ["proximal"]},
        ]
        primary = {"site": "thyroid"}
        register(ward, person("W-5", "张吕单", lesions=lesions, primary=primary))
        register(ward, person("W-6", "Margarét O'Neill"))
        register(ward, person("W-7", "阿依古丽·买买提"))
        register(ward, person("W-8", "𠮷田"))
    assert name in found(ward, typed)


@pytest.mark.parametrize("typed", ["张吕单 t10", "t1 张吕单", "zlx", "right 张吕单", "乳腺 张吕单"])
def test_another_case_is_not_found(ward: Context, typed: str) -> None:
    test_a_case_is_found(ward, "张吕单", "张吕单")
    assert "张吕单" not in found(ward, typed)


def test_a_number_is_found_whole_and_by_its_count(ward: Context) -> None:
    case_id = register(ward, person("W-9", "李九"))
    number = cases.get(ward, case_id).number
    for typed in (number, number.replace("-", ""), number[:-1], number[5:], number[5:].lstrip("0")):
        assert "李九" in found(ward, typed), typed


@pytest.mark.parametrize(
    "typed",
    [
        *("'", '"', '""', "*", "(", ")", "a OR", "AND", "NOT x", "NEAR(a b)", "words:a", "^a", "-"),
        *("a\x00b", "%", "_", "·", "·t11", "{a}", "a + b", "\ud800", "x" * 5000, "张" * 500),
        *("\u202e\u200b", "a " * 400, "' OR 1=1 --", "①②", "ﷺ", "ﬁ", "\n\t", "🦴", "T99"),
    ],
)
def test_hostile_text_is_only_text(ward: Context, typed: str) -> None:
    assert isinstance(found(ward, typed), list)


def test_punctuation_alone_finds_nothing_and_blanks_everything(ward: Context) -> None:
    assert found(ward, "?!") == []
    assert len(found(ward, " \u3000 ")) > 10


def test_what_is_found_stands_in_the_order_of_the_worklist(ward: Context) -> None:
    everything = found(ward, "", limit=200)
    for typed in ("w", "t", "王", "股骨"):
        wanted = iter(everything)
        assert all(name in wanted for name in found(ward, typed, limit=200)), typed


def test_each_view_holds_what_it_counts(ward: Context) -> None:
    with ward.store.read() as connection:
        counts = worklist.counts(connection, today=TODAY)
    for view, count in counts.items():
        assert len(found(ward, "", view, limit=500)) == count
    assert counts["all"] > counts["ready"] + counts["drafts"]
    assert min(count for view, count in counts.items() if view != "next_meeting") > 0


def test_every_reading_of_a_character_is_known() -> None:
    assert {"zeng", "ceng"} <= set(pinyin.readings("曾"))
    assert {"lv", "lu", "lyu"} <= set(pinyin.readings("吕"))
    assert pinyin.readings("x") == ()


def test_a_long_name_has_not_every_combination_but_its_usual_reading() -> None:
    name = "乐曾单解行重长朝" * 4
    tokens = list(pinyin.tokens(name))
    assert len(tokens) < 30_000
    assert len(max(tokens, key=len)) > 60


def test_a_place_is_free_again_for_the_next_of_equal_ones(tmp_path: Path) -> None:
    with create(tmp_path / "a.mdt").store as store:
        synthetic.fill(store, 300)
        with store.read() as connection:
            against_the_view(connection)
            shown = worklist.page(connection, WorklistQuery(limit=400), today=TODAY, person_id="")
    assert shown.total == len(shown.rows) == 300


@pytest.mark.parametrize("typed", ["zs", "t11", "王", "zs t11", "breast"])
def test_a_search_reads_its_index_in_order_and_sorts_nothing(ward: Context, typed: str) -> None:
    asked = search_words.question(typed)
    with ward.store.read() as connection:
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT w.case_id FROM search_words AS s CROSS JOIN worklist AS w"
            " ON w.place = s.rowid WHERE s.search_words MATCH ? ORDER BY s.rowid LIMIT 50",
            (asked,),
        ).fetchall()
    words = " ".join(str(row[3]) for row in plan)
    assert "TEMP B-TREE" not in words
    assert "INTEGER PRIMARY KEY" in words


# a view in another order than its own is sorted
@pytest.mark.parametrize(
    ("view", "sort"),
    [
        *(("all", sort) for sort in ("urgency", "number", "clock", "name")),
        *(("drafts", "urgency"), ("ready", "urgency"), ("next_meeting", "urgency")),
    ],
)
def test_a_page_of_a_view_is_read_from_an_index(ward: Context, view: View, sort: str) -> None:
    where, order = worklist._WHERE[view], worklist._ORDER[sort].format(down="")
    with ward.store.read() as connection:
        parts = ("EXPLAIN QUERY PLAN SELECT * FROM worklist AS w", where, "ORDER BY", order)
        plan = connection.exec_driver_sql(" ".join(parts)).fetchall()
    assert "TEMP B-TREE" not in " ".join(str(row[3]) for row in plan)


@pytest.mark.parametrize("between", ["-", "－", "–", "/"])
def test_the_code_of_a_sheet_finds_its_case_at_any_version(ward: Context, between: str) -> None:
    case_id = register(ward, person("W-10", "周十"))
    number = cases.get(ward, case_id).number
    for version in (1, 7, 12):
        typed = meeting_prints.case_code(number, version).replace("-", between)
        assert found(ward, typed) == ["周十"], typed
    other = f"{number[:-1]}{(int(number[-1]) + 1) % 10}"
    assert "周十" not in found(ward, meeting_prints.case_code(other, 1))
