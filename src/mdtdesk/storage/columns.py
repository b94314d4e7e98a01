# SPDX-License-Identifier: MIT
"""Columns and their CHECKs made from the kinds of the field tree."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, Column, Integer, MetaData, Table, Text
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import REAL, TypeEngine

from mdtdesk.domain import fields as f
from mdtdesk.domain import vocabulary

METADATA = MetaData()


def strict_table(name: str, *items: SchemaItem) -> Table:
    """Return a table whose columns hold their type and nothing else."""
    return Table(name, METADATA, *items, sqlite_strict=True)


def quoted(codes: tuple[str, ...]) -> str:
    """Return codes as a list of SQL literals."""
    return ", ".join("'" + code.replace("'", "''") + "'" for code in codes)


def column(name: str, kinds: tuple[f.Kind, ...]) -> Column[Any]:
    """Return a nullable column for a value of any of these kinds, with its CHECK."""
    rule = _rule(f'"{name}"', kinds)
    checks = (CheckConstraint(rule),) if rule else ()
    return Column(name, _type(kinds[0]), *checks)


def flag_column(name: str) -> Column[Any]:
    """Return a column that is 1 or absent."""
    return Column(name, Integer, CheckConstraint(f'"{name}" = 1'))


def _type(kind: f.Kind) -> TypeEngine[Any]:
    match kind:
        case f.Flag() | f.FlagOr() | f.Whole():
            return Integer()
        case f.Number():
            return REAL()
        case _:
            return Text()


def _rule(name: str, kinds: tuple[f.Kind, ...]) -> str:
    choices = [kind for kind in kinds if isinstance(kind, f.Choice) and not kind.grows]
    if choices and len(choices) == len(kinds):
        codes = dict.fromkeys(c for kind in choices for c in vocabulary.codes(kind.vocabulary))
        return f"{name} IN ({quoted(tuple(codes))})"
    match kinds[0]:
        case f.Flag() | f.FlagOr():
            return f"{name} IN (0, 1)"
        case f.Whole() | f.Number() as number:
            return _bounds(name, number)
        case f.Id():
            return f"length({name}) = 36"
        case f.Digest():
            return f"length({name}) = 64"
        case f.Day() | f.Moment() | f.DayOrMoment():
            return f"{name} GLOB '[12][09][0-9][0-9]*'"
        case _:
            return f"length({name}) > 0"


def _bounds(name: str, kind: f.Whole | f.Number) -> str:
    parts = []
    if kind.low is not None:
        above = isinstance(kind, f.Number) and kind.above
        parts.append(f"{name} {'>' if above else '>='} {kind.low}")
    if kind.high is not None:
        parts.append(f"{name} <= {kind.high}")
    if isinstance(kind, f.Whole) and kind.step > 1:
        parts.append(f"{name} % {kind.step} = 0")
    return " AND ".join(parts)
