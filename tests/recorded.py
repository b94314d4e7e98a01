# SPDX-License-Identifier: MIT
"""What a person typed into a case, as its prints say it: texts and days, path by path."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from mdtdesk.domain import vocabulary
from mdtdesk.domain.document import Document, leaves
from mdtdesk.domain.fields import Choice, Constant, Day, DayOrMoment, Digest, Id, Moment
from mdtdesk.i18n import Language, translator
from mdtdesk.reports.kinds import kinds, shown_moment
from paper import bare

_INDEX = re.compile(r"\[[^\]]*\]")
_LONG = 40  # characters: what is shorter is not split by a page's end


def texts(document: Document) -> Iterator[tuple[str, str]]:
    """Yield what a person typed; codes, ids and digests are said in other words."""
    for path, value in leaves(document):
        found = kinds(path, document)
        if isinstance(value, str) and not any(
            isinstance(kind, (Choice, Constant, Digest, Id)) for kind in found
        ):
            yield path, value


def expected(document: Document, language: Language) -> Iterator[tuple[str, str]]:
    """Yield each path with what paper says there."""
    translate = translator(language)
    for path, value in texts(document):
        unit = f"unit.lab.{value}"
        if path.endswith(".unit") and translate.has(unit):
            yield path, translate(unit)
        elif path.endswith(".check") and vocabulary.has("check", value):
            yield path, translate.code("check", value)
        elif path.endswith("prognosis[0].tool") and value == "doctor":
            yield path, translate("summary.by_doctor")
        elif (path.endswith(".at") and ".opinions" in path) or path.endswith("ended_at"):
            yield path, value[11:]
        else:
            dated = any(isinstance(k, (Day, Moment, DayOrMoment)) for k in kinds(path, document))
            yield path, shown_moment(value) if dated else value


def within(path: str, sections: Iterable[str], *, but: Iterable[str] = ()) -> bool:
    """Tell whether a path lies in one of the sections, and in none of those left out."""
    plain = _INDEX.sub("", path)

    def inside(section: str) -> bool:
        return plain == section or plain.startswith(f"{section}.")

    return any(map(inside, sections)) and not any(map(inside, but))


def lost(words: Iterable[tuple[str, str]], printed: Sequence[str]) -> list[tuple[str, str]]:
    """Return what does not stand on a print's pages; how large letters are does not count."""
    pages = [page.lower() for page in printed]
    said = "".join(pages)
    gone = []
    for path, word in words:
        wanted = bare(word).lower()
        if wanted not in said and not (len(wanted) > _LONG and goes_on(wanted, pages)):
            gone.append((path, word))
    return gone


def goes_on(wanted: str, pages: Iterable[str]) -> bool:
    """Tell whether words go on from page to page without a gap."""
    rest = wanted
    for page in pages:
        low, high = 0, len(rest)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if rest[:middle] in page else (low, middle - 1)
        rest = rest[low:]
    return not rest
