# SPDX-License-Identifier: MIT
"""Pages as pictures: their size, their ink and their text."""

from __future__ import annotations

import pytest

from mdtdesk.imaging.pages import page_count, page_picture, page_size, page_text
from mdtdesk.reports.flow import Placed
from mdtdesk.reports.paint import Page, pdf
from mdtdesk.reports.strips import Cell, Span, Strip, compose
from mdtdesk.reports.style import NAME


@pytest.fixture(scope="module")
def two_pages() -> bytes:
    strip = compose([Cell(0, 300, (Span("周𬭎", NAME),))])[0]
    return pdf([Page([Placed(strip, 40)]), Page([Placed(Strip(10), 40)])], title="t", language="zh")


def test_pages_are_counted_and_measured(two_pages: bytes) -> None:
    assert page_count(two_pages) == 2
    assert page_size(two_pages, 0) == pytest.approx((595.28, 841.89), abs=0.01)


@pytest.mark.parametrize("dpi", [72, 101, 300])
def test_a_page_is_drawn_on_white_at_its_resolution(two_pages: bytes, dpi: int) -> None:
    picture = page_picture(two_pages, 0, dpi)
    assert picture.width == pytest.approx(595.28 * dpi / 72, abs=1)
    assert len(picture.rgb) == picture.width * picture.height * 3
    assert picture.rgb[:3] == b"\xff\xff\xff"
    assert min(picture.rgb) < 0x60
    empty = page_picture(two_pages, 1, dpi)
    assert set(empty.rgb) == {0xFF}


def test_colours_come_as_red_green_blue(two_pages: bytes) -> None:
    rgb = page_picture(two_pages, 0, 300).rgb
    darkest = min(range(0, len(rgb), 3), key=lambda i: rgb[i] + rgb[i + 1] + rgb[i + 2])
    red, green, blue = rgb[darkest : darkest + 3]
    assert (red, green, blue) == (0x1B, 0x23, 0x30)


def test_text_comes_in_the_order_it_was_drawn(two_pages: bytes) -> None:
    assert page_text(two_pages, 0).split() == ["周𬭎"]
