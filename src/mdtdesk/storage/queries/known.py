# SPDX-License-Identifier: MIT
"""What the store holds of all that a file of case documents names, in a few questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Select, bindparam, select

from mdtdesk.domain.document import Document, document, text
from mdtdesk.domain.imports import (
    Entry,
    Known,
    KnownCase,
    KnownPatient,
    decisions,
    meetings,
    own_ids,
)
from mdtdesk.storage.shapes import CASE, PATIENT
from mdtdesk.storage.tables import DECISIONS, MEETINGS

_CHUNK = 500
_CASES, _PATIENTS = CASE.table, PATIENT.table
_NAMED = tuple(
    shape.table
    for shape in CASE.shapes()
    if shape.name in ("lesions", "discussions", "decisions", "procedures")
)


def load(connection: Connection, entries: Iterable[Entry]) -> Known:
    """Return what the store holds of the cases, patients, rows and meetings of a file."""
    given = [entry.document for entry in entries if not entry.problems]
    patients = _patients(connection, {text(case, "patient.mrn") for case in given})
    heads = _heads(connection, given, patients)
    cases = {head.id: head for head in heads}
    ids = {value for case in given for _, value in own_ids(case)}
    named = {text(row, "id") for case in given for _, row in meetings(case)}
    return Known(
        cases,
        {head.number: head.id for head in heads},
        _with_cases(patients, heads),
        _owners(connection, ids),
        _meetings(connection, named),
        _imported(connection, {str(d["id"]) for c in given for _, d in decisions(c) if "id" in d}),
    )


def _in(statement: Select[Any], column: Column[Any]) -> Select[Any]:
    return statement.where(column.in_(bindparam("wanted", expanding=True)))


def _found(connection: Connection, statement: Select[Any], wanted: Iterable[str]) -> Iterator[Any]:
    ordered = sorted(wanted)
    for start in range(0, len(ordered), _CHUNK):
        yield from connection.execute(statement, {"wanted": ordered[start : start + _CHUNK]})


def _patients(connection: Connection, mrns: set[str]) -> dict[str, str]:
    statement = _in(select(_PATIENTS.c.mrn, _PATIENTS.c.id), _PATIENTS.c.mrn)
    return {str(mrn): str(i) for mrn, i in _found(connection, statement, mrns)}


def _heads(
    connection: Connection, given: Sequence[Document], patients: dict[str, str]
) -> list[KnownCase]:
    heads = select(_CASES.c.id, _CASES.c.number, _CASES.c.patient_id)
    wanted = (
        (_CASES.c.id, {text(case, "id") for case in given} - {""}),
        (_CASES.c.number, {text(case, "number") for case in given} - {""}),
        (_CASES.c.patient_id, set(patients.values())),
    )
    found: dict[str, KnownCase] = {}
    for column, values in wanted:
        for i, number, patient_id in _found(connection, _in(heads, column), values):
            found[str(i)] = KnownCase(str(i), str(number), str(patient_id))
    return [found[i] for i in sorted(found)]


def _with_cases(patients: dict[str, str], heads: Iterable[KnownCase]) -> dict[str, KnownPatient]:
    cases: dict[str, list[KnownCase]] = defaultdict(list)
    for head in heads:
        cases[head.patient_id].append(head)
    return {mrn: KnownPatient(i, tuple(cases[i])) for mrn, i in patients.items()}


def _owners(connection: Connection, ids: set[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for table in _NAMED:
        statement = _in(select(table.c.id, table.c.case_id), table.c.id)
        found |= {str(i): str(case) for i, case in _found(connection, statement, ids)}
    return found


def _meetings(connection: Connection, ids: set[str]) -> dict[str, Document]:
    return {
        str(row.id): document({k: v for k, v in row._mapping.items() if v is not None})
        for row in _found(connection, _in(select(MEETINGS), MEETINGS.c.id), ids)
    }


def _imported(connection: Connection, ids: set[str]) -> frozenset[str]:
    statement = _in(select(DECISIONS.c.id, DECISIONS.c.imported_from), DECISIONS.c.id)
    return frozenset(str(i) for i, source in _found(connection, statement, ids) if source)
