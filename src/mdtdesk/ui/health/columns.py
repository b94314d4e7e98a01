# SPDX-License-Identifier: MIT
"""The columns of the list of backups."""

from __future__ import annotations

from dataclasses import dataclass

from mdtdesk.domain import audit
from mdtdesk.domain.backups import BackupRow, Health
from mdtdesk.i18n import Translate
from mdtdesk.ui.health.words import moment, size
from mdtdesk.ui.models.table import Cell, Column


@dataclass(frozen=True, slots=True)
class Line:
    """A backup and whether it lies in the second place."""

    row: BackupRow
    second: bool


def lines(health: Health) -> tuple[Line, ...]:
    """Return the backups of both places, the newest first."""
    found = [
        Line(row, second=bool(at)) for at, place in enumerate(health.places) for row in place.rows
    ]
    return tuple(sorted(found, key=lambda line: (line.row.made_at, not line.second), reverse=True))


def header(name: str) -> str:
    """Return the key of a column's words."""
    return f"health.column.{name}"


def _place(line: Line, translate: Translate) -> Cell:
    return Cell(translate("health.second" if line.second else "health.first"), "muted")


COLUMNS: tuple[Column[Line], ...] = (
    Column("made_at", lambda line, _: Cell(moment(line.row.made_at)), 152),
    Column("place", _place, 120),
    Column(
        "cases", lambda line, _: Cell(f"{line.row.counts.get('cases', 0):,}"), 72, align="right"
    ),
    Column("size", lambda line, _: Cell(size(line.row.size), "muted"), 96, align="right"),
    Column("head", lambda line, _: Cell(audit.short(line.row.audit_head), "muted"), 0),
)
