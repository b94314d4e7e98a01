# SPDX-License-Identifier: MIT
"""Days and date-times as people type and read them; ages. How they are stored: ``days``."""

from __future__ import annotations

import re
from datetime import date, datetime, tzinfo

from mdtdesk.domain import days
from mdtdesk.domain.document import Document, number, text
from mdtdesk.domain.typed import TypingError, plain
from mdtdesk.i18n import Translate

_SEPARATED = re.compile(
    r"((?:19|20)\d\d)(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})[日号]?|月)?|年)?", re.ASCII
)
_DIGITS = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)?", re.ASCII)
_THIS_YEAR = re.compile(r"(\d{1,2})[-/.月](\d{1,2})[日号]?", re.ASCII)
_MOMENT = re.compile(
    r"(?:(?P<day>.*?[\d日号])[T\s,]*?(?:(?<=[日号])|[T\s,]+))?"
    r"(?P<hour>\d{1,2})[:时点](?P<minute>\d{2})(?::\d{2}|分)?",
    re.ASCII,
)
_MOMENT_DIGITS = re.compile(r"(\d{8})[T\s]*(\d\d)(\d\d)", re.ASCII)


def parse_day(typed: str) -> str:
    """Return a typed year, month or day as it is stored. Raises TypingError."""
    words = plain(typed).replace(" ", "")
    match = _DIGITS.fullmatch(words) or _SEPARATED.fullmatch(words)
    if match is None:
        raise TypingError("day", typed.strip())
    parts = [part for part in match.groups() if part]
    return _existing("-".join([parts[0], *(part.zfill(2) for part in parts[1:])]), typed)


def parse_moment(typed: str, today: date | None = None) -> str:
    """Return a typed date-time as it is stored; with ``today`` its year or day may be left out.

    "12-30 14:30" typed in January means last December. Raises TypingError.
    """
    words = plain(typed)
    if days.is_moment(words.upper()):
        return words.upper()
    match = _MOMENT_DIGITS.fullmatch(words)
    if match:
        return _timed(parse_day(match[1]), match[2], match[3], typed=typed)
    match = _MOMENT.fullmatch(words)
    if match is None:
        known = _is_day(words)
        raise TypingError("moment_without_time" if known else "moment", typed.strip())
    return _timed(_day_of(match["day"], today, typed), match["hour"], match["minute"], typed=typed)


def parse_day_or_moment(typed: str, today: date | None = None) -> str:
    """Return a typed day or date-time as it is stored. Raises TypingError."""
    return parse_day(typed) if _is_day(typed) else parse_moment(typed, today)


def _is_day(typed: str) -> bool:
    try:
        parse_day(typed)
    except TypingError as problem:
        return problem.code == "day_exists"
    return True


def _existing(day: str, typed: str) -> str:
    if not days.is_day(day):
        raise TypingError("day_exists", typed.strip())
    return day


def _timed(day: str, hour: str, minute: str, *, typed: str) -> str:
    moment = f"{day}T{hour.zfill(2)}:{minute}"
    if not days.is_moment(moment):
        raise TypingError("moment", typed.strip())
    return moment


def _day_of(words: str | None, today: date | None, typed: str) -> str:
    """Return the day of a typed date-time; without a year the last such day until today."""
    match = _THIS_YEAR.fullmatch((words or "").replace(" ", ""))
    if words and match is None:
        return parse_day(words)
    if today is None:
        raise TypingError("moment", typed.strip())
    if match is None:
        return today.isoformat()
    month, day = match[1].zfill(2), match[2].zfill(2)
    year = today.year if f"{month}-{day}" <= today.isoformat()[5:] else today.year - 1
    return _existing(f"{year}-{month}-{day}", typed)


def precision(stored: str) -> str:
    """Return how exactly a stored date is known: year, month, day or moment."""
    return "moment" if "T" in stored else ("year", "month", "day")[stored.count("-")]


def _years(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def age(patient: Document, today: date) -> tuple[int, int] | None:
    """Return the least and the greatest age that a patient may have, today or at death."""
    years = number(patient, "age_years")
    if years is not None:
        return int(years), int(years)
    born, died = text(patient, "birth_date"), text(patient, "death.date")
    if not born:
        return None
    first = min(today, days.earliest(died)) if died else today
    last = min(today, days.latest(died)) if died else today
    least, most = _years(days.latest(born), first), _years(days.earliest(born), last)
    return max(least, 0), max(most, 0)


def show_age(ages: tuple[int, int] | None, translate: Translate) -> str:
    """Say an age; both where only the month or year of birth is known; empty for none."""
    if ages is None:
        return ""
    low, high = ages
    shown = str(low) if low == high else translate("wording.range", first=low, last=high)
    return translate("wording.age", age=shown)


def show_day(stored: str, translate: Translate) -> str:
    """Say a stored day, or the day of a date-time, as exactly as it is known."""
    parts = stored[:10].split("-")
    named = dict(zip(("year", "month", "day"), parts, strict=False))
    return translate(f"wording.date.{('year', 'month', 'day')[len(parts) - 1]}", **named)


def show_moment(stored: str, translate: Translate, zone: tzinfo | None = None) -> str:
    """Say a stored date-time to the minute; one with an offset in ``zone``, else this machine's."""
    if "T" not in stored:
        return show_day(stored, translate)
    moment = datetime.fromisoformat(stored)
    if moment.tzinfo is not None:
        moment = moment.astimezone(zone)
    day = show_day(moment.date().isoformat(), translate)
    return translate("wording.date.moment", day=day, time=f"{moment:%H:%M}")
