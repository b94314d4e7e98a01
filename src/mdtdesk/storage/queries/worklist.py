# SPDX-License-Identifier: MIT
"""Reads pages of the worklist, in its order, narrowed by a view and a search.

The statements are plain SQL: this is asked at every key stroke of a search, and they must follow
the indexes exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from mdtdesk.domain.worklist import VIEWS, CaseRow, View, WorklistPage, WorklistQuery
from mdtdesk.storage import search_words

COUNTED = 2_000  # matches of a search are counted up to here
# in the order of CaseRow
_COLUMNS = (
    "w.case_id, w.number, w.name, w.mrn, w.sex, w.birth_date, w.age_years, w.died_on, w.urgency,"
    " w.sites_zh, w.sites_en, w.question, w.primary_site, w.status, w.missing, w.received_at,"
    " ifnull(w.due_on, ''), w.ended_at, w.meets_at, '', w.stage = 'closed' AND EXISTS"
    " (SELECT 1 FROM case_withdrawals AS x WHERE x.case_id = w.case_id),"
    " w.clock_kind, w.clock_since"
)
_SEARCHED = "search_words AS s CROSS JOIN worklist AS w ON w.place = s.rowid"
_LISTED = "worklist AS w"
# far down, rows are passed over in an index that is a twentieth of the table
_LISTED_DEEP = "worklist AS w INDEXED BY ix_worklist_place"
_DEEP = 1_000
_WHERE: Mapping[View, str] = {
    "all": "",
    "drafts": "WHERE w.stage = 'drafts'",
    "ready": "WHERE w.stage = 'ready'",
    "next_meeting": "WHERE w.meets_at <> ''",
    "decision_overdue": "WHERE w.due_on < ?",
    "closed": "WHERE w.stage = 'closed'",
}
_ORDER = {
    "urgency": "w.place{down}",
    "number": "w.number{down}",
    "name": "w.name_key{down}, w.place{down}",
    "clock": "w.received_at{down}, w.place{down}",
}
_FORMS = ("case:", "decision:", "follow:")


def page(
    connection: Connection, query: WorklistQuery, *, today: date, person_id: str
) -> WorklistPage:
    """Return the rows from ``offset`` on, and how many there are."""
    asked = search_words.question(query.search)
    if asked == "":
        return WorklistPage((), 0)
    where, values = _where(query.view, asked, today)
    source, order = _source(query, asked), _order(query, searched=asked is not None)
    # the limit stands in the text: the planner makes a quicker plan for a number it knows
    parts = ("SELECT", _COLUMNS, "FROM", source, where, "ORDER BY", order, f"LIMIT {query.limit:d}")
    statement = _sql(*parts, "OFFSET ?")
    found = _ask(connection, statement, (*values, query.offset))
    rows = _rows(connection, found, person_id)
    total = _total(connection, query, asked, rows=len(rows), today=today)
    if asked is None:
        return WorklistPage(rows, total)
    return WorklistPage(rows, min(total, COUNTED), total > COUNTED)


def counts(connection: Connection, *, today: date) -> dict[View, int]:
    """Return how many cases each view has."""
    return {view: _count(connection, view, today) for view in VIEWS}


def _count(connection: Connection, view: View, today: date) -> int:
    if view == "decision_overdue":
        late = "SELECT count(*) FROM worklist WHERE due_on < ?"
        return int(_ask(connection, late, (today.isoformat(),))[0][0])
    if view == "next_meeting":
        listed = "SELECT count(*) FROM worklist WHERE meets_at <> ''"
        return int(_ask(connection, listed)[0][0])
    held = "SELECT total(count) FROM worklist_counts WHERE ? IN (stage, 'all')"
    return int(_ask(connection, held, (view,))[0][0])


def locate(connection: Connection, query: WorklistQuery, *, case_id: str, today: date) -> int:
    """Return how many rows of an answer stand before a case, -1 if it is none of them."""
    asked = search_words.question(query.search)
    if asked == "":
        return -1
    where, values = _where(query.view, asked, today)
    source, order = _source(query, asked), _order(query, searched=asked is not None)
    if query.sort == "urgency":
        return _before(connection, query, source, where, (*values, case_id))
    # another order: its whole index is walked, which only a person's return from a case asks for
    inner = _sql("SELECT w.case_id AS id FROM", source, where, "ORDER BY", order)
    outer = "SELECT n FROM (SELECT id, row_number() OVER () - 1 AS n FROM ("
    statement = _sql(outer, inner, ")) WHERE id = ?")
    found = connection.exec_driver_sql(statement, (*values, case_id)).scalar()
    return -1 if found is None else int(found)


def _before(
    connection: Connection, query: WorklistQuery, source: str, where: str, values: tuple[str, ...]
) -> int:
    held = _sql("SELECT w.place FROM", source, _and(where), "w.case_id = ?")
    place = connection.exec_driver_sql(held, values).scalar()
    if place is None:
        return -1
    sign = ">" if query.descending else "<"
    before = _sql("SELECT count(*) FROM", source, _and(where), "w.place", sign, "?")
    return int(connection.exec_driver_sql(before, (*values[:-1], place)).scalar_one())


def rows_of(
    connection: Connection, case_ids: Sequence[str], *, person_id: str
) -> tuple[CaseRow, ...]:
    """Return the rows of these cases in their order."""
    statement = _sql("SELECT", _COLUMNS, "FROM worklist AS w WHERE w.case_id = ?")
    found = [row for each in case_ids for row in _ask(connection, statement, (each,))]
    return _rows(connection, found, person_id)


def _ask(connection: Connection, statement: str, values: tuple[object, ...] = ()) -> list[Any]:
    """Return a statement's rows as the driver gives them.

    SQLAlchemy takes longer to describe eighteen columns than SQLite to find fifty rows. An error is
    met a second time through it, which explains it as everywhere.
    """
    driver: Any = connection.connection.dbapi_connection
    try:
        return list(driver.execute(statement, values).fetchall())
    except connection.dialect.loaded_dbapi.Error:
        return list(connection.exec_driver_sql(statement, values).fetchall())


def _and(where: str) -> str:
    return f"{where} AND" if where else "WHERE"


def _sql(*parts: str) -> str:
    return " ".join(parts)


def _where(view: View, asked: str | None, today: date) -> tuple[str, tuple[str, ...]]:
    late = (today.isoformat(),) if view == "decision_overdue" else ()
    if asked is None:
        return _WHERE[view], late
    narrowed = _WHERE[view].replace("WHERE", " AND")
    return f"WHERE s.search_words MATCH ?{narrowed}", (asked, *late)


def _source(query: WorklistQuery, asked: str | None) -> str:
    if asked is not None:
        return _SEARCHED
    deep = query.offset > _DEEP and query.sort == "urgency" and query.view == "all"
    return _LISTED_DEEP if deep else _LISTED


def _order(query: WorklistQuery, *, searched: bool) -> str:
    down = " DESC" if query.descending else ""
    if searched and query.sort == "urgency":
        return f"s.rowid{down}"  # the index of words lies in this order already
    return _ORDER[query.sort].format(down=down)


def _total(
    connection: Connection, query: WorklistQuery, asked: str | None, *, rows: int, today: date
) -> int:
    if 0 < rows < query.limit or (rows == 0 and query.offset == 0):
        return query.offset + rows
    if asked is None:
        return _count(connection, query.view, today)
    where, values = _where(query.view, asked, today)
    source = _SEARCHED if query.view != "all" else "search_words AS s"
    statement = _sql("SELECT count(*) FROM (SELECT 1 FROM", source, where, "LIMIT ?)")
    return int(_ask(connection, statement, (*values, COUNTED + 1))[0][0])


def _unsaved(connection: Connection, person_id: str) -> dict[str, str]:
    """Return the ids of cases in which the person has text that is not recorded, and since when."""
    statement = "SELECT form, min(at) FROM journal WHERE person_id = ? GROUP BY form"
    found: dict[str, str] = {}
    for form, at in _ask(connection, statement, (person_id,)):
        for before in _FORMS:
            if str(form).startswith(before):
                found[str(form).removeprefix(before)] = str(at)
    return found


def _rows(connection: Connection, found: list[Any], person_id: str) -> tuple[CaseRow, ...]:
    unsaved = _unsaved(connection, person_id)
    rows = tuple(map(CaseRow._make, found))
    if unsaved:
        rows = tuple(row._replace(unsaved=unsaved.get(row.id, "")) for row in rows)
    return rows
