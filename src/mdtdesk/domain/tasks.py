# SPDX-License-Identifier: MIT
"""What decisions leave to do: to carry them out, and to tell the patient."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from mdtdesk.domain import days
from mdtdesk.domain.agenda import TaskRow

DONE = ("fully", "no")


@dataclass(frozen=True, slots=True)
class Standing:
    """The decision that stands for a case, with what has become of it.

    agreed  what the patient said, empty while nobody has recorded it
    done    whether it was carried out, empty while nobody has recorded it
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
    done: str = ""


def of(found: Iterable[Standing], *, today: date, owner: str = "") -> tuple[TaskRow, ...]:
    """Return what is left to do in the order of owner and day; what has no day comes last."""
    made = [task for each in found for task in _tasks(each)]
    late = (replace(task, overdue=_overdue(task.due_on, today)) for task in made)
    mine = [task for task in late if not owner or task.owner == owner]
    return tuple(sorted(mine, key=lambda t: (not t.owner, t.owner, t.due_on or "9", t.number)))


def _tasks(each: Standing) -> Iterator[TaskRow]:
    if each.done not in DONE:
        yield TaskRow(
            "carry_out",
            each.case_id,
            each.number,
            each.name,
            each.owner,
            each.due_on,
            each.decision_id,
            each.conclusion,
            each.done or "pending",
        )
    if each.informs and not each.agreed and each.done not in DONE:
        yield TaskRow(
            "inform",
            each.case_id,
            each.number,
            each.name,
            each.informs,
            each.informs_by,
            each.decision_id,
            each.conclusion,
        )


def _overdue(due_on: str, today: date) -> int:
    return max((today - days.latest(due_on)).days, 0) if due_on else 0
