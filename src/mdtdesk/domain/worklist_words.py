# SPDX-License-Identifier: MIT
"""A row of the worklist in words, for the table, the palette and the clipboard alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Literal

from mdtdesk.domain.clocks import Target
from mdtdesk.domain.worklist import CaseRow
from mdtdesk.i18n import Translate

Alarm = Literal["", "danger", "warning"]
COLUMNS = (
    *("urgency", "name", "age", "sites", "question", "primary", "status", "missing", "meets"),
    *("clock", "number"),
)
_HOURS_SHOWN = 72
NO_TARGETS: Mapping[str, Target] = MappingProxyType({})
# what a spreadsheet takes for the beginning of a formula, full-width forms too
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Clock:
    """What the clock of a case says, and whether it alarms."""

    words: str
    alarm: Alarm = ""


def urgency(row: CaseRow, translate: Translate, *, short: bool = False) -> str:
    """Say how urgent a case is, or that it is not recorded."""
    if not row.urgency:
        return translate("worklist.not_recorded")
    return translate.code("urgency", row.urgency, short=short)


def person(row: CaseRow, translate: Translate, today: date) -> str:
    """Say age and sex as short as a column needs: "70 女"; empty where neither is known."""
    age, ages = "", row.ages(today)
    if ages is not None:
        low, high = ages
        same = low == high
        age = str(low) if same else translate("wording.range", first=low, last=high)
    sex = translate(f"worklist.sex_{row.sex}") if row.sex in ("male", "female") else ""
    return " ".join(part for part in (age, sex) if part)


def missing(row: CaseRow, translate: Translate) -> str:
    """Say how many values listing still needs; empty where it needs none."""
    return translate("worklist.missing", count=row.missing) if row.missing else ""


def status(row: CaseRow, translate: Translate, *, short: bool = False) -> str:
    """Say where a case stands; of a closed one whether it was withdrawn."""
    if row.withdrawn:
        return translate("worklist.withdrawn")
    return translate.code("worklist_status", row.status, short=short)


def clock(
    row: CaseRow, translate: Translate, now: datetime, targets: Mapping[str, Target] = NO_TARGETS
) -> Clock:
    """Say how long a case has waited, that its decision is overdue, or when it ended.

    The clock of an MRI or of radiotherapy is named, and alarms past its target.
    """
    if row.clock_kind == "radiotherapy" or (row.clock_kind and row.undecided):
        words = _waited(row.clock_since, translate, now)
        named = translate(f"worklist.clock_{row.clock_kind}", words=words)
        return Clock(named, _late(row, targets, now))
    if row.undecided:
        words = _waited(row.received_at, translate, now)
        return Clock(words, "danger" if words and row.urgency == "neurological" else "")
    late = row.overdue(now.date())
    if late:
        return Clock(_counted("overdue", late, translate), "warning")
    if row.due_on:
        return Clock(translate("worklist.due", day=short_day(row.due_on, now)))
    return Clock(short_day(row.ended_at, now))


def _late(row: CaseRow, targets: Mapping[str, Target], now: datetime) -> Alarm:
    target = targets.get("mri_pain" if row.clock_kind == "plan_pain" else row.clock_kind)
    if target is None or _hours(row.clock_since, now) <= target.hours:
        return ""
    return "danger" if row.clock_kind == "radiotherapy" else "warning"


def _counted(key: str, count: int, translate: Translate) -> str:
    one = count == 1 and translate.has(f"worklist.{key}_one")
    return translate(f"worklist.{key}_one" if one else f"worklist.{key}", count=count)


def _waited(since: str, translate: Translate, now: datetime) -> str:
    if not since:
        return ""
    hours = max(int(_hours(since, now)), 0)
    if hours < _HOURS_SHOWN:
        return _counted("hours", hours, translate)
    return _counted("days", hours // 24, translate)


def _hours(since: str, now: datetime) -> float:
    begun = datetime.fromisoformat(since)
    begun = begun if begun.tzinfo else begun.replace(tzinfo=now.tzinfo)
    return (now - begun).total_seconds() / 3600


def short_day(stored: str, now: datetime) -> str:
    """Return a stored day as month and day; with its year where that is another one."""
    same = stored[:4] == str(now.year) and len(stored) > 7
    return stored[5:10] if same else stored[:10]


def short_moment(stored: str, now: datetime) -> str:
    """Return a stored day or date-time as short as the year allows, to the minute."""
    time = stored[11:16] if "T" in stored else ""
    return " ".join(part for part in (short_day(stored, now), time) if part)


def cells(row: CaseRow, translate: Translate, now: datetime) -> tuple[str, ...]:
    """Return a row's words in the order of ``COLUMNS``."""
    return (
        urgency(row, translate),
        row.name,
        person(row, translate, now.date()),
        row.sites(translate.language),
        row.question,
        translate.code("primary_site", row.primary, short=True) if row.primary else "",
        status(row, translate),
        missing(row, translate),
        short_moment(row.meets_at, now),
        clock(row, translate, now).words,
        row.number,
    )


def table(rows: Iterable[CaseRow], translate: Translate, now: datetime) -> str:
    """Return rows under their heading as a spreadsheet takes them; nothing in it is a formula."""
    lines = [[translate(f"worklist_column.{name}") for name in COLUMNS]]
    lines += [[inert(cell) for cell in cells(row, translate, now)] for row in rows]
    return "\n".join("\t".join(line) for line in lines)


def inert(cell: str) -> str:
    """Return a cell in one line that no spreadsheet takes for a formula."""
    words = " ".join(cell.split())
    return f"'{words}" if words.startswith(_FORMULA) else words
