# SPDX-License-Identifier: MIT
"""Checks and missing fields in words: what a check is called, what it read, what listing lacks."""

from __future__ import annotations

from collections.abc import Iterable

from mdtdesk.domain import levels, listing, vocabulary, wording
from mdtdesk.domain.checks import Passed
from mdtdesk.domain.concern import Check
from mdtdesk.domain.document import Document, group, text
from mdtdesk.i18n import Translate


def title(check_id: str, translate: Translate) -> str:
    """Say which check it is. A department rule that nobody wrote a title for keeps its id."""
    key = f"check.{check_id}.title"
    if translate.has(key):
        return translate(key)
    known = vocabulary.has("check", check_id)
    return translate.code("check", check_id) if known else check_id.replace("_", " ")


def rule(check_id: str, translate: Translate) -> str:
    """Say what a check holds to."""
    return translate("check.rule", rule=translate(f"check.{check_id}.rule"))


def reads(check: Check, translate: Translate) -> str:
    """Say which facts a check read."""
    graded = [text(row, "escc") for row in check.lesions if "escc" in row]
    return translate(
        f"check.{check.id}.{check.sort}",
        procedure=_procedure(check, translate),
        lesions=_lesions(check.lesions, translate) or translate("check.none"),
        levels=_levels(check, translate),
        quote=_quote(check.quote, translate),
        field=_field(check.path, translate),
        escc=max(graded, default=""),
    )


def _levels(check: Check, translate: Translate) -> str:
    span = wording.span(check.procedure, translate) if check.id == "span_too_short" else ""
    return span or levels.text(check.levels, translate)


def _procedure(check: Check, translate: Translate) -> str:
    if not check.number:
        return ""
    said = translate(
        "check.procedure",
        number=check.number,
        name=wording.name(check.procedure, translate),
        target=wording.target(check.procedure, translate),
    )
    return said.strip()


def _lesions(lesions: Iterable[Document], translate: Translate) -> str:
    said = [wording.lesion_in_full(row, translate) for row in lesions]
    return translate("wording.details").join(said)


def _quote(quote: str, translate: Translate) -> str:
    """Say a grade by its scale's name, other words as they were written."""
    scale, colon, grade = quote.partition(":")
    if not colon or scale not in ("frankel", "ais"):
        return quote
    said = translate.code("instrument", scale, short=True)
    return translate("check.grade", scale=said, grade=grade)


def _field(path: str, translate: Translate) -> str:
    of_case = path.startswith(("referral", "lesions", "neurology"))
    return translate.field(path if of_case else f"discussions.decision.{path}")


def passed_title(entry: Passed, translate: Translate) -> str:
    """Say that a check holds."""
    return translate(f"check.{entry.id}.passed")


def passed_reads(entry: Passed, translate: Translate) -> str:
    """Say what a check that holds looked at, in a few words."""
    if entry.levels:
        return levels.text(entry.levels, translate)
    if entry.id == "do_not_wait":
        graded = max((text(row, "escc") for row in entry.lesions), default="")
        said = [_quote(entry.quote, translate)]
        said += [translate("check.grade", scale="ESCC", grade=graded)] if graded else []
        return translate("check.and").join(said)
    found = _lesions(entry.lesions, translate)
    return found or translate("check.side_contradiction.none")


def missing(path: str, document: Document, translate: Translate) -> tuple[str, str]:
    """Say what is missing and where: ("ECOG or KPS", "Performance"), ("Fracture", "L4")."""
    head, _, key = path.partition("].")
    if key:
        whose = group(document, f"{head}]")
        name = head.partition("[")[0]
        where = wording.lesion(whose, translate) if name == "lesions" else _row(whose, translate)
        said = [_label(f"{name}.{one}", translate) for one in listing.alternatives(path)]
    else:
        where = translate.field(path.split(".", 1)[0])
        said = [_label(one, translate) for one in listing.alternatives(path)]
    whole = said[0]
    for other in said[1:]:
        whole = translate("wording.or", first=whole, second=wording.inside(other))
    return whole, where


def _row(imaging: Document, translate: Translate) -> str:
    return translate.code("modality", text(imaging, "modality"), short=True)


def _label(path: str, translate: Translate) -> str:
    label = translate.field(path)
    if path.startswith("lesions.sins."):
        return translate(
            "wording.of_group", group=translate.field("lesions.sins"), field=wording.inside(label)
        )
    return label
