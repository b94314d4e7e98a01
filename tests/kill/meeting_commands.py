# SPDX-License-Identifier: MIT
"""The kill cases of meetings and their agendas."""

from __future__ import annotations

from collections.abc import Callable

import weekly
from kill.calls import Call
from mdtdesk.domain import sittings
from mdtdesk.domain.meeting_drafts import (
    AttendanceDraft,
    ListDraft,
    MeetingDraft,
    MeetingStepDraft,
    OrderDraft,
    RatifyDraft,
    SeriesDraft,
    SeriesStepDraft,
    UnlistDraft,
)
from mdtdesk.services import agendas, cases, decisions, meetings
from mdtdesk.services.context import Context

Run = Call
SPINE, ARM, INCOMPLETE = "DEMO-26007", "DEMO-26005", "DEMO-26011"


def _series_draft(team: Context) -> SeriesDraft:
    series = meetings.all_series(team)[0]
    return SeriesDraft("改名", weekly.THURSDAY, "14:00", version=1, series_id=series.id)


def _make_series(team: Context) -> Run:
    weekly.urgent(team, weekly.registered(team, SPINE))  # waits for the first meeting
    draft = SeriesDraft("MDT", "2026-11-26", "15:00", members=weekly.MEMBERS, required=("pain",))
    return Call(meetings.make_series, draft)


def _change_series(team: Context) -> Run:
    weekly.weekly(team)
    draft = _series_draft(team)
    return Call(meetings.change_series, draft)


def _make_next(team: Context) -> Run:
    weekly.weekly(team)
    draft = SeriesStepDraft(meetings.all_series(team)[0].id)
    return Call(meetings.make_next, draft)


def _make(team: Context) -> Run:
    draft = MeetingDraft("MDT", "2026-11-25T09:00+08:00", members=weekly.MEMBERS)
    return Call(meetings.make, draft)


def _change(team: Context) -> Run:
    meeting_id = weekly.weekly(team)
    weekly.listed(team, meeting_id, ARM)
    draft = MeetingDraft("MDT", "2026-11-25T09:00+08:00", version=1, meeting_id=meeting_id)
    return Call(meetings.change, draft)


def _cancel(team: Context) -> Run:
    meeting_id = weekly.weekly(team)
    weekly.listed(team, meeting_id, ARM, SPINE)
    draft = MeetingStepDraft(meeting_id, "停电")
    return Call(meetings.cancel, draft)


def _start(team: Context) -> Run:
    draft = MeetingStepDraft(weekly.weekly(team))
    return Call(meetings.start, draft)


def _attend(team: Context) -> Run:
    draft = AttendanceDraft(weekly.weekly(team), "邵志强", "late", "副主任医师", "interventional")
    return Call(meetings.attend, draft)


def _finish(team: Context) -> Run:
    meeting_id = weekly.weekly(team)
    deferred, _ = weekly.listed(team, meeting_id, SPINE, ARM)
    weekly.started(team, meeting_id)
    decisions.record(team, sittings.deferral(cases.get(team, deferred), meeting_id, "other"))
    draft = MeetingStepDraft(meeting_id)
    return Call(meetings.finish, draft)


def _list(team: Context) -> Run:
    meeting_id = weekly.weekly(team)
    weekly.listed(team, meeting_id, ARM)
    draft = ListDraft(meeting_id, weekly.registered(team, SPINE))
    return Call(agendas.list_case, draft)


def _list_incomplete(team: Context) -> Run:
    meeting_id = weekly.weekly(team)
    draft = ListDraft(meeting_id, weekly.registered(team, INCOMPLETE), "外院片明日到")
    return Call(agendas.list_incomplete, draft)


def _unlist(team: Context) -> Run:
    meeting_id = weekly.weekly(team)
    weekly.listed(team, meeting_id, ARM)
    draft = UnlistDraft(agendas.get(team, meeting_id).rows[0].id, "已转院")
    return Call(agendas.unlist, draft)


def _order(team: Context) -> Run:
    meeting_id = weekly.weekly(team)
    weekly.listed(team, meeting_id, ARM, SPINE)
    order = tuple(row.id for row in reversed(agendas.get(team, meeting_id).rows))
    draft = OrderDraft(meeting_id, order)
    return Call(agendas.order, draft)


def _ratify(team: Context) -> Run:
    meeting_id = weekly.weekly(team)
    case_id = weekly.registered(team, SPINE)
    draft = RatifyDraft(meeting_id, case_id, weekly.urgent(team, case_id))
    weekly.started(team, meeting_id)
    return Call(decisions.ratify, draft)


COMMANDS: dict[str, Callable[[Context], Run]] = {
    "meeting.make_series": _make_series,
    "meeting.change_series": _change_series,
    "meeting.make_next": _make_next,
    "meeting.make": _make,
    "meeting.change": _change,
    "meeting.cancel": _cancel,
    "meeting.start": _start,
    "meeting.attend": _attend,
    "meeting.finish": _finish,
    "agenda.list": _list,
    "agenda.list_incomplete": _list_incomplete,
    "agenda.unlist": _unlist,
    "agenda.order": _order,
    "decision.ratify": _ratify,
}
