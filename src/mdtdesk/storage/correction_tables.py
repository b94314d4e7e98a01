# SPDX-License-Identifier: MIT
"""The tables of corrections: withdrawn cases, moves, merges of patients, and what is asked for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text

from mdtdesk.domain import vocabulary
from mdtdesk.domain.corrections import ANSWERS, ASKED
from mdtdesk.storage.columns import quoted, strict_table
from mdtdesk.storage.shapes import link


def _text(name: str, *, needed: bool = True) -> Column[Any]:
    return Column(name, Text, nullable=not needed)


def _linked(name: str, target: str, *, needed: bool = True) -> Column[Any]:
    return Column(name, Text, link(target), nullable=not needed)


def _coded(name: str, codes: tuple[str, ...], *, needed: bool = True) -> Column[Any]:
    rule = CheckConstraint(f"{name} IN ({quoted(codes)})")
    return Column(name, Text, rule, nullable=not needed)


def _reason() -> Column[Any]:
    return _coded("reason", vocabulary.codes("correction_reason"))


def _who() -> tuple[Column[Any], ...]:
    """Return why in words, who and when: the end of every row here."""
    return (_text("words", needed=False), *(_text(n) for n in ("person_id", "person", "at")))


WITHDRAWALS = strict_table(
    "case_withdrawals",
    Column("case_id", Text, link("cases"), primary_key=True),
    _reason(),
    *_who(),
)
MERGES = strict_table(
    "patient_merges",
    Column("id", Text, primary_key=True),
    _linked("kept_id", "patients"),
    _linked("gone_id", "patients"),
    # the kept patient's facts before, and their version after: taken back if nobody changed them
    _text("facts_before"),
    Column("kept_revision", Integer, nullable=False),
    _reason(),
    *_who(),
    _text("undone_at", needed=False),
    Index("ix_patient_merges_kept", "kept_id"),
    Index("ix_patient_merges_gone", "gone_id"),
)
MOVES = strict_table(
    "case_moves",
    Column("id", Text, primary_key=True),
    _linked("case_id", "cases"),
    _linked("from_id", "patients"),
    _linked("to_id", "patients"),
    _linked("merge_id", "patient_merges", needed=False),
    _reason(),
    *_who(),
    Index("ix_case_moves_case", "case_id"),
    Index("ix_case_moves_merge", "merge_id"),
)
REQUESTS = strict_table(
    "case_requests",
    Column("id", Text, primary_key=True),
    _linked("case_id", "cases"),
    _coded("kind", ASKED),
    *_who(),
    _coded("answer", ANSWERS, needed=False),
    _text("answered_by", needed=False),
    _text("answered_at", needed=False),
    Index("ix_case_requests_case", "case_id"),
)
# a move is a fact: what undoes it is another one
TRIGGERS = tuple(
    f"CREATE TRIGGER {MOVES.name}_no_{event.lower()} BEFORE {event} ON {MOVES.name} "
    f"BEGIN SELECT RAISE(ABORT, 'append only'); END"
    for event in ("UPDATE", "DELETE")
)
