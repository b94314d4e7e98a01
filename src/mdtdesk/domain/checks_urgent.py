# SPDX-License-Identifier: MIT
"""Checks of urgency: an urgent lesion that nothing is done about, a deficit that does not wait."""

from __future__ import annotations

from collections.abc import Iterator

from mdtdesk.domain import concern
from mdtdesk.domain.concern import Check
from mdtdesk.domain.document import Document, group, items, rows, text

_HIGH_GRADE = ("2", "3")
_DEFICIT = ("A", "B", "C", "D")


def urgent_lesions(document: Document) -> tuple[Document, ...]:
    """Return the lesions that make the case urgent, as far as the facts settle which they are."""
    match text(document, "referral.urgency"):
        case "neurological":
            spine = concern.spinal(document)
            pressing = tuple(row for row in spine if text(row, "escc") in _HIGH_GRADE)
            return pressing or (spine if len(spine) == 1 else ())
        case "impending_fracture":
            limb = (r for r in concern.present(document) if text(r, "site") in ("limb", "pelvis"))
            return tuple(r for r in limb if text(r, "fracture") in ("impending", "complete"))
        case _:
            return ()


def lesion_unnamed(document: Document, decision: Document) -> Iterator[Check]:
    """Find lesions that make the case urgent and that no procedure names."""
    done = rows(decision, "procedures")
    for lesion in urgent_lesions(document):
        if not any(_names(procedure, lesion) for procedure in done):
            yield Check("lesion_unnamed", "procedures", lesions=(lesion,))


def _names(procedure: Document, lesion: Document) -> bool:
    """Tell whether a procedure names a lesion: by id, or by place where it names none."""
    if items(procedure, "lesions"):
        return bool(concern.named(procedure, (lesion,)))
    at = {*concern.treated(procedure), *concern.span(procedure)}
    if text(lesion, "site") == "spine":
        return bool(at & set(items(lesion, "levels"))) or not items(lesion, "levels")
    bone = "pelvis" if text(lesion, "site") == "pelvis" else text(lesion, "bone")
    sides = (text(procedure, "side"), text(lesion, "side"))
    same_side = sides[0] == sides[1] or "" in sides or "bilateral" in sides
    return text(procedure, "bone") == bone and same_side


def waiting(document: Document) -> bool:
    """Tell whether a case waits for a meeting: not closed, and its last discussion undecided."""
    discussions = rows(document, "discussions")
    return "closed" not in document and not (discussions and group(discussions[-1], "decision"))


def deficit(document: Document) -> Check | None:
    """Return the neurological deficit or high-grade compression of a case, None without one."""
    grades = [
        (scale, text(document, f"neurology.{scale}"))
        for scale in ("frankel", "ais")
        if text(document, f"neurology.{scale}") in _DEFICIT
    ]
    pressing = tuple(r for r in concern.spinal(document) if text(r, "escc") in _HIGH_GRADE)
    if not grades and not pressing:
        return None
    scale, grade = grades[0] if grades else ("", "")
    sort = "reads" if grades and pressing else "reads_deficit" if grades else "reads_escc"
    path = f"neurology.{scale}" if grades else "lesions"
    quote = f"{scale}:{grade}" if grades else ""
    return Check("do_not_wait", path, sort, lesions=pressing, quote=quote)
