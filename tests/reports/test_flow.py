# SPDX-License-Identifier: MIT
"""Strips on pages: together what belongs together, heads again, nothing over the foot."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from mdtdesk.reports.blocks import Column, Line, columns, heading, paragraph, section, table
from mdtdesk.reports.flow import Pages
from mdtdesk.reports.strips import Cell, Span, Strip, compose, height
from mdtdesk.reports.style import BODY, TEXT_WIDTH

_WORDS = "骨转移瘤多学科讨论。"


def _texts(pages: Pages) -> list[str]:
    return ["".join(p.text for s, _ in page for p in s.pieces) for page in pages.pages]


def test_a_section_name_keeps_three_lines() -> None:
    body = section("病史", 300, paragraph("\n".join(_WORDS for _ in range(40)), 300))
    for room in range(60, 400, 7):
        pages = Pages(400, 400)
        pages.add([Strip(400.0 - room), *body])
        first = _texts(pages)[0]
        assert "病史" not in first or first.count(_WORDS) >= 3


def test_heads_come_again_on_the_next_page() -> None:
    lines = [Line((str(i), _WORDS)) for i in range(60)]
    made = section("影像", 300, table((Column("序", 60), Column("所见", 240)), lines))
    pages = Pages(300, 300)
    pages.add(made)
    assert len(pages.pages) > 2
    assert all(text.startswith("影像序所见") for text in _texts(pages))


def test_nothing_reaches_over_the_foot() -> None:
    pages = Pages(200, 250)
    pages.add(paragraph(_WORDS * 400, 300))
    pages.foot(Strip(60))
    for number, page in enumerate(pages.pages):
        room = 200 if number == 0 else 250
        assert all(y + strip.height <= room + 0.01 for strip, y in page)


def test_the_last_line_is_not_alone_on_a_page() -> None:
    lines = paragraph("\n".join(_WORDS for _ in range(12)), 300)
    whole = height(lines)
    pages = Pages(whole - 1, whole)
    pages.add(lines)
    assert _texts(pages)[1].count(_WORDS) == 2


def test_a_cell_stays_together_beside_another() -> None:
    long, short = "长" * 700, "短" * 60
    strips = compose([Cell(0, 200, (Span(long, BODY),)), Cell(210, 100, (Span(short, BODY),))])
    text = "".join(p.text for strip in strips for p in strip.pieces)
    assert long in text
    assert short in text


def test_columns_too_long_go_full_width() -> None:
    def words(count: int, width: float) -> list[Strip]:
        return section("病史", width, paragraph(_WORDS * count, width))

    short = columns([lambda w: words(10, w), lambda w: words(10, w)])
    assert len(short) == 1
    long = columns([lambda w: words(300, w), lambda w: words(10, w)])
    assert len(long) > 10
    assert max(rule.length for strip in long for rule in strip.rules) == TEXT_WIDTH


def test_a_gap_is_dropped_where_a_page_begins() -> None:
    line = paragraph(_WORDS, 300)[0]
    pages = Pages(line.height, line.height)
    pages.add([line, replace(Strip(5), gap=True), line])
    assert [placed.y for page in pages.pages for placed in page] == [0, 0]


def test_columns_go_on_over_a_page_in_their_halves() -> None:
    def block(name: str, width: float) -> list[Strip]:
        lines = paragraph("\n".join([name, *["行"] * 9]), width)
        return [*(replace(strip, keep=True) for strip in lines[:-1]), lines[-1]]

    made = columns(
        [partial(block, name) for name in "甲乙丙丁戊己"], between=8, head=heading("评分", 500)
    )
    room = height(block("甲", 300)) * 1.5
    pages = Pages(room, height(made) + 100)
    pages.add([*heading("评分", 500), *made])
    first, second = _texts(pages)
    assert [name for name in "甲乙丙丁戊己" if name in first] == ["甲", "丁"]
    assert second.startswith(("评分乙", "评分戊"))
    assert all(name in second for name in "乙丙戊己")
    assert not any(name in second for name in "甲丁")
