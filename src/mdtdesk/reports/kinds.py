# SPDX-License-Identifier: MIT
"""Values of a case document in words, by their kind in the tree of fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mdtdesk.domain.case_fields import CASE
from mdtdesk.domain.document import Document, Row, Step, Value, leaves, steps
from mdtdesk.domain.fields import (
    Choice,
    Day,
    DayOrMoment,
    Flag,
    FlagOr,
    Group,
    Items,
    Kind,
    Moment,
    Number,
    Rows,
)
from mdtdesk.i18n import Translate, labels

# Vocabularies whose short label says all that a doctor needs beside the field's name.
_SHORT = frozenset(
    {
        "ais",
        "bone_metastases",
        "comparator",
        "escc",
        "frankel",
        "harrington",
        "instrument",
        "joint",
        "lab_test",
        "limb_pain",
        "mirels_size",
        "modality",
        "puncture",
        "radiotherapy_technique",
        "side",
        "sins_alignment",
        "sins_collapse",
        "sins_pain",
        "sins_posterolateral",
        "wbb_layer",
        "wide_side",
        "pelvis_side",
        "procedure_type",
        "wbb_side",
    }
)
_NAMES = frozenset({"instrument"})  # their labels are names: capital inside a sentence too


def kinds(path: str, document: Document | None = None) -> tuple[Kind, ...]:
    """Return what may stand at a path; a row's variant narrows it where the document is given."""
    found: tuple[Kind, ...] = (CASE,)
    value: Value | None = document
    for step in steps(path):
        found = tuple(inner for kind in found for inner in _inner(kind, step, value))
        value = _stepped(value, step)
    return found


def _inner(kind: Kind, step: Step, value: Value | None) -> Iterator[Kind]:
    if isinstance(kind, Rows):
        yield kind.row
    elif isinstance(kind, Items):
        yield kind.item
    elif isinstance(kind, FlagOr):
        yield from _inner(kind.group, step, value)
    elif isinstance(kind, Group):
        yield from _of_group(kind, str(step), value)


def _of_group(group: Group, key: str, value: Value | None) -> Iterator[Kind]:
    """Yield the kind of a key; that of every variant where the value does not say which it is."""
    variant = value.get(group.variant) if group.variant and isinstance(value, Mapping) else None
    if variant is None and group.variants and key not in group.fields:
        yield from group.all_fields().get(key, ())
        return
    inner = group.fields.get(key) or group.variants.get(str(variant), {}).get(key)
    if inner is not None:
        yield inner


def _stepped(value: Value | None, step: Step) -> Value | None:
    if isinstance(step, Row):
        index = step.find(value) if isinstance(value, tuple) else -1
        return value[index] if isinstance(value, tuple) and index >= 0 else None
    return value.get(step) if isinstance(value, Mapping) else None


def shown_moment(text: str) -> str:
    """Return a day or date-time as people write it: ``2024-05``, ``2026-11-06 08:30``.

    Of a date-time with an offset the face of the clock where it was written: the print of a record
    is the same on every machine.
    """
    return f"{text[:10]} {text[11:16]}" if text[10:11] == "T" else text


def shown_number(value: float) -> str:
    """Return a number without digits that were not recorded."""
    text = str(value)
    return text.removesuffix(".0")


def said(translate: Translate, found: tuple[Kind, ...], value: Value) -> str:
    """Return a value in words; what no kind explains is shown as it is."""
    if isinstance(value, bool):
        return translate("print.yes" if value else "print.no")
    if isinstance(value, (int, float)):
        return shown_number(value) + _unit(translate, found)
    if isinstance(value, tuple):
        inner = tuple(k.item for k in found if isinstance(k, Items))
        words = translate("print.enum").join(said(translate, inner, item) for item in value)
        return words or translate("print.none")
    if isinstance(value, Mapping):
        colon = translate("print.colon")
        rows = (f"{path}{colon}{said(translate, (), leaf)}" for path, leaf in leaves(value))
        return translate("print.stop").join(rows)
    return _said_text(translate, found, value)


def _said_text(translate: Translate, found: tuple[Kind, ...], value: str) -> str:
    for kind in found:
        if isinstance(kind, Choice) and value in labels(kind.vocabulary):
            label = code(translate, kind.vocabulary, value)
            return label if kind.vocabulary in _NAMES else lowered(translate, label)
        if isinstance(kind, (Day, Moment, DayOrMoment)):
            return shown_moment(value)
    return value


def code(translate: Translate, vocabulary: str, value: str) -> str:
    """Return a code's label as prints use it; what the vocabulary lacks is shown as it is."""
    if value not in labels(vocabulary):
        return value
    return translate.code(vocabulary, value, short=vocabulary in _SHORT)


def lowered(translate: Translate, label: str) -> str:
    """Return an English label as it stands inside a sentence."""
    if translate.language == "en" and len(label) > 1 and label[1].islower():
        return label[0].lower() + label[1:]
    return label


def _unit(translate: Translate, found: tuple[Kind, ...]) -> str:
    unit = next((k.unit for k in found if isinstance(k, Number) and k.unit), "")
    return f" {translate(f'unit.{unit}')}".replace(" %", "%") if unit else ""


def is_flag(found: tuple[Kind, ...]) -> bool:
    """Tell whether yes or no may stand there."""
    return any(isinstance(kind, (Flag, FlagOr)) for kind in found)
