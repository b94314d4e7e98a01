# SPDX-License-Identifier: MIT
"""How hard a password is to guess, as one of four words; a rough guide, never stored."""

from __future__ import annotations

import math
import string
from collections.abc import Iterable
from itertools import pairwise
from typing import Literal

from mdtdesk import policy
from mdtdesk.i18n import Translate
from mdtdesk.ui import settled

Strength = Literal["short", "weak", "fair", "strong"]
_FAIR_BITS, _STRONG_BITS = 36, 60
_OFTEN = ("password", "qwerty", "abc123", "admin", "mdtdesk", "letmein", "iloveyou", "woaini")
_POOLS = (string.ascii_lowercase, string.ascii_uppercase, string.digits, string.punctuation + " ")
_OTHER_POOL = 2_000


def least() -> int:
    """Return how many characters a new password has at least: the policy's number, else eight."""
    return policy.current().password_length or policy.PASSWORD_LENGTH[0]


def strength(password: str, names: Iterable[str] = ()) -> Strength:
    """Judge a password; ``names`` are words that the person's colleagues would try first."""
    if len(password) < least():
        return "short"
    small = password.casefold()
    known = [word.casefold() for word in (*_OFTEN, *names) if len(word) > 1]
    for word in known:
        small = small.replace(word, "*")
    bits = _bits(small, password)
    if bits < _FAIR_BITS:
        return "weak"
    return "fair" if bits < _STRONG_BITS else "strong"


def in_words(judged: str, translate: Translate) -> str:
    """Return the judgement in words; who has settled the least length is named."""
    words = translate(f"welcome.strength_{judged}", least=least())
    asked = judged == "short" and settled.holds("password.least_length")
    return settled.words(words, translate) if asked else words


def _bits(small: str, password: str) -> float:
    """Count what each character adds that does not just follow the one before it."""
    pool = sum(len(each) for each in _POOLS if any(letter in each for letter in password))
    if any(not letter.isascii() for letter in password):
        pool += _OTHER_POOL
    news = 1 + sum(abs(ord(b) - ord(a)) > 1 for a, b in pairwise(small))
    distinct = len(set(small))
    return min(news, distinct * 2) * math.log2(max(pool, 2))
