# SPDX-License-Identifier: MIT
"""Imports for tests: small documents, a file of them taken by the service, the store compared."""

from __future__ import annotations

from typing import Any

import pytest

from mdtdesk.domain import check, document, listing
from mdtdesk.domain.document import thaw
from mdtdesk.domain.imports import Entry, ImportDraft
from mdtdesk.errors import Rejected
from mdtdesk.i18n import LANGUAGES, translator
from mdtdesk.services import exports, imports
from mdtdesk.services.context import Context

Case = dict[str, Any]


def case(mrn: str = "A-1", **facts: Any) -> Case:
    """Return a small document."""
    patient = {"mrn": mrn, "name": "李雷"} | facts.pop("patient", {})
    return {"format": "mdtdesk-case", "version": 1, "patient": patient, **facts}


def entries(*documents_: Case) -> tuple[Entry, ...]:
    """Return documents as a file's entries, checked as the child checks them."""
    made = []
    for index, raw in enumerate(documents_):
        found = check.problems(raw)
        kept = document.document({} if found else raw)
        made.append(Entry(f"cases[{index}]", kept, found, listing.missing(kept)))
    return tuple(made)


def run(
    team: Context, *documents_: Case, update: bool = False, valid_only: bool = False
) -> list[tuple[str, str]]:
    """Import documents; return each one's answer and number."""
    draft = ImportDraft("file.json", "0" * 64, entries(*documents_), update, valid_only)
    return [(a.answer, a.number) for a in imports.run(team, draft).answers]


def refused(team: Context, *documents_: Case, **flags: bool) -> list[tuple[str, str]]:
    """Return path and code of what keeps a file out, and see that nothing was written."""
    before = dump(team)
    with pytest.raises(Rejected) as caught:
        run(team, *documents_, **flags)
    assert dump(team) == before
    for problem in caught.value.problems:
        assert all(translator(x)(f"error.{problem.code}", **problem.values) for x in LANGUAGES)
    return [(p.path, p.code) for p in caught.value.problems]


def dump(team: Context) -> list[Any]:
    """Return every case, and how many rows the chain and the meetings have."""
    with team.store.read() as connection:
        counts = [
            connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()
            for table in ("audit", "commands", "meetings", "patients", "worklist", "case_numbers")
        ]
    return [*counts, *export(team)]


def export(team: Context) -> list[Any]:
    """Return all documents as an export has them."""
    return [thaw(found) for found in exports.step(team, exports.every(team))]


def preview(team: Context, *documents_: Case, **flags: bool) -> list[str]:
    """Return each document's answer."""
    return [s.answer for s in imports.preview(team, entries(*documents_), **flags)]


def stripped(value: Any, *, top: bool = True) -> Any:
    """Return a document without what the program adds."""
    if isinstance(value, list):
        return [stripped(item, top=False) for item in value]
    if isinstance(value, dict):
        added = {"id", "number"} if top else {"id"}
        return {k: stripped(v, top=False) for k, v in value.items() if k not in added}
    return value
