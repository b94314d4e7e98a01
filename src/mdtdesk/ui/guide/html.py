# SPDX-License-Identifier: MIT
"""A page of the guide as the rich text that Qt's text browser draws, in the look that is on."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from mdtdesk.domain.guide import pages
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
from mdtdesk.ui import fonts, theme

_SIGNS = 104  # of half a Chinese one's width, in a line of the column
_LATIN_END = "\u2e7f"
PICTURE = "picture"  # the scheme of a picture's address: picture:worklist


def page(shown: Page) -> str:
    """Return a whole page."""
    body = "".join(map(_block, shown.blocks))
    return f'<p class="title">{escape(shown.title)}</p>{body}'


def style() -> str:
    """Return the style sheet of the page: tokens and sizes of the look that is on."""
    scale = theme.current().scale / 100
    body, small = fonts.BODY_PT * scale, 9 * scale
    colour = theme.colour
    text, muted, line = (colour(name).name() for name in ("text", "muted", "line"))
    accent, ground = colour("accent").name(), colour("hover").name()
    gap, step = theme.px(8), theme.px(4)
    return f"""
        body, p, li, td, th {{ color: {text}; font-size: {body}pt; }}
        .title {{ font-size: {18 * scale}pt; font-weight: 700; margin: 0 0 {gap}px 0; }}
        .part {{ font-size: {13 * scale}pt; font-weight: 700;
                 margin: {theme.px(24)}px 0 {step}px 0; }}
        table {{ margin: {gap}px 0; }}
        p {{ margin: {gap}px 0; }}
        ul, ol {{ margin: {gap}px 0; }}
        li {{ margin: {step}px 0; }}
        a {{ color: {accent}; text-decoration: none; }}
        th {{ color: {muted}; font-size: {small}pt; font-weight: 400; text-align: left; }}
        td, th {{ border-bottom: 1px solid {line}; padding: {theme.px(6)}px {gap}px; }}
        td.note {{ border: none; border-left: {theme.px(3)}px solid {accent};
                   background: {ground}; padding: {gap}px {theme.px(12)}px; }}
        .key {{ background: {ground}; }}
        .caption {{ color: {muted}; font-size: {small}pt; }}
    """


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        return f'<p class="part"><a name="{block.id}"></a>{_runs(block.runs)}</p>'
    if isinstance(block, Listing):
        space = "" if block.first else "&nbsp;"  # a dot stands closer to its words than a number
        points = "".join(f"<li>{space}{_runs(runs)}</li>" for runs in block.items)
        return f'<ol start="{block.first}">{points}</ol>' if block.first else f"<ul>{points}</ul>"
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Picture):
        drawn = f'<img src="{PICTURE}:{block.name}">'
        return f'<p>{drawn}<br><span class="caption">{escape(block.caption)}</span></p>'
    return _paragraph(block)


def _paragraph(block: Paragraph) -> str:
    words = _runs(block.runs)
    if block.note:
        return f'<table width="100%" cellspacing="0"><tr><td class="note">{words}</td></tr></table>'
    return f"<p>{words}</p>"


def _table(block: Table) -> str:
    share = _share(block)
    rows = [_row(block.head, "th", share), *(_row(row, "td", share) for row in block.rows)]
    return f'<table width="100%" cellspacing="0">{"".join(rows)}</table>'


def _share(block: Table) -> int:
    """Return how much of a hundred the first column takes: as its longest words need."""
    firsts = (pages.plain(row[0]) for row in (block.head, *block.rows))
    longest = max(sum(2 if sign > _LATIN_END else 1 for sign in words) for words in firsts)
    return min(max(100 * (longest + 4) // _SIGNS, 16), 46)


def _row(cells: Iterable[Runs], kind: str, share: int) -> str:
    first, *others = (f"{_runs(cell)}</{kind}>" for cell in cells)
    held = "".join(f"<{kind}>{cell}" for cell in others)
    return f'<tr><{kind} width="{share}%">{first}{held}</tr>'


def _runs(runs: Runs) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    words = escape(run.text)
    if run.style == "bold":
        return f"<b>{words}</b>"
    if run.style == "link":
        return f'<a href="{escape(run.to)}">{words}</a>'
    if run.style == "key":
        return f'<span class="key">&nbsp;{words}&nbsp;</span>'
    return words
