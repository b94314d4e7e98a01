# SPDX-License-Identifier: MIT
"""Reads the audit: pages of it for the auditor, and who opened a patient for its doctors."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from sqlalchemy import Row

from mdtdesk.domain import audit as audits
from mdtdesk.domain.audit import AuditRow
from mdtdesk.domain.audit_log import (
    READS,
    AuditEntry,
    AuditPage,
    AuditQuery,
    Opened,
    OpenedBy,
    digest,
)
from mdtdesk.domain.roles import Right, allowing
from mdtdesk.domain.worklist_words import inert
from mdtdesk.errors import Denied, Problem, Rejected
from mdtdesk.services.context import Reading, leave, query, refuse_export
from mdtdesk.storage import pending
from mdtdesk.storage.queries import audit_rows
from mdtdesk.storage.queries import cases as lookups
from mdtdesk.storage.queries.audit_rows import Subject

Format = Literal["csv", "json"]
_STEP = 1_000


@dataclass(frozen=True, slots=True)
class AuditExport:
    """What an export of the audit holds, and its SHA-256."""

    text: str
    rows: int
    digest: str


@query("audit")
def page(look: Reading, asked: AuditQuery) -> AuditPage:
    """Return some rows of the audit; values only to who may read cases, digests to who may not."""
    rows, total = _page(look, asked)
    waiting = len(pending.waiting(look.context.store.path))
    return AuditPage(tuple(_entries(look, rows)), total, waiting)


@query("audit")
def actions(look: Reading) -> tuple[str, ...]:
    """Return every action that the audit holds."""
    return audit_rows.actions(look.connection)


@query("audit")
def export(look: Reading, asked: AuditQuery, kind: Format) -> AuditExport:
    """Return rows as CSV or JSON; that they leave is kept for the audit first.

    They name patients and say what was typed: a policy that lets no case leave keeps them here too.
    """
    refuse_export()
    entries = list(_all(look, asked))
    look.end()
    text = _csv(entries) if kind == "csv" else _json(entries)
    made = AuditExport(text, len(entries), hashlib.sha256(text.encode("utf-8")).hexdigest())
    note = audits.spelled(f"{kind} {made.rows} {made.digest}")
    leave(look.context, look.role, [AuditRow("exported", path="audit", new=note)])
    return made


@query("who_opened")
def who_opened(look: Reading, case_id: str) -> OpenedBy:
    """Return who saw, printed or exported a case; of an own patient, all of the patient's cases.

    What still waits to come into the chain is told too.
    """
    head = lookups.head(look.connection, case_id)
    if head is None:
        raise Rejected([Problem("id", "no_such_case", {"value": case_id})])
    patient_id = str(getattr(head, "patient_id", ""))
    own = _is_own(look, patient_id)
    found = allowing(look.context.actor.roles, "who_opened")
    if not own and (found is None or found[1] is Right.OWN):
        leave(look.context, look.role, [AuditRow("refused", case_id, patient_id, "who_opened")])
        raise Denied("who_opened")
    cases = dict(lookups.of_patient(look.connection, patient_id))
    if not own:
        cases = {case_id: cases[case_id]}
    of = Subject((patient_id,) if own else (), tuple(cases))
    rows = [_opened(row) for row in audit_rows.reads(look.connection, of, READS)]
    look.end()
    rows += _not_yet(look, cases)
    return OpenedBy(tuple(sorted(rows, key=lambda one: one.at, reverse=True)), own)


def _page(look: Reading, asked: AuditQuery) -> tuple[list[Row[Any]], int]:
    of = audit_rows.subject(look.connection, asked.about) if asked.about.strip() else None
    rows, total = audit_rows.page(look.connection, asked, of)
    return list(rows), total


def _all(look: Reading, asked: AuditQuery) -> Iterator[AuditEntry]:
    """Yield every row that is asked for, in short readings; those that come meanwhile aside."""
    offset, last = 0, 0
    while True:
        rows, _ = _page(look, replace(asked, offset=offset, limit=_STEP))
        yield from (e for e in _entries(look, rows) if not last or e.sequence < last)
        look.end()
        if len(rows) < _STEP:
            return
        offset, last = offset + _STEP, int(rows[-1].sequence)


def _entries(look: Reading, rows: list[Row[Any]]) -> Iterator[AuditEntry]:
    reads = allowing(look.context.actor.roles, "read") is not None
    for row in rows:
        hidden = not reads and bool(row.case_id or row.patient_id)
        old, new = str(row.old or ""), str(row.new or "")
        yield AuditEntry(
            int(row.sequence),
            str(row.happened_at),
            str(row.at),
            str(row.person),
            str(row.role),
            str(row.action),
            str(row.number or ""),
            str(row.named or "") if reads else "",
            str(row.path or ""),
            digest(old) if hidden else old,
            digest(new) if hidden else new,
            str(row.concerns or ""),
            hidden,
        )


def _csv(entries: list[AuditEntry]) -> str:
    """Return rows as a spreadsheet takes them; nothing in it is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(AuditEntry.__slots__)
    for entry in entries:
        writer.writerow([inert(str(getattr(entry, name))) for name in AuditEntry.__slots__])
    return out.getvalue()


def _json(entries: list[AuditEntry]) -> str:
    return json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, indent=1) + "\n"


def _is_own(look: Reading, patient_id: str) -> bool:
    """Tell whether one of the patient's cases is the reader's own."""
    if "surgeon" not in look.context.actor.roles:
        return False
    return lookups.own_of_patient(look.connection, patient_id, look.context.actor.person_id)


def _opened(row: Row[Any]) -> Opened:
    return Opened(
        str(row.person),
        str(row.role),
        str(row.action),
        str(row.path or ""),
        str(row.happened_at),
        str(row.number or ""),
    )


def _not_yet(look: Reading, cases: Mapping[str, str]) -> Iterator[Opened]:
    """Yield what waits as files for the next writer."""
    store = look.context.store
    for record, row in pending.rows(store.path, store.data_key):
        case_id, action = str(row.get("case_id") or ""), str(row.get("action") or "")
        if case_id in cases and action in READS:
            yield Opened(
                str(record.get("person") or ""),
                str(record.get("role") or ""),
                action,
                str(row.get("path") or ""),
                str(record.get("at") or ""),
                cases[case_id],
            )
