# SPDX-License-Identifier: MIT
"""What the guide is made of: pages of blocks, blocks of runs of text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from mdtdesk.i18n import Language

Style = Literal["", "bold", "key", "link"]


class Run(NamedTuple):
    """Words in one way of setting; ``to`` is where a link leads, as ``page`` or ``page#part``."""

    text: str
    style: Style = ""
    to: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of a part; ``id`` is the same in every language."""

    id: str
    runs: Runs


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a ``note`` is what must not be missed."""

    runs: Runs
    note: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """Points, or steps that are numbered from ``first``, which is 0 for points."""

    items: tuple[Runs, ...]
    first: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head, all with as many cells."""

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the window by its name, with what it shows."""

    name: str
    caption: str


Block = Heading | Paragraph | Listing | Table | Picture


@dataclass(frozen=True, slots=True)
class Page:
    """One page: the id that links name, its title, its blocks."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A page from its title or a heading to the next one: what the contents and a search list."""

    page: str
    id: str
    title: str
    words: str

    @property
    def place(self) -> str:
        """Return it as a link names it."""
        return f"{self.page}#{self.id}" if self.id else self.page


@dataclass(frozen=True, slots=True)
class Guide:
    """All pages in one language, in their order."""

    language: Language
    pages: tuple[Page, ...]

    def page(self, page_id: str) -> Page:
        """Return a page by its id."""
        return next(page for page in self.pages if page.id == page_id)
