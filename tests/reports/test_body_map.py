# SPDX-License-Identifier: MIT
"""The body map on paper: vectors, words that are text, marks that survive a grey printer."""

from __future__ import annotations

from typing import Any

import pytest

from mdtdesk.domain.body_map.drawing import PANEL, SMALL_PANEL, Layout, Seen, draw
from mdtdesk.domain.document import document
from mdtdesk.domain.instruments import scoring
from mdtdesk.i18n import translator
from mdtdesk.imaging.pages import page_picture, page_text
from mdtdesk.reports import paint
from mdtdesk.reports.body_map import strip
from mdtdesk.reports.flow import Placed

_LESION: dict[str, Any] = {"site": "spine", "levels": ["T11"], "escc": "3", "fracture": "burst"}
_ARM = {"site": "limb", "bone": "humerus", "side": "left", "segments": ["diaphysis"]}


def _paper(layout: Layout, *lesions: dict[str, Any]) -> bytes:
    case = document({"lesions": list(lesions)})
    drawing = draw(Seen(case, scoring.results(case)), layout, translator("zh"))
    return paint.pdf([paint.Page([Placed(strip(drawing), 40.0)])], title="", language="zh")


def _dark(*lesions: dict[str, Any]) -> int:
    """Count the pixels that are dark on a grey printer."""
    rgb = page_picture(_paper(PANEL, *lesions), 0, 144).rgb
    pixels = zip(rgb[::3], rgb[1::3], rgb[2::3], strict=True)
    return sum(0.3 * red + 0.59 * green + 0.11 * blue < 110 for red, green, blue in pixels)


@pytest.mark.parametrize("layout", [PANEL, SMALL_PANEL])
def test_words_are_text_and_nothing_is_a_picture(layout: Layout) -> None:
    pdf = _paper(layout, _LESION)
    said = page_text(pdf, 0)
    for words in ("T11", "ESCC 3", "右", "左", "未评"):
        assert words in said
    assert b"/Subtype /Image" not in pdf


def test_marks_are_darker_than_bone() -> None:
    bare = _dark()
    assert _dark(_ARM) > bare + 60
    assert _dark(_LESION) > bare + 400
