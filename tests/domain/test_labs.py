# SPDX-License-Identifier: MIT
"""Laboratory values: units of the contract, bounds that notice a slipped unit, high and low."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from builders import CASES, documents
from mdtdesk.domain import document, labs, vocabulary

SCHEMA = json.loads((CASES / "case-document.schema.json").read_text("utf-8"))
UNITS = {
    test: tuple(rule["then"]["properties"]["unit"]["enum"])
    for rule in SCHEMA["$defs"]["lab"]["allOf"]
    if "unit" in rule.get("then", {}).get("properties", {})
    for test in rule["if"]["properties"]["test"].get("enum", ())
    or (rule["if"]["properties"]["test"].get("const"),)
}


@pytest.mark.parametrize("test", vocabulary.codes("lab_test"))
def test_the_units_are_those_of_the_contract(test: str) -> None:
    assert labs.units(test) == UNITS.get(test, ())


@pytest.mark.parametrize(
    ("test", "value", "unit", "doubtful"),
    [
        ("haemoglobin", 92, "g/L", False),
        ("haemoglobin", 9.2, "g/L", True),
        ("haemoglobin", 92, "g/dL", True),
        ("platelets", 186000, "10^9/L", True),
        ("platelets", 186000, "/uL", False),
        ("wbc", 4.9, "/uL", True),
        ("creatinine", 132, "mg/dL", True),
        ("calcium", 10.8, "mmol/L", True),
        ("d_dimer", 0.9, "ng/mL", True),
        ("other", 1e9, "mg/L", False),
    ],
)
def test_a_slipped_unit_is_asked_back(test: str, value: float, unit: str, doubtful: bool) -> None:
    assert (labs.plausibility(test, value, unit) is not None) == doubtful


def test_the_demo_s_values_are_plausible() -> None:
    rows = [lab for case in documents("invented") for lab in case.get("labs", ())]
    assert len(rows) > 50
    for lab in rows:
        assert labs.plausibility(lab["test"], lab["value"], lab["unit"]) is None, lab


@pytest.mark.parametrize("test", vocabulary.codes("lab_test"))
def test_every_unit_has_bounds_and_every_interval_its_source(test: str) -> None:
    for unit in labs.units(test):
        low, high = labs.plausibility(test, -1, unit) or (0.0, 0.0)
        assert low < high
    for interval in labs.intervals(test):
        assert interval.source.startswith("WS/T 40")
        low_end = interval.low or Fraction(0)
        assert interval.high is not None
        assert low_end < interval.high
        bounds = labs.plausibility(test, -1, labs.units(test)[0])
        assert bounds is not None
        assert bounds[0] < float(low_end) or interval.low is None
        assert float(interval.high) < bounds[1]


def test_units_are_converted_exactly() -> None:
    assert labs.in_first_unit("albumin", 3.6, "g/dL") == 36
    assert labs.in_first_unit("calcium", 10.3, "mg/dL") == Fraction("10.3") / Fraction("4.008")
    assert labs.in_first_unit("bilirubin", 1.4, "mg/dL") == Fraction("23.9456")
    assert labs.in_first_unit("d_dimer", 1240, "ng/mL") == Fraction("1.24")
    assert labs.in_first_unit("afp", 3, "IU/mL") is None


@pytest.mark.parametrize(
    ("test", "value", "unit", "sign", "sex", "ages", "expected"),
    [
        ("haemoglobin", 92, "g/L", "", "female", None, "low"),
        ("haemoglobin", 120, "g/L", "", "male", None, "low"),
        ("haemoglobin", 120, "g/L", "", "female", None, None),
        ("haemoglobin", 120, "g/L", "", None, None, None),
        ("haemoglobin", 92, "g/L", "", "unknown", None, "low"),
        ("haemoglobin", 9.8, "g/dL", "", "female", None, "low"),
        ("haemoglobin", 115, "g/L", "", "female", None, None),
        ("haemoglobin", 114.9, "g/L", "", "female", None, "low"),
        ("platelets", 78, "10^9/L", "", "male", None, "low"),
        ("platelets", 186000, "/uL", "", "male", None, None),
        ("calcium", 2.71, "mmol/L", "", "female", None, "high"),
        ("calcium", 9.6, "mg/dL", "", "female", None, None),
        ("bilirubin", 24, "umol/L", "", "male", None, None),
        ("bilirubin", 24, "umol/L", "", "female", None, "high"),
        ("creatinine", 100, "umol/L", "", "male", (45, 45), "high"),
        ("creatinine", 100, "umol/L", "", "male", (65, 65), None),
        ("creatinine", 100, "umol/L", "", "male", None, None),
        ("creatinine", 132, "umol/L", "", "male", None, "high"),
        ("creatinine", 132, "umol/L", "", "male", (85, 85), None),
        ("ldh", 250, "U/L", ">", "male", None, "high"),
        ("ldh", 240, "U/L", ">", "male", None, None),
        ("ldh", 300, "U/L", "<", "male", None, None),
        ("ldh", 120, "IU/L", "<", "male", None, "low"),
        ("ldh", 100, "IU/L", "<", "male", None, "low"),
        ("crp", 68, "mg/L", "", "female", None, None),
        ("afp", 1210, "ng/mL", ">", "male", None, None),
        ("other", 46.2, "U/mL", "", "female", None, None),
    ],
)
def test_high_and_low_are_said_where_certain(
    test: str,
    value: float,
    unit: str,
    sign: str,
    sex: str | None,
    ages: tuple[int, int] | None,
    expected: str | None,
) -> None:
    row: dict[str, object] = {"test": test, "value": value, "unit": unit}
    lab = document.document(row | ({"comparator": sign} if sign else {}))
    assert labs.flag(lab, sex, ages) == expected


@pytest.mark.parametrize(
    ("test", "sex", "age", "low", "high"),
    [
        ("haemoglobin", "male", 40, "130", "175"),
        ("haemoglobin", "female", 40, "115", "150"),
        ("wbc", "male", 40, "3.5", "9.5"),
        ("neutrophils", "male", 40, "1.8", "6.3"),
        ("lymphocytes", "male", 40, "1.1", "3.2"),
        ("platelets", "female", 40, "125", "350"),
        ("ldh", "female", 40, "120", "250"),
        ("albumin", "male", 40, "40", "55"),
        ("calcium", "male", 40, "2.11", "2.52"),
        ("alp", "male", 40, "45", "125"),
        ("alp", "female", 40, "35", "100"),
        ("alp", "female", 60, "50", "135"),
        ("bilirubin", "male", 40, None, "26"),
        ("bilirubin", "female", 40, None, "21"),
        ("creatinine", "male", 40, "57", "97"),
        ("creatinine", "male", 60, "57", "111"),
        ("creatinine", "female", 59, "41", "73"),
        ("creatinine", "female", 79, "41", "81"),
        ("sodium", "male", 40, "137", "147"),
        ("potassium", "male", 40, "3.5", "5.3"),
    ],
)
def test_the_intervals_are_those_of_the_standards(
    test: str, sex: str, age: int, low: str | None, high: str
) -> None:
    (interval,) = labs.intervals(test, sex, (age, age))
    assert interval.low == (None if low is None else Fraction(low))
    assert interval.high == Fraction(high)
