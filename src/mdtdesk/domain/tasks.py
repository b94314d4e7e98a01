# SPDX-License-Identifier: MIT
"""What decisions leave to do: to carry them out, and to tell the patient."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from mdtdesk.domain import days

DONE = ("fully", "no")


@dataclass(frozen=True, slots=True)
class Task:
    """The decision that stands for a case, with what has become of it.

    agreed, agreed_by, said        what the patient said; empty while nobody has recorded it
    done, reason, remark           whether it was carried out and why not, likewise
    overdue, untold                for how many days it should have been carried out, or told
    """

    case_id: str
    number: str
    name: str
    decision_id: str
    conclusion: str
    owner: str = ""
    due_on: str = ""
    informs: str = ""
    informs_by: str = ""
    agreed: str = ""
    agreed_by: str = ""
    said: str = ""
    done: str = ""
    reason: str = ""
    remark: str = ""
    overdue: int = 0
    untold: int = 0

    @property
    def open(self) -> bool:
        """Tell whether something is left to do."""
        return self.done not in DONE

    def is_for(self, person: str) -> bool:
        """Tell whether a person has something to do with it."""
        return person in (self.owner, self.informs)


def of(found: Iterable[Task], *, today: date, owner: str = "") -> tuple[Task, ...]:
    """Return tasks in the order of owner and day; what has no day comes last, what is done after.

    Where an owner is named, only those a person has something to do with.
    """
    late = (_late(task, today) for task in found)
    mine = [task for task in late if not owner or task.is_for(owner)]
    return tuple(sorted(mine, key=_order))


def _order(task: Task) -> tuple[bool, bool, str, str, str]:
    return not task.open, not task.owner, task.owner, task.due_on or "9", task.number


def _late(task: Task, today: date) -> Task:
    if not task.open:
        return task
    untold = 0 if task.agreed else _past(task.informs_by, today)
    return replace(task, overdue=_past(task.due_on, today), untold=untold)


def _past(day: str, today: date) -> int:
    return max((today - days.latest(day)).days, 0) if day else 0
