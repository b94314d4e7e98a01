# SPDX-License-Identifier: MIT
"""What a department switches on: instruments it must confirm, and its own rules.

Each turn of a switch is kept; the state follows from the turns. A confirmation holds for the table
that was shown: a table of another version waits for both anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["instrument", "rule"]
Role = Literal["chair", "administrator"]
State = Literal["always", "off", "waiting_chair", "waiting_administrator", "on"]
KINDS: tuple[Kind, ...] = ("instrument", "rule")
ROLES: tuple[Role, ...] = ("chair", "administrator")


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a switch: a confirmation by a role, or off with a reason."""

    kind: Kind
    subject: str
    version: str
    on: bool
    role: Role
    person_id: str
    person: str
    at: str
    reason: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Switch:
    """How one instrument or rule stands in the version of its table that is in force.

    ``chair`` and ``administrator`` are the confirmations that hold, ``off`` the last switching off,
    ``outdated`` the version of the table that was confirmed before this one. ``free`` needs nobody.
    """

    kind: Kind
    id: str
    version: str
    free: bool = False
    chair: Turn | None = None
    administrator: Turn | None = None
    off: Turn | None = None
    outdated: str = ""

    @property
    def state(self) -> State:
        """Return whether it counts, or for whom it waits."""
        if self.free:
            return "always"
        if self.chair and self.administrator:
            return "on"
        if self.administrator:
            return "waiting_chair"
        return "waiting_administrator" if self.chair else "off"

    @property
    def is_on(self) -> bool:
        """Return whether its results are shown."""
        return self.state in ("always", "on")

    def confirmed_by(self, role: Role) -> Turn | None:
        """Return the confirmation of a role, if it holds."""
        return self.chair if role == "chair" else self.administrator


@dataclass(frozen=True, slots=True)
class Touched:
    """How many cases an instrument or a rule applies to; ``cases`` for who may read them."""

    count: int
    cases: tuple[tuple[str, str], ...] = ()  # (id, number)


@dataclass(frozen=True, slots=True)
class Moved:
    """A result kept under another version of its table whose band is another today."""

    case_id: str
    number: str
    instrument: str
    lesion: str
    kept_at: str
    old_version: str
    version: str
    old_total: int | None
    total: int | None
    old_band: str
    band: str


@dataclass(frozen=True, slots=True)
class Rescored:
    """What a corrected table moves: how many results, and which for who may read cases."""

    instrument: str
    version: str
    count: int
    moved: tuple[Moved, ...] = ()


def standing(kind: Kind, subject: str, version: str, turns: Iterable[Turn]) -> Switch:
    """Return how a switch stands after its turns, from the first to the newest."""
    held: dict[str, Turn] = {}
    off: Turn | None = None
    outdated = ""
    for turn in turns:
        if (turn.kind, turn.subject) != (kind, subject):
            continue
        if not turn.on:
            held, off, outdated = {}, turn, ""
        elif turn.version == version:
            held[turn.role] = turn
        else:
            outdated = turn.version
    chair, administrator = held.get("chair"), held.get("administrator")
    return Switch(kind, subject, version, False, chair, administrator, off, outdated)
