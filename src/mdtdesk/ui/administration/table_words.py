# SPDX-License-Identifier: MIT
"""An instrument's whole table in words: items, options and points, bands, source, notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mdtdesk.domain.instruments.tables import Band, Instrument, Item
from mdtdesk.i18n import Translate


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: what, how many points, and a tone whose sign stands before it."""

    words: str
    value: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading with lines of text and rows of a table under it."""

    title: str
    lines: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


def blocks(of: Instrument, translate: Translate) -> Iterator[Block]:
    """Yield the table, part by part, in the order in which it is read."""
    language = translate.language
    for item in of.items:
        yield _item(item, translate)
    if of.bands:
        bands = tuple(_band(band, translate) for band in of.bands)
        yield Block(translate("switch.bands"), tuple(_direction(of, translate)), bands)
    if of.grades:
        grades = tuple(Row(grade.label[language], grade.id) for grade in of.grades)
        yield Block(translate("switch.grades"), (), grades)
    yield Block(translate("switch.source"), tuple(filter(None, (of.citation,))))
    if of.cohort:
        yield Block(translate("switch.cohort"), (of.cohort[language],))
    if of.notes:
        yield Block(translate("switch.notes"), tuple(note[language] for note in of.notes))


def _direction(of: Instrument, translate: Translate) -> Iterator[str]:
    if of.direction == "higher is better":
        yield translate("switch.higher_is_better")
    elif of.direction == "higher is worse":
        yield translate("switch.higher_is_worse")


def _item(item: Item, translate: Translate) -> Block:
    language = translate.language
    rows = tuple(Row(option.label[language], str(option.points)) for option in item.options)
    notes = [item.note[language]] if item.note else []
    if item.unscored:
        listed = translate("wording.list").join(item.unscored)
        notes.append(translate("switch.unscored", values=listed))
    return Block(item.label[language], tuple(notes), rows)


def _band(band: Band, translate: Translate) -> Row:
    same = band.lowest == band.highest
    range_of = str(band.lowest) if same else f"{band.lowest}–{band.highest}"
    words = band.label[translate.language]
    if band.strategy:
        strategy = band.strategy[translate.language]
        words = f"{words}\n{translate('switch.strategy', words=strategy)}"
    return Row(words, range_of, band.tone)
