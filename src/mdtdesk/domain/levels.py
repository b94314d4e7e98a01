# SPDX-License-Identifier: MIT
"""Spinal levels: their order, how people type them and how a list of them is said.

A comma or 、 separates lesions, a dash, a slash or nothing joins levels of one lesion: "T11-L1" is
one lesion of three levels, "T11、L3" is two lesions, "L5S1" and "腰1/2" are one lesion of two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mdtdesk.domain import vocabulary
from mdtdesk.domain.typed import TypingError, plain
from mdtdesk.i18n import Translate

_REGIONS = {"颈": "C", "胸": "T", "腰": "L", "骶": "S", "TH": "T"}
_WORDS = {
    "枕骨": "C0",
    "枕": "C0",
    "OCCIPUT": "C0",
    "COCCYX": "CO",
    "尾骨": "CO",
    "尾椎": "CO",
    "尾": "CO",
}
_DIGITS = {name: str(n) for n, name in enumerate("零一二三四五六七八九十")} | {
    "十一": "11",
    "十二": "12",
}
_TOKEN = re.compile(
    r"(?P<level>CO(?![A-Z0-9])|[CTLS]\d{1,2})|(?P<number>\d{1,2})|(?P<range>-|至|到|TO)|(?P<join>/)"
    r"|(?P<list>[,、;&+。]|和|及|与|AND|\s)",
    re.ASCII,
)


def order() -> tuple[str, ...]:
    """Return all levels from the occiput down."""
    return vocabulary.codes("level")


def position(level: str) -> int:
    """Return how far down a level is, C0 being 0."""
    return order().index(level)


def between(first: str, last: str) -> tuple[str, ...]:
    """Return the levels from one down to another, both included; none if they are reversed."""
    return order()[position(first) : position(last) + 1]


def adjacent(one: str, other: str) -> bool:
    """Tell whether two levels are neighbours."""
    return abs(position(one) - position(other)) == 1


def ordered(levels: Iterable[str]) -> tuple[str, ...]:
    """Return the levels from above down, each once."""
    return tuple(sorted(set(levels), key=position))


def parse(text: str) -> tuple[str, ...]:
    """Return the levels that were typed, as one list. Raises TypingError."""
    found = [level for group in groups(text) for level in group]
    for index, level in enumerate(found):
        if level in found[:index]:
            raise TypingError("level_twice", level)
    return ordered(found)


def groups(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the levels that were typed, lesion by lesion. Raises TypingError."""
    found: list[tuple[str, ...]] = []
    current: list[str] = []
    ranging = False
    for kind, level in _tokens(text):
        if kind == "level":
            current += _reach(current, level, text=text) if ranging else [level]
            ranging = False
        elif kind == "range":
            if ranging or not current:
                raise TypingError("level_form", text.strip())
            ranging = True
        elif kind == "list" and current and not ranging:
            found.append(_one(current))
            current = []
    if ranging:
        raise TypingError("level_form", text.strip())
    if current:
        found.append(_one(current))
    if not found:
        raise TypingError("level_empty", text.strip())
    return tuple(found)


def _reach(current: list[str], level: str, *, text: str) -> tuple[str, ...]:
    """Return the levels below the last one down to this one."""
    reach = between(current[-1], level)
    if len(reach) < 2:
        raise TypingError("level_reversed", text.strip())
    return reach[1:]


def _one(levels: list[str]) -> tuple[str, ...]:
    for index, level in enumerate(levels):
        if level in levels[:index]:
            raise TypingError("level_twice", level)
    return ordered(levels)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Yield what was typed piece by piece; a number alone takes the region before it."""
    words = _normal(text)
    at, region = 0, ""
    while at < len(words):
        match = _TOKEN.match(words, at)
        if match is None:
            raise TypingError(
                "level_unknown", words[at:].split()[0] if words[at:].split() else text
            )
        at = match.end()
        kind, word = str(match.lastgroup), match[0]
        if kind in ("level", "number"):
            region = word[0] if kind == "level" else region
            yield "level", _known(word if kind == "level" else region + word, region=region)
        else:
            yield kind, word


def _normal(text: str) -> str:
    words = plain(text).upper().replace("第", "").replace("椎体", "").replace("节段", "")
    words = re.sub(r"十[一二]?|[一二三四五六七八九]", lambda match: _DIGITS[match[0]], words)
    words = re.sub(r"(\d{1,2})([颈胸腰骶])椎", r"\2\1", words)
    for word, level in _WORDS.items():
        words = words.replace(word, level)
    words = words.replace("椎", "")
    for word, region in _REGIONS.items():
        words = words.replace(word, region)
    words = re.sub(r"\s*(-|至|到|\bTO\b|/)\s*", r"\1", words)
    return re.sub(r"(?<=[CTLS])[\s.]+(?=\d)", "", words)


def _known(level: str, *, region: str) -> str:
    if not region or not level[0].isalpha():
        raise TypingError("level_no_region", level)
    code = "Co" if level == "CO" else level[0] + (level[1:].lstrip("0") or "0")
    if not vocabulary.has("level", code):
        raise TypingError("level_unknown", level)
    return code


def runs(levels: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Return the levels in runs of neighbours, from above down."""
    found: list[list[str]] = []
    for level in ordered(levels):
        if found and adjacent(found[-1][-1], level):
            found[-1].append(level)
        else:
            found.append([level])
    return tuple(tuple(run) for run in found)


def text(levels: Iterable[str], translate: Translate) -> str:
    """Say levels in words: "T11–L1", "T7、T9"."""
    said = [[translate.code("level", level) for level in run] for run in runs(levels)]
    return translate("wording.list").join(
        run[0] if len(run) == 1 else translate("wording.range", first=run[0], last=run[-1])
        for run in said
    )
