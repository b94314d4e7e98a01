# SPDX-License-Identifier: MIT
"""The recovery code on paper: groups that can be read aloud, with a check for slips."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata

# no I, O, 0, 1: whoever copies it by hand cannot take one for another
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_RANDOM, _CHECK, _GROUP = 24, 4, 4


def new() -> str:
    """Return a code of 120 random bits: ``7F3K-…``, seven groups of four."""
    body = "".join(secrets.choice(_LETTERS) for _ in range(_RANDOM))
    return "-".join(re.findall("." * _GROUP, body + _check(body)))


def normal(typed: str) -> str | None:
    """Return the code as stored from what was typed; None if it holds a slip."""
    plain = re.sub(r"[\s\-–—_]", "", unicodedata.normalize("NFKC", typed)).upper()
    body, check = plain[:_RANDOM], plain[_RANDOM:]
    if len(plain) != _RANDOM + _CHECK or not set(plain) <= set(_LETTERS):
        return None
    return plain if secrets.compare_digest(check, _check(body)) else None


def _check(body: str) -> str:
    number = int.from_bytes(hashlib.sha256(body.encode()).digest()[:4])
    return "".join(_LETTERS[number >> 5 * place & 31] for place in range(_CHECK))
