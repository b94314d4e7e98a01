# SPDX-License-Identifier: MIT
"""Look-ups of cases and patients by id, number and hospital number, and the next number."""

from __future__ import annotations

from collections.abc import Container, Sequence

from sqlalchemy import Connection, Row, delete, func, insert, select, union, update

from mdtdesk.domain.ids import case_number
from mdtdesk.domain.records import Imported
from mdtdesk.storage.columns import METADATA
from mdtdesk.storage.correction_tables import MERGES
from mdtdesk.storage.shapes import CASE, PATIENT
from mdtdesk.storage.tables import DECISIONS, MISSING, NUMBERS

CASES, PATIENTS = CASE.table, PATIENT.table


def head(connection: Connection, case_id: str) -> Row[tuple[object, ...]] | None:
    """Return a case's own row: number, patient_id, revision, who registered it, origin."""
    return connection.execute(select(CASES).where(CASES.c.id == case_id)).first()


def id_of_number(connection: Connection, number: str) -> str | None:
    """Return the id of the case with this number."""
    return connection.execute(select(CASES.c.id).where(CASES.c.number == number)).scalar()


def patient_of_mrn(connection: Connection, mrn: str) -> str | None:
    """Return the id of the patient with this hospital number."""
    found = connection.execute(select(PATIENTS.c.id).where(PATIENTS.c.mrn == mrn)).scalar()
    return None if found is None else standing(connection, str(found))


def is_patient(connection: Connection, patient_id: str) -> bool:
    """Tell whether there is a patient of this id."""
    found = connection.execute(select(PATIENTS.c.id).where(PATIENTS.c.id == patient_id))
    return found.first() is not None


def standing(connection: Connection, patient_id: str) -> str:
    """Return the patient that one stands for: the one kept where two were merged."""
    table = MERGES.c
    while True:
        into = select(table.kept_id).where(table.gone_id == patient_id, table.undone_at.is_(None))
        kept = connection.execute(into).scalar()
        if kept is None:
            return patient_id
        patient_id = str(kept)


def of_patient(connection: Connection, patient_id: str) -> Sequence[tuple[str, str]]:
    """Return (id, number) of a patient's cases, the first registered first."""
    statement = select(CASES.c.id, CASES.c.number).where(CASES.c.patient_id == patient_id)
    return [(str(i), str(n)) for i, n in connection.execute(statement.order_by(CASES.c.id))]


def patients_like(connection: Connection, mrn: str, name: str, *, birth: str) -> Sequence[str]:
    """Return the ids of patients with this hospital number, or with this name and birth date."""
    statement = select(PATIENTS.c.id).where(PATIENTS.c.mrn == mrn)
    if name and birth:
        same = (PATIENTS.c.name == name) & (PATIENTS.c.birth_date == birth)
        statement = select(PATIENTS.c.id).where((PATIENTS.c.mrn == mrn) | same)
    found = connection.execute(statement).scalars().all()
    return list(dict.fromkeys(standing(connection, str(i)) for i in found))


def namesakes(connection: Connection, name: str, *, but: str) -> Sequence[str]:
    """Return the ids of other patients of this name who have a case."""
    has_case = select(CASES.c.id).where(CASES.c.patient_id == PATIENTS.c.id).exists()
    same = (PATIENTS.c.name == name) & (PATIENTS.c.id != but)
    statement = select(PATIENTS.c.id).where(same, has_case)
    return [str(i) for i in connection.execute(statement.order_by(PATIENTS.c.mrn)).scalars()]


def ids_in_order(connection: Connection) -> Sequence[str]:
    """Return the ids of all cases in the order of their numbers."""
    statement = select(CASES.c.id).order_by(func.length(CASES.c.number), CASES.c.number)
    return [str(i) for i in connection.execute(statement).scalars()]


def open_ids(connection: Connection) -> Sequence[str]:
    """Return the ids of the cases that are not closed, in the order of their numbers."""
    statement = select(CASES.c.id).where(CASES.c.closed_reason.is_(None))
    ordered = statement.order_by(func.length(CASES.c.number), CASES.c.number)
    return [str(i) for i in connection.execute(ordered).scalars()]


def next_number(connection: Connection, year: int) -> str:
    """Return the next case number of a year and keep that it is given."""
    last = connection.execute(select(NUMBERS.c.last).where(NUMBERS.c.year == year)).scalar()
    count = int(last or 0)
    if last is None:
        connection.execute(insert(NUMBERS), {"year": year, "last": 0})
    while True:
        count += 1
        number = case_number(year, count)
        if id_of_number(connection, number) is None:  # an import may have brought it already
            break
    connection.execute(update(NUMBERS).where(NUMBERS.c.year == year).values(last=count))
    return number


def next_numbers(
    connection: Connection, year: int, count: int, *, reserved: Container[str] = ()
) -> list[str]:
    """Return the next numbers of a year, none of them taken or reserved, and keep them given."""
    if not count:
        return []
    last = connection.execute(select(NUMBERS.c.last).where(NUMBERS.c.year == year)).scalar()
    if last is None:
        connection.execute(insert(NUMBERS), {"year": year, "last": 0})
    this_year = CASES.c.number.between(f"{year:04d}-", f"{year:04d}.")
    taken = set(connection.execute(select(CASES.c.number).where(this_year)).scalars())
    made: list[str] = []
    number = int(last or 0)
    while len(made) < count:
        number += 1
        words = case_number(year, number)
        if words not in taken and words not in reserved:
            made.append(words)
    connection.execute(update(NUMBERS).where(NUMBERS.c.year == year).values(last=number))
    return made


def keep_missing(connection: Connection, case_id: str, paths: Sequence[str]) -> None:
    """Keep the result of the listing table with the case."""
    if tuple(paths) == missing(connection, case_id):
        return
    connection.execute(delete(MISSING).where(MISSING.c.case_id == case_id))
    if paths:
        rows = [{"case_id": case_id, "ordinal": i, "path": p} for i, p in enumerate(paths)]
        connection.execute(insert(MISSING), rows)


def missing(connection: Connection, case_id: str) -> tuple[str, ...]:
    """Return the paths that listing the case still needs, as they were kept."""
    statement = select(MISSING.c.path).where(MISSING.c.case_id == case_id)
    return tuple(
        str(p) for p in connection.execute(statement.order_by(MISSING.c.ordinal)).scalars()
    )


def imported_decisions(connection: Connection, case_id: str) -> tuple[tuple[str, Imported], ...]:
    """Return the ids of a case's decisions that came by import, with their origin."""
    table = DECISIONS
    statement = select(table.c.id, table.c.imported_from, table.c.imported_at)
    found = connection.execute(
        statement.where(table.c.case_id == case_id, table.c.imported_from.is_not(None))
    )
    return tuple((str(i), Imported(str(source), str(at))) for i, source, at in found)


def author(connection: Connection, decision_id: str) -> str:
    """Return the id of the person who made a decision, empty where it was only recorded."""
    table = DECISIONS
    found = connection.execute(select(table.c.author_id).where(table.c.id == decision_id)).scalar()
    return str(found or "")


def own_of_patient(connection: Connection, patient_id: str, person_id: str) -> bool:
    """Tell whether a person registered a case of the patient, or authored a decision on one."""
    theirs = select(CASES.c.id).where(CASES.c.patient_id == patient_id)
    registered = theirs.where(CASES.c.registered_by_id == person_id)
    table = DECISIONS.c
    decided = select(table.id).where(table.case_id.in_(theirs), table.author_id == person_id)
    return any(connection.execute(each.limit(1)).first() for each in (registered, decided))


def with_signatures(connection: Connection) -> tuple[str, ...]:
    """Return the ids of the cases that hold a signature or an addendum."""
    tables = (METADATA.tables[name] for name in ("decisions_signatures", "decisions_addenda"))
    found = union(*(select(table.c.case_id) for table in tables))
    return tuple(sorted(str(i) for i in connection.execute(found).scalars()))
