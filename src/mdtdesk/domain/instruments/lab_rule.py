# SPDX-License-Identifier: MIT
"""The laboratory category: limits in the source's unit, exact, the latest value, what is open.

A value is converted by an exact factor and compared unrounded. "< v" and "> v" are open intervals
and decide only where all of them lies on one side of the limit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from mdtdesk.domain import days
from mdtdesk.domain.document import Document, rows, text
from mdtdesk.domain.instruments.derived import Answers, Derived, Spec
from mdtdesk.domain.instruments.facts import Facts

Derive = Callable[[Facts, Document | None], Derived]
_EVER = (date.min, date.max)


class _Test(NamedTuple):
    """One test of the table."""

    tier: str
    below: bool  # met below the limit, else at it and above
    limit: Fraction
    units: dict[str, Fraction]


class _Verdict(NamedTuple):
    """Whether the limit is met; None where that is not known, and whether values disagree."""

    met: bool | None
    unclear: bool = False
    recorded: bool = False


def labs(spec: Spec, answers: Answers) -> Derive:
    """Return the worst tier whose limit is met; what is not known keeps a tier allowed."""
    tests = {name: _read(row) for name, row in spec["tests"].items()}
    also, differs = spec["also"], spec["differs"]

    def derive(facts: Facts, _lesion: Document | None) -> Derived:
        held = rows(facts.case, "labs")
        if not held:
            return answers.missing
        verdicts, reasons, counted = {}, [], []
        for name, test in tests.items():
            verdict = _verdict(test, _of(held, name))
            if name in also:
                other = _verdict(test, _of(held, also[name]))
                if {verdict.met, other.met} == {True, False}:
                    reasons.append(differs[name])
                counted += _counted({name: verdict, also[name]: other})
                verdict = _joined(verdict, other)
            verdicts[name] = verdict
        if not any(verdict.recorded for verdict in verdicts.values()):
            return answers.missing
        if any(verdict.unclear for verdict in verdicts.values()):
            reasons.append(spec["unclear"])
        reasons.append(spec["incomplete"])
        found = answers.one_of(_tiers(spec, tests, verdicts), reasons[0])
        return found._replace(counted=tuple(counted)) if counted else found

    return derive


def _of(held: Iterable[Document], test: str) -> list[Document]:
    return [row for row in held if row.get("test") == test]


def _counted(ways: dict[str, _Verdict]) -> list[str]:
    """Return which ways of measuring the same decide; none where they do not agree."""
    recorded = {name: verdict.met for name, verdict in ways.items() if verdict.recorded}
    return list(recorded) if set(recorded.values()) in ({True}, {False}) else []


def _read(row: dict[str, Any]) -> _Test:
    units = {unit: _factor(factor) for unit, factor in row["units"].items()}
    return _Test(row["tier"], row["op"] == "<", Fraction(row["limit"]), units)


def _factor(written: str) -> Fraction:
    """Return a factor as the table writes it: "4.008" or "1/17.104"."""
    over, _, under = written.partition("/")
    return Fraction(over) / Fraction(under or 1)


def _tiers(spec: Spec, tests: dict[str, _Test], verdicts: dict[str, _Verdict]) -> tuple[str, ...]:
    """Return the tiers that are still allowed, the worst first."""
    worst, middle, best = spec["tiers"]
    of = {
        t: [verdicts[n].met for n, test in tests.items() if test.tier == t] for t in (worst, middle)
    }
    if True in of[worst]:
        return (worst,)
    found = [worst] if None in of[worst] else []
    if True in of[middle]:
        return (*found, middle)
    found += [middle] if None in of[middle] else []
    return (*found, best)


def _joined(one: _Verdict, other: _Verdict) -> _Verdict:
    """Return the verdict of two ways of measuring the same: that of the one that is recorded."""
    if not (one.recorded and other.recorded):
        return one if one.recorded else other
    same = one.met if one.met == other.met else None
    return _Verdict(same, one.unclear or other.unclear, recorded=True)


def _verdict(test: _Test, held: list[Document]) -> _Verdict:
    if not held:
        return _Verdict(None)
    found = {_met(test, row) for row in _latest(held)}
    if len(found) > 1:
        return _Verdict(None, unclear=True, recorded=True)
    return _Verdict(found.pop(), recorded=True)


def _met(test: _Test, row: Document) -> bool | None:
    factor = test.units.get(text(row, "unit"))
    if factor is None or "value" not in row:
        return None
    value, comparator = Fraction(str(row["value"])) * factor, text(row, "comparator")
    if comparator == "<":
        return test.below if value <= test.limit else None
    if comparator == ">":
        return not test.below if value >= test.limit else None
    return value < test.limit if test.below else value >= test.limit


def _latest(held: Iterable[Document]) -> list[Document]:
    """Leave out what is certainly earlier than another value of the same test."""
    timed = [(_interval(text(row, "taken_on")), row) for row in held]
    newest = max(first for (first, _), _ in timed)
    return [row for (_, last), row in timed if last >= newest]


def _interval(taken_on: str) -> tuple[date, date]:
    return (days.earliest(taken_on), days.latest(taken_on)) if taken_on else _EVER
