# SPDX-License-Identifier: MIT
"""A case without what tells whose it is: an allow-list of keys, days for dates, ordinals for ids.

The list is ``rules/deidentified.toml``. What it does not name is left out, and a word under a key
that it names is left out too unless it is a code, unit or id of this program's own tables.
"""

from __future__ import annotations

import hmac
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TypeGuard

from mdtdesk.domain import case_fields, days, labs, vocabulary
from mdtdesk.domain import fields as f
from mdtdesk.domain.dates import age
from mdtdesk.domain.document import OBJECT, Document, Value, document, text
from mdtdesk.domain.instrument_items import options
from mdtdesk.domain.instruments import tables
from mdtdesk.paths import resource

FORMAT, VERSION = "mdtdesk-deidentified", 1
OLDEST = 90
_DIGITS = 20


@dataclass(frozen=True, slots=True)
class Keys:
    """The paths, without the places in lists, that are kept as they stand or as days."""

    kept: frozenset[str]
    days: frozenset[str]


@dataclass(frozen=True, slots=True)
class Whose:
    """A case's place in the store; of its ids only their keyed digests leave it."""

    case_id: str
    patient_id: str


@cache
def keys() -> Keys:
    """Return the allow-list."""
    table = tomllib.loads(resource("rules", "deidentified.toml").read_text("utf-8"))
    return Keys(frozenset(table["kept"]), frozenset(table["days"]))


def study_number(secret: bytes, kind: str, own_id: str) -> str:
    """Return the number under which a study knows a patient or a case; it leads back nowhere."""
    return hmac.digest(secret, f"{kind} {own_id}".encode(), "sha256").hex()[:_DIGITS]


def deidentified(case: Document, whose: Whose, secret: bytes) -> Document:
    """Return what may leave the house of a case."""
    received = text(case, "referral.received_at")
    walk = _Walk(days.earliest(received) if _is_exact(received) else None)
    facts = walk.group(case, case_fields.CASE, "")
    patient = {**_object(facts.pop("patient", {})), **_age(case, walk.referral)}
    head: dict[str, object] = {
        "format": FORMAT,
        "version": VERSION,
        "case": study_number(secret, "case", whose.case_id),
    }
    known = {"study_number": study_number(secret, "patient", whose.patient_id), **patient}
    return document({**head, "patient": known, **facts})


def _object(value: object) -> dict[str, object]:
    return dict(value) if isinstance(value, Mapping) else {}


def _age(case: Document, referral: date | None) -> dict[str, object]:
    """Return the age at the referral; without its day only an age that was recorded as one."""
    patient = case.get("patient")
    if not isinstance(patient, OBJECT) or (referral is None and "age_years" not in patient):
        return {}
    known = age(document({**patient, "death": {}}), referral or date.min)
    return {} if known is None else {"age_years": min(OLDEST, known[0])}


def _is_exact(stored: str) -> bool:
    return len(stored) >= len("2024-05-17")


@dataclass(slots=True)
class _Walk:
    """One walk over a case, which knows its day zero and the ordinals it gave to ids."""

    referral: date | None
    ordinals: dict[str, int] = field(default_factory=dict)

    def group(self, value: Document, of: f.Group, path: str) -> dict[str, object]:
        """Return what is kept of an object."""
        made: dict[str, object] = {}
        for key, kinds in _fields(value, of).items():
            found = value.get(key)
            if found is not None:
                inner = f"{path}.{key}" if path else key
                kept = (self.value(found, kind, inner) for kind in kinds)
                _put(made, key, next((each for each in kept if each is not None), None))
                _put(made, f"{key}_days", self.days(found, inner))
        for key, known in WORDS.get(path, {}).items():
            if key in made and not known(value):
                del made[key]
        return made

    def value(self, value: Value, kind: f.Kind, path: str) -> object | None:
        """Return what is kept of a value, None for nothing."""
        match kind:
            case f.Group():
                return (self.group(value, kind, path) or None) if _is_object(value) else None
            case f.Rows():
                return self._rows(value, kind, path)
            case f.FlagOr() if isinstance(value, OBJECT):
                # that there was one is known even where nothing more may be said of it
                return self.group(value, kind.group, path) or (True if _kept(path) else None)
            case _ if not _kept(path):
                return None
            case f.Items():
                found = [self._one(item, kind.item) for item in _tuple(value)]
                return [item for item in found if item is not None]
            case f.Answers():
                return _answers(value, kind.of) or None
        return self._one(value, kind)

    def _rows(self, value: Value, kind: f.Rows, path: str) -> object | None:
        rows = [row for row in _tuple(value) if _is_object(row)]
        found = [self.group(row, kind.row, path) for row in rows]
        any_kept = any(each.startswith(f"{path}.") for each in keys().kept)
        left = [row for row in found if row]
        # an empty list says "looked for, none"; one of which nothing may be said says nothing
        return left if left or (any_kept and not rows) else None

    def _one(self, value: Value, kind: f.Kind) -> object | None:
        match kind:
            case f.Choice():
                return value if vocabulary.has(kind.vocabulary, str(value)) else None
            case f.Id():
                return self.ordinals.setdefault(str(value), len(self.ordinals) + 1)
            case f.Text():
                return value  # held against its own table by the rules below
            case f.Flag() | f.FlagOr() | f.Whole() | f.Number():
                return value if isinstance(value, (bool, int, float)) else None
        return None

    def days(self, value: Value, path: str) -> int | None:
        """Return the whole days from the referral to a date known to the day."""
        exact = isinstance(value, str) and _is_exact(value)
        if path not in keys().days or self.referral is None or not exact:
            return None
        return (days.earliest(str(value)) - self.referral).days


def _fields(value: Document, of: f.Group) -> Mapping[str, tuple[f.Kind, ...]]:
    if of.variant == "type":  # the details of a procedure, whose type stands beside them
        return of.all_fields()
    return {key: (kind,) for key, kind in of.fields_for(value.get(of.variant)).items()}


def _put(made: dict[str, object], key: str, found: object) -> None:
    if found is not None:
        made[key] = found


def _kept(path: str) -> bool:
    return path in keys().kept


def _is_object(value: Value) -> TypeGuard[Document]:
    return isinstance(value, OBJECT)


def _tuple(value: Value) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else ()


def _answers(value: Value, of: str) -> dict[str, object]:
    allowed, made = options(of), dict[str, object]()
    for instrument, answers in value.items() if isinstance(value, OBJECT) else ():
        items = allowed.get(instrument, {})
        kept = {
            item: option
            for item, option in (answers.items() if isinstance(answers, OBJECT) else ())
            if option in items.get(item, ())
        }
        if kept:
            made[instrument] = kept
    return made


def _is_unit(lab: Document) -> bool:
    test = text(lab, "test")
    return vocabulary.has("lab_test", test) and text(lab, "unit") in labs.units(test)


def _is_bone(lesion: Document) -> bool:
    # a bone of the skull is typed
    return any(vocabulary.has(each, text(lesion, "bone")) for each in ("limb_bone", "chest_bone"))


def _is_version(score: Document) -> bool:
    table = tables.load().get(text(score, "instrument"))
    return table is not None and text(score, "version") == table.version


def _is_band(score: Document) -> bool:
    table = tables.load().get(text(score, "instrument"))
    if table is None:
        return False
    known = {band.id for band in table.bands} | {grade.id for grade in table.grades}
    return text(score, "band") in known


Known = Callable[[Document], bool]
# the only keys of the list that hold words, each with the table that its words must come from
WORDS: Mapping[str, Mapping[str, Known]] = {
    "labs": {"unit": _is_unit},
    "lesions": {"bone": _is_bone},
    "scores": {"version": _is_version, "band": _is_band},
}
