# SPDX-License-Identifier: MIT
"""Checks and missing fields in words: what a check is called, what it read, what listing lacks."""

from __future__ import annotations

from collections.abc import Iterable

from mdtdesk.domain import (
    checks_department,
    checks_scores,
    levels,
    listing,
    vocabulary,
    wording,
)
from mdtdesk.domain.checks import Passed
from mdtdesk.domain.concern import Check
from mdtdesk.domain.document import Document, group, text
from mdtdesk.domain.instruments import tables
from mdtdesk.i18n import Translate


def title(check_id: str, translate: Translate) -> str:
    """Say which check it is. A department rule that nobody wrote a title for keeps its id."""
    own = checks_department.load().get(check_id)
    if own is not None:
        return own.name[translate.language]
    key = f"check.{check_id}.title"
    if translate.has(key):
        return translate(key)
    known = vocabulary.has("check", check_id)
    return translate.code("check", check_id) if known else check_id


def rule(check_id: str, translate: Translate) -> str:
    """Say what a check holds to."""
    own = checks_department.load().get(check_id)
    if own is not None:
        language = translate.language
        return translate("check.own_rule", rule=own.text[language], source=own.source[language])
    return translate("check.rule", rule=translate(f"check.{check_id}.rule"))


def reads(check: Check, translate: Translate) -> str:
    """Say which facts a check read."""
    if check.sort == checks_department.SORT:
        return _own_reads(check, translate)
    if check.id == checks_scores.ID:
        lesions = _lesions(check.lesions, translate)
        scores = translate("check.stop").join(
            _lack(one, translate) for one in checks_scores.lacks(check.quote)
        )
        return translate(f"check.{check.id}.{check.sort}", lesions=lesions, scores=scores)
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


def _lack(of: checks_scores.Lack, translate: Translate) -> str:
    """Say a score's items that are not recorded, and those that a doctor must choose."""
    language, table = translate.language, of.table
    said = [
        translate(
            f"check.incomplete_score.{key}",
            items=translate("wording.list").join(table.item(i).label[language] for i in listed),
        )
        for key, listed in (("missing", of.missing), ("asked", of.asked))
        if listed
    ]
    words = translate("check.and").join(said)
    return translate("check.incomplete_score.score", name=table.short[language], words=words)


def _own_reads(check: Check, translate: Translate) -> str:
    """Say the procedure, the lesion and the values that met a department's rule."""
    values = translate("check.and").join(
        _own_value(part, translate) for part in check.quote.split(";")
    )
    procedure, lesions = _procedure(check, translate), _lesions(check.lesions, translate)
    return translate("check.own_values", procedure=procedure, lesions=lesions, values=values)


def _own_value(quote: str, translate: Translate) -> str:
    """Say a value that a condition read: "SINS 13", "posterior wall broken: yes"."""
    what, _, value = quote.partition("=")
    kind, _, key = what.partition(":")
    if kind == "result":
        name = tables.of(key).short[translate.language]
        return translate("check.grade", scale=name, grade=value)
    under = "lesions" if kind == "lesion" else "discussions.decision.procedures"
    label = translate.field(f"{under}.{key}")
    if value in ("yes", "no"):
        return translate("check.fact", field=label, value=translate(f"print.{value}"))
    return translate("check.grade", scale=label, grade=value)


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
    own = checks_department.load().get(entry.id)
    if own is not None:
        return translate("check.own_passed", name=own.name[translate.language])
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
