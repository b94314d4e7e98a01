# SPDX-License-Identifier: MIT
"""The tables of meetings: series, what is planned of a meeting, who is there, and agenda items.

``meetings`` itself holds what a case document says of a meeting, of other stores' meetings too;
``meeting_plans`` holds the rest of those that this store plans. An item is open until it has ended;
an open item without a meeting waits for the next one. A case has one open item at most.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text, UniqueConstraint, text

from mdtdesk.domain import vocabulary
from mdtdesk.domain.meetings import CARRIED, ENDS
from mdtdesk.storage.columns import quoted, strict_table
from mdtdesk.storage.shapes import link


def _text(name: str, *, needed: bool = True) -> Column[Any]:
    return Column(name, Text, nullable=not needed)


def _count(name: str, low: int = 0) -> Column[Any]:
    return Column(name, Integer, CheckConstraint(f"{name} >= {low}"), nullable=False)


def _coded(name: str, codes: tuple[str, ...]) -> Column[Any]:
    return Column(name, Text, CheckConstraint(f"{name} IN ({quoted(codes)})"))


_DISCIPLINES = vocabulary.codes("discipline")
SERIES = strict_table(
    "meeting_series",
    Column("id", Text, primary_key=True),
    _count("version", 1),
    _text("title"),
    Column("weekday", Integer, CheckConstraint("weekday BETWEEN 1 AND 7"), nullable=False),
    _count("every_weeks", 1),
    *(_text(name) for name in ("starts", "room", "chair", "recorder")),
    _count("cutoff_days"),
    _text("cutoff_time"),
    _count("minutes_per_case", 1),
    _count("capacity"),
)
SERIES_MEMBERS = strict_table(
    "meeting_series_members",
    Column("owner_id", Text, link("meeting_series"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    *(_text(name) for name in ("person", "title")),
    _coded("discipline", _DISCIPLINES),
)
SERIES_REQUIRED = strict_table(
    "meeting_series_required",
    Column("owner_id", Text, link("meeting_series"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    _coded("discipline", _DISCIPLINES),
)
PLANS = strict_table(
    "meeting_plans",
    Column("id", Text, link("meetings"), primary_key=True),
    Column("series_id", Text, link("meeting_series")),
    _count("version", 1),
    *(_text(name) for name in ("chair", "recorder", "cutoff_at")),
    _count("minutes_per_case", 1),
    _count("capacity"),
    _text("made_at"),
    *(_text(name, needed=False) for name in ("started_at", "finished_at", "cancelled_at")),
    _text("because", needed=False),
    Index("ix_meeting_plans_series", "series_id"),
)
PLANS_REQUIRED = strict_table(
    "meeting_plans_required",
    Column("owner_id", Text, link("meeting_plans"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    _coded("discipline", _DISCIPLINES),
)
ATTENDANCE = strict_table(
    "meeting_attendance",
    Column("owner_id", Text, link("meeting_plans"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    *(_text(name) for name in ("person", "title")),
    _coded("discipline", _DISCIPLINES),
    _coded("presence", vocabulary.codes("presence")),
    _text("arrived_at"),
    UniqueConstraint("owner_id", "person"),
)
ITEMS = strict_table(
    "agenda_items",
    Column("id", Text, primary_key=True),
    Column("case_id", Text, link("cases"), nullable=False),
    Column("meeting_id", Text, link("meeting_plans")),
    _count("position"),
    _count("minutes"),
    *(_text(name) for name in ("listed_at", "listed_by", "because")),
    # the decision that asks to be ratified
    Column("decision_id", Text, link("decisions")),
    Column("follows", Text, link("agenda_items"), unique=True),
    _count("carried"),
    _coded("carried_as", CARRIED),
    # no foreign key: an import may replace a case's discussions
    _text("discussion_id", needed=False),
    _coded("ended", ENDS),
    _text("ended_at", needed=False),
    Index("ix_agenda_items_meeting", "meeting_id", "position"),
    Index("ix_agenda_items_case", "case_id"),
    Index("ux_agenda_items_open", "case_id", unique=True, sqlite_where=text("ended IS NULL")),
)
# what was on an agenda is never forgotten
KEPT = """CREATE TRIGGER agenda_items_no_delete BEFORE DELETE ON agenda_items
BEGIN SELECT RAISE(ABORT, 'never deleted'); END"""
