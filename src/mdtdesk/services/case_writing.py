# SPDX-License-Identifier: MIT
"""What every command does that changes a case: reads it, marks what no doctor typed, writes it."""

from __future__ import annotations

from collections.abc import Iterable

from mdtdesk.domain import audit as audits
from mdtdesk.domain import check, document, listing
from mdtdesk.domain.changes import Outcome
from mdtdesk.domain.confirmation import unconfirmed
from mdtdesk.domain.document import Document
from mdtdesk.domain.roles import Right, allowing
from mdtdesk.errors import Problem, Rejected
from mdtdesk.services.context import Work
from mdtdesk.storage import case_rows, reading
from mdtdesk.storage.queries import cases as lookups


def current(work: Work, case_id: str) -> tuple[Document, int]:
    """Return a case as it stands and its version. Raises Rejected where there is none."""
    row = lookups.head(work.connection, case_id)
    case = reading.load(work.connection, case_id)
    if row is None or case is None:
        raise Rejected([Problem("id", "no_such_case", {"value": case_id})])
    return case, int(row.revision)


def marked(work: Work, case: Document, *, changed: Iterable[str]) -> Document:
    """Mark clinical values that no doctor typed, and unmark those that a doctor did."""
    found = allowing(work.actor.roles, "clinical")
    paths = unconfirmed(case, changed, by_doctor=found is not None and found[1] is Right.YES)
    return document.change(case, {"unconfirmed": paths or None})


def save(work: Work, case_id: str, *, old: Document, new: Document) -> Outcome:
    """Write what differs with its audit rows. Raises Rejected where the case has faults."""
    found = check.problems(new)
    if found:
        raise Rejected(found)
    patient_id, version = case_rows.update_case(work.connection, case_id, old=old, new=new)
    lookups.keep_missing(work.connection, case_id, listing.missing(new))
    differences = document.differences(old, new)
    work.rows += audits.changed(differences, case_id=case_id, patient_id=patient_id)
    changes = {("case", case_id)}
    if old.get("patient") != new.get("patient"):
        changes.add(("patient", patient_id))
    return Outcome(case_id, frozenset(changes), version, document.text(new, "number"))
