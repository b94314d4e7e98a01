# SPDX-License-Identifier: MIT
"""Verifies the audit chain and the signatures, and counts the files that wait for the chain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection

from mdtdesk.domain import signing
from mdtdesk.domain.audit import Verified
from mdtdesk.domain.document import Document, group, rows, text
from mdtdesk.services.context import Reading, query
from mdtdesk.storage import audit, pending, reading
from mdtdesk.storage.queries import cases as lookups


@query("verify")
def verify(look: Reading, anchor: str = "") -> Verified:
    """Walk the chain, then every signature; ``anchor`` is a head noted earlier, or its start."""
    found = audit.verify(look.connection, anchor)
    if not found.fault:
        found = _signatures(look.connection, found)
    look.end()
    return replace(found, waiting=len(pending.waiting(look.context.store.path)))


def _signatures(connection: Connection, found: Verified) -> Verified:
    """Name the first decision that does not fit its signatures, basis or addenda."""
    for case_id in lookups.with_signatures(connection):
        case = reading.load(connection, case_id)
        imported = dict(lookups.imported_decisions(connection, case_id))
        for decision in _decisions(case) if case is not None else ():
            added = "signatures" in decision or "addenda" in decision
            own = text(decision, "id") not in imported
            if added and own and not signing.verify(decision):
                number = text(case or {}, "number")
                return replace(found, fault="signature", case=number, decision=text(decision, "id"))
    return found


def _decisions(case: Document) -> Iterator[Document]:
    for discussion in rows(case, "discussions"):
        yield from rows(discussion, "earlier_decisions")
        if "decision" in discussion:
            yield group(discussion, "decision")
