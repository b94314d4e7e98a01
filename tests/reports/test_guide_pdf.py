# SPDX-License-Identifier: MIT
"""The guide's PDF: every word is in it, numbered pages, contents that lead, embedded fonts."""

from __future__ import annotations

import re

import pytest

from mdtdesk.domain.guide import pages
from mdtdesk.domain.guide.records import Listing, Paragraph
from mdtdesk.i18n import LANGUAGES, Language, translator
from mdtdesk.reports import guide
from paper import bare, pdfium_pages

_made: dict[Language, bytes] = {}


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    """Return each language; its PDF is made once."""
    given: Language = request.param
    if given not in _made:
        _made[given] = guide.render(translator(given))
    return given


def test_every_word_is_in_it_in_order(language: Language) -> None:
    text = "".join(pdfium_pages(_made[language]))
    for page in pages.load(language).pages:
        for block in page.blocks:
            held = [block.runs] if isinstance(block, Paragraph) else []
            held = list(block.items) if isinstance(block, Listing) else held
            for runs in held:
                assert bare(pages.plain(runs)) in text, page.id


def test_its_pages_are_numbered_and_none_is_empty(language: Language) -> None:
    texts, translate = pdfium_pages(_made[language]), translator(language)
    assert 15 < len(texts) < 40
    for number, text in enumerate(texts, 1):
        foot = bare(translate("print.page", page=number, pages=len(texts)))
        assert foot in text
        assert len(text) > 120, number


def test_the_contents_say_on_which_page_a_chapter_begins(language: Language) -> None:
    texts = pdfium_pages(_made[language])
    for page in pages.load(language).pages:
        title = bare(page.title)
        found = re.search(re.escape(title) + r"(\d+)", texts[0])
        assert found is not None, page.id
        assert texts[int(found[1]) - 1].startswith(title)


def test_it_has_links_an_outline_and_its_own_fonts(language: Language) -> None:
    made = _made[language]
    parts = pages.parts(pages.load(language))
    assert made.count(b"/Subtype /Link") >= len(parts)
    assert made.count(b"/FontFile2") >= 2
    assert made.count(b"/Title (") >= len(parts)
    assert b"/URI" not in made


def test_it_is_the_same_each_time() -> None:
    first = _made.get("en") or guide.render(translator("en"))
    assert guide.render(translator("en")) == first
