# SPDX-License-Identifier: MIT
"""Paths of a case as its form knows them: lesions by id, sections by key."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from mdtdesk.domain import listing, wording
from mdtdesk.domain.document import Document, get, group, rows, text
from mdtdesk.domain.instruments import tables
from mdtdesk.i18n import Translate
from mdtdesk.ui.case.plans import section_of

_LESION = re.compile(r"^lesions\[([^\]]*)\]")


def by_id(path: str, document: Document) -> str:
    """Return a path with a lesion's id in place of its index."""
    found = _LESION.match(path)
    if found is None or not found[1].isdigit():
        return path
    index, lesions = int(found[1]), rows(document, "lesions")
    named = text(lesions[index], "id") if index < len(lesions) else ""
    return f"lesions[{named}]{path[found.end() :]}" if named else path


def lesion_id(path: str) -> str:
    """Return the lesion that a path leads into; empty for none."""
    found = _LESION.match(path)
    return found[1] if found else ""


def lesion(document: Document, named: str) -> Document:
    """Return a lesion by its id, an empty object where there is none."""
    return group(document, f"lesions[{named}]")


class _Last:
    """What the last case that was asked about lacks: one key asks six times about one case."""

    case: Document | None = None
    lacks: tuple[str, ...] = ()


def missing(document: Document) -> tuple[str, ...]:
    """Return the paths that listing still needs."""
    if _Last.case is None or _Last.case != document:
        _Last.case, _Last.lacks = document, tuple(listing.missing(document))
    return _Last.lacks


def needed(document: Document) -> frozenset[str]:
    """Return every path that would settle what listing still needs."""
    found: set[str] = set()
    for path in missing(document):
        head, dot, _ = by_id(path, document).rpartition("].")
        found |= {f"{head}{dot}{other}" for other in listing.alternatives(path)}
    return frozenset(found)


def counts(missing: Iterable[str]) -> Mapping[str, int]:
    """Return how much is missing in each section."""
    return Counter(section_of(path) for path in missing)


def is_filled(document: Document, keys: Iterable[str]) -> bool:
    """Tell whether anything is recorded under some keys."""
    return any(get(document, key) is not None for key in keys)


def where(path: str, document: Document, translate: Translate) -> str:
    """Say which field a path is: "T12, alignment", "ECOG"."""
    named = lesion_id(path)
    key = path.rpartition("].")[2] if named else path
    if key.startswith("answers."):
        return _answer(named, key, document, translate)
    label = translate.field(f"lesions.{key}" if named else path)
    if key.startswith("sins."):
        label = translate(
            "wording.of_group", group=translate.field("lesions.sins"), field=wording.inside(label)
        )
    if not named or key == path:
        return label
    whose = wording.lesion(lesion(document, named), translate)
    return translate("case.field_of", whose=whose, field=label)


def _answer(named: str, key: str, document: Document, translate: Translate) -> str:
    """Say which item of which instrument a person answered: "Tomita, primary tumour"."""
    instrument, _, item = key.removeprefix("answers.").partition(".")
    table, language = tables.of(instrument), translate.language
    said = translate(
        "scores.answer_field",
        instrument=table.short[language],
        item=table.item(item).label[language],
    )
    if not named:
        return said
    whose = wording.lesion(lesion(document, named), translate)
    return translate("case.field_of", whose=whose, field=said)
