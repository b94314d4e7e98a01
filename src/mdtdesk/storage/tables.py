# SPDX-License-Identifier: MIT
"""The store's other tables: meetings, people, commands, audit, journal, switches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text, UniqueConstraint

from mdtdesk.domain import switches, vocabulary
from mdtdesk.domain.signing import APPENDED
from mdtdesk.storage.columns import METADATA, quoted, strict_table
from mdtdesk.storage.shapes import CASE, PATIENT, link

PATIENT.table.append_constraint(UniqueConstraint("mrn"))
CASE.table.append_constraint(UniqueConstraint("number"))


def _text(name: str, *, key: bool = False, needed: bool = True) -> Column[Any]:
    return Column(name, Text, primary_key=key, nullable=not (needed or key))


MEETINGS = strict_table(
    "meetings",
    _text("id", key=True),
    *(_text(name, needed=False) for name in ("title", "date", "starts_at", "room")),
)
PEOPLE = strict_table(
    "people",
    _text("id", key=True),
    _text("name"),
    _text("title", needed=False),
    _text("discipline", needed=False),
    _text("added_at"),
    _text("disabled_at", needed=False),
    UniqueConstraint("name"),
)
ROLES = strict_table(
    "people_roles",
    Column("person_id", Text, link("people"), primary_key=True),
    Column(
        "role",
        Text,
        CheckConstraint(f"role IN ({quoted(vocabulary.codes('role'))})"),
        primary_key=True,
    ),
)
COMMANDS = strict_table(
    "commands",
    _text("id", key=True),
    _text("kind"),
    _text("person_id", needed=False),
    _text("person"),
    _text("role"),
    _text("at"),
    _text("arguments"),
    _text("outcome"),
)
AUDIT = strict_table(
    "audit",
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
    Index("ix_audit_action", "action"),
    Index("ix_audit_case", "case_id"),
    Index("ix_audit_patient", "patient_id"),
    Index("ix_audit_person", "person_id"),
)
JOURNAL = strict_table(
    "journal",
    _text("person_id", key=True),
    _text("form", key=True),
    _text("path", key=True),
    _text("raw"),
    _text("at"),
    Index("ix_journal_form", "form"),
)
MISSING = strict_table(
    "cases_missing",
    Column("case_id", Text, link("cases"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    _text("path"),
)
NUMBERS = strict_table(
    "case_numbers",
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
)
SETTINGS = strict_table("store_settings", _text("name", key=True), _text("value"))
# The files whose bytes lie in ``files/``; a case may name others, which were never kept here.
STORED_FILES = strict_table(
    "stored_files",
    Column("digest", Text, CheckConstraint("length(digest) = 64"), primary_key=True),
    _text("media_type"),
    Column("bytes", Integer, CheckConstraint("bytes >= 0"), nullable=False),
    _text("kept_at"),
)
SWITCHES = strict_table(
    "switches",
    Column("sequence", Integer, primary_key=True),
    Column("kind", Text, CheckConstraint(f"kind IN ({quoted(switches.KINDS)})"), nullable=False),
    _text("subject"),
    _text("version"),
    Column("turned_on", Integer, CheckConstraint("turned_on IN (0, 1)"), nullable=False),
    Column("role", Text, CheckConstraint(f"role IN ({quoted(switches.ROLES)})"), nullable=False),
    _text("person_id", needed=False),
    _text("person"),
    _text("at"),
    _text("reason", needed=False),
    _text("words", needed=False),
    Index("ix_switches_subject", "kind", "subject"),
)

DECISIONS = METADATA.tables["decisions"]
APPEND_ONLY = (
    *(t.name for s in CASE.shapes() if s.name in ("decisions", "scores") for t in s.tables()),
    "commands",
    "audit",
    "switches",
)


_DECISION = next(shape for shape in CASE.shapes() if shape.name == "decisions")


def triggers() -> tuple[str, ...]:
    """Return the statements that make the append-only tables refuse UPDATE and DELETE.

    What a signed decision says takes no further row either; what comes to it later does.
    """
    changed = (
        f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'append only'); END"
        for table in APPEND_ONLY
        for event in ("UPDATE", "DELETE")
    )
    return (*changed, *(_no_late_row(table, owner) for table, owner in _signed_content()))


def _signed_content() -> Iterator[tuple[str, str]]:
    """Yield each table that hangs on a decision and is signed, with its decision's id in SQL."""
    for listed in _DECISION.listed:
        yield listed.table.name, "NEW.owner_id"
    for nested in _DECISION.nested:
        if nested.keys[0] in APPENDED:
            continue
        table = nested.shape.table.name
        yield table, "NEW.owner_id"
        for inner in nested.shape.tables():
            if inner.name != table:
                yield inner.name, f"(SELECT owner_id FROM {table} WHERE id = NEW.owner_id)"


def _no_late_row(table: str, decision: str) -> str:
    # a decision from a file comes with its signatures, in any order, and is not verified here
    return (
        f"CREATE TRIGGER {table}_no_late BEFORE INSERT ON {table} WHEN EXISTS "
        f"(SELECT 1 FROM decisions_signatures AS s JOIN decisions AS d ON d.id = s.owner_id "
        f"WHERE s.case_id = NEW.case_id AND d.imported_from IS NULL AND d.id = {decision}) "
        f"BEGIN SELECT RAISE(ABORT, 'append only'); END"
    )
