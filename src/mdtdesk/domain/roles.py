# SPDX-License-Identifier: MIT
"""Who may do what: one table of permissions by role; what it does not name is denied.

Rights are the union of a person's roles. ``OWN`` holds for a case that the person registered or
referred, or whose decision the person authored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Right(StrEnum):
    """How far a role's permission reaches."""

    YES = "yes"
    OWN = "own"
    UNCONFIRMED = "unconfirmed"  # kept, but marked until a doctor confirms it
    AS_RECORDER = "as_recorder"  # named as who recorded it, never as the author


ROLES = ("viewer", "coordinator", "surgeon", "chair", "administrator", "auditor")
_READERS = dict.fromkeys(("viewer", "coordinator", "surgeon", "chair"), Right.YES)
_TEAM = dict.fromkeys(("coordinator", "surgeon", "chair"), Right.YES)
_DOCTORS = dict.fromkeys(("surgeon", "chair"), Right.YES)

PERMISSIONS: Mapping[str, Mapping[str, Right]] = {
    "read": _READERS,
    "register": _TEAM,
    "clinical": {**_DOCTORS, "coordinator": Right.UNCONFIRMED},
    "type": _TEAM,
    "confirm": _DOCTORS,
    "meet": _TEAM,
    "list_incomplete": {"chair": Right.YES},
    "decide": {**_DOCTORS, "coordinator": Right.AS_RECORDER},
    "sign": {"chair": Right.YES, "surgeon": Right.OWN},
    "ratify": {"chair": Right.YES},
    "add": _DOCTORS,
    "close": {"chair": Right.YES},  # withdraw, move and merge, too
    "ask": {"surgeon": Right.YES},
    "print": _TEAM,
    "export": _DOCTORS,
    "import": _TEAM,
    "administer": {"administrator": Right.YES},
    "switch": dict.fromkeys(("chair", "administrator"), Right.YES),
    "audit": {"auditor": Right.YES},
    "who_opened": {"auditor": Right.YES, "chair": Right.YES, "surgeon": Right.OWN},
    "verify": dict.fromkeys(("chair", "administrator", "auditor"), Right.YES),
    "session": dict.fromkeys(ROLES, Right.YES),
}
# of several roles that allow the same, the audit names the one that allows most
_ORDER = (Right.YES, Right.AS_RECORDER, Right.UNCONFIRMED, Right.OWN)


def allowing(roles: Iterable[str], permission: str) -> tuple[str, Right] | None:
    """Return the role that allows this and how far, None if none of them does."""
    held = PERMISSIONS[permission]
    found = [(role, held[role]) for role in sorted(roles) if role in held]
    return min(found, key=lambda pair: _ORDER.index(pair[1])) if found else None
