# SPDX-License-Identifier: MIT
"""The two lines under the drawing that say what its patterns and signs mean."""

from __future__ import annotations

from collections.abc import Iterator

from mdtdesk.domain.body_map import strokes
from mdtdesk.domain.body_map.marks import PATTERNS
from mdtdesk.domain.body_map.primitives import Primitive, Shape, Words, line, polygon
from mdtdesk.i18n import Translate

_BANDS = ("fine", "warning", "danger", "not_known")
_SIGNS = ("fracture", "impending", "escc", "treated", "decided")


def legend(width: float, top: float, size: float, translate: Translate) -> Iterator[Primitive]:
    """Yield a hairline, the bands with pattern and sign, and the marks; what is over goes below."""
    yield Shape(line([(0, top), (width, top)]), stroke="line", width=0.12)
    small, step = size * 0.96, size * 0.52
    x, y = 0.0, top + step * 0.8
    yield Words(x, y, "SINS/Mirels", small, "text", bold=True)
    x += strokes.wide("SINS/Mirels", small, bold=True) + 2.0
    left = 0.0
    for tone in _BANDS:
        words = translate(f"body_map.band.{tone}")
        long = 5.8 + strokes.wide(words, small)
        if tone == _BANDS[-1] and x + long - 2.4 > width:
            yield from _band(tone, words, (0.0, y + step), small)
            left = long
        else:
            yield from _band(tone, words, (x, y), small)
            x += long + 2.0
    yield from _signs((left, y + step), small, translate)


def _band(tone: str, words: str, at: tuple[float, float], size: float) -> Iterator[Primitive]:
    x, y = at
    swatch = [(x, y - 1), (x + 2.8, y - 1), (x + 2.8, y + 1), (x, y + 1)]
    yield Shape(polygon(swatch), "bone", PATTERNS[tone], tone, tone, 0.2)
    x += 3.4
    if tone != "not_known":
        yield from strokes.sign(tone, x + 1.0, y, size)
        x += 2.4
    yield Words(x, y, words, size, "muted")


def ringed(translate: Translate) -> tuple[str, str]:
    """Return what stands in the rings of earlier radiotherapy and surgery."""
    return translate("body_map.irradiated"), translate("body_map.operated")


def _signs(at: tuple[float, float], size: float, translate: Translate) -> Iterator[Primitive]:
    x, y = at
    for name in _SIGNS:
        if name in ("fracture", "impending"):
            yield from strokes.zigzag(x + 1.6, y, 1.6, dashed=name == "impending", size=0.8)
            x += 3.8
        elif name == "escc":
            yield from strokes.wedges(x + 1.6, y, 0.3, 0.7)
            x += 3.8
        elif name == "treated":
            for letters in ringed(translate):
                yield from strokes.circled(letters, x + 1.3, y, size * 0.9)
                x += size * 0.9 * strokes.MM_PER_PT * 1.5
            x += 0.8
        else:
            yield Shape(line([(x, y), (x + 3, y)]), stroke="accent", width=0.3, dashed=True)
            x += 3.6
        words = translate(f"body_map.mark.{name}")
        yield Words(x, y, words, size, "muted")
        x += strokes.wide(words, size) + (0.6 if at[0] else 2.4)
