# SPDX-License-Identifier: MIT
"""What a decision adds to the drawing: treated levels, the instrumented span, nails, prostheses."""

from __future__ import annotations

from collections.abc import Iterator
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

    sort  ring round what is treated, or nail, or prosthesis beside the bone
    """

    levels: tuple[str, ...]
    span: tuple[str, ...]
    bone: str
    side: str
    sort: str
    words: str


def is_done(decision: Document) -> bool:
    """Tell whether a decision was carried out wholly: its lines are drawn through then."""
    return text(decision, "carried_out.state") == "fully"


def procedures(decision: Document, translate: Translate) -> Iterator[Done]:
    """Yield what of a decision has a place in the drawing."""
    for row in rows(decision, "procedures"):
        levels, span = concern.treated(row), concern.span(row)
        bone, side = text(row, "bone"), text(row, "side")
        if levels or span:
            yield Done(levels, span, "", "", "ring", wording.name(row, translate))
        elif bone:
            implant = text(row, "details.implant")
            sort = "prosthesis" if text(row, "type") == "arthroplasty" else "ring"
            sort = "nail" if implant in _NAILS else sort
            yield Done((), (), bone, side, sort, _named(row, implant, translate))


def _named(row: Document, implant: str, translate: Translate) -> str:
    kind = text(row, "type")
    if implant and kind in ("internal_fixation", "arthroplasty"):
        vocabulary = "arthroplasty_implant" if kind == "arthroplasty" else "fixation_implant"
        return wording.code(vocabulary, implant, translate, short=True)
    return translate.code("procedure_type", kind, short=True)
