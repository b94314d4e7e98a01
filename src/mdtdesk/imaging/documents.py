# SPDX-License-Identifier: MIT
"""Looks at a foreign PDF: whether it opens without a password, and a small picture of its start."""

from __future__ import annotations

import math

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from PIL import Image

from mdtdesk.imaging import pictures
from mdtdesk.imaging.refused import RefusedError

_PASSWORD = 4  # FPDF_ERR_PASSWORD
_BROKEN = (*pictures.BROKEN, AttributeError, TypeError, LookupError, ArithmeticError)


def first_page(data: bytes) -> bytes:
    """Return a small JPEG of the first page, empty where it has no size to be drawn at."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        code = "pdf_password" if getattr(error, "err_code", 0) == _PASSWORD else "pdf_broken"
        raise RefusedError(code) from None
    try:
        if not len(document):
            raise RefusedError("pdf_broken")
        return _drawn(document)
    except (pdfium.PdfiumError, *_BROKEN):
        raise RefusedError("pdf_broken") from None
    finally:
        document.close()


def _drawn(document: pdfium.PdfDocument) -> bytes:
    page = document[0]
    try:
        longest = max(page.get_size())
        if not math.isfinite(longest) or longest < 1:
            return b""
        bitmap = page.render(scale=pictures.SMALL / longest, rev_byteorder=True)
        size = (bitmap.width, bitmap.height)
        drawn = Image.frombuffer("RGB", size, bytes(bitmap.buffer), "raw", "RGB", bitmap.stride, 1)
        bitmap.close()
        return pictures.small(drawn)
    finally:
        page.close()
