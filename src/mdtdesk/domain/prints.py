# SPDX-License-Identifier: MIT
"""What a print is made of: frozen records that hold all a page says, so that drawing asks nobody.

Moments are the words they are printed as or ISO 8601 texts as the case document has them; hours
and targets come as values, because clocks and their targets are settings, not a print's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from mdtdesk.domain.document import Difference, Document, group, rows, text
from mdtdesk.domain.instruments.results import Result
from mdtdesk.domain.red_flags import RedFlag
from mdtdesk.domain.score_changes import Moved

Progress = Literal["none", "discussed", "recorded", "signed", "imported"]
LabFlag = Literal["high", "low"]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose paper it is."""

    hospital: str = ""
    department: str = ""


@dataclass(frozen=True, slots=True)
class DecisionState:
    """Where the case's latest discussion stands.

    progress  none: never discussed · discussed: without a decision (outcome and reason are said) ·
              recorded: a decision without signature · signed · imported: not verified here
    on        the day of the discussion or of its decision, as known
    """

    progress: Progress = "none"
    version: int = 0
    on: str = ""
    outcome: str = ""
    mode: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """A running or stopped time: ``kind`` is a key of ``summary.clock.*``.

    hours   elapsed until now, or until ``until`` where the clock has stopped
    target  hours that the setting allows, None without one; ``source`` says whose target it is
    """

    kind: str
    since: str
    hours: float
    until: str = ""
    target: float | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Text that somebody has typed and not saved; the text itself is not shown."""

    person: str
    at: str


@dataclass(frozen=True, slots=True)
class Imported:
    """An entry that came by import and was not verified here: where, from which file, when."""

    path: str
    file: str
    on: str


@dataclass(frozen=True, slots=True)
class Namesake:
    """Another patient of the same name."""

    birth: str
    mrn: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """The footer: when, by whom, with which program and audit head."""

    printed_at: str
    printed_by: str
    program_version: str
    audit_head: str = ""
    not_audited: bool = False
    damaged_store: bool = False


@dataclass(frozen=True, slots=True)
class SummaryRecord:
    """All that a review summary prints.

    document   the case as it stands today
    lab_flags  the index of a ``labs`` row → high or low, by reference ranges
    changed    what differs between the decision's basis and today; None where there is no basis
    missing    the paths that listing still needs
    today      the day that ages are counted to
    results    what the department's instruments say today, ``flags`` what comes before them
    moved      the results that were others at the latest decision
    held_files the digests of the files whose bytes this store has
    """

    number: str
    document: Document
    stamp: Stamp
    today: date
    state: DecisionState = field(default_factory=DecisionState)
    letterhead: Letterhead = field(default_factory=Letterhead)
    clocks: tuple[Clock, ...] = ()
    lab_flags: Mapping[int, LabFlag] = field(default_factory=dict)
    changed: tuple[Difference, ...] | None = None
    missing: tuple[str, ...] = ()
    unsaved: tuple[Unsaved, ...] = ()
    imported: tuple[Imported, ...] = ()
    namesakes: tuple[Namesake, ...] = ()
    results: tuple[Result, ...] = ()
    flags: tuple[RedFlag, ...] = ()
    moved: tuple[Moved, ...] = ()
    held_files: frozenset[str] = frozenset()

    def unaudited(self) -> SummaryRecord:
        """Return the same, marked as a print that the audit does not know."""
        return replace(self, stamp=replace(self.stamp, not_audited=True))


def decision_state(document: Document, imported: tuple[Imported, ...] = ()) -> DecisionState:
    """Return where the latest discussion of a case stands, from its document."""
    discussions = rows(document, "discussions")
    if not discussions:
        return DecisionState()
    last = discussions[-1]
    path = f"discussions[{text(last, 'id') or len(discussions) - 1}]"
    decision = group(last, "decision")
    day = text(last, "meeting.date") or text(last, "started_at")[:10]
    outcome, mode = text(last, "outcome"), text(last, "mode")
    if not decision:
        return DecisionState("discussed", on=day, outcome=outcome, mode=mode)
    version = decision.get("version")
    progress: Progress = "signed" if rows(decision, "signatures") else "recorded"
    if any(entry.path.startswith(path) for entry in imported):
        progress = "imported"
    return DecisionState(
        progress,
        version if isinstance(version, int) else 0,
        on=day or text(decision, "recorded_at")[:10],
        outcome=outcome,
        mode=mode,
    )
