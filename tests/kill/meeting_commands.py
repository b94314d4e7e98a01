# SPDX-License-Identifier: MIT
"""The kill cases of meetings and their agendas."""

from __future__ import annotations

from collections.abc import Callable

import weekly
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

Run = Callable[[Context], object]
SPINE, ARM, INCOMPLETE = "DEMO-26007", "DEMO-26005", "DEMO-26011"


def _series_draft(team: Context) -> SeriesDraft:
    series = meetings.all_series(team)[0]
    return SeriesDraft("改名", weekly.THURSDAY, "14:00", version=1, series_id=series.id)


def _make_series(team: Context) -> Run:
    weekly.urgent(team, weekly.registered(team, SPINE))  # waits for the first meeting
    draft = SeriesDraft("MDT", "2026-11-26", "15:00", members=weekly.MEMBERS, required=("pain",))
    return lambda team: meetings.make_series(team, draft)


def _change_series(team: Context) -> Run:
    weekly.weekly(team)
    draft = _series_draft(team)
    return lambda team: meetings.change_series(team, draft)


def _make_next(team: Context) -> Run:
    weekly.weekly(team)
    draft = SeriesStepDraft(meetings.all_series(team)[0].id)
    return lambda team: meetings.make_next(team, draft)


def _make(team: Context) -> Run:
    draft = MeetingDraft("MDT", "2026-11-25T09:00+08:00", members=weekly.MEMBERS)
    return lambda team: meetings.make(team, draft)


def _change(team: Context) -> Run:
    meeting_id = weekly.weekly(team)
    weekly.listed(team, meeting_id, ARM)
    draft = MeetingDraft("MDT", "2026-11-25T09:00+08:00", version=1, meeting_id=meeting_id)
    return lambda team: meetings.change(team, draft)


def _cancel(team: Context) -> Run:
    meeting_id = weekly.weekly(team)
    weekly.listed(team, meeting_id, ARM, SPINE)
    draft = MeetingStepDraft(meeting_id, "停电")
    return lambda team: meetings.cancel(team, draft)


def _start(team: Context) -> Run:
    draft = MeetingStepDraft(weekly.weekly(team))
    return lambda team: meetings.start(team, draft)


def _attend(team: Context) -> Run:
    draft = AttendanceDraft(weekly.weekly(team), "邵志强", "late", "副主任医师", "interventional")
    return lambda team: meetings.attend(team, draft)


def _finish(team: Context) -> Run:
    meeting_id = weekly.weekly(team)
    deferred, _ = weekly.listed(team, meeting_id, SPINE, ARM)
    weekly.started(team, meeting_id)
    decisions.record(team, sittings.deferral(cases.get(team, deferred), meeting_id, "other"))
    draft = MeetingStepDraft(meeting_id)
    return lambda team: meetings.finish(team, draft)


def _list(team: Context) -> Run:
    meeting_id = weekly.weekly(team)
    weekly.listed(team, meeting_id, ARM)
    draft = ListDraft(meeting_id, weekly.registered(team, SPINE))
    return lambda team: agendas.list_case(team, draft)


def _list_incomplete(team: Context) -> Run:
    meeting_id = weekly.weekly(team)
    draft = ListDraft(meeting_id, weekly.registered(team, INCOMPLETE), "外院片明日到")
    return lambda team: agendas.list_incomplete(team, draft)


def _unlist(team: Context) -> Run:
    meeting_id = weekly.weekly(team)
    weekly.listed(team, meeting_id, ARM)
    draft = UnlistDraft(agendas.get(team, meeting_id).rows[0].id, "已转院")
    return lambda team: agendas.unlist(team, draft)


def _order(team: Context) -> Run:
    meeting_id = weekly.weekly(team)
    weekly.listed(team, meeting_id, ARM, SPINE)
    order = tuple(row.id for row in reversed(agendas.get(team, meeting_id).rows))
    draft = OrderDraft(meeting_id, order)
    return lambda team: agendas.order(team, draft)


def _ratify(team: Context) -> Run:
    meeting_id = weekly.weekly(team)
    case_id = weekly.registered(team, SPINE)
    draft = RatifyDraft(meeting_id, case_id, weekly.urgent(team, case_id))
    weekly.started(team, meeting_id)
    return lambda team: decisions.ratify(team, draft)


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
