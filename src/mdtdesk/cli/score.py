# SPDX-License-Identifier: MIT
"""``score``: cases or answers as JSON lines in, results as JSON lines out; needs no store."""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mdtdesk.cli.answers import DONE, REFUSED, problem
from mdtdesk.cli.grammar import Call
from mdtdesk.domain import check
from mdtdesk.domain.document import document, thaw
from mdtdesk.domain.instruments import scoring, tables
from mdtdesk.domain.instruments.results import Result
from mdtdesk.errors import Problem
from mdtdesk.i18n import Translate

_ASKED = frozenset(("ref", "instrument", "answers", "case"))


class _RefusedError(Exception):
    """A line that cannot be scored, with what is wrong at which path."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(len(problems))
        self.problems = problems


def run(call: Call) -> int:
    """Score each line of standard input; exit 1 if any was refused."""
    refused, told = False, []
    for line in _lines():
        for answer, fine in _scored(line, call.translate):
            refused = refused or not fine
            if call.flag("json"):
                told.append(answer)
            call.speaker.say(json.dumps(answer, ensure_ascii=False))
    call.speaker.tell(results=told)
    return REFUSED if refused else DONE


def _lines() -> Iterator[bytes]:
    """Yield the lines that hold something; a byte order mark may stand before the first."""
    for number, raw in enumerate(sys.stdin.buffer):
        line = raw.removeprefix(codecs.BOM_UTF8) if not number else raw
        if line.strip():
            yield line


def _scored(line: bytes, translate: Translate) -> Iterator[tuple[dict[str, object], bool]]:
    """Yield the answers to one line, each with whether it is a result."""
    ref: dict[str, object] = {}
    try:
        asked = _asked(line)
        ref = {"ref": asked["ref"]} if "ref" in asked else {}
        _check(asked)
        for result in _results(asked):
            yield ref | _told(result, translate), True
    except _RefusedError as refusal:
        yield ref | {"problems": [_problem(p, translate) for p in refusal.problems]}, False


def _asked(line: bytes) -> Mapping[str, Any]:
    try:
        asked = json.loads(line.decode("utf-8"), object_pairs_hook=_once)
    except (ValueError, RecursionError) as fault:
        at = getattr(fault, "lineno", 1), getattr(fault, "colno", 1)
        said = line.decode("utf-8", "replace").strip()
        where = {"value": said, "line": at[0], "column": at[1]}
        raise _RefusedError(Problem("", "not_json", where)) from None
    if not isinstance(asked, dict):
        raise _RefusedError(Problem("", "not_object", {"value": _json(asked)}))
    return asked


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse an object that names a key twice: nobody knows which of the two is meant."""
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [key for key, _ in pairs]
        twice = next(key for key in made if names.count(key) > 1)
        raise _RefusedError(Problem(twice, "key_twice", {"value": twice}))
    return made


def _json(value: object) -> str:
    """Return a value as the line spelled it, a text without its quotes."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _check(asked: Mapping[str, Any]) -> None:
    """Refuse a line that does not say what to score."""
    unknown = [Problem(key, "unknown_key", {"value": key}) for key in asked if key not in _ASKED]
    if unknown:
        raise _RefusedError(*unknown)
    if ("case" in asked) == ("answers" in asked) or (
        "answers" in asked and "instrument" not in asked
    ):
        raise _RefusedError(Problem("", "score_of_what"))


def _results(asked: Mapping[str, Any]) -> Iterable[Result]:
    name = asked.get("instrument")
    if name is not None and (not isinstance(name, str) or name not in tables.load()):
        raise _RefusedError(Problem("instrument", "unknown_instrument", {"value": _json(name)}))
    if "answers" in asked:
        return (scoring.answered(str(name), _answers(tables.of(str(name)), asked["answers"])),)
    case = asked["case"]
    found = check.problems(case)
    if found:
        raise _RefusedError(
            *(Problem(f"case.{p.path}".rstrip("."), p.code, p.values) for p in found)
        )
    read = document(case)
    return scoring.results_of(name, read) if name is not None else scoring.results(read)


def _answers(table: tables.Instrument, given: object) -> Mapping[str, str]:
    """Return answers whose items and options the instrument has."""
    if not isinstance(given, dict):
        raise _RefusedError(Problem("answers", "not_object", {"value": _json(given)}))
    known = {item.id: [option.id for option in item.options] for item in table.items}
    if not known and table.grades:
        known = {"grade": [grade.id for grade in table.grades]}
    wrong = []
    for item, option in given.items():
        path = f"answers.{item}"
        if item not in known:
            wrong.append(Problem(path, "unknown_item", {"value": item}))
        elif option not in known[item]:
            values = {"value": _json(option), "options": ", ".join(known[item])}
            wrong.append(Problem(path, "not_in_list", values))
    if wrong:
        raise _RefusedError(*wrong)
    return given


def _told(result: Result, translate: Translate) -> dict[str, object]:
    """Return a result's keys, all but ``ref``."""
    span = result.lowest is not None and result.kind == "total" and result.applicable
    value = result.value
    return {
        "instrument": result.instrument,
        "version": result.version,
        "status": result.status,
        "lesion": result.lesion,
        "applicable": result.applicable,
        "reason": result.reason,
        "answers": {item.id: item.option for item in result.items if item.option is not None},
        "points": {item.id: item.points for item in result.items if item.points is not None},
        "total": result.total,
        "band": result.band,
        "missing": list(result.in_state("missing")),
        "ask": list(result.in_state("ask")),
        "not_scorable": list(result.in_state("not_scorable")),
        "reasons": {item.id: item.reason for item in result.open},
        "range": [result.lowest, result.highest] if span else None,
        "overridden": [item.id for item in result.items if item.overridden],
        "value": thaw(value) if isinstance(value, (tuple, Mapping)) else value,
        "flags": list(result.flags),
        "problems": [
            {"path": p.path, "code": p.code, "message": translate(f"reason.{p.code}")}
            for p in result.problems
        ],
    }


def _problem(found: Problem, translate: Translate) -> dict[str, str]:
    return {"path": found.path, "code": found.code, "message": problem(found, translate)}
