# SPDX-License-Identifier: MIT
"""What a department switches on: instruments it must confirm, and its own rules.

A switch is on once both the chair and an administrator have confirmed the table as it stands.
"""

from __future__ import annotations

from mdtdesk.domain import switchable
from mdtdesk.services.context import Reading, query
from mdtdesk.storage import switched


@query("session")
def enabled(look: Reading) -> frozenset[str]:
    """Return the instruments whose results are shown: those that need nobody and those on."""
    return switchable.enabled(switched.turns(look.connection))


@query("session")
def enabled_rules(look: Reading) -> frozenset[str]:
    """Return the department's rules that are on."""
    return switchable.enabled(switched.turns(look.connection), "rule")
