# SPDX-License-Identifier: MIT
"""What a choice offers: values with their words in a language and the keys that pick them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mdtdesk import i18n
from mdtdesk.domain.document import Value
from mdtdesk.domain.typed import plain
from mdtdesk.i18n import Translate

Spell = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Option:
    """One value, its short word, its full one and further words a search finds it by."""

    value: Value
    text: str
    full: str = ""
    search: tuple[str, ...] = ()


Options = Callable[[Translate], Sequence[Option]]


def of_vocabulary(name: str, *, spell: Spell | None = None) -> Options:
    """Offer the codes of a vocabulary; ``spell`` gives pinyin and initials of a label."""

    def options(translate: Translate) -> Sequence[Option]:
        return tuple(_coded(name, code, translate, spell) for code in i18n.labels(name))

    return options


def yes_no(yes: str = "widget.yes", no: str = "widget.no") -> Options:
    """Offer true and false under two keys of the catalogue."""

    def options(translate: Translate) -> Sequence[Option]:
        return Option(True, translate(yes)), Option(False, translate(no))

    return options


def numbers(low: int, high: int, step: int = 1) -> Options:
    """Offer whole numbers, each under itself."""
    row = tuple(Option(n, str(n)) for n in range(low, high + 1, step))
    return lambda _translate: row


def keys(options: Sequence[Option]) -> tuple[str, ...]:
    """Return the key of each option: its place, or where all begin with a digit its own sign.

    A scale such as 0, 1a, 1b, 1c, 2, 3 must not take "2" for its second grade: there the key is
    the grade's digit, or its letter where grades share a digit.
    """
    texts = [option.text for option in options]
    if not all(text[:1].isdecimal() for text in texts):
        return tuple(str(place) if place <= 9 else "" for place in range(1, len(texts) + 1))
    return tuple(
        text[-1].upper()
        if len(text) <= 2 and not text.isdecimal()
        else text
        if len(text) == 1
        else ""
        for text in texts
    )


def matches(option: Option, typed: str) -> bool:
    """Tell whether typed words find an option by its label, its code or another spelling."""
    wanted = plain(typed).casefold().split()  # full-width forms too
    words = (option.text, option.full, str(option.value), *option.search)
    return all(any(_found(part, word.casefold()) for word in words) for part in wanted)


def _found(part: str, word: str) -> bool:
    """Find Chinese anywhere in a word, Latin only at the beginning of one."""
    if not part.isascii():
        return part in word
    return word.startswith(part) or any(w.startswith(part) for w in word.replace("_", " ").split())


def _coded(name: str, code: str, translate: Translate, spell: Spell | None) -> Option:
    row = i18n.labels(name)[code]
    words = [row["zh"], row["en"]]
    spelt = tuple(spell(row["zh"])) if spell else ()
    short, full = translate.code(name, code, short=True), translate.code(name, code)
    return Option(code, short, full, (*words, *spelt))
