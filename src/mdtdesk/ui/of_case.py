# SPDX-License-Identifier: MIT
"""What every page offers for the case it shows: its text for the hospital's records, its request.

The text is copied only when somebody asks for it, left for the audit as an export, and taken off
the clipboard again after two minutes, at the lock and at the end.
"""

from __future__ import annotations

from functools import partial

from mdtdesk.domain.roles import allowing
from mdtdesk.services import exports
from mdtdesk.ui.actions import Slot
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.printing import PLACE, Wanted

COPY, REQUEST = "copy_record", "print_request"


def slots(desk: Desk, case_id: str, *, back: str = "") -> dict[str, Slot]:
    """Return the actions by their ids; ``back`` is the page that the request leads back to."""
    actor = desk.actor
    if not case_id or actor is None or allowing(actor.roles, "print") is None:
        return {}
    found: dict[str, Slot] = {COPY: partial(copy, desk, case_id)}
    if back and PLACE in desk.places:
        found[REQUEST] = partial(desk.go, PLACE, Wanted(case_id, back, "request"))
    return found


def copy(desk: Desk, case_id: str) -> None:
    """Copy a case and its latest discussion as plain text."""

    def take(text: str) -> None:
        desk.copy(text)
        desk.say("follow.copied")

    desk.ask(exports.record_text, case_id, desk.language, done=take)
