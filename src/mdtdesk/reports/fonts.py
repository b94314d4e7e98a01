# SPDX-License-Identifier: MIT
"""The font chain of every print: which character is drawn with which font, and how wide.

Noto Sans SC first, then a subset of DejaVu Sans for the signs Noto lacks. A character that neither
has, and every control or format character, is written as its code point in brackets, ``[U+2B4E]``:
ReportLab itself would draw an empty box or nothing.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

from mdtdesk.paths import resource

REGULAR = "mdtdesk-regular"
BOLD = "mdtdesk-bold"
SIGNS = "mdtdesk-signs"
_FILES = {
    REGULAR: "NotoSansSC-Regular.ttf",
    BOLD: "NotoSansSC-Bold.ttf",
    SIGNS: "DejaVuSans-subset.ttf",
}
_INVISIBLE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_BLOCK = 100  # a ToUnicode map takes at most 100 lines a block (PDF 32000-1, 9.10.3)


class _Font(TTFont):
    """A TrueType font whose text copies out right beyond U+FFFF too.

    ReportLab writes the code point itself into the ToUnicode map where the map wants UTF-16, so
    that 𬭎 copies out as another character. The map is written anew after ReportLab made it.
    """

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for index, subset in enumerate(subsets):
            name = b"".join((SUBSETN(index), b"+", self.face.name, self.face.subfontNameX))
            base = name.decode("pdfdoc")
            stream = doc.idToObject[f"toUnicodeCMap:{base}"]
            if isinstance(stream, pdfdoc.PDFStream):
                stream.content = _unicode_map(base, subset)


def _unicode_map(name: str, subset: list[int]) -> str:
    lines = [
        f"<{i:02X}> <{chr(v).encode('utf-16-be').hex().upper()}>" for i, v in enumerate(subset)
    ]
    blocks: list[str] = []
    for start in range(0, len(lines), _BLOCK):
        block = lines[start : start + _BLOCK]
        blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo",
            f"<< /Registry ({name})",
            f"/Ordering ({name})",
            "/Supplement 0",
            ">> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            f"<00> <{len(subset) - 1:02X}>",
            "endcodespacerange",
            *blocks,
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    )


@cache
def _font(name: str) -> TTFont:
    font = _Font(name, str(resource("fonts", _FILES[name])))
    pdfmetrics.registerFont(font)
    return font


@dataclass(frozen=True, slots=True)
class Glyph:
    """How one character is drawn: its font and its width in thousandths of the type size."""

    font: str
    width: float


class Face(dict[str, Glyph]):
    """A chain of fonts; ``face[character]`` is filled as characters are asked for."""

    def __init__(self, *chain: str) -> None:
        super().__init__()
        self._fonts = tuple(_font(name) for name in chain)

    def __missing__(self, character: str) -> Glyph:
        code = ord(character)
        for font in self._fonts:
            if code in font.face.charToGlyph:
                glyph = Glyph(
                    font.fontName, float(font.face.charWidths.get(code, font.face.defaultWidth))
                )
                self[character] = glyph
                return glyph
        raise KeyError(character)

    def draws(self, character: str) -> bool:
        """Tell whether a font of the chain draws the character."""
        if character in self:
            return True
        if unicodedata.category(character) in _INVISIBLE:
            return False
        try:
            return bool(self[character].font)
        except KeyError:
            return False


def face(*, bold: bool = False) -> Face:
    """Return the one chain of a weight; the fonts are read at the first call."""
    return _chain(BOLD if bold else REGULAR)


@cache
def _chain(first: str) -> Face:
    return Face(first, SIGNS)


@cache
def signs() -> Face:
    """Return the second font alone, for quotation marks among Latin letters."""
    return Face(SIGNS)
