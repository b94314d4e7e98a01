# SPDX-License-Identifier: MIT
"""What a case still needs before it can be listed: the table ``rules/listing.json``, read once."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from mdtdesk.domain.document import Document, Value, get, items, rows, text
from mdtdesk.paths import resource

Condition = Callable[[Document], bool]
_LONG = ("humerus", "radius", "ulna", "femur", "tibia", "fibula")
_ABOVE_L3 = ("C", "T", "L1", "L2")


def _present(lesion: Document) -> bool:
    return "removed" not in lesion


def _spine_lesion(document: Document) -> bool:
    return any(text(row, "site") == "spine" and _present(row) for row in rows(document, "lesions"))


def _deficit(document: Document) -> bool:
    grades = (text(document, "neurology.frankel"), text(document, "neurology.ais"))
    return any(grade in ("A", "B", "C", "D") for grade in grades)


def _site(*sites: str) -> Condition:
    return lambda lesion: text(lesion, "site") in sites


def _cord_level(lesion: Document) -> bool:
    levels = (level for level in items(lesion, "levels") if level != "Co")
    return text(lesion, "site") == "spine" and any(level.startswith(_ABOVE_L3) for level in levels)


def _long_bone(lesion: Document) -> bool:
    return text(lesion, "site") == "limb" and text(lesion, "bone") in _LONG


def _other_than(path: str, value: str) -> Condition:
    """Hold where something else is recorded; what is not recorded is not known to differ."""
    return lambda of: text(of, path) not in ("", value)


def _sized(lesion: Document) -> bool:
    return _long_bone(lesion) and text(lesion, "fracture") not in ("", "complete")


_CONDITIONS: Mapping[str, Condition] = {
    "": lambda _: True,
    "primary.site is not unknown": _other_than("primary.site", "unknown"),
    "a lesion has site spine": _spine_lesion,
    "neurology.frankel is A, B, C or D, or neurology.ais is A, B, C or D": _deficit,
    "site is not other": _other_than("site", "other"),
    "site is spine": _site("spine"),
    "site is spine and a level is C0 to L2": _cord_level,
    "site is limb or chest_wall": _site("limb", "chest_wall"),
    "site is limb, pelvis or chest_wall": _site("limb", "pelvis", "chest_wall"),
    "site is limb and bone is humerus, radius, ulna, femur, tibia or fibula": _long_bone,
    "site is limb": _site("limb"),
    "site is limb and fracture is not complete and bone is humerus, radius, ulna, femur, tibia or "
    "fibula": _sized,
    "site is pelvis": _site("pelvis"),
}


@dataclass(frozen=True, slots=True)
class Need:
    """One line of the table: one of the paths is needed, where the condition holds."""

    paths: tuple[str, ...]
    nonempty: bool
    holds: Condition

    def missing(self, of: Document) -> bool:
        """Tell whether it is needed and not recorded."""
        return self.holds(of) and not any(self._recorded(get(of, path)) for path in self.paths)

    def _recorded(self, value: Value | None) -> bool:
        if self.nonempty and isinstance(value, tuple):
            return any(not isinstance(row, Mapping) or _present(row) for row in value)
        return value is not None


def _need(row: Mapping[str, object]) -> Need:
    paths = row["need"]
    if not isinstance(paths, list):
        raise TypeError(row)
    holds = _CONDITIONS[str(row.get("when", ""))]  # a condition nobody wrote fails here, loudly
    return Need(tuple(paths), bool(row.get("nonempty")), holds)


@cache
def _table() -> tuple[tuple[Need, ...], dict[str, tuple[Need, ...]]]:
    table = json.loads(resource("rules", "listing.json").read_text("utf-8"))
    each = {name: tuple(_need(row) for row in lines) for name, lines in table["each"].items()}
    return tuple(_need(row) for row in table["case"]), each


def _missing(document: Document) -> Iterator[str]:
    case, each = _table()
    yield from (need.paths[0] for need in case if need.missing(document))
    for name, needs in each.items():
        for index, row in enumerate(rows(document, name)):
            if _present(row):
                yield from (f"{name}[{index}].{n.paths[0]}" for n in needs if n.missing(row))


def missing(document: Document) -> tuple[str, ...]:
    """Return the paths that are still needed; of several that would do, the first."""
    return tuple(_missing(document))


def alternatives(path: str) -> tuple[str, ...]:
    """Return all the paths of which one would do where this one is missing, itself first."""
    case, each = _table()
    name, _, rest = path.partition("[")
    needs = each.get(name, ()) if rest else case
    key = rest.partition("].")[2] if rest else path
    return next((need.paths for need in needs if need.paths[0] == key), (key,))


def ready(document: Document) -> bool:
    """Tell whether nothing is missing."""
    return not missing(document)


def listable(document: Document, lacks: Collection[str] | None = None) -> bool:
    """Tell whether a case can be listed: a neurological one always, whatever it lacks.

    ``lacks`` is what is missing, where that is known already.
    """
    if text(document, "referral.urgency") == "neurological":
        return True
    return ready(document) if lacks is None else not lacks
