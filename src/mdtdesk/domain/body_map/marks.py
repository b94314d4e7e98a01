# SPDX-License-Identifier: MIT
"""What the drawing says of each lesion: tone and pattern by its score, fracture, earlier treatment.

A total of the lesion's own instrument gives the band; a lesion without one is hatched, never shown
as stable. Meaning never rests on colour alone: each tone has its pattern and its sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mdtdesk.domain import wording
from mdtdesk.domain.body_map.primitives import Pattern
from mdtdesk.domain.document import Document, items, rows, text
from mdtdesk.domain.instruments import tables
from mdtdesk.domain.instruments.results import Result
from mdtdesk.i18n import Translate

PATTERNS: Mapping[str, Pattern] = {
    "fine": "dots",
    "warning": "lines",
    "danger": "solid",
    "not_known": "hatch",
}
_BROKEN = ("complete", "compression", "burst", "fracture_dislocation")
_HIGH_GRADE = ("2", "3")


@dataclass(frozen=True, slots=True)
class Mark:
    """One lesion: its number in the list, tone, total, whose total, what is drawn upon it."""

    index: int
    lesion: Document
    tone: str  # of the band, not_known without one
    words: str
    name: str = ""
    fracture: str = ""  # broken, impending or nothing
    escc: str = ""
    irradiated: bool = False
    operated: bool = False

    @property
    def pattern(self) -> Pattern:
        """Return the pattern that says the tone without colour."""
        return PATTERNS[self.tone]

    @property
    def scored(self) -> bool:
        """Tell whether there is a sign to show: a band, or that none is known."""
        return bool(self.words) or not self.name

    @property
    def said(self) -> str:
        """Return name and total in one line."""
        return f"{self.name} {self.words}".strip()

    @property
    def number(self) -> str:
        """Return its number as the table of lesions has it."""
        return str(self.index + 1)


def marks(case: Document, results: Iterable[Result], translate: Translate) -> tuple[Mark, ...]:
    """Return a mark for each lesion that was not removed."""
    scored: dict[int, Result] = {}
    for result in results:
        if result.lesion is not None and result.kind == "total" and result.reason is None:
            scored.setdefault(result.lesion, result)
    return tuple(
        _mark(index, lesion, scored.get(index), translate)
        for index, lesion in enumerate(rows(case, "lesions"))
        if "removed" not in lesion
    )


def _mark(index: int, lesion: Document, result: Result | None, translate: Translate) -> Mark:
    tone, words, name = "not_known", "", ""
    if result is not None and result.band is not None:
        table = tables.of(result.instrument)
        tone = table.band(result.band).tone
        name, words = table.short[translate.language], str(result.total)
    if tone not in PATTERNS:
        tone = "not_known"
    fracture = text(lesion, "fracture")
    if not words and fracture == "complete" and text(lesion, "site") == "limb":
        name = translate("body_map.complete_fracture")
    elif not words:
        name = _where(lesion, translate)
    escc = text(lesion, "escc")
    return Mark(
        index,
        lesion,
        tone,
        words,
        name,
        "broken" if fracture in _BROKEN else "impending" if fracture == "impending" else "",
        escc if escc in _HIGH_GRADE else "",
        lesion.get("prior_radiotherapy") not in (None, False),
        lesion.get("prior_surgery") is True,
    )


def _where(lesion: Document, translate: Translate) -> str:
    """Say where a lesion is without its side, which the drawing shows."""
    zones = items(lesion, "zones")
    if zones and text(lesion, "site") == "pelvis":
        return translate("body_map.zones", zones=translate("wording.list").join(zones))
    sideless = {key: value for key, value in lesion.items() if key != "side"}
    return wording.lesion(sideless, translate)
