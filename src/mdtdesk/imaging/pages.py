# SPDX-License-Identifier: MIT
"""PDF pages as pictures, by PDFium: for the preview, the printer and the tests.

PDFium is not thread-safe: all calls of a process must come from one thread at a time. The window
gives all of them to one worker thread; the lock here keeps a second caller waiting, no more.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2 as pdfium  # type: ignore[import-untyped]

POINTS_AN_INCH = 72
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page as 8-bit RGB rows without padding: ``width`` × ``height`` × 3 bytes."""

    width: int
    height: int
    rgb: bytes


@contextmanager
def _opened(pdf: bytes) -> Iterator[pdfium.PdfDocument]:
    with _one_at_a_time:
        document = pdfium.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    with _opened(pdf) as document:
        return len(document)


def page_size(pdf: bytes, index: int) -> tuple[float, float]:
    """Return a page's width and height in points."""
    with _opened(pdf) as document:
        width, height = document.get_page_size(index)
        return float(width), float(height)


def page_picture(pdf: bytes, index: int, dpi: float) -> PagePicture:
    """Return a page drawn on white at ``dpi`` dots per inch."""
    with _opened(pdf) as document:
        page = document[index]
        bitmap = page.render(scale=dpi / POINTS_AN_INCH, rev_byteorder=True)
        picture = PagePicture(bitmap.width, bitmap.height, bytes(bitmap.buffer))
        bitmap.close()
        page.close()
        return picture


def page_text(pdf: bytes, index: int) -> str:
    """Return a page's text in the order it was drawn."""
    with _opened(pdf) as document:
        page = document[index]
        words = page.get_textpage()
        text = words.get_text_bounded()
        words.close()
        page.close()
        return str(text)
