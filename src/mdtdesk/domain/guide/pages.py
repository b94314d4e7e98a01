# SPDX-License-Identifier: MIT
"""The guide's pages: read from ``resources/guide``, with the words of the catalogue in them.

What a button or a menu is called stands in a page as ``{action.print}``, a code's label as
``{role/chair}``, so that the guide says what the window says.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from mdtdesk.domain.guide import markdown
from mdtdesk.domain.guide.records import (
    Block,
    Guide,
    Heading,
    Listing,
    Page,
    Paragraph,
    Part,
    Picture,
    Runs,
)
from mdtdesk.i18n import Language, Translate, translator, unmarked
from mdtdesk.paths import resource

_FILE = re.compile(r"\d\d-(?P<id>[a-z-]+)")
_KEY_BESIDE = re.compile(r"\s{2,}.*")  # "Sign in   Enter": a button that says its key


def files(language: Language) -> tuple[Path, ...]:
    """Return the files of the pages, in their order."""
    return tuple(sorted(resource("guide", language).glob("*.md")))


def picture(language: Language, name: str) -> Path:
    """Return the file of a picture."""
    return resource("guide", "pictures", language, f"{name}.png")


@cache
def load(language: Language) -> Guide:
    """Return the guide in a language."""
    translate = translator(language)

    def say(name: str) -> str:
        return label(name, translate)

    return Guide(
        language,
        tuple(
            markdown.read(found["id"], file.read_text("utf-8"), say)
            for file in files(language)
            if (found := _FILE.fullmatch(file.stem))
        ),
    )


def label(name: str, translate: Translate) -> str:
    """Return what the window calls something, without the letter for Alt and the key beside it."""
    vocabulary, slash, code = name.partition("/")
    words = translate.code(vocabulary, code) if slash else translate(name)
    return _KEY_BESIDE.sub("", unmarked(words))


# what F1 opens


@cache
def places() -> dict[str, str]:
    """Return the place of the guide by what the window shows, or the name of a dialog."""
    table: dict[str, dict[str, str]] = tomllib.loads(
        resource("guide", "places.toml").read_text("utf-8")
    )
    return table["place"]


def about(*topics: str) -> str:
    """Return the place that tells of the first topic it knows: a page, a part of one, a dialog."""
    known = places()
    asked = (name for topic in topics for name in (topic, topic.partition(".")[0]))
    return next((known[name] for name in asked if name in known), known["else"])


# contents and search


def parts(guide: Guide) -> tuple[Part, ...]:
    """Return every part of the guide in its order: of each page what is before the first heading,
    then each heading with what stands below it.
    """
    return tuple(part for page in guide.pages for part in _of(page))


def _of(page: Page) -> Iterator[Part]:
    part, title, words = "", page.title, [page.title]
    for block in page.blocks:
        if isinstance(block, Heading):
            yield Part(page.id, part, title, " ".join(words))
            part, title, words = block.id, plain(block.runs), []
        words += _words(block)
    yield Part(page.id, part, title, " ".join(words))


def plain(runs: Runs) -> str:
    """Return runs as one text."""
    return "".join(run.text for run in runs)


def _words(block: Block) -> Iterator[str]:
    cells: Iterable[Runs] = ()
    if isinstance(block, (Heading, Paragraph)):
        cells = (block.runs,)
    elif isinstance(block, Listing):
        cells = block.items
    elif isinstance(block, Picture):
        yield block.caption
    else:
        cells = (cell for row in (block.head, *block.rows) for cell in row)
    yield from map(plain, cells)


def find(guide: Guide, text: str) -> tuple[Part, ...]:
    """Return the parts that hold every word of a search, in the guide's order."""
    wanted = text.casefold().split()
    return tuple(
        part for part in parts(guide) if all(word in part.words.casefold() for word in wanted)
    )
