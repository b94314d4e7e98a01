# SPDX-License-Identifier: MIT
"""Left and right in free text, where a side stands right before a bone's name.

Meant to miss rather than to raise a false alarm: words on what was, on what is not, and on both
sides at once say nothing.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from mdtdesk.paths import resource


@dataclass(frozen=True, slots=True)
class Mention:
    """A side of a bone as a text names it."""

    side: str
    bone: str
    quote: str


@dataclass(frozen=True, slots=True)
class _Words:
    """The table ``rules/side_words.toml``, compiled."""

    mention: re.Pattern[str]
    clause: re.Pattern[str]
    silent: re.Pattern[str]
    sides: dict[str, str]
    bones: dict[str, str]


@cache
def _words() -> _Words:
    table = tomllib.loads(resource("rules", "side_words.toml").read_text("utf-8"))
    sides = {word: side for side, words in table["side"].items() for word in words}
    bones = {word: bone for bone, words in table["bone"].items() for word in words}
    pattern = table["pattern"]
    for name, words in (("SIDE", sides), ("BONE", bones)):
        longest = sorted(words, key=len, reverse=True)
        pattern = pattern.replace(name, "|".join(re.escape(word) for word in longest))
    return _Words(
        re.compile(pattern, re.IGNORECASE),
        re.compile(table["clause"]),
        re.compile(table["silent"], re.IGNORECASE),
        sides,
        bones,
    )


def mentions(text: str) -> tuple[Mention, ...]:
    """Return the sides of bones that a text names for certain."""
    words = _words()
    found: list[Mention] = []
    for clause in words.clause.split(text):
        if clause and not words.silent.search(clause):
            found += [
                Mention(
                    words.sides[m["side"].lower()], words.bones[m["bone"].lower()], m[0].strip()
                )
                for m in words.mention.finditer(clause)
            ]
    return tuple(found)
