# SPDX-License-Identifier: MIT
"""Holds the guide to the program: labels, keys, pictures, places, and both languages together."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

from mdtdesk.domain.guide import markdown, pages
from mdtdesk.domain.guide.records import (
    Block,
    Guide,
    Heading,
    Listing,
    Paragraph,
    Picture,
    Run,
    Table,
)
from mdtdesk.i18n import LANGUAGES, Language, translator
from mdtdesk.paths import resource
from mdtdesk.ui.actions import ACTIONS
from shape import package_sources

LARGEST = 64_000
PALETTE = 3  # the colour type of a PNG
SHORTCUTS = {row.id: row.shortcut.replace("Return", "Enter") for row in ACTIONS if row.shortcut}
# a key with the action it is said to be: `Ctrl+L`，即 **{action.lock}**
SAID = re.compile(r"`([^`]+)`(?:，即|，|,)? \*\*\{action\.(\w+)\}")
ROW = re.compile(r"^\| (?:`([^`]+)` \| \{action\.(\w+)\}|\{action\.(\w+)\} \| `([^`]+)` \|)")
# before somebody signs in, and what a place has beside its own name
PLACES_IN_FRONT = {"welcome", "new_store", "sign_in", "recovery", "upgrade"}


def text_of(language: Language) -> dict[str, str]:
    return {file.stem: file.read_text("utf-8") for file in pages.files(language)}


def shape(block: Block) -> object:
    """Return of a block what must be the same in both languages."""
    if isinstance(block, Heading):
        return block.id
    if isinstance(block, Picture):
        return ("picture", block.name)
    if isinstance(block, Listing):
        return (block.first, len(block.items))
    if isinstance(block, Table):
        return (len(block.head), [len(row) for row in block.rows])
    return ("note" if block.note else "paragraph", 1)


def links(guide: Guide) -> set[str]:
    """Return where the guide's links lead."""
    found: set[str] = set()
    for page in guide.pages:
        for block in page.blocks:
            if isinstance(block, Heading | Paragraph):
                held = [block.runs]
            elif isinstance(block, Listing):
                held = list(block.items)
            elif isinstance(block, Table):
                held = [cell for row in (block.head, *block.rows) for cell in row]
            else:
                held = []
            found |= {run.to for runs in held for run in runs if run.style == "link"}
    return found


def places(guide: Guide) -> set[str]:
    return {part.place for part in pages.parts(guide)}


def test_both_languages_have_the_same_pages_parts_and_pictures() -> None:
    chinese, english = pages.load("zh"), pages.load("en")
    assert [page.id for page in chinese.pages] == [page.id for page in english.pages]
    assert len(chinese.pages) > 12
    for one, other in zip(chinese.pages, english.pages, strict=True):
        assert list(map(shape, one.blocks)) == list(map(shape, other.blocks)), one.id


def test_both_languages_name_the_same_labels_and_keys() -> None:
    chinese, english = text_of("zh"), text_of("en")
    for name, text in chinese.items():
        assert set(markdown.LABEL.findall(text)) == set(markdown.LABEL.findall(english[name])), name
        keys = r"`([A-Z][A-Za-z+0-9↑↓-]+)`"
        assert set(re.findall(keys, text)) == set(re.findall(keys, english[name])), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_is_one_of_the_window(language: Language) -> None:
    translate = translator(language)
    named = {name for text in text_of(language).values() for name in markdown.LABEL.findall(text)}
    assert len(named) > 80
    for name in named:
        words = pages.label(name, translate)  # raises KeyError where the window has no such words
        assert words.strip(), name
        assert not re.search(r"[{}&]|\s{2}", words), f"{name}: {words}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_of_the_way_it_is_written(language: Language) -> None:
    for part in pages.parts(pages.load(language)):
        assert not re.search(r"[{}`|]|\*\*|\]\(|!\[", part.words), part.place


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_somewhere(language: Language) -> None:
    guide = pages.load(language)
    assert len(links(guide)) > 10
    assert links(guide) - places(guide) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_keys_are_those_of_the_actions(language: Language) -> None:
    text = "\n".join(text_of(language).values())
    said = [(key, action) for key, action in SAID.findall(text)]
    rows = [found for line in text.splitlines() if (found := ROW.match(line))]
    said += [(row[1] or row[4], row[2] or row[3]) for row in rows]
    assert len(said) > 40
    assert not [(key, action) for key, action in said if SHORTCUTS.get(action) != key]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_keys_has_every_key(language: Language) -> None:
    text = next(text for name, text in text_of(language).items() if name.endswith("keys"))
    listed = {row[3]: row[4] for line in text.splitlines() if (row := ROW.match(line))}
    sections = {f"section_{n}" for n in range(1, 9)}
    assert listed == {a: key for a, key in SHORTCUTS.items() if a not in sections}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_neither_shouts_nor_pleads(language: Language) -> None:
    shouting = re.compile(r"[!！](?!\[)|\bplease\b|(?<!申)请(?!求|假)", re.IGNORECASE)
    assert not [name for name, text in text_of(language).items() if shouting.search(text)]


# pictures


def pictures(language: Language) -> set[str]:
    """Return the pictures that the pages name."""
    every = (block for page in pages.load(language).pages for block in page.blocks)
    return {block.name for block in every if isinstance(block, Picture)}


def header(file: Path) -> tuple[int, int, int]:
    """Return width, height and colour type of a PNG."""
    wide, tall, _, kind = struct.unpack(">IIBB", file.read_bytes()[16:26])
    return wide, tall, kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pictures_are_there_small_and_all_used(language: Language) -> None:
    named = pictures(language)
    kept = {file.stem for file in resource("guide", "pictures", language).iterdir()}
    assert named == kept
    assert len(named) >= 10
    for name in named:
        file = pages.picture(language, name)
        assert file.stat().st_size <= LARGEST, name
        assert header(file)[2] == PALETTE, name


# what F1 opens


def test_every_place_leads_to_a_part_of_the_guide() -> None:
    there = places(pages.load("zh"))
    known = pages.places()
    assert len(known) > 30
    assert not {topic: place for topic, place in known.items() if place not in there}


def test_every_place_is_one_of_the_window_and_every_page_has_one() -> None:
    code = {source.place: source.text for source in package_sources() if source.layer == "ui"}
    pages_of_window = set(re.findall(r'Place\("(\w+)"', code["ui/places.py"]))
    named = {n for text in code.values() for n in re.findall(r'setObjectName\("(\w+)"\)', text)}
    topics = {topic.partition(".")[0] for topic in pages.places()} - {"else"}
    assert pages_of_window | PLACES_IN_FRONT <= topics
    assert topics - pages_of_window - PLACES_IN_FRONT <= named


def test_the_first_topic_that_is_known_says_where() -> None:
    assert pages.about("", "case.lesions") == "case#lesions"
    assert pages.about("", "case.wishes") == "case"
    assert pages.about("sign_dialog", "decision.") == "decision#sign"
    assert pages.about("no_such_dialog", "room.") == "room"
    assert pages.about("", "") == "start"


# reading and searching


def test_a_page_is_read_into_its_blocks() -> None:
    text = (
        "# About {x}\n\nOne\nline `K` and **b {x}** [to](p#q).\n\n## Part {#part}\n\n- a\n- b\n\n"
        "3. c\n\n> note\n\n| h | i |\n| --- | --- |\n| j | k |\n\n![seen {x}](shot)\n"
    )
    page = markdown.read("p", text, str.upper)
    assert (page.id, page.title) == ("p", "About X")
    line, heading, points, steps, note, table, picture = page.blocks
    assert isinstance(line, Paragraph)
    assert line.runs == (
        Run("One line "),
        Run("K", "key"),
        Run(" and "),
        Run("b X", "bold"),
        Run(" "),
        Run("to", "link", "p#q"),
        Run("."),
    )
    assert heading == Heading("part", (Run("Part"),))
    assert points == Listing(((Run("a"),), (Run("b"),)))
    assert steps == Listing(((Run("c"),),), 3)
    assert note == Paragraph((Run("note"),), note=True)
    assert table == Table(((Run("h"),), (Run("i"),)), (((Run("j"),), (Run("k"),)),))
    assert picture == Picture("shot", "seen X")


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [("zh", "恢复码", "people#recovery"), ("en", "RECOVERY code paper", "people#recovery")],
)
def test_a_search_finds_the_parts_that_hold_every_word(
    language: Language, text: str, place: str
) -> None:
    found = pages.find(pages.load(language), text)
    assert place in [part.place for part in found]
    for part in found:
        assert all(word in part.words.casefold() for word in text.casefold().split())
    assert not pages.find(pages.load(language), f"{text} zzz")
