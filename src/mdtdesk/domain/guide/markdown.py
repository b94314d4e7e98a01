# SPDX-License-Identifier: MIT
"""Reads a page of the guide: the few ways of Markdown that it is written in, and nothing else.

A title, headings with an id (``## Words {#id}``), paragraphs, ``- `` points, ``1. `` steps, ``> ``
notes, tables, a picture on a line of its own; inside a line bold, `` `keys` `` and links. Anything
else is text. ``say`` turns the ``{name}`` of a label into its words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from mdtdesk.domain.guide.records import (
    Block,
    Heading,
    Listing,
    Page,
    Paragraph,
    Picture,
    Run,
    Runs,
    Table,
)

Say = Callable[[str], str]
LABEL = re.compile(r"\{([a-z][A-Za-z0-9_./-]*)\}")
_HEADING = re.compile(r"## (?P<words>.+?) \{#(?P<id>[a-z-]+)\}")
_PICTURE = re.compile(r"!\[(?P<caption>.+)\]\((?P<name>[a-z-]+)\)")
_STEP = re.compile(r"(\d+)\. ")
_INLINE = re.compile(r"\*\*(?P<bold>.+?)\*\*|`(?P<key>[^`]+)`|\[(?P<link>.+?)\]\((?P<to>[^)]+)\)")


def read(page_id: str, text: str, say: Say) -> Page:
    """Return a page from its text."""
    title, _, body = text.strip().partition("\n")
    blocks = tuple(_block(lines, say) for lines in _paragraphs(body))
    return Page(page_id, _filled(title.removeprefix("# "), say), blocks)


def _paragraphs(body: str) -> Iterator[list[str]]:
    for paragraph in re.split(r"\n\s*\n", body.strip()):
        yield paragraph.splitlines()


def _block(lines: Sequence[str], say: Say) -> Block:
    first = lines[0]
    heading, picture = _HEADING.fullmatch(first), _PICTURE.fullmatch(first)
    if heading:
        return Heading(heading["id"], runs(heading["words"], say))
    if picture:
        return Picture(picture["name"], _filled(picture["caption"], say))
    if first.startswith("|"):
        head, _, *rows = (_cells(line, say) for line in lines)
        return Table(head, tuple(rows))
    if first.startswith("- "):
        return Listing(tuple(runs(line.removeprefix("- "), say) for line in lines))
    if step := _STEP.match(first):
        steps = (runs(_STEP.sub("", line, count=1), say) for line in lines)
        return Listing(tuple(steps), int(step[1]))
    if first.startswith("> "):
        return Paragraph(runs(" ".join(line.removeprefix("> ") for line in lines), say), note=True)
    return Paragraph(runs(" ".join(lines), say))


def _cells(line: str, say: Say) -> tuple[Runs, ...]:
    return tuple(runs(cell.strip(), say) for cell in line.strip().strip("|").split("|"))


def runs(text: str, say: Say) -> Runs:
    """Return a line's runs."""
    found: list[Run] = []
    at = 0
    for match in _INLINE.finditer(text):
        found.append(Run(_filled(text[at : match.start()], say)))
        if match["bold"]:
            found.append(Run(_filled(match["bold"], say), "bold"))
        elif match["key"]:
            found.append(Run(match["key"], "key"))
        else:
            found.append(Run(_filled(match["link"], say), "link", match["to"]))
        at = match.end()
    found.append(Run(_filled(text[at:], say)))
    return tuple(run for run in found if run.text)


def _filled(text: str, say: Say) -> str:
    return LABEL.sub(lambda found: say(found[1]), text)
