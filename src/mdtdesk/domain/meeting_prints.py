# SPDX-License-Identifier: MIT
"""What the prints of a meeting are made of, and the codes that find a sheet's case again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from mdtdesk.domain import minutes, summaries
from mdtdesk.domain.agenda import AgendaRecord, MeetingRecord, MinutesItem, MinutesRecord
from mdtdesk.domain.prints import Letterhead, Stamp, SummaryRecord
from mdtdesk.i18n import Translate

_MINUTE = slice(11, 16)


@dataclass(frozen=True, slots=True)
class MeetingPrint:
    """All that the prints of a meeting say.

    cases    what a summary says today of each case of the agenda, in its order
    decided  the same of each item of the minutes, as the case stood when it was decided
    """

    agenda: AgendaRecord
    cases: tuple[SummaryRecord, ...]
    stamp: Stamp
    minutes: MinutesRecord
    decided: tuple[SummaryRecord, ...]
    letterhead: Letterhead

    def unaudited(self) -> MeetingPrint:
        """Return the same, marked as a print that the audit does not know."""
        return replace(
            self,
            stamp=replace(self.stamp, not_audited=True),
            cases=tuple(case.unaudited() for case in self.cases),
            decided=tuple(case.unaudited() for case in self.decided),
        )


@dataclass(frozen=True, slots=True)
class RequestPrint:
    """The request that a case be discussed: the case with its version."""

    case: SummaryRecord
    version: int

    def unaudited(self) -> RequestPrint:
        """Return the same, marked as a print that the audit does not know."""
        return replace(self, case=self.case.unaudited())


def of(
    agenda: AgendaRecord,
    cases: tuple[SummaryRecord, ...],
    stamp: Stamp,
    *,
    letterhead: Letterhead,
    shown: Collection[str],
) -> MeetingPrint:
    """Return all that the prints of a meeting say; ``shown`` are the instruments in use."""
    told = minutes.of(agenda)
    decided = tuple(
        _as_decided(item, case, shown) for item, case in zip(told.items, cases, strict=True)
    )
    return MeetingPrint(agenda, cases, stamp, told, decided, letterhead)


def _as_decided(item: MinutesItem, case: SummaryRecord, shown: Collection[str]) -> SummaryRecord:
    if item.case == case.document:
        return case
    return summaries.scored(replace(case, document=item.case), shown)


def case_code(number: str, version: int) -> str:
    """Return the code of a case's sheet: digits and hyphens, which any keyboard layout types."""
    return f"{number}-{version}"


def meeting_code(meeting: MeetingRecord) -> str:
    """Return the code of a meeting's sheet: its day."""
    return meeting.date


def day_words(day: str, translate: Translate) -> str:
    """Say a day with its day of the week: "2026-11-26 周四"; a month or a year as it is."""
    if len(day) != len("2026-11-26"):
        return day
    weekday = translate(f"meeting.weekday.{date.fromisoformat(day).isoweekday()}")
    return f"{day} {weekday}"


def start_words(meeting: MeetingRecord, translate: Translate) -> str:
    """Say when a meeting starts: "2026-11-26 周四 15:00"."""
    time = meeting.starts_at[_MINUTE] if "T" in meeting.starts_at else ""
    return f"{day_words(meeting.date, translate)} {time}".strip()


MEETING_PRINTS = ("agenda", "sign_in", "preparation", "case_sheets", "minutes", "sheets", "all")


def request_name(number: str, language: str) -> str:
    """Return a name for the file of a request that tells nobody whose it is."""
    return f"mdtdesk-request-{number}-{language}.pdf"


def file_name(what: str, meeting: MeetingRecord, language: str) -> str:
    """Return a name for a file of a meeting."""
    return f"mdtdesk-{what.replace('_', '-')}-{meeting.date}-{language}.pdf"
