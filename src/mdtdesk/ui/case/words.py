# SPDX-License-Identifier: MIT
"""Values of a case in words, as the conflict dialog and the read-only parts say them."""

from __future__ import annotations

from collections.abc import Mapping

from mdtdesk.domain import dates, levels, wording
from mdtdesk.domain.case_fields import CASE
from mdtdesk.domain.document import Document, Value, text
from mdtdesk.domain.fields import (
    Choice,
    Day,
    DayOrMoment,
    Flag,
    FlagOr,
    Group,
    Id,
    Items,
    Kind,
    Moment,
    Number,
    Rows,
)
from mdtdesk.domain.instruments import tables
from mdtdesk.i18n import Translate
from mdtdesk.ui.case import paths
from mdtdesk.ui.widgets.captioned import unit
from mdtdesk.ui.widgets.editors import PRESENT


def kind_of(path: str, document: Document) -> Kind | None:
    """Return the kind of a path of the case, None where it leads to a whole lesion."""
    kind: Kind = CASE
    keys = path.split(".")
    for at, key in enumerate(keys):
        name, bracket, _ = key.partition("[")
        if isinstance(kind, Rows):
            kind = kind.row
        if isinstance(kind, FlagOr):
            kind = kind.group
        if not isinstance(kind, Group):
            return None
        site = text(paths.lesion(document, paths.lesion_id(path)), "site")
        found = kind.fields_for(site if kind.variant == "site" else "").get(name)
        if found is None:
            return None
        kind = found
        if bracket and at == len(keys) - 1:
            return kind.item if isinstance(kind, Items) else None
    return kind


def value(path: str, said: Value | None, document: Document, translate: Translate) -> str:
    """Say the value of a path."""
    if said is None:
        return translate("widget.not_recorded")
    if "answers." in path:
        instrument, _, item = path.partition("answers.")[2].partition(".")
        options = tables.of(instrument).item(item).options
        return next((o.label[translate.language] for o in options if o.id == said), str(said))
    kind = kind_of(path, document)
    if kind is None:
        return wording.lesion(said, translate) if isinstance(said, Mapping) else str(said)
    return of_kind(kind, said, translate, key=path.rpartition(".")[2])


def of_kind(kind: Kind, said: Value, translate: Translate, *, key: str = "") -> str:
    """Say a value of a kind."""
    match kind:
        case Choice():
            return translate.code(kind.vocabulary, said)
        case Items():
            return _items(kind, said, translate)
        case Flag():
            present = key in PRESENT
            words = ("widget.present", "widget.absent") if present else ("widget.yes", "widget.no")
            return translate(words[0] if said is True else words[1])
        case Day() | Moment() | DayOrMoment():
            return dates.show_moment(str(said), translate)
        case Number():
            return " ".join(filter(None, (wording.number(said), unit(kind, translate))))
        case FlagOr():
            return _flag_or(kind, said, translate)
        case Rows():
            return _rows(kind, said, translate)
        case Group():
            return _row(kind, said, translate)
    return str(said)


def _items(kind: Items, said: Value, translate: Translate) -> str:
    listed = said if isinstance(said, tuple) else ()
    if isinstance(kind.item, Choice) and kind.item.vocabulary == "level":
        return levels.text(map(str, listed), translate)
    named = (of_kind(kind.item, one, translate) for one in listed)
    return translate("wording.list").join(named)


def _flag_or(kind: FlagOr, said: Value, translate: Translate) -> str:
    if isinstance(said, Mapping):
        return _row(kind.group, said, translate)
    return translate("widget.present" if said is True else "widget.absent")


def _rows(kind: Rows, said: Value, translate: Translate) -> str:
    listed = said if isinstance(said, tuple) else ()
    named = [_row(kind.row, one, translate) for one in listed]
    return "\n".join(named) if named else translate("widget.none_found")


def _row(kind: Group, said: Value, translate: Translate) -> str:
    if not isinstance(said, Mapping):
        return str(said)
    fields = kind.fields_for(said.get(kind.variant, ""))
    named = [
        of_kind(inner, said[key], translate, key=key)
        for key, inner in fields.items()
        if key in said and not isinstance(inner.item if isinstance(inner, Items) else inner, Id)
    ]
    return " ".join(named)
