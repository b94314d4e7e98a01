# SPDX-License-Identifier: MIT
"""Checks of bone and side: a limb procedure beside its lesion, words that name the other side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mdtdesk.domain import concern, side_words, vocabulary
from mdtdesk.domain.concern import Check, Numbered
from mdtdesk.domain.document import Document, items, rows, text

# A drug, a brace or a revision is not done on the lesion's bone; an amputation goes through the
# next bone up, and only its side is checked.
_ELSEWHERE = (
    "systemic", "bone_modifying_drug", "nerve_block", "brace", "rehabilitation", "revision",
    "palliative", "observation", "further_tests", "other",
)  # fmt: skip
_ON_A_LIMB = ("arthroplasty", "amputation", "hemipelvectomy", "cementoplasty")
_NAILS = ("nail", "cephalomedullary_nail")
_JOINTS = {
    "hip": ("femur", "pelvis"),
    "knee": ("femur", "tibia", "fibula", "patella"),
    "shoulder": ("humerus", "scapula", "clavicle"),
    "elbow": ("humerus", "radius", "ulna"),
}
_COVERS = {
    "left": ("left", "bilateral"),
    "right": ("right", "bilateral"),
    "midline": ("midline",),
    "bilateral": ("left", "right", "bilateral", "midline"),
}


def _paired(bone: str) -> bool:
    return bone == "pelvis" or vocabulary.has("limb_bone", bone)


def _bones(lesion: Document) -> tuple[str, ...]:
    """Return the bones a lesion lies in; a sacral one may be reached as the pelvis."""
    match text(lesion, "site"):
        case "pelvis" | "skull":
            return (text(lesion, "site"),)
        case "limb" | "chest_wall":
            return (text(lesion, "bone"),)
        case _:
            return ("pelvis",) if any(at.startswith("S") for at in items(lesion, "levels")) else ()


def bone_procedures(decision: Document) -> Iterator[Numbered]:
    """Yield the procedures on a bone outside the spine."""
    for proc in concern.procedures(decision):
        kind = text(proc.row, "type")
        spine = concern.treated(proc.row) or concern.span(proc.row)
        nail = text(proc.row, "details.implant") in _NAILS
        limb = "bone" in proc.row or kind in _ON_A_LIMB or nail
        if limb and kind not in _ELSEWHERE and not spine:
            yield proc


def bone_or_side(document: Document, decision: Document) -> Iterator[Check]:
    """Find limb procedures on another bone or side than the lesion's, or without a side."""
    for proc in bone_procedures(decision):
        meant = concern.named(proc.row, concern.present(document))
        matching = _matching(proc.row, meant or concern.present(document))
        wrong = _wrong_bone(proc.row, document, matching)
        sort = "bone" if wrong else _wrong_side(proc.row, matching, all_of_them=bool(meant))
        if sort:
            shown = matching or meant or _outside_spine(document)
            key = "bone" if sort == "bone" else "side"
            yield replace(proc.finding("bone_or_side", key, sort), lesions=shown)


def _outside_spine(document: Document) -> tuple[Document, ...]:
    return tuple(row for row in concern.present(document) if text(row, "site") != "spine")


def _matching(procedure: Document, lesions: tuple[Document, ...]) -> tuple[Document, ...]:
    bone = text(procedure, "bone")
    if not bone:
        limb = (row for row in lesions if text(row, "site") in ("limb", "pelvis"))
        return tuple(limb) if concern.named(procedure, lesions) else ()
    joint = _JOINTS.get(text(procedure, "details.joint"), ())
    reach = joint if bone in joint else (bone,)
    if text(procedure, "type") == "amputation":
        return tuple(row for row in lesions if text(row, "site") == "limb")
    return tuple(row for row in lesions if any(at in reach for at in _bones(row)))


def _wrong_bone(procedure: Document, document: Document, matching: tuple[Document, ...]) -> bool:
    """Tell whether no lesion lies in the procedure's bone, as far as all bones are known."""
    bone = text(procedure, "bone")
    if matching or not _paired(bone) or text(procedure, "type") == "amputation":
        return False
    return not any(
        text(row, "site") == "other" or (text(row, "site") == "limb" and "bone" not in row)
        for row in concern.present(document)
    )


def _wrong_side(procedure: Document, matching: tuple[Document, ...], *, all_of_them: bool) -> str:
    side, bone = text(procedure, "side"), text(procedure, "bone")
    if not side:
        return "side_missing" if _paired(bone) or not bone else ""
    sides = [text(row, "side") for row in matching if text(row, "site") != "spine"]
    if not sides or "" in sides:
        return ""
    covered = [one in _COVERS[side] for one in sides]
    if side == "bilateral" and not ("bilateral" in sides or {"left", "right"} <= set(sides)):
        return "side"
    return "" if (all(covered) if all_of_them else any(covered)) else "side"


def side_contradiction(document: Document, decision: Document) -> Iterator[Check]:
    """Find words on a side of a bone on which neither a lesion nor a procedure is recorded."""
    for path, words, own in _texts(document, decision):
        for mention in side_words.mentions(words):
            sides = own.get(mention.bone) or _sides(mention.bone, document, decision)
            if sides and mention.side not in sides and not sides & {"", "bilateral"}:
                shown = tuple(r for r in concern.present(document) if mention.bone in _bones(r))
                yield Check("side_contradiction", path, lesions=shown, quote=mention.quote)


def _texts(
    document: Document, decision: Document
) -> Iterator[tuple[str, str, dict[str, frozenset[str]]]]:
    """Yield the texts that may name a side, each with the sides its own row settles."""
    yield "referral.question", text(document, "referral.question"), {}
    for index, row in enumerate(rows(document, "lesions")):
        if "removed" not in row:
            yield f"lesions[{index}].description", text(row, "description"), {}
    for proc in concern.procedures(decision):
        side, bone = text(proc.row, "side"), text(proc.row, "bone")
        own = {bone: frozenset({side})} if bone and side else {}
        yield proc.path("details.operation"), text(proc.row, "details.operation"), own
    yield "conclusion", text(decision, "conclusion"), {}


def _sides(bone: str, document: Document, decision: Document) -> frozenset[str]:
    """Return the sides recorded for a bone, with an empty one where a side is not known."""
    lesions = [row for row in concern.present(document) if bone in _bones(row)]
    done = [p.row for p in concern.procedures(decision) if text(p.row, "bone") == bone]
    vague = any(text(row, "site") == "other" for row in concern.present(document))
    return frozenset([text(row, "side") for row in (*lesions, *done)] + [""] * vague)
