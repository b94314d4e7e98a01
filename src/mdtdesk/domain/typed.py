# SPDX-License-Identifier: MIT
"""What a person typed, made plain: full-width forms, Chinese signs and numbers in them."""

from __future__ import annotations

import re
import unicodedata

from mdtdesk.domain import vocabulary

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣~∼〜", "-"))
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_COMPARED = re.compile(r"([<>])?\s*(.*)", re.DOTALL)


class TypingError(ValueError):
    """Typed text that cannot be read: ``typed.<code>`` says why, ``values`` what it names."""

    def __init__(self, code: str, value: str) -> None:
        self.code = code
        self.values = {"value": value}
        super().__init__(f"{code}: {value}")


def plain(text: str) -> str:
    """Return the text in half-width forms, with one sort of dash and no spaces around."""
    return unicodedata.normalize("NFKC", text).translate(_DASHES).strip()


def number(text: str) -> int | float:
    """Return the number that was typed. Raises TypingError."""
    found = plain(text)
    if not _NUMBER.fullmatch(found):
        raise TypingError("number", text.strip())
    value = float(found)
    return int(value) if value.is_integer() else value


def compared(text: str) -> tuple[str, int | float]:
    """Return a comparator, empty for none, and the number behind it. Raises TypingError."""
    match = _COMPARED.fullmatch(plain(text))
    sign, rest = (match[1] or "", match[2]) if match else ("", text)
    if sign and not vocabulary.has("comparator", sign):
        raise TypingError("number", text.strip())
    return sign, number(rest)
