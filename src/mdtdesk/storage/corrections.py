# SPDX-License-Identifier: MIT
"""Keeps withdrawals, moves, merges and requests, and reads what stands of them."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection, Row, delete, insert, select, update

from mdtdesk.domain.document import Document, document, thaw
from mdtdesk.domain.ids import new_id
from mdtdesk.domain.records import Request, Withdrawal
from mdtdesk.storage import search
from mdtdesk.storage.correction_tables import MERGES, MOVES, REQUESTS, WITHDRAWALS
from mdtdesk.storage.shapes import CASE, PATIENT


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, by whom and when something was set right."""

    code: str
    words: str
    person_id: str
    person: str
    at: str

    def row(self) -> dict[str, str | None]:
        """Return the columns that every correction ends with."""
        return {"reason": self.code, **self.said()}

    def said(self) -> dict[str, str | None]:
        """Return the columns without the code."""
        return {
            "words": self.words or None,
            "person_id": self.person_id,
            "person": self.person,
            "at": self.at,
        }


# withdrawn cases


def withdraw(connection: Connection, case_id: str, reason: Reason) -> None:
    """Keep that a case is withdrawn; a second time says the newer reason."""
    reopen(connection, case_id)
    connection.execute(insert(WITHDRAWALS), {"case_id": case_id, **reason.row()})


def reopen(connection: Connection, case_id: str) -> None:
    """Keep that a case is not withdrawn any more."""
    connection.execute(delete(WITHDRAWALS).where(WITHDRAWALS.c.case_id == case_id))


def withdrawal(connection: Connection, case_id: str) -> Withdrawal | None:
    """Return why and by whom a case was withdrawn, None if it was not."""
    row = connection.execute(select(WITHDRAWALS).where(WITHDRAWALS.c.case_id == case_id)).first()
    return Withdrawal(row.reason, row.words or "", row.person, row.at) if row else None


# moves


def move(
    connection: Connection, case: Document, to_id: str, reason: Reason, *, merge_id: str = ""
) -> tuple[str, int]:
    """Give a case to another patient; return whose it was and the case's new version."""
    case_id, table = str(case["id"]), CASE.table
    from_id = str(
        connection.execute(select(table.c.patient_id).where(table.c.id == case_id)).scalar_one()
    )
    moved = update(table).where(table.c.id == case_id)
    version = connection.execute(
        moved.values(patient_id=to_id, revision=table.c.revision + 1).returning(table.c.revision)
    ).scalar_one()
    row = {
        "id": new_id(),
        "case_id": case_id,
        "from_id": from_id,
        "to_id": to_id,
        "merge_id": merge_id or None,
        **reason.row(),
    }
    connection.execute(insert(MOVES), row)
    search.index(connection, case_id, case)
    return from_id, int(version)


# merges


def merge(
    connection: Connection, merge_id: str, ids: tuple[str, str], facts: Document, reason: Reason
) -> None:
    """Keep that the second patient is the first; ``facts`` are what the first was known by."""
    kept_id, gone_id = ids
    row = {
        "id": merge_id,
        "kept_id": kept_id,
        "gone_id": gone_id,
        "facts_before": json.dumps(thaw(facts), ensure_ascii=False),
        "kept_revision": revision(connection, kept_id),
        **reason.row(),
        "undone_at": None,
    }
    connection.execute(insert(MERGES), row)


def revision(connection: Connection, patient_id: str) -> int:
    """Return the version of a patient's facts."""
    table = PATIENT.table
    found = connection.execute(select(table.c.revision).where(table.c.id == patient_id))
    return int(found.scalar_one())


def merge_row(connection: Connection, merge_id: str) -> Row[tuple[object, ...]] | None:
    """Return a merge that stands, None if there is none or it was taken back."""
    found = select(MERGES).where(MERGES.c.id == merge_id, MERGES.c.undone_at.is_(None))
    return connection.execute(found).first()


def facts_before(row: Row[tuple[object, ...]]) -> Document:
    """Return what was known of the kept patient before a merge."""
    return document(json.loads(row.facts_before))


def moved_by(connection: Connection, merge_id: str) -> tuple[str, ...]:
    """Return the cases that came over with a merge."""
    found = select(MOVES.c.case_id).where(MOVES.c.merge_id == merge_id).order_by(MOVES.c.id)
    return tuple(str(i) for i in connection.execute(found).scalars())


def undo(connection: Connection, merge_id: str, at: str) -> None:
    """Keep that a merge was taken back."""
    connection.execute(update(MERGES).where(MERGES.c.id == merge_id).values(undone_at=at))


# requests


def ask(connection: Connection, request_id: str, case_id: str, kind: str, reason: Reason) -> None:
    """Keep what is asked of the chair."""
    row = {"id": request_id, "case_id": case_id, "kind": kind, **reason.said()}
    connection.execute(insert(REQUESTS), row)


def requests(connection: Connection, case_id: str = "") -> tuple[Request, ...]:
    """Return what is asked and not answered yet, of one case or of all, the oldest first."""
    found = select(REQUESTS).where(REQUESTS.c.answer.is_(None)).order_by(REQUESTS.c.id)
    if case_id:
        found = found.where(REQUESTS.c.case_id == case_id)
    return tuple(
        Request(row.id, row.case_id, row.kind, row.words or "", row.person, row.at)
        for row in connection.execute(found)
    )


def answer(connection: Connection, request_id: str, said: str, *, by: str, at: str) -> None:
    """Keep the chair's answer."""
    values = {"answer": said, "answered_by": by, "answered_at": at}
    connection.execute(update(REQUESTS).where(REQUESTS.c.id == request_id).values(values))


def settle(connection: Connection, case_id: str, kind: str, *, by: str, at: str) -> None:
    """Answer what was asked about a case by having done it."""
    for one in requests(connection, case_id):
        if one.kind == kind:
            answer(connection, one.id, "done", by=by, at=at)
