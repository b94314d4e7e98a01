# SPDX-License-Identifier: MIT
"""Which of a case's decisions is the newest: by when it was recorded, whatever order they stand in.

An imported document may hold its discussions in any order.
"""

from __future__ import annotations

from mdtdesk.domain import days
from mdtdesk.domain.document import EMPTY, Document, rows, text


def newest(case: Document) -> Document:
    """Return the discussion with the newest decision, an empty one where nothing is decided.

    Of two that cannot be told apart by their times the later in the list counts.
    """
    found = EMPTY
    for discussion in rows(case, "discussions"):
        if "decision" in discussion and not _before(discussion, found):
            found = discussion
    return found


def _before(one: Document, other: Document) -> bool:
    """Tell whether a discussion's decision is certainly older than another's."""
    ours, theirs = _at(one), _at(other)
    return bool(ours and theirs) and days.certainly_before(ours, theirs)


def _at(discussion: Document) -> str:
    return text(discussion, "decision.recorded_at") or text(discussion, "meeting.date")
