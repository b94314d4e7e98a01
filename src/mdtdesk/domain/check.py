# SPDX-License-Identifier: MIT
"""Checks a case document against the contract, and names every fault by its path.

``problems`` walks the tree of ``case_fields`` over what JSON gave; ``rules`` adds what no field
can say alone (days before the birth, references). Faults come in the order of the document.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from mdtdesk.domain import case_fields, document, labs, rules, vocabulary
from mdtdesk.domain.days import is_day, is_moment
from mdtdesk.domain.document import OBJECT, Document
from mdtdesk.domain.fields import (
    Answers,
    Choice,
    Constant,
    Day,
    DayOrMoment,
    Digest,
    Flag,
    FlagOr,
    Free,
    Group,
    Id,
    Items,
    Kind,
    Moment,
    Number,
    Rows,
    Text,
    Whole,
)
from mdtdesk.domain.ids import is_id
from mdtdesk.domain.instrument_items import options
from mdtdesk.errors import Problem, Rejected

_DIGEST = re.compile(r"[0-9a-f]{64}")
_WORDS = re.compile(r"[^\x00]*[^\x00\s][^\x00]*", re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_VARIANTS = ("lesion_site", "procedure_type")
LARGEST = 2**53  # a larger whole number would not come back from a float as it was


def problems(raw: object) -> tuple[Problem, ...]:
    """Return every fault of one case document as JSON gave it; none if it holds."""
    found = _group(raw, case_fields.CASE, path="")
    if found or not isinstance(raw, OBJECT):
        return tuple(found)
    return rules.problems(document.document(raw))


def read(raw: object) -> Document:
    """Return the document frozen. Raises Rejected with every fault."""
    found = problems(raw)
    if found or not isinstance(raw, OBJECT):
        raise Rejected(found)
    return document.document(raw)


def value_problems(raw: object, kind: Kind, *, path: str) -> list[Problem]:
    """Return the faults of one value of a kind, as a form needs it for one field."""
    match kind:
        case Group():
            return _group(raw, kind, path=path)
        case Rows():
            return _rows(raw, kind, path=path)
        case Items():
            return _items(raw, kind, path=path)
        case FlagOr():
            return [] if isinstance(raw, bool) else _group(raw, kind.group, path=path)
        case Answers():
            return _answers(raw, kind.of, path=path)
        case Free():
            return [] if isinstance(raw, OBJECT) else [_problem(path, "not_object", raw=raw)]
        case _:
            code = _scalar(raw, kind)
            return [_problem(path, code, raw=raw, kind=kind)] if code else []


def _problem(path: str, code: str, *, raw: object = None, kind: Kind | None = None) -> Problem:
    shown = raw if isinstance(raw, (str, int, float, bool)) else type(raw).__name__
    values: dict[str, object] = {"value": "null" if raw is None else shown}
    if isinstance(kind, (Whole, Number)):
        values |= {
            "low": "-∞" if kind.low is None else kind.low,
            "high": "∞" if kind.high is None else kind.high,
        }
    if isinstance(kind, Choice):
        values["options"] = ", ".join(vocabulary.codes(kind.vocabulary))
    return Problem(path, code, values)


def _scalar(raw: object, kind: Kind) -> str:
    """Return the code of a single value's fault, empty if it holds."""
    match kind:
        case Flag():
            return "" if isinstance(raw, bool) else "not_yes_or_no"
        case Whole() | Number():
            return _number(raw, kind)
        case Constant():
            return "" if raw == kind.value and type(raw) is type(kind.value) else "not_this_format"
    if not isinstance(raw, str):
        return "not_text"
    match kind:
        case Text():
            if not _WORDS.fullmatch(raw):
                return "empty_text"
            if _SURROGATE.search(raw):
                return "broken_character"
            return "" if not kind.pattern or re.fullmatch(kind.pattern, raw) else "wrong_form"
        case Choice():
            return "" if vocabulary.has(kind.vocabulary, raw) else "not_in_list"
        case Day():
            return "" if is_day(raw) else "not_a_day"
        case Moment():
            return "" if is_moment(raw) else "not_a_moment"
        case DayOrMoment():
            return "" if is_day(raw) or is_moment(raw) else "not_a_day"
        case Id():
            return "" if is_id(raw) else "not_an_id"
        case Digest():
            return "" if _DIGEST.fullmatch(raw) else "not_a_digest"
    raise TypeError(kind)


def _number(raw: object, kind: Whole | Number) -> str:
    if isinstance(raw, bool) or not isinstance(raw, (int, float)):
        return "not_a_number"
    if not math.isfinite(raw) or abs(raw) > LARGEST:
        return "out_of_range"
    if isinstance(kind, Whole):
        if raw != int(raw):
            return "not_whole"
        if (raw - kind.low) % kind.step:
            return "wrong_step"
    above = isinstance(kind, Number) and kind.above
    if kind.low is not None and (raw < kind.low or (above and raw == kind.low)):
        return "out_of_range"
    return "out_of_range" if kind.high is not None and raw > kind.high else ""


def _group(raw: object, group: Group, *, path: str, variant: object = None) -> list[Problem]:
    if not isinstance(raw, OBJECT):
        return [_problem(path, "not_object", raw=raw)]
    before = f"{path}." if path else ""
    found = [_problem(f"{before}{k}", "missing") for k in group.required if k not in raw]
    for key in raw:
        found += _field(raw, key, group=group, path=f"{before}{key}", variant=variant)
    if group.filled and not raw:
        found.append(_problem(path, "nothing_recorded"))
    return found or _tied(raw, group, before=before)


def _field(
    raw: Mapping[str, object], key: str, *, group: Group, path: str, variant: object
) -> list[Problem]:
    """Return the faults of one key. Without a valid variant nothing is said of its fields."""
    named = raw.get(group.variant) if variant is None else variant
    kind = group.fields_for(named).get(key)
    if isinstance(kind, Group) and kind.variant == "type":
        return _group(raw[key], kind, path=path, variant=raw.get("type", ""))
    if kind is not None:
        return value_problems(raw[key], kind, path=path)
    known = any(key in extra for extra in group.variants.values())
    if known and not any(vocabulary.has(name, str(named)) for name in _VARIANTS):
        return []
    return [_problem(path, "not_here" if known else "unknown_key", raw=key)]


def _rows(raw: object, kind: Rows, *, path: str) -> list[Problem]:
    if not isinstance(raw, (list, tuple)):
        return [_problem(path, "not_a_list", raw=raw)]
    return [p for i, row in enumerate(raw) for p in _group(row, kind.row, path=f"{path}[{i}]")]


def _items(raw: object, kind: Items, *, path: str) -> list[Problem]:
    if not isinstance(raw, (list, tuple)):
        return [_problem(path, "not_a_list", raw=raw)]
    found: list[Problem] = []
    for index, item in enumerate(raw):
        at = f"{path}[{index}]"
        if item in raw[:index]:
            found.append(_problem(at, "twice", raw=item))
        else:
            found += value_problems(item, kind.item, path=at)
    return found


def _answers(raw: object, of: str, *, path: str) -> list[Problem]:
    if not isinstance(raw, OBJECT):
        return [_problem(path, "not_object", raw=raw)]
    found: list[Problem] = []
    for instrument, answers in raw.items():
        at = f"{path}.{instrument}"
        allowed = options(of).get(instrument)
        if allowed is None:
            found.append(_problem(at, "unknown_instrument", raw=str(instrument)))
        elif not isinstance(answers, OBJECT):
            found.append(_problem(at, "not_object", raw=answers))
        else:
            for item, option in answers.items():
                if item not in allowed:
                    found.append(_problem(f"{at}.{item}", "unknown_item", raw=str(item)))
                elif option not in allowed[item]:
                    found.append(_no_option(f"{at}.{item}", option, allowed[item]))
    return found


def _no_option(path: str, raw: object, allowed: Iterable[str]) -> Problem:
    found = _problem(path, "not_in_list", raw=raw)
    return replace(found, values={**found.values, "options": ", ".join(allowed)})


def _tied(raw: Mapping[str, object], group: Group, *, before: str) -> list[Problem]:
    """Return faults of values of one object that belong together."""
    if group is case_fields.LAB:
        return _lab(raw, before)
    if group is case_fields.PATIENT and "birth_date" in raw and "age_years" in raw:
        return [_problem(f"{before}age_years", "birth_date_and_age", raw=raw["age_years"])]
    if "organ" in group.fields:
        return _name_with_other(raw, "organ", before=before)
    if raw.get("site") == "pelvis" and list(_listed(raw.get("zones"))) == ["IV"]:
        return [_problem(f"{before}zones", "sacral_wing_alone", raw="IV")]
    return []


def _listed(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, (list, tuple)) else ()


def _name_with_other(raw: Mapping[str, object], key: str, *, before: str) -> list[Problem]:
    """A name stands beside the code "other" and nowhere else."""
    other = raw.get(key) == "other"
    if other == ("name" in raw):
        return []
    return [_problem(f"{before}name", "missing" if other else "not_here", raw=raw.get("name"))]


def _lab(raw: Mapping[str, object], before: str) -> list[Problem]:
    test, unit, value = str(raw["test"]), str(raw["unit"]), raw["value"]
    found = _name_with_other(raw, "test", before=before)
    if test == "other":
        return found
    if unit not in labs.units(test):
        shown = {"value": unit, "options": ", ".join(labs.units(test))}
        found.append(Problem(f"{before}unit", "wrong_unit", shown))
    if isinstance(value, (int, float)) and value < 0:
        found.append(_problem(f"{before}value", "out_of_range", raw=value, kind=Number(low=0)))
    return found
