# SPDX-License-Identifier: MIT
"""Dates as they are stored: known to the year, month or day, and date-times with their offset."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

_DAY = re.compile(r"((?:19|20)\d\d)(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_MOMENT = re.compile(
    r"((?:19|20)\d\d-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?"
    r"(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?",
    re.ASCII,
)


def is_day(text: str) -> bool:
    """Tell whether the text is a year, a month or a day that exists (1900 to 2099)."""
    return _DAY.fullmatch(text) is not None and _exists(text)


def is_moment(text: str) -> bool:
    """Tell whether the text is a date-time to the minute or finer on a day that exists."""
    match = _MOMENT.fullmatch(text)
    return match is not None and _exists(match[1])


def _exists(text: str) -> bool:
    try:
        earliest(text)
    except ValueError:
        return False
    return True


def earliest(text: str) -> date:
    """Return the first day that a stored day or date-time may mean."""
    parts = [int(part) for part in text[:10].split("-")]
    return date(*[*parts, 1, 1][:3])


def latest(text: str) -> date:
    """Return the last day that a stored day or date-time may mean."""
    first = earliest(text)
    match text[:10].count("-"):
        case 0:
            return date(first.year, 12, 31)
        case 1:
            return date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(days=1)
        case _:
            return first


def certainly_before(one: str, other: str) -> bool:
    """Tell whether the first is before the second however coarse they are."""
    if "T" in one and "T" in other:
        return _instant(one) < _instant(other)
    return latest(one) < earliest(other)


def _instant(text: str) -> datetime:
    """Return the date-time; of two, one without an offset is compared by the clock's face."""
    return datetime.fromisoformat(text).replace(tzinfo=None)
