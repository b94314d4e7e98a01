# SPDX-License-Identifier: MIT
"""How a Chinese name may be typed in Latin letters: every reading of each character, ü as v, u, yu.

Tokens begin at each character, so that the beginning of one is any run of the name's syllables:
``zhangsan``, ``san``; of initials: ``zs``, ``s``; and mixed: ``zhangs``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice, product

_EXACT = 4  # characters of a run of which every reading is combined; later ones take the usual one
_MOST = 256
_UE = ("v", "u", "yu")


@cache
def readings(char: str) -> tuple[str, ...]:
    """Return the readings of a character without tones, the usual one first; none of a letter."""
    # Imported here: the dictionary takes a while to load and only a written name needs it.
    from pypinyin import Style, pinyin

    found = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore")
    said = [reading for each in found for reading in each if reading.isascii()]
    spelled = [reading.replace("v", ue) for reading in said for ue in _UE]
    return tuple(dict.fromkeys(spelled))


def key(name: str) -> str:
    """Return what a name is sorted by: its usual reading, a surname as one reads it."""
    # Imported here: see readings.
    from pypinyin import Style, lazy_pinyin

    return " ".join(lazy_pinyin(name, style=Style.NORMAL)).casefold()


def tokens(name: str, spoken: Callable[[str], tuple[str, ...]] = readings) -> Iterator[str]:
    """Yield every way to type the name's runs of characters, each with its readings."""
    run: list[tuple[str, ...]] = []
    for char in f"{name} ":
        known = () if char.isascii() else spoken(char)
        if known:
            run.append(known)
        else:
            yield from _of_run(run)
            run = []


def _of_run(run: list[tuple[str, ...]]) -> Iterator[str]:
    for start in range(len(run)):
        tail = [each[0] for each in run[start + _EXACT :]]
        for head in islice(product(*run[start : start + _EXACT]), _MOST):
            syllables = [*head, *tail]
            initials = "".join(syllable[0] for syllable in syllables)
            yield "".join(syllables)
            yield initials
            if len(syllables) > 1:
                yield syllables[0] + initials[1:]
