# SPDX-License-Identifier: MIT
"""Where somebody who signs in goes on: in a room that still runs, or, after a crash, at the form
that holds what they typed last.
"""

from __future__ import annotations

from functools import partial

from mdtdesk.crashes import Before
from mdtdesk.domain.roles import allowing
from mdtdesk.services import journal
from mdtdesk.ui.desk import Desk
from mdtdesk.ui.room import returning

# the page of each form of the journal; a new case is registered on the page of a case
_PAGES = {"case": "case", "register": "case", "decision": "decision"}


def lead(desk: Desk) -> None:
    """Go on where the work was, if it was not left on purpose."""
    returning.go_back(desk, partial(_to_typed, desk))


def _to_typed(desk: Desk) -> None:
    """Open the form with the newest text after a window that did not close in order; once."""
    orderly, desk.before = desk.before.orderly, Before()
    actor = desk.actor
    if orderly or actor is None or allowing(actor.roles, "type") is None:
        return

    def take(form: str) -> None:
        kind, _, case_id = form.partition(":")
        page = _PAGES.get(kind, "")
        if page in desk.places:
            desk.go(page, case_id or None)

    desk.ask(journal.latest, done=take)
