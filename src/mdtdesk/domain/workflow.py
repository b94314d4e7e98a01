# SPDX-License-Identifier: MIT
"""A case's place in the worklist, derived from what is recorded; nothing stores it as a state."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from mdtdesk.domain import days, listing
from mdtdesk.domain.document import EMPTY, Document, group, rows, text

_CARRIED_OUT = {"fully": "done", "partly": "partly", "no": "not_done", "pending": "decided"}
_OUTCOMES = {"deferred": "deferred", "more_tests": "awaiting_tests"}
UNDECIDED = ("draft", "ready", "listed", "carried_over", "deferred", "awaiting_tests")


class OnAgenda(NamedTuple):
    """A case's open item: when its meeting starts, empty while it waits for one.

    carried       how often it came over from an earlier meeting
    ratification  it is there for a decision that stands already
    """

    meets_at: str = ""
    carried: int = 0
    ratification: bool = False


def status(
    document: Document, agenda: OnAgenda | None = None, *, lacks: Collection[str] | None = None
) -> str:
    """Return the code of ``worklist_status`` that a case has.

    ``lacks`` is what listing still needs, where that is known already.
    """
    if "closed" in document:
        return "closed"
    if agenda is not None and not agenda.ratification:
        return "carried_over" if agenda.carried else "listed"
    last = _last(document)
    decision = group(last, "decision")
    if decision:
        return _CARRIED_OUT[text(decision, "carried_out.state") or "pending"]
    if "deferral" in last:
        return "deferred"
    outcome = text(last, "outcome")
    if outcome:
        return _OUTCOMES.get(outcome, "discussed")
    return "ready" if listing.listable(document, lacks) else "draft"


def _last(document: Document) -> Document:
    discussions = rows(document, "discussions")
    return discussions[-1] if discussions else EMPTY


def undecided(document: Document) -> bool:
    """Tell whether a case is still to be decided: its urgency is work to do."""
    return status(document) in UNDECIDED


def overdue(document: Document, today: date) -> int:
    """Return for how many days a decision is past its due date and still not carried out."""
    due = text(group(_last(document), "decision"), "due_on")
    if not due or status(document) != "decided":
        return 0
    return max((today - days.latest(due)).days, 0)
