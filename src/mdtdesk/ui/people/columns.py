# SPDX-License-Identifier: MIT
"""The columns of the list of people."""

from __future__ import annotations

from mdtdesk.domain.records import PersonRow
from mdtdesk.domain.roles import ROLES
from mdtdesk.i18n import Translate
from mdtdesk.ui.models.table import Cell, Column


def header(name: str) -> str:
    """Return the key of a column's words."""
    return f"people.column.{name}"


def roles_words(roles: tuple[str, ...], translate: Translate) -> str:
    """Name roles in the order they have everywhere."""
    held = [translate.code("role", role, short=True) for role in ROLES if role in roles]
    return translate("wording.list").join(held)


def _tone(row: PersonRow) -> str:
    return "muted" if row.disabled else "text"


def _discipline(row: PersonRow, translate: Translate) -> Cell:
    words = translate.code("discipline", row.discipline) if row.discipline else ""
    return Cell(words, "muted")


def _state(row: PersonRow, translate: Translate) -> Cell:
    return Cell(translate("people.disabled"), "muted") if row.disabled else Cell()


COLUMNS: tuple[Column[PersonRow], ...] = (
    Column("name", lambda row, _: Cell(row.name, _tone(row), bold=not row.disabled), 128),
    Column("title", lambda row, _: Cell(row.title, "muted"), 112),
    Column("discipline", _discipline, 168),
    Column("roles", lambda row, said: Cell(roles_words(row.roles, said), _tone(row)), 0),
    Column("state", _state, 88),
)
