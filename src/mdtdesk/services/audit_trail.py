# SPDX-License-Identifier: MIT
"""Verifies the audit chain and the signatures, and counts the files that wait for the chain."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from mdtdesk.domain import signing
from mdtdesk.domain.audit import Verified
from mdtdesk.domain.backups import Places
from mdtdesk.domain.document import EMPTY, Document, group, rows, text, thaw
from mdtdesk.services.context import Reading, query
from mdtdesk.storage import audit, integrity, key_file, pending, reading, rotation
from mdtdesk.storage.integrity import Progress
from mdtdesk.storage.queries import audit_rows, signed
from mdtdesk.storage.queries import cases as lookups
from mdtdesk.storage.queries.signed import Audited


@query("verify")
def verify(
    look: Reading,
    anchor: str = "",
    places: Places | None = None,
    *,
    progress: Progress = integrity.nothing,
) -> Verified:
    """Walk the chain, then every signature; ``anchor`` is a head noted earlier, or its start.

    The heads that the backups of ``places`` were made at must stand in the chain, too.
    """
    total, _ = audit.head(look.connection)

    def pause(done: int) -> None:
        look.end()
        progress("audit", min(done, total), total)

    heads = _heads(look, places)
    found = audit.verify(look.connection, anchor, *heads, pause=pause)
    if not found.fault:
        found = _signatures(look.connection, found)
    look.end()
    waiting = len(pending.waiting(look.context.store.path))
    return replace(found, waiting=waiting, backups=len(heads))


def _heads(look: Reading, places: Places | None) -> tuple[str, ...]:
    """Return the heads of this store's backups that can be read and that no restore undid."""
    if places is None:
        return ()
    store_id, undone = key_file.read(look.context.store.path).store_id, _undone(look)
    found = (row for place in rotation.places(places, store_id) for row in place.rows)
    heads = dict.fromkeys(
        row.audit_head
        for row in found
        if not any(since < row.made_at <= until for since, until in undone)
    )
    return tuple(head for head in heads if head != audit.START)


def _undone(look: Reading) -> list[tuple[datetime, datetime]]:
    """Return what each restore undid: from when its backup was made until it was put back.

    What was backed up in between is of a chain that ended there, as the row ``restored`` says.
    """
    store = look.context.store
    told = [
        (str(record.get("at")), str(row.get("new")))
        for record, row in pending.rows(store.path, store.data_key)
        if row.get("action") == "restored"
    ]
    told += audit_rows.told(look.connection, "restored")
    return [span for at, words in told if (span := _span(at, words)) is not None]


def _span(at: str, words: str) -> tuple[datetime, datetime] | None:
    """Return what one restore undid, None where its row was tampered with."""
    try:
        # NAME MADE_AT HEAD, as ``note_restored`` leaves it; what is left is cut to the second
        since = datetime.fromisoformat(json.loads(words).rsplit(" ", 2)[1])
        return since, datetime.fromisoformat(at) + timedelta(seconds=1)
    except (ValueError, IndexError, AttributeError):
        return None


def _signatures(connection: Connection, found: Verified) -> Verified:
    """Name the first decision that does not fit its signatures, or these the audit."""
    told: dict[str, list[Audited]] = {}
    for row in signed.audited(connection):
        told.setdefault(row.case_id, []).append(row)
    for case_id in sorted({*told, *lookups.with_signatures(connection)}):
        case = reading.load(connection, case_id) or EMPTY
        imported = dict(lookups.imported_decisions(connection, case_id))
        own = [d for d in _decisions(case) if text(d, "id") not in imported]
        fault, decision = _fault(own, told.get(case_id, []))
        if fault:
            return replace(found, fault=fault, case=text(case, "number"), decision=decision)
    return found


def _fault(own: list[Document], told: list[Audited]) -> tuple[str, str]:
    """Return what is wrong with the decisions of a case, and with which of them."""
    kept = {_spelled(a.decision_id, a.action, json.loads(a.new)): a.decision_id for a in told}
    held = {
        _spelled(text(decision, "id"), action, thaw(row)): text(decision, "id")
        for decision in own
        for key, action in (("signatures", "signed"), ("addenda", "added"))
        for row in rows(decision, key)
    }
    for decision in own:
        added = "signatures" in decision or "addenda" in decision
        if added and not signing.verify(decision):
            return "signature", text(decision, "id")
    gone = [decision for said, decision in kept.items() if said not in held]
    slipped_in = [decision for said, decision in held.items() if said not in kept]
    if gone:
        return "signature_missing", gone[0]
    return ("signature_foreign", slipped_in[0]) if slipped_in else ("", "")


def _spelled(decision_id: str, action: str, row: object) -> str:
    return json.dumps([decision_id, action, row], sort_keys=True)


def _decisions(case: Document) -> Iterator[Document]:
    for discussion in rows(case, "discussions"):
        yield from rows(discussion, "earlier_decisions")
        if "decision" in discussion:
            yield group(discussion, "decision")
