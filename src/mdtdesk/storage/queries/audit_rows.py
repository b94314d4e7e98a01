# SPDX-License-Identifier: MIT
"""Reads pages of the audit, narrowed by person, patient, action and time, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select

from mdtdesk.domain.audit_log import AuditQuery
from mdtdesk.storage.queries import cases as lookups
from mdtdesk.storage.queries import patients
from mdtdesk.storage.shapes import CASE, PATIENT
from mdtdesk.storage.tables import AUDIT, PEOPLE

_FOUND = 50
_MOST_READS = 2_000
_ALWAYS_AFTER = "~"  # behind every digit and sign of a date-time: the whole day is within


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose rows are asked for."""

    patient_ids: tuple[str, ...]
    case_ids: tuple[str, ...]


def subject(connection: Connection, typed: str) -> Subject:
    """Return the patients that are meant, with the cases they have now."""
    ids = patients.found(connection, typed, _FOUND)
    cases = [case_id for i in ids for case_id, _ in lookups.of_patient(connection, i)]
    named = lookups.id_of_number(connection, typed.strip())
    if named:  # a number means that case, not the patient's others
        return Subject((), (named,))
    return Subject(ids, tuple(cases))


def page(
    connection: Connection, query: AuditQuery, of: Subject | None
) -> tuple[Sequence[Row[Any]], int]:
    """Return the rows from ``offset`` on, and how many there are."""
    conditions = list(_conditions(query, of))
    rows = _joined().where(*conditions).order_by(AUDIT.c.sequence.desc())
    found = connection.execute(rows.offset(query.offset).limit(query.limit)).all()
    if query.offset == 0 and len(found) < query.limit:
        return found, len(found)
    count = select(func.count()).select_from(AUDIT).where(*conditions)
    return found, int(connection.execute(count).scalar_one())


def actions(connection: Connection) -> tuple[str, ...]:
    """Return every action that the audit holds."""
    found = connection.execute(select(AUDIT.c.action).distinct().order_by(AUDIT.c.action))
    return tuple(str(action) for action in found.scalars())


def told(connection: Connection, action: str) -> Sequence[tuple[str, str]]:
    """Return when something was done each time, and what was kept of it."""
    rows = select(AUDIT.c.happened_at, AUDIT.c.new).where(AUDIT.c.action == action)
    found = connection.execute(rows.order_by(AUDIT.c.sequence))
    return [(str(at), str(new or "")) for at, new in found]


def reads(connection: Connection, of: Subject, kinds: Iterable[str]) -> Sequence[Row[Any]]:
    """Return who saw or took something of a patient or a case, the newest first."""
    wanted = _joined().where(_about(of), AUDIT.c.action.in_(tuple(kinds)))
    return connection.execute(wanted.order_by(AUDIT.c.sequence.desc()).limit(_MOST_READS)).all()


def _joined() -> Select[Any]:
    """Return the audit with what its cases, patients and persons are called now."""
    cases, owners = CASE.table, PATIENT.table
    of_case = owners.alias("of_case")
    concerned = PEOPLE.alias("concerned")
    joined = (
        AUDIT.outerjoin(cases, cases.c.id == AUDIT.c.case_id)
        .outerjoin(owners, owners.c.id == AUDIT.c.patient_id)
        .outerjoin(of_case, of_case.c.id == cases.c.patient_id)
        .outerjoin(concerned, concerned.c.id == AUDIT.c.path)
    )
    named = func.coalesce(owners.c.name, of_case.c.name, owners.c.mrn, of_case.c.mrn)
    return select(
        AUDIT,
        cases.c.number.label("number"),
        named.label("named"),
        concerned.c.name.label("concerns"),
    ).select_from(joined)


def _conditions(query: AuditQuery, of: Subject | None) -> Iterable[ColumnElement[bool]]:
    table = AUDIT.c
    if query.person_id:
        yield table.person_id == query.person_id
    if query.action:
        yield table.action == query.action
    if query.since:
        yield table.happened_at >= query.since
    if query.until:
        yield table.happened_at <= query.until + _ALWAYS_AFTER
    if of is not None:
        yield _about(of)


def _about(of: Subject) -> ColumnElement[bool]:
    return or_(AUDIT.c.patient_id.in_(of.patient_ids), AUDIT.c.case_id.in_(of.case_ids))
