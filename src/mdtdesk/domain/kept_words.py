# SPDX-License-Identifier: MIT
"""A kept result in words: its items and its band by the labels of the table, else as stored.

A result may be older than the table, or come from another program: what the table of today does not
name is said as it was kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mdtdesk.domain.document import Document, Value, group, text
from mdtdesk.domain.instruments import tables
from mdtdesk.domain.instruments.tables import Instrument
from mdtdesk.i18n import Language, Translate


def band(row: Document, language: Language) -> str:
    """Return the band of a row of ``scores``."""
    table, kept = tables.load().get(text(row, "instrument")), text(row, "band")
    found = (one for one in table.bands if one.id == kept) if table else ()
    return next((one.short[language] for one in found), kept)


def items(row: Document, translate: Translate) -> Iterator[str]:
    """Yield each item with the answer and the points that were kept."""
    table = tables.load().get(text(row, "instrument"))
    answers, points = group(row, "answers"), group(row, "points")
    colon = translate("print.colon")
    for item in dict.fromkeys((*answers, *points)):
        name, answer = _named(table, item, answers.get(item), translate.language)
        value = _plain(points.get(item))
        said = f"{answer}{translate('print.brackets', text=value)}" if answer and value else ""
        said = said or answer or value
        yield f"{name}{colon}{said}" if name else said


def _named(
    table: Instrument | None, item: str, answer: Value | None, language: Language
) -> tuple[str, str]:
    """Return the labels of an item and of its answer; a grade needs no name of its own."""
    kept = _plain(answer)
    if table is None:
        return item, kept
    grade = table.grade(kept) if item == "grade" else None
    if item == "grade" and not table.items:
        return "", f"{kept} {grade.label[language]}" if grade else kept
    known = next((one for one in table.items if one.id == item), None)
    if known is None:
        flag = table.grade(item)
        return (flag.label[language] if flag else item), kept
    found = (one.label[language] for one in known.options if one.id == kept)
    return known.label[language], next(found, kept)


def _plain(value: Value | None) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_plain(inner)}" for key, inner in value.items())
    if isinstance(value, tuple):
        return ", ".join(map(_plain, value))
    return "" if value is None else str(value)
