# SPDX-License-Identifier: MIT
"""Verifies the audit chain, and counts the files that wait to be taken into it."""

from __future__ import annotations

from dataclasses import replace

from mdtdesk.domain.audit import Verified
from mdtdesk.services.context import Reading, query
from mdtdesk.storage import audit, pending


@query("verify")
def verify(look: Reading, anchor: str = "") -> Verified:
    """Walk the chain; ``anchor`` is a head noted earlier, or its first characters."""
    found = audit.verify(look.connection, anchor)
    look.end()
    return replace(found, waiting=len(pending.waiting(look.context.store.path)))
