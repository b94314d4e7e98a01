# SPDX-License-Identifier: MIT
"""Laboratory tests: units, bounds outside which a value is asked back, and high or low.

The table is ``vocabularies/lab_test.toml``. Values are compared as exact fractions, in the test's
first unit; "< v" and "> v" are intervals and count only where the whole interval lies on one side.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Literal

from mdtdesk.domain.document import Document, number, text
from mdtdesk.paths import resource

Flag = Literal["high", "low"]


@dataclass(frozen=True, slots=True)
class Interval:
    """An adult reference interval in the test's first unit, with its source."""

    low: Fraction | None
    high: Fraction | None
    source: str
    sex: str = ""
    ages: tuple[int, int] | None = None

    def may_hold_for(self, sex: str | None, ages: tuple[int, int] | None) -> bool:
        """Tell whether what is known of a person does not exclude this interval."""
        if self.sex and sex in ("male", "female") and sex != self.sex:
            return False
        if self.ages is None or ages is None:
            return True
        return ages[0] <= self.ages[1] and self.ages[0] <= ages[1]


@dataclass(frozen=True, slots=True)
class Test:
    """One laboratory test."""

    units: tuple[str, ...]
    factors: Mapping[str, Fraction]
    plausible: Mapping[str, tuple[float, float]]
    intervals: tuple[Interval, ...]


def _fraction(value: object) -> Fraction:
    above, _, below = str(value).partition("/")
    return Fraction(above) / Fraction(below or 1)


def _interval(row: Mapping[str, object]) -> Interval:
    ages = row.get("age")
    return Interval(
        low=_fraction(row["low"]) if "low" in row else None,
        high=_fraction(row["high"]) if "high" in row else None,
        source=str(row["source"]),
        sex=str(row.get("sex", "")),
        ages=(int(ages[0]), int(ages[1])) if isinstance(ages, list) else None,
    )


@cache
def _tests() -> dict[str, Test]:
    table = tomllib.loads(resource("vocabularies", "lab_test.toml").read_text("utf-8"))
    return {
        row["code"]: Test(
            units=tuple(row["units"]),
            factors={unit: _fraction(f) for unit, f in row.get("factor", {}).items()},
            plausible={u: (low, high) for u, (low, high) in row.get("plausible", {}).items()},
            intervals=tuple(_interval(interval) for interval in row.get("reference", ())),
        )
        for row in table["code"]
    }


def units(test: str) -> tuple[str, ...]:
    """Return the units a test may have; none where any unit may be written."""
    return _tests()[test].units


def plausibility(test: str, value: float, unit: str) -> tuple[float, float] | None:
    """Return the bounds that a value lies outside of, None where nothing is to be asked back."""
    bounds = _tests()[test].plausible.get(unit)
    return bounds if bounds and not bounds[0] <= value <= bounds[1] else None


def in_first_unit(test: str, value: float, unit: str) -> Fraction | None:
    """Return a value exactly in the test's first unit, None where no factor is known."""
    factor = _tests()[test].factors.get(unit)
    return None if factor is None else Fraction(str(value)) * factor


def intervals(
    test: str, sex: str | None = None, ages: tuple[int, int] | None = None
) -> tuple[Interval, ...]:
    """Return the reference intervals that may hold for a person."""
    return tuple(i for i in _tests()[test].intervals if i.may_hold_for(sex, ages))


def flag(lab: Document, sex: str | None, ages: tuple[int, int] | None = None) -> Flag | None:
    """Return whether a value is high or low, None where that is not certain.

    With sex or age unknown, only where every interval that may hold says the same.
    """
    test, value = text(lab, "test"), number(lab, "value")
    exact = None if value is None else in_first_unit(test, value, text(lab, "unit"))
    if exact is None:
        return None
    sign = text(lab, "comparator")
    found = {_against(exact, sign, interval) for interval in intervals(test, sex, ages)}
    return found.pop() if len(found) == 1 else None


def _against(value: Fraction, sign: str, interval: Interval) -> Flag | None:
    low, high = interval.low, interval.high
    if high is not None and sign != "<" and (value > high or (sign == ">" and value == high)):
        return "high"
    if low is not None and sign != ">" and (value < low or (sign == "<" and value == low)):
        return "low"
    return None
