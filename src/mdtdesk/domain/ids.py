# SPDX-License-Identifier: MIT
"""Identifiers: UUIDv7 made by whoever makes the thing, and the shape of a case number."""

from __future__ import annotations

import os
import re
import threading
import time

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_lock = threading.Lock()
_last = [0]


def new_id() -> str:
    """Return a UUIDv7 (RFC 9562); those made by one process sort in the order they were made."""
    with _lock:
        # milliseconds and 12 bits of their fraction in one number, so that order holds within one
        stamp = _last[0] = max(time.time_ns() * 4096 // 1_000_000, _last[0] + 1)
    # what ``secrets`` draws from as well, without its imports, which every start would pay for
    drawn = int.from_bytes(os.urandom(8)) >> 2
    value = (stamp >> 12) << 80 | 7 << 76 | (stamp & 0xFFF) << 64 | 2 << 62 | drawn
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def is_id(text: str) -> bool:
    """Tell whether the text is a UUIDv7 in its usual form."""
    return _ID.fullmatch(text) is not None


def case_number(year: int, count: int) -> str:
    """Return the number of a year's ``count``-th case: ``2026-0001``."""
    return f"{year:04d}-{count:04d}"
