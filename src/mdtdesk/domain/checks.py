# SPDX-License-Identifier: MIT
"""The checks beside a decision: level and side from the facts alone, scores, a department's rules.

They explain and never block. Level and side are always on; a department's rules are switched on.

``checks`` returns what was found, ``passed`` the quiet list of what was looked at and holds. A
check that somebody overrode is still found; ``override`` returns the entry with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mdtdesk.domain import (
    checks_bone,
    checks_department,
    checks_scores,
    checks_spine,
    checks_urgent,
    concern,
    levels,
)
from mdtdesk.domain.concern import Check
from mdtdesk.domain.document import EMPTY, Document, rows, text
from mdtdesk.domain.instruments.results import Result


@dataclass(frozen=True, slots=True)
class Passed:
    """A check that found nothing, with the levels, lesions and grade that it looked at."""

    id: str
    levels: tuple[str, ...] = ()
    lesions: tuple[Document, ...] = ()
    quote: str = ""


@dataclass(frozen=True, slots=True)
class _Rule:
    """One check: how it finds, and what it looks at; None where it has nothing to look at."""

    id: str
    find: Callable[[Document, Document], Iterator[Check]]
    looks_at: Callable[[Document, Document], Passed | None]


def _levels_looked_at(check_id: str, types: tuple[str, ...]) -> Callable[..., Passed | None]:
    def looks_at(_: Document, decision: Document) -> Passed | None:
        done = concern.procedures(decision, types)
        found = levels.ordered(level for proc in done for level in concern.treated(proc.row))
        return Passed(check_id, levels=found) if found else None

    return looks_at


def _spans(document: Document, decision: Document) -> Passed | None:
    procs = [proc for proc in concern.procedures(decision) if concern.span(proc.row)]
    lesions = [row for proc in procs for row in checks_spine.spanned(proc, document)]
    at = concern.levels_of(lesions)
    return Passed("span_too_short", levels=at) if procs and at else None


def _limb(document: Document, decision: Document) -> Passed | None:
    found = any(True for _ in checks_bone.bone_procedures(decision))
    outside = tuple(r for r in concern.present(document) if text(r, "site") != "spine")
    return Passed("bone_or_side", lesions=outside) if found else None


def _urgent(document: Document, _: Document) -> Passed | None:
    lesions = checks_urgent.urgent_lesions(document)
    return Passed("lesion_unnamed", lesions=lesions) if lesions else None


def _sided(document: Document, _: Document) -> Passed:
    sided = tuple(row for row in concern.present(document) if "side" in row)
    return Passed("side_contradiction", lesions=sided)


_TABLE = (
    _Rule(
        "level_no_lesion",
        checks_spine.level_no_lesion,
        _levels_looked_at("level_no_lesion", checks_spine.LEVEL_TYPES),
    ),
    _Rule(
        "treated_level_no_lesion",
        checks_spine.treated_level_no_lesion,
        _levels_looked_at("treated_level_no_lesion", checks_spine.EXACT_TYPES),
    ),
    _Rule("span_too_short", checks_spine.span_too_short, _spans),
    _Rule("bone_or_side", checks_bone.bone_or_side, _limb),
    _Rule("lesion_unnamed", checks_urgent.lesion_unnamed, _urgent),
    _Rule("side_contradiction", checks_bone.side_contradiction, _sided),
)


@dataclass(frozen=True, slots=True)
class Known:
    """What checks read beside the facts: results of the instruments shown, rules that are on."""

    results: tuple[Result, ...] = ()
    rules: frozenset[str] = frozenset()


FACTS_ALONE = Known()


def checks(
    document: Document, decision: Document = EMPTY, known: Known = FACTS_ALONE
) -> tuple[Check, ...]:
    """Return what the checks find in a decision on a case: level and side, scores, own rules."""
    return (
        *(check for rule in _TABLE for check in rule.find(document, decision)),
        *checks_scores.incomplete(document, decision, known.results),
        *checks_department.find(document, decision, known.results, known.rules),
    )


def passed(
    document: Document, decision: Document, known: Known = FACTS_ALONE
) -> tuple[Passed, ...]:
    """Return the checks that looked at something and found nothing."""
    found = {check.id for check in checks(document, decision, known)}
    looked = (rule.looks_at(document, decision) for rule in _TABLE if rule.id not in found)
    quiet = tuple(entry for entry in looked if entry is not None)
    graded = [s for s in ("frankel", "ais") if text(document, f"neurology.{s}")]
    if graded and checks_urgent.deficit(document) is None:
        quote = f"{graded[0]}:{text(document, f'neurology.{graded[0]}')}"
        quiet = (*quiet, Passed("do_not_wait", lesions=concern.spinal(document), quote=quote))
    whole = checks_scores.complete(document, decision, known.results)
    if whole and checks_scores.ID not in found:
        quiet = (*quiet, Passed(checks_scores.ID, lesions=whole))
    own = checks_department.looked_at(document, decision, known.results, known.rules)
    return (*quiet, *(Passed(r.id, lesions=of) for r, of in own if r.id not in found))


def do_not_wait(document: Document) -> Check | None:
    """Return why a case that waits for the next meeting should not, None where nothing says so."""
    return checks_urgent.deficit(document) if checks_urgent.waiting(document) else None


def override(check: Check, decision: Document) -> Document | None:
    """Return the entry that overrides a check, None where it is open."""
    ids = {text(row, "id") for row in check.lesions}
    for entry in rows(decision, "overridden_checks"):
        of_lesion = text(entry, "lesion") in ids if "lesion" in entry else not _of_one(check)
        proc = text(check.procedure, "id")
        of_procedure = "procedure" not in entry or text(entry, "procedure") == proc
        if text(entry, "check") == check.id and of_lesion and of_procedure:
            return entry
    return None


def _of_one(check: Check) -> bool:
    """Tell whether a reason must name the lesion: scores are found for lesions and for the case."""
    return check.id == checks_scores.ID and len(check.lesions) == 1


def open_checks(
    document: Document, decision: Document, known: Known = FACTS_ALONE
) -> tuple[Check, ...]:
    """Return what was found and nobody overrode."""
    found = checks(document, decision, known)
    return tuple(check for check in found if override(check, decision) is None)
