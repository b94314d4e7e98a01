# SPDX-License-Identifier: MIT
"""The worklist: its views, its order and what one row of it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, get_args

from mdtdesk.domain import workflow
from mdtdesk.domain.dates import age
from mdtdesk.domain.document import Document, Value, text
from mdtdesk.i18n import Language

View = Literal["all", "drafts", "ready", "next_meeting", "decision_overdue", "closed"]
Sort = Literal["urgency", "number", "name", "clock"]
Stage = Literal["drafts", "ready", "decided", "closed"]
VIEWS: tuple[View, ...] = get_args(View)
SORTS: tuple[Sort, ...] = get_args(Sort)
STAGES: tuple[Stage, ...] = get_args(Stage)
URGENCIES = ("neurological", "impending_fracture", "", "routine")  # "" is not recorded


@dataclass(frozen=True, slots=True)
class WorklistQuery:
    """Which rows are asked for. ``search`` narrows a view; the order is the worklist's own."""

    view: View = "all"
    search: str = ""
    sort: Sort = "urgency"
    descending: bool = False
    offset: int = 0
    limit: int = 100


class CaseRow(NamedTuple):
    """One case in the worklist, as it is kept: what depends on the day is asked of a day.

    Fifty of them are made at each key stroke of a search: a frozen dataclass takes seven times as
    long to make, half as long as the search itself.

    missing      how many values listing still needs
    received_at  since when it waits
    due_on       last day for carrying out, while that is pending
    ended_at     when it was closed, or wholly carried out
    meets_at     when the meeting starts on whose agenda it stands
    clock_kind   the clock beside the waiting: ``mri_pain``, ``plan_pain``, ``radiotherapy``
    clock_since  since when it runs
    unsaved      since when the person who asks has text in it that is not recorded
    """

    id: str
    number: str
    name: str
    mrn: str
    sex: str
    birth_date: str
    age_years: int | None
    died_on: str
    urgency: str
    sites_zh: str
    sites_en: str
    question: str
    primary: str
    status: str
    missing: int
    received_at: str
    due_on: str
    ended_at: str
    meets_at: str
    unsaved: str
    withdrawn: bool = False
    clock_kind: str = ""
    clock_since: str = ""

    def sites(self, language: Language) -> str:
        """Return where the lesions are, in words."""
        return self.sites_zh if language == "zh" else self.sites_en

    def ages(self, today: date) -> tuple[int, int] | None:
        """Return the least and the greatest age, None if it is not known."""
        known: dict[str, Value] = {"birth_date": self.birth_date, "death": {"date": self.died_on}}
        if self.age_years is not None:
            known["age_years"] = self.age_years
        return age(known, today)

    def overdue(self, today: date) -> int:
        """Return for how many days it has been past the day it was due."""
        return max((today - date.fromisoformat(self.due_on)).days, 0) if self.due_on else 0

    @property
    def undecided(self) -> bool:
        """Tell whether the case is work to do before its decision."""
        return self.status in workflow.UNDECIDED

    @property
    def closed(self) -> bool:
        """Tell whether the case is closed."""
        return self.status == "closed"


@dataclass(frozen=True, slots=True)
class WorklistPage:
    """Some rows of an answer; ``more`` where ``total`` is as far as was counted."""

    rows: tuple[CaseRow, ...]
    total: int
    more: bool = False


def stage(status: str) -> Stage:
    """Return the one of four stages that a status lies in."""
    if status == "closed":
        return "closed"
    if status == "draft":
        return "drafts"
    return "ready" if status in workflow.UNDECIDED else "decided"


def rank(status: str, urgency: str) -> int:
    """Return a case's place before its time counts: undecided first, closed last."""
    part = {"drafts": 0, "ready": 0, "decided": 1, "closed": 2}[stage(status)]
    return part * len(URGENCIES) + URGENCIES.index(urgency)


def since(case: Document) -> str:
    """Return the date-time from which a case has waited; empty if it is not known."""
    return text(case, "referral.received_at") or text(case, "registered.at")
