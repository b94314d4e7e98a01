# SPDX-License-Identifier: MIT
"""Where a meeting was left on this machine: after a crash the room opens at the same case again."""

from __future__ import annotations

from collections.abc import Callable

from mdtdesk.domain.agenda import AgendaRecord, MeetingRecord
from mdtdesk.services import meetings
from mdtdesk.ui.desk import Desk

_KEPT, _ROOM = "room", "room"


def remember(desk: Desk, meeting_id: str, item_id: str) -> None:
    """Remember the case that the room is at."""
    desk.remember_window(_KEPT, f"{meeting_id} {item_id}")


def forget(desk: Desk) -> None:
    """Forget it: the room was left on purpose."""
    desk.remember_window(_KEPT, "")


def place(desk: Desk, agenda: AgendaRecord) -> int:
    """Return where the meeting was left, else its first open case."""
    kept = desk.settings.window.get(_KEPT, "")
    ids = [f"{agenda.meeting.id} {row.id}" for row in agenda.rows]
    if kept in ids:
        return ids.index(kept)
    return next((n for n, row in enumerate(agenda.rows) if row.state == "open"), 0)


def go_back(desk: Desk, otherwise: Callable[[], object]) -> None:
    """Go to the room that was not left on purpose, if its meeting still runs in this store."""
    meeting_id = desk.settings.window.get(_KEPT, "").partition(" ")[0]
    if not meeting_id or _ROOM not in desk.places or desk.context is None:
        otherwise()
        return

    def take(meeting: MeetingRecord) -> None:
        if meeting.state == "running":
            desk.go(_ROOM, meeting_id)
        else:
            otherwise()

    # another store does not know the meeting, and that is nothing to complain about
    desk.ask(meetings.get, meeting_id, done=take, failed=lambda _failure: otherwise())
