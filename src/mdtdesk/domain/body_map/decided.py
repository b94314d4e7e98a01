# SPDX-License-Identifier: MIT
"""What a decision adds to the drawing: treated levels, the instrumented span, nails, prostheses."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from mdtdesk.domain import concern, wording
from mdtdesk.domain.document import Document, rows, text
from mdtdesk.i18n import Translate

_JOINTS = {
    "hip": ("femur", "proximal"),
    "knee": ("femur", "distal"),
    "shoulder": ("humerus", "proximal"),
    "elbow": ("humerus", "distal"),
}
_NAILS = ("cephalomedullary_nail", "nail", "plate")


@dataclass(frozen=True, slots=True)
class Done:
    """One procedure in the drawing: where, as what, in which words.

    sort   ring round what is treated, or nail, or prosthesis beside the bone
    words  what it is; ``more`` what is said below, ``planned`` at each level
    """

    levels: tuple[str, ...]
    span: tuple[str, ...]
    bone: str
    side: str
    sort: str
    words: str
    more: tuple[str, ...] = ()
    planned: tuple[tuple[str, str], ...] = ()

    def at(self, levels: Collection[str]) -> tuple[str, ...]:
        """Return the parts of what is said beside levels; empty where nothing is done there."""
        if not set(self.levels or self.span) & set(levels):
            return ()
        here = dict.fromkeys(words for level, words in self.planned if level in levels)
        return (" ".join((self.words, *here)), *self.more)


def is_done(decision: Document) -> bool:
    """Tell whether a decision was carried out wholly: its lines are drawn through then."""
    return text(decision, "carried_out.state") == "fully"


def procedures(decision: Document, translate: Translate) -> Iterator[Done]:
    """Yield what of a decision has a place in the drawing."""
    for row in rows(decision, "procedures"):
        levels, span = concern.treated(row), concern.span(row)
        bone, side = text(row, "bone"), text(row, "side")
        if levels or span:
            said = _named(row, text(row, "details.implant"), translate)
            said = " ".join(filter(None, (wording.span(row, translate), said)))
            planned = tuple(_planned(row, translate))
            more = tuple(_more(row, translate))
            yield Done(levels, span, "", "", "ring", said, more, planned)
        elif bone:
            implant = text(row, "details.implant")
            sort = "prosthesis" if text(row, "type") == "arthroplasty" else "ring"
            sort = "nail" if implant in _NAILS else sort
            yield Done((), (), bone, side, sort, _named(row, implant, translate))


def _planned(row: Document, translate: Translate) -> Iterator[tuple[str, str]]:
    """Yield each level with what is planned there: "双侧 4.5 mL"."""
    for planned in rows(row, "details.per_level"):
        approach, cement = text(planned, "approach"), planned.get("cement_ml")
        said = [wording.code("puncture", approach, translate, short=True)] if approach else []
        if cement is not None:
            said.append(translate("wording.cement", value=wording.number(cement)))
        if said:
            yield text(planned, "level"), " ".join(said)


def _more(row: Document, translate: Translate) -> Iterator[str]:
    """Yield what stands below: an ablation."""
    ablation = text(row, "details.ablation")
    if ablation:
        technique = wording.code("ablation_technique", ablation, translate)
        yield translate(
            "body_map.with", what=translate("wording.detail.ablation.value", value=technique)
        )


def _named(row: Document, implant: str, translate: Translate) -> str:
    kind = text(row, "type")
    if implant and kind in ("internal_fixation", "arthroplasty"):
        vocabulary = "arthroplasty_implant" if kind == "arthroplasty" else "fixation_implant"
        return wording.code(vocabulary, implant, translate, short=True)
    return translate.code("procedure_type", kind, short=True)
