# SPDX-License-Identifier: MIT
"""Makes what the room sees of a case: its facts, its scores, what is said and decided so far."""

from __future__ import annotations

from datetime import datetime

from mdtdesk.domain import room
from mdtdesk.domain.document import Document
from mdtdesk.domain.instruments import scoring
from mdtdesk.ui.decision.draft import Draft
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.room.middle import Seen
from mdtdesk.ui.room.totals import flags, totals


def seen(
    desk: Desk, case: Document, *, draft: Draft, enabled: frozenset[str], now: datetime
) -> Seen:
    """Return it; ``enabled`` are the instruments that the department has switched on."""
    translate = desk.translate
    found = scoring.results(case)
    shown = (result for result in found if result.instrument in enabled)
    facts = room.facts(case, translate, now, desk.settings.targets)
    return Seen(
        case,
        found,
        draft.decision,
        (*facts, *room.opinions(draft.value, translate)),
        tuple(room.background(case, translate)),
        totals(case, shown, translate),
        flags(case, found, translate),
    )
