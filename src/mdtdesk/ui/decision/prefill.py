# SPDX-License-Identifier: MIT
"""What a procedure takes from the case's lesions: levels, bone, side, segments, rows for levels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mdtdesk.domain import concern
from mdtdesk.domain.discussion_fields import DETAILS
from mdtdesk.domain.document import Document, Value, document, get, items, number, rows, text
from mdtdesk.domain.ids import new_id

# on levels alone, on a bone alone, on nothing of the two; all others by their lesions
_SPINE = (
    "pvp", "pkp", "tes", "piecemeal_spondylectomy", "corpectomy", "separation_surgery",
    "decompression", "sacrectomy",
)  # fmt: skip
_BONE = ("arthroplasty", "hemipelvectomy", "amputation")
_NOWHERE = (
    "systemic", "bone_modifying_drug", "rehabilitation", "palliative", "observation",
    "further_tests",
)  # fmt: skip
_FIXED = (
    "internal_fixation", "tes", "piecemeal_spondylectomy", "corpectomy", "separation_surgery",
    "decompression", "sacrectomy", "revision", "other",
)  # fmt: skip
PLACE_KEYS = ("levels", "from", "to", "bone", "side", "segments")
_TAKEN = ("levels", "bone", "side", "segments")


def fits(kind: str, lesion: Document) -> bool:
    """Tell whether a type of procedure can be meant for a lesion."""
    if kind in _NOWHERE:
        return False
    spine = text(lesion, "site") == "spine"
    wing = "IV" in items(lesion, "zones")
    if kind in _SPINE:
        return spine or (kind == "sacrectomy" and wing)
    return not spine if kind in _BONE else True


def lesions_for(kind: str, case: Document, decision: Document) -> tuple[Document, ...]:
    """Return the lesion that a new procedure is surely meant for, none where one must choose."""
    fitting = tuple(row for row in concern.present(case) if fits(kind, row))
    if len(fitting) == 1:
        return fitting
    done = {one for row in rows(decision, "procedures") for one in items(row, "lesions")}
    left = tuple(row for row in fitting if text(row, "id") not in done)
    return left if len(left) == 1 else ()


def new_procedure(kind: str, lesions: tuple[Document, ...]) -> Document:
    """Return a procedure with what its lesions say of its place."""
    named = tuple(text(row, "id") for row in lesions)
    facts: dict[str, Value] = {"id": new_id(), "type": kind}
    if named:
        facts["lesions"] = named
    return with_rows(document({**facts, **places(kind, lesions)}))


def places(kind: str, lesions: Iterable[Document]) -> Mapping[str, Value]:
    """Return levels, or bone, side and segments, of lesions; what they do not share is left out."""
    listed = tuple(lesions)
    at = concern.levels_of(row for row in listed if text(row, "site") == "spine")
    if at and kind not in _BONE:
        return {"levels": at}
    bones = [row for row in listed if text(row, "site") != "spine"]
    if not bones:
        return {}
    shared = (
        ("bone", {_bone(row) for row in bones}),
        ("side", {text(row, "side") for row in bones}),
        ("segments", {get(row, "segments") for row in bones}),
    )
    return {
        key: value for key, values in shared if len(values) == 1 and (value := next(iter(values)))
    }


def _bone(lesion: Document) -> str:
    """Return a lesion's bone in the vocabulary of procedures."""
    site = text(lesion, "site")
    return site if site in ("pelvis", "skull") else text(lesion, "bone")


def moved(procedure: Document, old: tuple[Document, ...], new: tuple[Document, ...]) -> Document:
    """Return a procedure for other lesions: places that came from the old ones follow."""
    kind = text(procedure, "type")
    before, after = places(kind, old), places(kind, new)
    facts = dict(procedure)
    for key in _TAKEN:
        if facts.get(key) == before.get(key):
            facts.pop(key, None)
            if key in after:
                facts[key] = after[key]
    named = tuple(text(row, "id") for row in new)
    facts.pop("lesions", None)
    if named:
        facts["lesions"] = named
    return with_rows(document(facts))


def with_rows(procedure: Document) -> Document:
    """Return a procedure whose rows for levels are those of its treated levels, in their order."""
    if "per_level" not in DETAILS.get(text(procedure, "type"), {}):
        return procedure
    known = {text(row, "level"): row for row in rows(procedure, "details.per_level")}
    wanted = tuple(known.get(at) or document({"level": at}) for at in items(procedure, "levels"))
    details = dict(group_of(procedure))
    details.pop("per_level", None)
    if wanted:
        details["per_level"] = wanted
    facts = {key: value for key, value in procedure.items() if key != "details"}
    return document({**facts, "details": details} if details else facts)


def group_of(procedure: Document) -> Mapping[str, Value]:
    """Return the details of a procedure."""
    found = procedure.get("details")
    return found if isinstance(found, Mapping) else {}


def shown_places(procedure: Document, case: Document) -> tuple[str, ...]:
    """Return which of the keys of a place a procedure is asked for."""
    kind = text(procedure, "type")
    sites = {text(row, "site") for row in concern.named(procedure, concern.present(case))}
    spine = kind not in (*_BONE, *_NOWHERE) and (kind in _SPINE or not sites or "spine" in sites)
    bone = kind not in (*_SPINE, *_NOWHERE) and (kind in _BONE or not sites or sites != {"spine"})
    asked: tuple[str, ...] = ("levels",) if spine else ()
    asked += ("from", "to") if spine and kind in _FIXED else ()
    asked += ("bone", "side", "segments") if bone else ()
    return tuple(key for key in PLACE_KEYS if key in asked or key in procedure)


def takes_lesions(kind: str) -> bool:
    """Tell whether a type of procedure is meant for lesions at all."""
    return kind not in _NOWHERE


def cement(decision: Document) -> float:
    """Return all planned cement of a decision in millilitres."""
    total = 0.0
    for row in rows(decision, "procedures"):
        total += number(row, "details.cement_ml") or 0
        total += sum(number(each, "cement_ml") or 0 for each in rows(row, "details.per_level"))
    return round(total, 6)


def renewed(decision: Document) -> Document:
    """Return a decision whose procedures have new ids, for the next version of it."""
    new = {text(row, "id"): new_id() for row in rows(decision, "procedures")}
    facts = dict(decision)
    if "procedures" in decision:
        facts["procedures"] = tuple(
            document({**row, "id": new[text(row, "id")]}) for row in rows(decision, "procedures")
        )
    if "overridden_checks" in decision:
        facts["overridden_checks"] = tuple(
            document({**row, "procedure": new[text(row, "procedure")]})
            if text(row, "procedure") in new
            else row
            for row in rows(decision, "overridden_checks")
        )
    return document(facts)
