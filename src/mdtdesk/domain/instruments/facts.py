# SPDX-License-Identifier: MIT
"""What instruments read of a case: counts that the listed lesions give, and contradictions.

Lesions that were removed do not count. An absent count is never taken from the lesions listed: the
list may be partial, so these numbers are only lower bounds, offered as suggestions.
"""

from __future__ import annotations

from functools import cache, cached_property

from mdtdesk.domain.document import OBJECT, Document, Value, number, rows, text

BONE_SITES = ("spine", "limb", "pelvis", "chest_wall", "skull")
_OUTSIDE_SPINE = ("limb", "pelvis", "chest_wall", "skull")
_NO_VERTEBRA = ("C0", "Co")


class Facts:
    """One case, read once for all instruments."""

    def __init__(self, case: Document) -> None:
        self.case = case
        self.lesions = tuple(
            (index, row) for index, row in enumerate(rows(case, "lesions")) if "removed" not in row
        )
        self.places = tuple((index, text(row, "id") or None, row) for index, row in self.lesions)
        self._known: dict[str, Value | None] = {}

    def get(self, path: str, lesion: Document | None = None) -> Value | None:
        """Return the value at a path; ``lesion.`` begins one of the lesion at hand."""
        if path.startswith("lesion."):
            return _inner(lesion, _keys(path)[1:]) if lesion is not None else None
        if path not in self._known:
            self._known[path] = _inner(self.case, _keys(path))
        return self._known[path]

    def fact(self, name: str) -> int | bool:
        """Return one of the facts below by its name, as the tables name it."""
        found = getattr(self, name)
        return bool(found) if isinstance(found, bool) else int(found)

    @cached_property
    def listed_bone_lesions(self) -> int:
        """Return how many lesions lie in bone; one of several levels is one."""
        return sum(1 for _, row in self.lesions if row.get("site") in BONE_SITES)

    @cached_property
    def extraspinal_at_least(self) -> int:
        """Return how many listed lesions lie in bone outside the spine."""
        return sum(1 for _, row in self.lesions if row.get("site") in _OUTSIDE_SPINE)

    @cached_property
    def vertebrae_at_least(self) -> int:
        """Return how many vertebrae the listed levels name; the sacrum is one."""
        levels = {
            str(level)
            for _, row in self.lesions
            if row.get("site") == "spine"
            for level in _items(row.get("levels"))
        }
        mobile = {level for level in levels if level[0] != "S" and level not in _NO_VERTEBRA}
        return len(mobile) + any(level[0] == "S" for level in levels)

    @cached_property
    def foci_at_least(self) -> int:
        """Return how many bone metastases are listed or counted, whichever is more."""
        counted = int(number(self.case, "systemic.extraspinal_bone_count") or 0)
        listed = any(row.get("site") == "spine" for _, row in self.lesions)
        spinal = listed or (number(self.case, "systemic.vertebral_count") or 0) >= 1
        return max(self.listed_bone_lesions, counted + spinal)

    @cached_property
    def solitary_contradicted(self) -> bool:
        """Tell whether a solitary metastasis is recorded beside a second one."""
        recorded = text(self.case, "systemic.bone_metastases")
        return recorded == "solitary" and self.foci_at_least >= 2

    @cached_property
    def multiple_contradicted(self) -> bool:
        """Tell whether multiple metastases are recorded whose counts add to one."""
        return (
            text(self.case, "systemic.bone_metastases") == "multiple"
            and number(self.case, "systemic.extraspinal_bone_count") == 0
            and number(self.case, "systemic.vertebral_count") == 1
            and self.foci_at_least <= 1
        )

    @cached_property
    def frankel_e_contradicted(self) -> bool:
        """Tell whether Frankel E is recorded beside a disturbed bladder or bowel."""
        disturbed = self.get("neurology.bladder_bowel") is True
        return text(self.case, "neurology.frankel") == "E" and disturbed


@cache
def _keys(path: str) -> tuple[str, ...]:
    return tuple(path.split("."))


def _inner(value: Value | None, keys: tuple[str, ...]) -> Value | None:
    for key in keys:
        value = value.get(key) if isinstance(value, OBJECT) else None
    return value


def _items(value: Value | None) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else ()
