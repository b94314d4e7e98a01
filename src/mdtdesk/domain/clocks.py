# SPDX-License-Identifier: MIT
"""The clocks of a case, as far as its facts start and stop them; their targets are settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from mdtdesk.domain import concern
from mdtdesk.domain.document import EMPTY, Document, group, items, number, rows, text
from mdtdesk.domain.prints import Clock

_MINUTES = 16  # 2026-11-24T10:30
_HOUR = 3600
_HIGH_GRADE = ("2", "3")
_DEFICIT = ("A", "B", "C", "D")
# what leaves a compressed cord without surgery; anything else may be one
_NO_SURGERY = (
    "radiotherapy", "systemic", "bone_modifying_drug", "nerve_block", "brace", "rehabilitation",
    "palliative", "observation", "further_tests", "biopsy",
)  # fmt: skip


class Target(Protocol):
    """Hours that a clock may run, and whose target that is."""

    @property
    def hours(self) -> float:
        """Return the hours."""

    @property
    def source(self) -> str:
        """Return whose target it is."""


def clocks(case: Document, now: datetime) -> Iterator[Clock]:
    """Yield every clock of a case that its facts have started."""
    since = text(case, "referral.received_at")
    if since:
        until = _discussed(case)
        hours = _hours(since, datetime.fromisoformat(until) if until else now)
        if hours >= 0:
            yield Clock("received", moment(since), hours, moment(until))
        if text(case, "referral.urgency") == "neurological" and not (_scanned(case) or until):
            yield Clock("mri_urgent", moment(since), hours)
        if _awaits_mri(case) and hours >= 0:
            yield Clock("mri_pain", moment(since), _hours(since, now))
    decided = text(_decision(case), "recorded_at")
    if decided and _awaits_radiotherapy(case):
        yield Clock("radiotherapy", moment(decided), max(_hours(decided, now), 0))


def running(case: Document) -> tuple[str, str]:
    """Return the clock that a list shows beside the waiting, and since when; empty for none.

    What is decided and still awaits radiotherapy goes before what a painful spine awaits: its MRI,
    or the plan made on it, both of which the clock ``mri_pain`` times.
    """
    decided = text(_decision(case), "recorded_at")
    if decided and _awaits_radiotherapy(case):
        return "radiotherapy", decided
    since = text(case, "referral.received_at")
    if since and _awaits_mri(case):
        return "plan_pain" if _scanned(case) else "mri_pain", since
    return "", ""


def against(found: Iterable[Clock], targets: Mapping[str, Target]) -> tuple[Clock, ...]:
    """Return clocks with the hours they may run, where somebody has set or published a target."""
    return tuple(
        replace(one, target=targets[one.kind].hours, source=targets[one.kind].source)
        if one.kind in targets
        else one
        for one in found
    )


def moment(stored: str) -> str:
    """Return a date-time as it is shown: the day and the minute."""
    return stored[:_MINUTES].replace("T", " ")


def _hours(since: str, end: datetime) -> float:
    begun = datetime.fromisoformat(since)
    return (end.astimezone() - begun.astimezone()).total_seconds() / _HOUR


def _scanned(case: Document) -> bool:
    return any(row.get("modality") == "mri" for row in rows(case, "imaging"))


def _decision(case: Document) -> Document:
    discussions = rows(case, "discussions")
    return group(discussions[-1], "decision") if discussions else EMPTY


def _discussed(case: Document) -> str:
    """Return when a case was first discussed, to the day where that is all that is known."""
    for discussion in rows(case, "discussions"):
        found = text(discussion, "started_at") or text(discussion, "meeting.starts_at")
        day = text(discussion, "meeting.date")
        if found or len(day) == len("2026-11-24"):
            return found or day
    return ""


def _awaits_mri(case: Document) -> bool:
    """Tell whether a spine that only hurts lacks its MRI or the plan made on it."""
    return _pain_only(case) and not (_scanned(case) and _decision(case))


def _pain_only(case: Document) -> bool:
    """Tell whether a spine hurts and neurology is recorded as whole; silence proves neither."""
    spine = concern.spinal(case)
    grades = [text(case, f"neurology.{scale}") for scale in ("frankel", "ais")]
    whole = "E" in grades and not set(grades) & set(_DEFICIT)
    pressed = any(text(row, "escc") in _HIGH_GRADE for row in spine)
    if not spine or not whole or pressed or "closed" in case:
        return False
    if text(case, "referral.urgency") == "neurological":
        return False
    hurts = any((number(case, f"pain.{key}") or 0) > 0 for key in ("rest", "loading"))
    return hurts or any(text(row, "sins.pain") in _PAINFUL for row in spine)


_PAINFUL = ("mechanical", "occasional")


def _awaits_radiotherapy(case: Document) -> bool:
    """Tell whether a compressed cord is to have radiotherapy, not surgery, and had none since."""
    decision = _decision(case)
    done = text(decision, "carried_out.state")
    if "closed" in case or done in ("fully", "no") or _irradiated(case, decision):
        return False
    pressed = [row for row in concern.spinal(case) if text(row, "escc") in _HIGH_GRADE]
    return any(_only_radiotherapy(lesion, decision) for lesion in pressed)


def _irradiated(case: Document, decision: Document) -> bool:
    decided = text(decision, "recorded_at")[:10]
    return any(
        text(row, "kind") == "radiotherapy" and text(row, "date") >= decided
        for row in rows(case, "treatments")
    )


def _only_radiotherapy(lesion: Document, decision: Document) -> bool:
    types = {text(p.row, "type") for p in concern.procedures(decision) if _for(p.row, lesion)}
    return "radiotherapy" in types and types <= set(_NO_SURGERY)


def _for(procedure: Document, lesion: Document) -> bool:
    """Tell whether a procedure may be for a lesion: unless it names another one, or its levels."""
    if items(procedure, "lesions"):
        return bool(concern.named(procedure, (lesion,)))
    at = {*concern.treated(procedure), *concern.span(procedure)}
    elsewhere = "bone" in procedure and not at
    return not elsewhere and (not at or bool(at & set(items(lesion, "levels"))))
