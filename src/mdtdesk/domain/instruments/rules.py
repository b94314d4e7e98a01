# SPDX-License-Identifier: MIT
"""How an item's option follows from the case: one function for each ``rule`` of a table.

A function takes the item's table once and returns what reads a case. Absent is never no: where the
facts do not decide, the item is missing or a person is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from mdtdesk.domain.decided import newest
from mdtdesk.domain.document import OBJECT, Document, Value, rows, text
from mdtdesk.domain.instruments.derived import Answers, Derived, Spec, scored
from mdtdesk.domain.instruments.facts import Facts
from mdtdesk.domain.instruments.lab_rule import labs
from mdtdesk.domain.instruments.organ_rules import worst, worst_set

Derive = Callable[[Facts, Document | None], Derived]
Make = Callable[[Spec, Answers], Derive]


def _option(spec: Spec, answers: Answers) -> Derive:
    """Take the recorded value as the option."""
    path, key = spec["reads"][0], ""
    if path.startswith("lesion."):
        path, _, key = path[7:].partition(".")

    def derive(facts: Facts, lesion: Document | None) -> Derived:
        if key and lesion is not None:
            inner = lesion.get(path)
            value = inner.get(key) if isinstance(inner, OBJECT) else None
        else:
            value = facts.get(spec["reads"][0], lesion)
        return answers.option(str(value)) if value is not None else answers.missing

    return derive


def _absent(spec: Spec, answers: Answers) -> Callable[[Facts], Derived]:
    """Return what an absent fact asks: what else is recorded, what may be suggested."""
    other, reason = spec.get("else_recorded", {}), spec.get("ask_when_absent")

    def derive(facts: Facts) -> Derived:
        if other and _recorded(other, facts):
            return answers.ask(other, suggested=_suggested(spec, facts))
        if reason:
            asked = answers.ask({"ask": reason}, suggested=_suggested(spec, facts))
            if "suggest_fact" in spec:
                number = int(facts.fact(spec["suggest_fact"]))
                row = _row(spec["table"], number)
                option = row.get("option") if row else None
                asked = asked._replace(number=number, suggested=option)
            return asked
        return answers.missing

    return derive


def _recorded(other: Spec, facts: Facts) -> bool:
    if "any" in other:
        return any(row.get(other["key"]) in other["is"] for row in rows(facts.case, other["any"]))
    return facts.get(other["path"]) is not None


def _suggested(spec: Spec, facts: Facts) -> str | None:
    if "suggest_multiple" in spec and facts.foci_at_least >= 2:
        return str(spec["table"][spec["suggest_multiple"]])
    if "suggest_from" in spec:
        found = spec["suggest"].get(facts.get(spec["suggest_from"]))
        return str(found) if found else None
    return None


def _map(spec: Spec, answers: Answers) -> Derive:
    """Look the recorded value up; a contradiction asks over all options."""
    path, absent = spec["reads"][0], _absent(spec, answers)
    cells = {value: answers.cell(cell) for value, cell in spec["table"].items()}
    contradictions = tuple(spec.get("contradictions", ()))

    def derive(facts: Facts, lesion: Document | None) -> Derived:
        value = facts.get(path, lesion)
        if value is None:
            return absent(facts)
        for problem in contradictions:
            if facts.fact(problem):
                return answers.contradicted(problem)
        return cells[str(value)]

    return derive


def _row(table: list[Mapping[str, Any]], value: float) -> Mapping[str, Any] | None:
    inside = (r for r in table if r["min"] <= value and value <= r.get("max", value))
    return next(inside, None)


def _ranges(spec: Spec, answers: Answers) -> Derive:
    """Find the row that a number lies in; a count below the lesions listed is contradicted."""
    path, absent, table = spec["reads"][0], _absent(spec, answers), spec["table"]
    least = spec.get("at_least", "")

    def derive(facts: Facts, lesion: Document | None) -> Derived:
        value = facts.get(path, lesion)
        if not isinstance(value, (int, float)):
            return absent(facts)
        row = _row(table, value)
        if row is None:
            return answers.missing
        if "ask" in row:
            return answers.ask(row)
        if least and value < facts.fact(least):
            return answers.contradicted(spec["contradictions"][0])
        return answers.option(row["option"])

    return derive


def _bool(spec: Spec, answers: Answers) -> Derive:
    """Name the options of true and false."""
    path, absent = spec["reads"][0], _absent(spec, answers)
    named = {True: answers.option(spec["true"]), False: answers.option(spec["false"])}

    def derive(facts: Facts, lesion: Document | None) -> Derived:
        value = facts.get(path, lesion)
        return named[value] if isinstance(value, bool) else absent(facts)

    return derive


def _table(spec: Spec, answers: Answers) -> Derive:
    """Look a code up; a cell is an option, a question, or depends on a yes or no (``by``)."""
    path, table = spec["reads"][0], spec["table"]
    cells = {
        code: {key: answers.cell(cell[key]) for key in ("true", "false", "absent")}
        if isinstance(cell, Mapping) and "by" in cell
        else answers.cell(cell)
        for code, cell in table.items()
    }

    def derive(facts: Facts, lesion: Document | None) -> Derived:
        value = facts.get(path, lesion)
        if value is None:
            return answers.missing
        cell = cells[str(value)]
        if isinstance(cell, Derived):
            return cell
        known = facts.get(table[value]["by"], lesion)
        return cell[str(known).lower() if isinstance(known, bool) else "absent"]

    return derive


def _highest(spec: Spec, answers: Answers) -> Derive:
    """Of several values the option with most points counts; an undefined one leaves those above."""
    path, table, points = spec["reads"][0], spec["table"], answers.points
    most = max(points.values())
    asked = {key: cell for key, cell in table.items() if isinstance(cell, Mapping)}

    def derive(facts: Facts, lesion: Document | None) -> Derived:
        values = facts.get(path, lesion)
        if not isinstance(values, tuple) or not values:
            return answers.missing
        found = [table[v] for v in values if v not in asked]
        best = max(found, key=points.__getitem__) if found else None
        undefined = [asked[v] for v in values if v in asked]
        if undefined and (best is None or points[best] < most):
            least = points[best] if best else 0
            allowed = [option for option in answers.options if points[option] >= least]
            return answers.ask({**undefined[0], "allowed": allowed})
        return answers.option(best) if best else answers.missing

    return derive


def _fractures(spec: Spec, answers: Answers) -> Derive:
    """Take the first row that the lesions' fractures fit."""

    def derive(facts: Facts, _lesion: Document | None) -> Derived:
        for row in spec["rows"]:
            if "any_site" in row:
                fits = any(
                    lesion.get("site") in row["any_site"]
                    and lesion.get("fracture") in row["fracture"]
                    for _, lesion in facts.lesions
                )
            else:
                sites = row["every_site"]
                meant = [lesion for _, lesion in facts.lesions if lesion.get("site") in sites]
                fits = bool(meant) and all("fracture" in lesion for lesion in meant)
            if fits:
                return answers.cell(row.get("option", row))
        return answers.missing

    return derive


def _site(spec: Spec, answers: Answers) -> Derive:
    """Find where a bone's part lies."""
    path, table = spec["reads"][0], spec["table"]

    def derive(facts: Facts, lesion: Document | None) -> Derived:
        bone = facts.get(path, lesion)
        if bone is None or lesion is None:
            return answers.missing
        cell = table[bone]
        if isinstance(cell, list):
            row = next(row for row in cell if _part(row, lesion))
            cell = row.get("option", row)
        return answers.cell(cell)

    return derive


def _part(row: Mapping[str, Any], lesion: Document) -> bool:
    subsite, segments = text(lesion, "subsite"), lesion.get("segments") or ()
    if "subsite" in row:
        return subsite in row["subsite"]
    if "segment" in row:
        return not subsite and isinstance(segments, tuple) and row["segment"] in segments
    return not subsite and not segments if row.get("no_segment") else True


def exact(value: Value | None) -> Fraction | None:
    """Return a number exactly as it was written, never as binary floating point holds it."""
    known = isinstance(value, (int, float)) and not isinstance(value, bool)
    return Fraction(str(value)) if known else None


def _fraction(spec: Spec, answers: Answers) -> Derive:
    """Compare two widths exactly; both win over a recorded category."""
    (low, low_of, below), (high, high_of, above) = spec["below"], spec["above"]

    def derive(facts: Facts, lesion: Document | None) -> Derived:
        part = exact(facts.get(spec["part"], lesion))
        whole = exact(facts.get(spec["whole"], lesion))
        category = facts.get(spec["category"], lesion)
        if part is None or not whole:
            if category is not None:
                return answers.option(str(category))
            one = part is not None or bool(whole)
            return answers.ask({"ask": spec["one"]}) if one else answers.missing
        if part > whole:
            return answers.contradicted(spec["wider"])
        ratio = part / whole
        found = spec["between"]
        if ratio < Fraction(low, low_of):
            found = below
        elif ratio > Fraction(high, high_of):
            found = above
        if category is not None and category != found:
            return scored(found, spec["differs"])
        return answers.option(found)

    return derive


def _ask(spec: Spec, answers: Answers) -> Derive:
    """Never derive; what the latest decision says of an approach only suggests."""

    def derive(facts: Facts, _lesion: Document | None) -> Derived:
        done = rows(newest(facts.case), "decision.procedures")
        said = [spec["suggest"].get(text(row, "details.approach")) for row in done]
        known = [option for option in said if option]
        if not known:
            return answers.missing
        most = max(known, key=answers.points.__getitem__)
        return answers.ask(spec["else_recorded"], suggested=most)

    return derive


RULES: Mapping[str, Make] = {
    "option": _option,
    "map": _map,
    "ranges": _ranges,
    "bool": _bool,
    "table": _table,
    "highest": _highest,
    "worst": worst,
    "worst_set": worst_set,
    "labs": labs,
    "fractures": _fractures,
    "site": _site,
    "fraction": _fraction,
    "ask": _ask,
}
