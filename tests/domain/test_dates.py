# SPDX-License-Identifier: MIT
"""Dates as they are typed and shown, and the ages that a coarse date of birth allows."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdtdesk.domain import dates, days, document, typed
from mdtdesk.domain.typed import TypingError
from mdtdesk.i18n import translator

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("words", "stored"),
    [
        ("2024", "2024"),
        ("2024年", "2024"),
        ("2024-05", "2024-05"),
        ("2024-5", "2024-05"),
        ("202405", "2024-05"),
        ("2024年5月", "2024-05"),
        ("2024-5-17", "2024-05-17"),
        ("20240517", "2024-05-17"),
        ("2024/5/17", "2024-05-17"),
        ("2024.5.17", "2024-05-17"),
        ("2024年5月17日", "2024-05-17"),
        ("２０２４－０５－１７", "2024-05-17"),
        ("２０２４０５１７", "2024-05-17"),
        (" 2024 - 05 - 17 ", "2024-05-17"),
    ],
)
def test_a_typed_day_is_read(words: str, stored: str) -> None:
    assert dates.parse_day(words) == stored
    assert dates.parse_day_or_moment(words) == stored


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("", "day"),
        ("24-5-17", "day"),
        ("5-17", "day"),
        ("昨天", "day"),
        ("1824-05-17", "day"),
        ("2024-05-17 14:30", "day"),
        ("2024-02-30", "day_exists"),
        ("20241301", "day_exists"),
        ("2023-02-29", "day_exists"),
    ],
)
def test_what_is_no_day_is_refused(words: str, code: str) -> None:
    with pytest.raises(TypingError) as caught:
        dates.parse_day(words)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("words", "stored"),
    [
        ("2024-05-17 14:30", "2024-05-17T14:30"),
        ("2024-05-17T14:30", "2024-05-17T14:30"),
        ("2024-05-17T14:30:05+08:00", "2024-05-17T14:30:05+08:00"),
        ("202405171430", "2024-05-17T14:30"),
        ("20240517 14:30", "2024-05-17T14:30"),
        ("20240517 1430", "2024-05-17T14:30"),
        ("2024年5月17日14时30分", "2024-05-17T14:30"),
        ("2024年5月17日 9:05", "2024-05-17T09:05"),
        ("２０２４－０５－１７　１４：３０", "2024-05-17T14:30"),
        ("05-17 14:30", "2026-05-17T14:30"),
        ("11-24 14:30", "2026-11-24T14:30"),
        ("12-30 14:30", "2025-12-30T14:30"),
        ("5月17日 14:30", "2026-05-17T14:30"),
        ("14:30", "2026-11-24T14:30"),
    ],
)
def test_a_typed_moment_is_read(words: str, stored: str) -> None:
    assert dates.parse_moment(words, TODAY) == stored
    assert dates.parse_day_or_moment(words, TODAY) == stored


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("2024-05-17", "moment_without_time"),
        ("20240517", "moment_without_time"),
        ("2024-05-17 25:00", "moment"),
        ("2024-05-17 14:61", "moment"),
        ("2024-02-30 14:30", "day_exists"),
        ("bald", "moment"),
        ("", "moment"),
    ],
)
def test_what_is_no_moment_is_refused(words: str, code: str) -> None:
    with pytest.raises(TypingError) as caught:
        dates.parse_moment(words, TODAY)
    assert caught.value.code == code


def test_without_today_the_year_is_needed() -> None:
    with pytest.raises(TypingError):
        dates.parse_moment("05-17 14:30")


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(words: str) -> None:
    for parse in (dates.parse_day, dates.parse_moment, dates.parse_day_or_moment):
        try:
            stored = parse(words)
        except TypingError:
            continue
        assert days.is_day(stored) or days.is_moment(stored)


@pytest.mark.parametrize(
    ("patient", "ages"),
    [
        ({"birth_date": "1956-06-21"}, (70, 70)),
        ({"birth_date": "1956-11-24"}, (70, 70)),
        ({"birth_date": "1956-11-25"}, (69, 69)),
        ({"birth_date": "1979-11"}, (46, 47)),
        ({"birth_date": "1979-10"}, (47, 47)),
        ({"birth_date": "1979"}, (46, 47)),
        ({"birth_date": "2026-12"}, (0, 0)),
        ({"birth_date": "1956-06-21", "death": {"date": "2026-01-02"}}, (69, 69)),
        ({"age_years": 48}, (48, 48)),
        ({}, None),
    ],
)
def test_an_age_is_as_exact_as_the_birth(
    patient: dict[str, object], ages: tuple[int, int] | None
) -> None:
    assert dates.age(document.document(patient), TODAY) == ages


def test_ages_and_dates_are_said() -> None:
    zh, en = translator("zh"), translator("en")
    assert dates.show_age((46, 47), zh) == "46–47 岁"
    assert dates.show_age((70, 70), en) == "70 y"
    assert dates.show_age(None, en) == ""
    assert [dates.show_day(d, zh) for d in ("2024", "2024-05", "2024-05-17")] == [
        "2024",
        "2024-05",
        "2024-05-17",
    ]
    assert dates.show_moment("2026-11-20T21:00", zh) == "2026-11-20 21:00"
    assert dates.show_moment("2026-11", en) == "2026-11"
    zone = timezone(timedelta(hours=8))
    assert dates.show_moment("2026-11-20T21:00:30Z", en, zone) == "2026-11-21 05:00"
    here = datetime(2026, 11, 20, 21, 0, tzinfo=zone).astimezone()
    assert dates.show_moment("2026-11-20T21:00+08:00", en) == f"{here:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("stored", "exact"),
    [("2024", "year"), ("2024-05", "month"), ("2024-05-17", "day"), ("2024-05-17T14:30", "moment")],
)
def test_precision(stored: str, exact: str) -> None:
    assert dates.precision(stored) == exact


@pytest.mark.parametrize(
    ("words", "value"),
    [("4.5", 4.5), ("４．５", 4.5), ("5.0", 5), ("－3", -3), (".5", 0.5), (" 12 ", 12)],
)
def test_a_number_is_read(words: str, value: float) -> None:
    found = typed.number(words)
    assert found == value
    assert isinstance(found, int) == float(value).is_integer()


@pytest.mark.parametrize("words", ["", "4,5", "1e3", "nan", "五", "4.5 mL", "٣"])
def test_what_is_no_number_is_refused(words: str) -> None:
    with pytest.raises(TypingError):
        typed.number(words)


def test_a_comparator_may_stand_before_a_number() -> None:
    assert typed.compared("＜0.3") == ("<", 0.3)
    assert typed.compared("> 1200") == (">", 1200)
    assert typed.compared("12") == ("", 12)
    with pytest.raises(TypingError):
        typed.compared("<")
