# SPDX-License-Identifier: MIT
"""``audit verify``."""

from __future__ import annotations

from mdtdesk.cli import signing
from mdtdesk.cli.answers import DONE, REFUSED
from mdtdesk.cli.grammar import Call
from mdtdesk.services import audit_trail


def verify(call: Call) -> int:
    """Walk the audit chain; with an anchor a cut tail and a recomputed chain are found, too."""
    with signing.signed_in(call) as signed:
        found = audit_trail.verify(signed.context, call.text("anchor"))
    call.speaker.tell(
        holds=not found.fault,
        rows=found.rows,
        head=found.head,
        fault=found.fault,
        at=found.at,
        waiting=found.waiting,
        case=found.case,
        decision=found.decision,
    )
    if found.fault:
        where = {"row": found.at, "case": found.case, "decision": found.decision}
        words = call.translate(f"cli.chain.{found.fault}", **where)
        call.speaker.problem("", found.fault, words)
        return REFUSED
    call.speaker.say(call.translate("cli.chain_holds", rows=found.rows, head=found.head))
    if found.waiting:
        call.speaker.say(call.translate("cli.waiting", count=found.waiting))
    return DONE
