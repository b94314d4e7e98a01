# SPDX-License-Identifier: MIT
"""The kinds of value a case document is built of.

One tree of these (``case_fields``) is the case's only description: the check of a document, the
store's tables with their CHECKs, the form's widgets and the difference of two documents are all
walks over it. That is why there is no ORM class beside it: a new field is one line in the tree,
one in the migration and one label in each language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

_MERGED: dict[tuple[int, str], Mapping[str, Kind]] = {}


@dataclass(frozen=True, slots=True)
class Text:
    """Words; never empty, no NUL. ``multiline`` asks for a larger field."""

    multiline: bool = False
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One code of a vocabulary.

    grows  codes are added by files; the store keeps no list of them, so none needs a migration
    """

    vocabulary: str
    grows: bool = False


@dataclass(frozen=True, slots=True)
class Flag:
    """Yes or no; absent is not recorded."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from ``low`` to ``high`` in steps of ``step``."""

    low: int = 0
    high: int | None = None
    step: int = 1


@dataclass(frozen=True, slots=True)
class Number:
    """A number; ``above`` excludes the lower bound. ``unit`` is a key of ``unit.*``."""

    low: float | None = 0
    high: float | None = None
    above: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A date known to the year, month or day: ``2024``, ``2024-05``, ``2024-05-17``."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A date-time to the minute or finer, with or without its offset."""


@dataclass(frozen=True, slots=True)
class DayOrMoment:
    """Either of the two."""


@dataclass(frozen=True, slots=True)
class Id:
    """A UUIDv7. ``of`` names the list it must be found in (``lesions``), empty for an own id."""

    of: str = ""


@dataclass(frozen=True, slots=True)
class Digest:
    """A SHA-256 in lower-case hexadecimal."""


@dataclass(frozen=True, slots=True)
class Constant:
    """Exactly this value."""

    value: str | int


@dataclass(frozen=True, slots=True)
class Items:
    """A list of single values, none twice; an empty one says "looked for, none"."""

    item: Kind


@dataclass(frozen=True, slots=True)
class Answers:
    """``{instrument: {item: option}}``; ``of`` is ``case`` or ``lesion``."""

    of: str


@dataclass(frozen=True, slots=True)
class Free:
    """An object kept as it came (answers and points of a kept score)."""


@dataclass(frozen=True, slots=True)
class Group:
    """An object with named fields.

    required  keys that must be there
    variant   the key that decides which further fields there are (a lesion's ``site``)
    variants  its value → those fields
    filled    at least one key must be there
    """

    fields: Mapping[str, Kind]
    required: tuple[str, ...] = ()
    variant: str = ""
    variants: Mapping[str, Mapping[str, Kind]] = field(default_factory=dict)
    filled: bool = False

    def all_fields(self) -> dict[str, tuple[Kind, ...]]:
        """Return every key with the kinds it may have, those of all variants together."""
        merged: dict[str, tuple[Kind, ...]] = {key: (kind,) for key, kind in self.fields.items()}
        for fields in self.variants.values():
            for key, kind in fields.items():
                kinds = merged.get(key, ())
                merged[key] = kinds if kind in kinds else (*kinds, kind)
        return merged

    def fields_for(self, value: object) -> Mapping[str, Kind]:
        """Return the fields of a row whose variant key has this value."""
        extra = self.variants.get(str(value))
        if extra is None:
            return self.fields
        key = (id(self), str(value))  # a group is made once and stays
        if key not in _MERGED:
            _MERGED[key] = {**self.fields, **extra}
        return _MERGED[key]


@dataclass(frozen=True, slots=True)
class Rows:
    """A list of objects in their order."""

    row: Group


@dataclass(frozen=True, slots=True)
class FlagOr:
    """Yes, no, or yes with its details as an object (earlier radiotherapy)."""

    group: Group


Kind = (
    Text
    | Choice
    | Flag
    | Whole
    | Number
    | Day
    | Moment
    | DayOrMoment
    | Id
    | Digest
    | Constant
    | Items
    | Answers
    | Free
    | Group
    | Rows
    | FlagOr
)
Scalar = Text | Choice | Flag | Whole | Number | Day | Moment | DayOrMoment | Id | Digest | Constant
