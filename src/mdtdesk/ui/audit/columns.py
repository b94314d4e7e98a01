# SPDX-License-Identifier: MIT
"""The columns of the audit's list and of the list of who opened a patient."""

from __future__ import annotations

from mdtdesk.domain.audit_log import AuditEntry, Opened
from mdtdesk.ui.audit import words
from mdtdesk.ui.models.table import Cell, Column


def header(name: str) -> str:
    """Return the key of a column's words."""
    return f"audit.column.{name}"


COLUMNS: tuple[Column[AuditEntry], ...] = (
    Column("time", lambda row, _t: Cell(words.moment(row.happened_at), "muted"), 172),
    Column("person", lambda row, _t: Cell(row.person, bold=True), 96),
    Column("role", lambda row, t: Cell(words.role(row.role, t), "muted"), 112),
    Column("action", lambda row, t: Cell(words.action(row.action, t)), 132),
    Column("number", lambda row, _t: Cell(row.number, "muted"), 96),
    Column("name", lambda row, _t: Cell(row.name), 96),
    Column("what", lambda row, t: Cell(words.what(row, t)), 176),
    Column("value", lambda row, t: Cell(words.value(row, t), "muted")),
)
OPENED: tuple[Column[Opened], ...] = (
    Column("time", lambda row, _t: Cell(words.moment(row.at), "muted"), 172),
    Column("person", lambda row, _t: Cell(row.person, bold=True), 120),
    Column("role", lambda row, t: Cell(words.role(row.role, t), "muted"), 96),
    Column("how", lambda row, t: Cell(words.action(row.action, t)), 120),
    Column("what", lambda row, t: Cell(words.path(row.what, t), "muted")),
    Column("number", lambda row, _t: Cell(row.number, "muted"), 96),
)
