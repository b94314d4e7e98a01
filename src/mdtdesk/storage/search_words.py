# SPDX-License-Identifier: MIT
"""The words by which a case is found, and a typed search as a question to their index.

A word is matched by its beginning, and a word that may be found by its middle is kept from each of
its characters on. Words of vocabularies (levels, bones, sides, primary sites) carry a mark: a
typed beginning is completed from the vocabularies, so the index is asked for whole words, and a
level that is typed whole is not taken for the beginning of another: T1 does not find T11.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import islice, takewhile

from mdtdesk.domain import levels, vocabulary, wording
from mdtdesk.domain.document import Document, get, items, rows, text
from mdtdesk.domain.typed import TypingError
from mdtdesk.i18n import LANGUAGES, translator
from mdtdesk.storage import pinyin

MARK = "·"
# where in a lesion which vocabulary's codes stand
_PARTS = {
    "site": "lesion_site",
    "bone": "procedure_bone",
    "side": "wide_side",
    "segments": "segment",
    "subsite": "subsite",
    "zones": "pelvic_zone",
    "levels": "level",
}
_VOCABULARIES = ("primary_site", *_PARTS.values(), "chest_bone")
_APART = re.compile(r"[\s,、，;；。|]+")
_PIECES = re.compile(r"[a-z0-9]+|[^a-z0-9]+")
# a case's number and its version, as a sheet of paper carries them
_CODE = re.compile(r"(\d{4}[^\w\s]\d{4,})[^\w\s]\d+")
_MOST_WORDS, _LONGEST, _MOST_COMPLETIONS = 8, 40, 24


def folded(typed: str) -> str:
    """Return letters and digits alone: no case, width, accent or punctuation."""
    plain = unicodedata.normalize("NFKD", typed.casefold())
    kept = (c for c in plain if c.isalnum())
    return unicodedata.normalize("NFC", "".join(kept))


def _tails(word: str) -> Iterator[str]:
    yield from (word[at:] for at in range(min(len(word), _LONGEST)))


# a case's words


def of_case(case: Document) -> str:
    """Return the words of a case, parted by spaces."""
    found = dict.fromkeys(word for word in _words(case) if word)
    return " ".join(found)


def _words(case: Document) -> Iterator[str]:
    number = text(case, "number")
    count = number.partition("-")[2]
    yield from (folded(number), count, count.lstrip("0"))
    mrn = folded(text(case, "patient.mrn"))
    yield from (mrn, re.sub(r"^\D*0*", "", mrn))
    name = text(case, "patient.name")
    yield from _tails(folded(name))
    yield from (folded(token) for token in pinyin.tokens(unicodedata.normalize("NFKC", name)))
    if site := text(case, "primary.site"):
        yield from _of_code("primary_site", site)
    for word in text(case, "primary.detail").split():
        yield from _tails(folded(word))
    for lesion in rows(case, "lesions"):
        if "removed" not in lesion:
            yield from _of_lesion(lesion)


def _of_lesion(lesion: Document) -> Iterator[str]:
    if text(lesion, "site") != "spine":  # levels are found as levels
        yield from _tails(folded(wording.lesion(lesion, translator("zh"))))
    for key, name in _PARTS.items():
        value = get(lesion, key)
        codes = items(lesion, key) if isinstance(value, tuple) else (str(value or ""),)
        for code in codes:
            used = "chest_bone" if key == "bone" and vocabulary.has("chest_bone", code) else name
            if vocabulary.has(used, code):
                yield from _of_code(used, code)
    if text(lesion, "site") in ("other", "skull"):
        for word in f"{text(lesion, 'bone')} {text(lesion, 'description')}".split()[:40]:
            yield from _tails(folded(word))


@cache
def _of_code(name: str, code: str) -> tuple[str, ...]:
    """Return a code's words: Latin ones whole and marked, Chinese ones from each character on."""
    found: list[str] = [MARK + folded(code)]
    for word in _labels(name, code):
        found += [MARK + word] if word.isascii() else _tails(word)
    return tuple(dict.fromkeys(found))


def _labels(name: str, code: str) -> Iterator[str]:
    for translate in map(translator, LANGUAGES):
        for short in (False, True):
            label = translate.code(name, code, short=short)
            yield from (w for w in map(folded, re.split(r"[\s,:：()（）-]+", label)) if w)
    yield from (w for w in map(folded, code.split("_")) if w)


@cache
def _vocabulary_words() -> tuple[str, ...]:
    """Return every marked word there is, without its mark, in order."""
    found = {
        word.removeprefix(MARK)
        for name in _VOCABULARIES
        for code in vocabulary.codes(name)
        for word in _of_code(name, code)
        if word.startswith(MARK)
    }
    return tuple(sorted(found))


# a typed search


def question(typed: str) -> str | None:
    """Return what is asked of the index; None if nothing was typed, empty if no word is in it."""
    if not typed.strip():
        return None
    found = [part for word in _APART.split(typed)[:_MOST_WORDS] if (part := _group(word))]
    return " AND ".join(f"({part})" for part in found)


@lru_cache(512)
def _group(word: str) -> str:
    """Return one word's question: its pieces begin words of the case, or it is levels.

    The code of a sheet asks for the case whatever its version is now.
    """
    code = _CODE.fullmatch(unicodedata.normalize("NFKC", word))
    if code:
        return _exactly(folded(code[1]))
    plain = folded(word)[:_LONGEST]
    if not plain:
        return ""
    known = _levels(word)
    pieces = _PIECES.findall(plain)
    asked = _all_of(_piece(piece, whole=bool(known)) for piece in pieces)
    if known:
        return f"{asked} OR {_all_of(_exactly(MARK + level.lower()) for level in known)}"
    return asked


def _all_of(parts: Iterable[str]) -> str:
    joined = [f"({part})" for part in parts]
    return f"({' AND '.join(joined)})"


def _piece(piece: str, *, whole: bool) -> str:
    """Return the question for a run of letters of one script."""
    asked = [f'"{piece}" *']
    if piece.isascii() and not whole:
        words = _vocabulary_words()
        first = bisect_left(words, piece)
        fitting = takewhile(lambda word: word.startswith(piece), words[first:])
        asked += [_exactly(MARK + word) for word in islice(fitting, _MOST_COMPLETIONS)]
    return " OR ".join(asked)


def _exactly(word: str) -> str:
    return f'"{word}"'


def _levels(word: str) -> tuple[str, ...]:
    try:
        return levels.parse(word)
    except TypingError:
        return ()
