# SPDX-License-Identifier: MIT
"""Characters come out of the PDF as they were put in, those of no font as their code point."""

from __future__ import annotations

import pytest

from mdtdesk.reports.flow import Placed
from mdtdesk.reports.fonts import BOLD, REGULAR, SIGNS, face
from mdtdesk.reports.paint import Page, pdf
from mdtdesk.reports.strips import Cell, Span, compose, text_width, visible
from mdtdesk.reports.style import BODY, Type
from paper import pdfium_text, poppler_text


def _printed(text: str, kind: Type = BODY, width: float = 500) -> bytes:
    y, page = 40.0, []
    for strip in compose([Cell(0, width, (Span(text, kind),))]):
        page.append(Placed(strip, y))
        y += strip.height
    return pdf([Page(page)], title="t", language="zh")


@pytest.mark.parametrize("kind", [BODY, BODY.strong()])
@pytest.mark.parametrize(
    "text",
    [
        "周𬭎 𬱖𫖯𬍛 龘䶮",
        "≥ ≤ ± × µ ℃ ① ② → ² ³ α β γ κ Ⅳ √ ✓ ‖ ⁺ ⁻ ₂ ⁹ ☐ ☑ Ā ć ő",
        "< > & \" ' \\ / <b>x</b> &lt; T<1 & N>2 <do NOT resect>",
        "（AFP 1,830 ng/mL）“中文引号”Wants to walk at her daughter’s “big” wedding",
        "".join(chr(code) for code in range(0x4E00, 0x4E00 + 700)),
    ],
)
def test_text_copies_out_as_it_was_put_in(text: str, kind: Type) -> None:
    made = _printed(text, kind)
    expected = "".join(text.split())
    assert poppler_text(made) == expected
    assert pdfium_text(made) == expected


def test_a_character_of_no_font_is_its_code_point() -> None:
    assert visible("周𡋾⭎\u202ex\x07") == "周[U+212FE][U+2B4E][U+202E]x[U+0007]"
    assert poppler_text(_printed("周⭎")) == "周[U+2B4E]"


def test_line_ends_are_one_and_spaces_are_spaces() -> None:
    assert visible("a\r\nb\rc\u2028d\u00a0e\u202ff\te") == "a\nb\nc\nd\u00a0e f\te"
    assert visible("e\u0301") == "é"


def test_the_chain_is_noto_then_the_signs() -> None:
    assert face()["肿"].font == REGULAR
    assert face(bold=True)["肿"].font == BOLD
    assert face()["☐"].font == SIGNS
    assert not face().draws("⭎")


def test_latin_quotes_are_narrow_and_chinese_ones_wide() -> None:
    assert text_width("daughter’s", BODY) < text_width("daughters", BODY) + BODY.size * 0.4
    assert text_width("“好”", BODY) == pytest.approx(3 * BODY.size)


def test_tabs_make_columns() -> None:
    strips = compose([Cell(0, 500, (Span("项目\t结果\n血小板\t78", BODY),))])
    second = [piece.x for strip in strips for piece in strip.pieces if piece.text in ("结果", "78")]
    assert second[0] == second[1]


def test_a_tab_is_never_drawn_as_a_character() -> None:
    spans = (Span("血小板", BODY), Span("\t78\t", BODY), Span("\t", BODY.strong()))
    pieces = [piece.text for strip in compose([Cell(0, 500, spans)]) for piece in strip.pieces]
    assert pieces == ["血小板", "78"]
