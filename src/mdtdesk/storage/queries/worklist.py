# SPDX-License-Identifier: MIT
"""Reads pages of the worklist, in its order, narrowed by a view and a search.

The statements are plain SQL: this is asked at every key stroke of a search, and they must follow
the indexes exactly.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection

from mdtdesk.domain.dates import age
from mdtdesk.domain.document import Document
from mdtdesk.domain.worklist import STAGES, CaseRow, View, WorklistPage, WorklistQuery
from mdtdesk.storage import search_words

COUNTED = 10_000  # matches of a search are counted up to here
_COLUMNS = (
    "w.case_id, w.number, w.name, w.mrn, w.sex, w.birth_date, w.age_years, w.died_on, w.urgency,"
    " w.sites_zh, w.sites_en, w.question, w.primary_site, w.status, w.missing, w.received_at,"
    " w.due_on, w.ended_at"
)
_FROM = {
    True: "search_words AS s CROSS JOIN worklist AS w ON w.place = s.rowid",
    False: "worklist AS w",
}
_WHERE: Mapping[View, str] = {
    "all": "1",
    "drafts": "w.stage = 'drafts'",
    "ready": "w.stage = 'ready'",
    "decision_overdue": "w.due_on < ?",
}
_ORDER = {
    "urgency": "w.place{down}",
    "number": "w.number{down}",
    "name": "w.name_key{down}, w.place{down}",
    "clock": "w.received_at{down}, w.place{down}",
}
_LIMITS = "LIMIT ? OFFSET ?"
_FORMS = ("case:", "decision:")
Row = tuple[object, ...]


def page(
    connection: Connection, query: WorklistQuery, *, today: date, person_id: str
) -> WorklistPage:
    """Return the rows from ``offset`` on, and how many there are."""
    asked = search_words.question(query.search)
    if asked == "":
        return WorklistPage((), 0)
    where, values = _where(query.view, asked, today)
    source, order = _FROM[asked is not None], _order(query, searched=asked is not None)
    parts = ("SELECT", _COLUMNS, "FROM", source, "WHERE", where, "ORDER BY", order, _LIMITS)
    limits = (query.limit, query.offset)
    found = connection.exec_driver_sql(" ".join(parts), (*values, *limits)).fetchall()
    unsaved = _unsaved(connection, person_id)
    rows = tuple(_row(tuple(each), today=today, unsaved=unsaved) for each in found)
    total = _total(connection, query, asked, rows=len(rows), today=today)
    return (
        WorklistPage(rows, min(total, COUNTED), total > COUNTED)
        if asked
        else (WorklistPage(rows, total))
    )


def counts(connection: Connection, *, today: date) -> dict[View, int]:
    """Return how many cases each view has."""
    held = connection.exec_driver_sql("SELECT stage, count FROM worklist_counts").fetchall()
    stages = dict.fromkeys(STAGES, 0) | {str(stage): int(count) for stage, count in held}
    overdue = "SELECT count(*) FROM worklist WHERE due_on < ?"
    late = connection.exec_driver_sql(overdue, (today.isoformat(),)).scalar_one()
    return {
        "all": sum(stages.values()),
        "drafts": stages["drafts"],
        "ready": stages["ready"],
        "decision_overdue": int(late),
    }


def _where(view: View, asked: str | None, today: date) -> tuple[str, tuple[str, ...]]:
    late = (today.isoformat(),) if view == "decision_overdue" else ()
    if asked is None:
        return _WHERE[view], late
    return f"s.search_words MATCH ? AND {_WHERE[view]}", (asked, *late)


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
        return counts(connection, today=today)[query.view]
    where, values = _where(query.view, asked, today)
    source = _FROM[True] if query.view != "all" else "search_words AS s"
    parts = ("SELECT count(*) FROM (SELECT 1 FROM", source, "WHERE", where, "LIMIT ?)")
    statement = " ".join(parts)
    return int(connection.exec_driver_sql(statement, (*values, COUNTED + 1)).scalar_one())


def _unsaved(connection: Connection, person_id: str) -> dict[str, str]:
    """Return the ids of cases in which the person has text that is not recorded, and since when."""
    statement = "SELECT form, min(at) FROM journal WHERE person_id = ? GROUP BY form"
    found: dict[str, str] = {}
    for form, at in connection.exec_driver_sql(statement, (person_id,)):
        for before in _FORMS:
            if str(form).startswith(before):
                found[str(form).removeprefix(before)] = str(at)
    return found


def _row(row: Row, *, today: date, unsaved: Mapping[str, str]) -> CaseRow:
    case_id, number, name, mrn, sex, born, years, died, *rest = row
    urgency, zh, en, question, primary, status, missing, received, due, ended = rest
    due_on = str(due or "")
    return CaseRow(
        id=str(case_id),
        number=str(number),
        name=str(name),
        mrn=str(mrn),
        sex=str(sex),
        ages=age(_patient(born, years, died), today),
        urgency=str(urgency),
        sites_zh=str(zh),
        sites_en=str(en),
        question=str(question),
        primary=str(primary),
        status=str(status),
        missing=int(str(missing)),
        received_at=str(received),
        due_on=due_on,
        overdue=max((today - date.fromisoformat(due_on)).days, 0) if due_on else 0,
        ended_at=str(ended),
        unsaved=unsaved.get(str(case_id), ""),
    )


def _patient(born: object, years: object, died: object) -> Document:
    known: dict[str, str | int | Document] = {"birth_date": str(born)} if born else {}
    if isinstance(years, int):
        known["age_years"] = years
    if died:
        known["death"] = {"date": str(died)}
    return known
