# SPDX-License-Identifier: MIT
"""A meeting in words: when it is, who leads it, how far its time goes."""

from __future__ import annotations

from datetime import date, datetime

from mdtdesk.domain.agenda import AgendaRecord, MeetingRecord
from mdtdesk.domain.dates import show_moment
from mdtdesk.i18n import Translate


def when(day: str, starts_at: str, translate: Translate) -> str:
    """Say day, weekday and time: "11-26 Thu 15:00"."""
    if not day:
        return translate("meeting.no_day")
    weekday = translate(f"meeting.weekday.{date.fromisoformat(day).isoweekday()}")
    time = f"{datetime.fromisoformat(starts_at):%H:%M}" if "T" in starts_at else ""
    return " ".join(filter(None, (day[5:], weekday, time)))


def title(meeting: MeetingRecord, translate: Translate) -> str:
    """Say a meeting's day as a heading: "2026-11-26 Thu 15:00"."""
    return meeting.date[:5] + when(meeting.date, meeting.starts_at, translate)


def leads(meeting: MeetingRecord, translate: Translate) -> str:
    """Say why it was cancelled, room, cut-off, chair and recorder, those that are known."""
    said = [meeting.because, meeting.room]
    if meeting.cutoff_at:
        at = show_moment(meeting.cutoff_at, translate).removeprefix(meeting.date[:5])
        said.append(translate("meeting.cutoff_is", at=at))
    if meeting.chair:
        said.append(translate("meeting.chair_is", name=meeting.chair))
    if meeting.recorder:
        said.append(translate("meeting.recorder_is", name=meeting.recorder))
    return translate("meeting.join").join(filter(None, said))


def load(agenda: AgendaRecord, translate: Translate) -> str:
    """Say how many cases there are, how urgent, and the minutes against the slot."""
    said = [translate("meeting.cases", count=len(agenda.rows))]
    for urgency in ("neurological", "impending_fracture"):
        count = agenda.of_urgency(urgency)
        if count:
            said.append(f"{translate.code('urgency', urgency, short=True)} {count}")
    if agenda.carried:
        said.append(translate("meeting.carried_count", count=agenda.carried))
    if agenda.slot:
        said.append(translate("meeting.time", minutes=agenda.minutes, slot=agenda.slot))
    else:
        said.append(translate("meeting.minutes", count=agenda.minutes))
    return translate("meeting.join").join(said)
