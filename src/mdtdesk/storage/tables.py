# SPDX-License-Identifier: MIT
"""The store's other tables: meetings, people, commands, audit, journal, kept listing results."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Index, Integer, Table, Text, UniqueConstraint

from mdtdesk.domain import vocabulary
from mdtdesk.storage.columns import STRICT, quoted
from mdtdesk.storage.shapes import CASE, METADATA, PATIENT, link

PATIENT.table.append_constraint(UniqueConstraint("mrn"))
CASE.table.append_constraint(UniqueConstraint("number"))


def _text(name: str, *, key: bool = False, needed: bool = True) -> Column[object]:
    return Column(name, Text, primary_key=key, nullable=not (needed or key))


MEETINGS = Table(
    "meetings",
    METADATA,
    _text("id", key=True),
    *(_text(name, needed=False) for name in ("title", "date", "starts_at", "room")),
    **STRICT,
)
PEOPLE = Table(
    "people",
    METADATA,
    _text("id", key=True),
    _text("name"),
    _text("title", needed=False),
    _text("discipline", needed=False),
    _text("added_at"),
    _text("disabled_at", needed=False),
    UniqueConstraint("name"),
    **STRICT,
)
ROLES = Table(
    "people_roles",
    METADATA,
    Column("person_id", Text, link("people"), primary_key=True),
    Column(
        "role",
        Text,
        CheckConstraint(f"role IN ({quoted(vocabulary.codes('role'))})"),
        primary_key=True,
    ),
    **STRICT,
)
COMMANDS = Table(
    "commands",
    METADATA,
    _text("id", key=True),
    _text("kind"),
    _text("person_id", needed=False),
    _text("person"),
    _text("role"),
    _text("at"),
    _text("arguments"),
    _text("outcome"),
    **STRICT,
)
AUDIT = Table(
    "audit",
    METADATA,
    Column("sequence", Integer, primary_key=True),
    _text("command_id"),
    Column("ordinal", Integer, nullable=False),
    _text("at"),
    _text("happened_at"),
    _text("person_id", needed=False),
    _text("person"),
    _text("role"),
    _text("action"),
    *(_text(name, needed=False) for name in ("patient_id", "case_id", "path", "old", "new")),
    _text("previous"),
    _text("hash"),
    UniqueConstraint("command_id", "ordinal"),
    Index("ix_audit_case", "case_id"),
    Index("ix_audit_patient", "patient_id"),
    **STRICT,
)
JOURNAL = Table(
    "journal",
    METADATA,
    _text("person_id", key=True),
    _text("form", key=True),
    _text("path", key=True),
    _text("raw"),
    _text("at"),
    Index("ix_journal_form", "form"),
    **STRICT,
)
MISSING = Table(
    "cases_missing",
    METADATA,
    Column("case_id", Text, link("cases"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    _text("path"),
    **STRICT,
)
NUMBERS = Table(
    "case_numbers",
    METADATA,
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
    **STRICT,
)
SETTINGS = Table("store_settings", METADATA, _text("name", key=True), _text("value"), **STRICT)

DECISIONS = METADATA.tables["decisions"]
APPEND_ONLY = (
    *(t.name for s in CASE.shapes() if s.name == "decisions" for t in s.tables()),
    "commands",
    "audit",
)


def triggers() -> tuple[str, ...]:
    """Return the statements that make the append-only tables refuse UPDATE and DELETE."""
    return tuple(
        f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'append only'); END"
        for table in APPEND_ONLY
        for event in ("UPDATE", "DELETE")
    )
