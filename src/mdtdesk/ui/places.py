# SPDX-License-Identifier: MIT
"""The pages there are, as a table; imported while the password is typed, with all they need."""

from __future__ import annotations

from mdtdesk.services.context import Actor
from mdtdesk.ui.page import Place
from mdtdesk.ui.pages.administration import AdministrationPage
from mdtdesk.ui.pages.audit import AuditLogPage
from mdtdesk.ui.pages.case import CasePage
from mdtdesk.ui.pages.cases import CasesPage
from mdtdesk.ui.pages.decision import DecisionPage
from mdtdesk.ui.pages.follow import FollowPage
from mdtdesk.ui.pages.health import HealthPage
from mdtdesk.ui.pages.meeting import MeetingPage
from mdtdesk.ui.pages.people import PeoplePage
from mdtdesk.ui.pages.preview import PreviewPage
from mdtdesk.ui.pages.room import RoomPage

PLACES: tuple[Place, ...] = (
    Place("cases", CasesPage, "cases", needs="read"),
    Place("case", CasePage, within="cases", needs="read", ahead=True),
    Place("decision", DecisionPage, within="cases", needs="read"),
    Place("print", PreviewPage, within="cases", needs="print"),
    Place("meeting", MeetingPage, "meeting", needs="read"),
    Place("room", RoomPage, within="meeting", needs="read"),
    Place("follow", FollowPage, "follow-up", needs="read"),
    Place("administration", AdministrationPage, "admin", needs="switch"),
    Place("people", PeoplePage, within="administration", needs="administer"),
    Place("health", HealthPage, within="administration", needs="administer"),
    Place("audit", AuditLogPage, within="administration", needs="verify"),
)


def places_of(person: Actor | None) -> tuple[Place, ...]:
    """Return the places that a person's roles have; the first one tells who has none of them."""
    held = person.roles if person is not None else frozenset()
    return tuple(one for one in PLACES if one.is_for(held)) or PLACES[:1]
