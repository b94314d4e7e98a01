# SPDX-License-Identifier: MIT
"""Keeps a case's row of the worklist and its search words, in the transaction that writes it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as upsert

from mdtdesk.domain import clocks, days, listing, wording, workflow, worklist
from mdtdesk.domain import document as documents
from mdtdesk.domain.document import Document, group, rows
from mdtdesk.i18n import translator
from mdtdesk.storage import pinyin, reading, search_words
from mdtdesk.storage.queries.agendas import on_agenda
from mdtdesk.storage.shapes import CASE
from mdtdesk.storage.worklist_tables import COUNTS, WORKLIST

# A place is rank (4 bits), minute (27 bits, to the year 2155), the number's count (32 bits). What
# was received in the same minute stands in the order of its numbers.
_MINUTE_BITS, _COUNT_BITS = 27, 32
_EPOCH = datetime.fromisoformat("1900-01-01")
_PATIENT = ("mrn", "name", "sex", "birth_date", "age_years", "died_on")
_ADD_WORDS = text("INSERT INTO search_words (rowid, words) VALUES (:place, :words)")
_DROP_WORDS = text("DELETE FROM search_words WHERE rowid = :place")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is kept of one case: its row and its words."""

    row: dict[str, Any]
    words: str


def index(connection: Connection, case_id: str, case: Document) -> None:
    """Keep a case's place and the words by which it is found; nothing is written if they stand."""
    cases = CASE.table
    found = connection.execute(select(cases.c.patient_id).where(cases.c.id == case_id)).scalar()
    made = entry(case_id, str(found), case, agenda=on_agenda(connection, case_id))
    if _keep(connection, made):
        _keep_siblings(connection, made)


def refresh(connection: Connection) -> None:
    """Derive every case's row anew: a newer program may show more of what is recorded."""
    for case_id in connection.execute(select(CASE.table.c.id)).scalars().all():
        case = reading.load(connection, str(case_id))
        if case is not None:
            index(connection, str(case_id), case)


def insert_entries(connection: Connection, entries: Sequence[Entry]) -> None:
    """Keep many new cases, none of which is in the worklist yet."""
    wanted = [each.row["place"] for each in entries]
    held = select(WORKLIST.c.place).where(WORKLIST.c.place.in_(wanted))
    occupied, taken = set(connection.execute(held).scalars()), set[int]()
    for each in entries:
        if each.row["place"] in occupied or each.row["place"] in taken:
            each.row["place"] = _free(connection, each.row["place"], taken)
        taken.add(each.row["place"])
    connection.execute(insert(WORKLIST), [each.row for each in entries])
    words = [{"place": each.row["place"], "words": each.words} for each in entries]
    connection.execute(_ADD_WORDS, words)
    _count(connection, Counter(each.row["stage"] for each in entries))


def entry(
    case_id: str,
    patient_id: str,
    case: Document,
    *,
    missing: int | None = None,
    agenda: workflow.OnAgenda | None = None,
) -> Entry:
    """Return what is kept of a case; ``missing`` where it is known how much listing it needs."""
    status, patient = workflow.status(case, agenda), group(case, "patient")
    words = search_words.of_case(case)
    urgency, name = documents.text(case, "referral.urgency"), documents.text(patient, "name")
    kind, since = clocks.running(case)
    row = {
        "place": place(case, status),
        "case_id": case_id,
        "patient_id": patient_id,
        "number": documents.text(case, "number"),
        "mrn": documents.text(patient, "mrn"),
        "name": name,
        "name_key": name.casefold() if name.isascii() else pinyin.key(name),
        "sex": documents.text(patient, "sex"),
        "birth_date": documents.text(patient, "birth_date"),
        "age_years": documents.number(patient, "age_years"),
        "died_on": documents.text(patient, "death.date"),
        "urgency": urgency,
        "sites_zh": wording.sites(case, translator("zh")),
        "sites_en": wording.sites(case, translator("en")),
        "question": documents.text(case, "referral.question"),
        "primary_site": documents.text(case, "primary.site"),
        "status": status,
        "stage": worklist.stage(status),
        "missing": len(listing.missing(case)) if missing is None else missing,
        "received_at": worklist.since(case),
        "due_on": _due(case, status),
        "ended_at": _ended(case, status),
        "meets_at": agenda.meets_at if agenda else "",
        "clock_kind": kind,
        "clock_since": since,
        "words": hashlib.sha256(words.encode()).hexdigest()[:16],
    }
    return Entry(row, words)


def place(case: Document, status: str) -> int:
    """Return the worklist's order as one number; of equal ones the next free number is taken."""
    first = worklist.rank(status, documents.text(case, "referral.urgency"))
    count = documents.text(case, "number").partition("-")[2]
    low = int(count or 0) % (1 << _COUNT_BITS)
    return ((first << _MINUTE_BITS) | _minute(worklist.since(case))) << _COUNT_BITS | low


def _minute(moment: str) -> int:
    last = (1 << _MINUTE_BITS) - 1
    if not moment:
        return last
    wall = datetime.fromisoformat(moment).replace(tzinfo=None)
    return min(max(int((wall - _EPOCH).total_seconds() // 60), 0), last)


def _decision(case: Document) -> Document:
    discussions = rows(case, "discussions")
    return group(discussions[-1], "decision") if discussions else documents.EMPTY


def _due(case: Document, status: str) -> str | None:
    due = documents.text(_decision(case), "due_on")
    return days.latest(due).isoformat() if due and status in ("decided", "partly") else None


def _ended(case: Document, status: str) -> str:
    if status == "closed":
        return documents.text(case, "closed.at")
    return documents.text(_decision(case), "carried_out.at") if status == "done" else ""


# writing


def _keep(connection: Connection, made: Entry) -> bool:
    """Write what differs; tell whether the patient's facts do."""
    table, row = WORKLIST, made.row
    held = connection.execute(select(table).where(table.c.case_id == row["case_id"])).mappings()
    old = held.first()
    if old is None:
        insert_entries(connection, [made])
        return True
    moved = old["place"] >> _COUNT_BITS != row["place"] >> _COUNT_BITS
    row["place"] = _free(connection, row["place"], set()) if moved else old["place"]
    if dict(old) == row:
        return False
    changed = {key: value for key, value in row.items() if old[key] != value}
    connection.execute(update(table).where(table.c.place == old["place"]).values(changed))
    if moved or old["words"] != row["words"]:
        connection.execute(_DROP_WORDS, {"place": old["place"]})
        connection.execute(_ADD_WORDS, {"place": row["place"], "words": made.words})
    if old["stage"] != row["stage"]:
        _count(connection, {old["stage"]: -1, row["stage"]: 1})
    return any(old[key] != row[key] for key in _PATIENT)


def _keep_siblings(connection: Connection, made: Entry) -> None:
    """Keep the patient's other cases, too: they show the same name."""
    table, row = WORKLIST, made.row
    others = select(table.c.case_id).where(
        table.c.patient_id == row["patient_id"], table.c.case_id != row["case_id"]
    )
    for case_id in connection.execute(others).scalars().all():
        case = reading.load(connection, str(case_id))
        if case is not None:
            listed = on_agenda(connection, str(case_id))
            _keep(connection, entry(str(case_id), row["patient_id"], case, agenda=listed))


def _free(connection: Connection, wanted: int, taken: set[int]) -> int:
    table = WORKLIST
    while (
        wanted in taken
        or connection.execute(select(table.c.place).where(table.c.place == wanted)).scalar()
    ):
        wanted += 1
    taken.add(wanted)
    return wanted


def _count(connection: Connection, changes: dict[str, int] | Counter[str]) -> None:
    statement = upsert(COUNTS)
    added = COUNTS.c.count + statement.excluded.count
    connection.execute(
        statement.on_conflict_do_update(index_elements=["stage"], set_={"count": added}),
        _rows(changes.items()),
    )


def _rows(changes: Iterable[tuple[str, int]]) -> list[dict[str, object]]:
    return [{"stage": stage, "count": change} for stage, change in changes]
