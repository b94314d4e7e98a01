# SPDX-License-Identifier: MIT
"""A decision in lines to be read, and faults shown at their fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from mdtdesk.domain import dates, wording
from mdtdesk.domain.document import Document, items, text
from mdtdesk.errors import Problem
from mdtdesk.i18n import Translate
from mdtdesk.ui.decision import signed
from mdtdesk.ui.decision.draft import Draft
from mdtdesk.ui.decision.field import Field
from mdtdesk.ui.decision.meeting import version_words

__all__ = ["lines", "show", "version", "version_words"]

Lines = tuple[tuple[str, str], ...]
_TEXTS = ("conclusion", "rationale", "alternative")


def lines(draft: Draft, translate: Translate) -> Lines:
    """Return what is read aloud: outcome, procedures, conclusion, who sees to it."""
    outcome = text(draft.value, "outcome")
    reason = text(draft.value, "deferral.reason") if outcome == "deferred" else ""
    said = [translate.code("outcome", outcome)] if outcome else []
    said += [translate.code("deferral_reason", reason)] if reason else []
    head = ((translate.field("discussions.outcome"), translate("decision.and").join(said)),)
    decision = draft.decision if draft.dirty or not draft.recorded else draft.recorded
    return (*(head if said else ()), *version(decision, draft.case, translate))


def version(decision: Document, case: Document, translate: Translate) -> Lines:
    """Return a decision's procedures and words, each under its caption, and what came to it."""
    name = "discussions.decision"
    found: list[tuple[str, str]] = []
    intents = [translate.code("intent", one) for one in items(decision, "intents")]
    if intents:
        found.append((translate.field(f"{name}.intents"), translate("wording.list").join(intents)))
    for number, words in enumerate(wording.read_back(decision, case, translate)):
        found.append(("" if number else translate.field(f"{name}.procedures"), words))
    found += [
        (translate.field(f"{name}.{key}"), words)
        for key in _TEXTS
        if (words := text(decision, key))
    ]
    agreement = text(decision, "agreement")
    if agreement:
        found.append((translate.field(f"{name}.agreement"), translate.code("agreement", agreement)))
    for who, when in (("owner", "due_on"), ("informs.person", "informs.by")):
        day = text(decision, when)
        told = (text(decision, who), dates.show_day(day, translate) if day else "")
        if any(told):
            found.append((translate.field(f"{name}.{who}"), "    ".join(filter(None, told))))
    said = tuple(found) or (("", translate("decision.nothing_yet")),)
    return (*said, *signed.lines(decision, translate))


def show(problems: Iterable[Problem], fields: Mapping[str, Field]) -> Field | None:
    """Say each fault at its field; return the first of these fields."""
    first: Field | None = None
    for problem in problems:
        field = next((f for path, f in fields.items() if _covers(path, problem.path)), None)
        if field is not None:
            field.show_problem(problem)
            first = first or field
    return first


def _covers(own: str, path: str) -> bool:
    return path == own or path.startswith((f"{own}.", f"{own}["))
