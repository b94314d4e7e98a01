# SPDX-License-Identifier: MIT
"""Checks of level: a procedure beside every lesion, and an instrumented span that is too short."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mdtdesk.domain import concern, levels
from mdtdesk.domain.concern import Check, Numbered
from mdtdesk.domain.document import Document, items, text

LEVEL_TYPES = (
    "pvp", "pkp", "cementoplasty", "internal_fixation", "tes", "piecemeal_spondylectomy",
    "corpectomy", "separation_surgery", "decompression", "sacrectomy", "curettage_cement",
    "resection", "biopsy", "embolisation", "ablation", "seed_implantation", "hifu", "radiotherapy",
)  # fmt: skip
EXACT_TYPES = ("pvp", "pkp", "tes", "ablation", "biopsy")


def level_no_lesion(document: Document, decision: Document) -> Iterator[Check]:
    """Find spine procedures whose levels touch no lesion's levels."""
    for proc in concern.procedures(decision, LEVEL_TYPES):
        at = concern.treated(proc.row)
        meant = _meant(proc.row, document)
        if at and not concern.unknown_level(meant) and not set(at) & set(concern.levels_of(meant)):
            found = proc.finding("level_no_lesion", "levels")
            yield replace(found, lesions=_in_spine(meant), levels=at)


def treated_level_no_lesion(document: Document, decision: Document) -> Iterator[Check]:
    """Find PVP, PKP, TES, ablation and biopsy at a level that is no lesion's."""
    lesions = concern.present(document)
    if concern.unknown_level(lesions):
        return
    known = concern.levels_of(lesions)
    for proc in concern.procedures(decision, EXACT_TYPES):
        beside = tuple(level for level in concern.treated(proc.row) if level not in known)
        if beside:
            found = proc.finding("treated_level_no_lesion", "levels")
            yield replace(found, lesions=_in_spine(lesions), levels=beside)


def span_too_short(document: Document, decision: Document) -> Iterator[Check]:
    """Find spans that do not contain their lesion and reach beyond it on both sides."""
    for proc in concern.procedures(decision):
        fixed = concern.span(proc.row)
        short = tuple(row for row in spanned(proc, document) if not _reaches(proc, fixed, row))
        if short:
            yield replace(proc.finding("span_too_short", "from"), lesions=short, levels=fixed)


def spanned(proc: Numbered, document: Document) -> tuple[Document, ...]:
    """Return the lesions that a procedure's span is meant for; none without a span."""
    fixed = set(concern.span(proc.row))
    lesions = [row for row in concern.spinal(document) if items(row, "levels")]
    chosen = concern.named(proc.row, lesions)
    if not fixed or chosen:
        return chosen if fixed else ()
    around = set(concern.treated(proc.row)) or fixed
    return tuple(row for row in lesions if around & set(items(row, "levels"))) or tuple(lesions)


def _reaches(proc: Numbered, fixed: tuple[str, ...], lesion: Document) -> bool:
    """Tell whether a span goes beyond a lesion; at C0, the sacrum or the pelvis it may end."""
    at = [levels.position(level) for level in items(lesion, "levels")]
    to_pelvis = levels.position(fixed[-1]) >= levels.position("S1")
    to_pelvis = to_pelvis or text(proc.row, "bone") == "pelvis"
    above = fixed[0] == "C0" or levels.position(fixed[0]) < min(at)
    below = to_pelvis or levels.position(fixed[-1]) > max(at)
    return above and below


def _meant(procedure: Document, document: Document) -> tuple[Document, ...]:
    """Return the lesions a procedure names if one is of the spine, else all of the case."""
    lesions = concern.present(document)
    chosen = concern.named(procedure, lesions)
    return chosen if _in_spine(chosen) else lesions


def _in_spine(lesions: tuple[Document, ...]) -> tuple[Document, ...]:
    return tuple(row for row in lesions if text(row, "site") == "spine")
