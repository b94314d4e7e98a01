# SPDX-License-Identifier: MIT
"""Paper from a PDF: its own pages, one by one, at the printer's resolution and unscaled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from mdtdesk.errors import Unavailable
from mdtdesk.imaging import pages
from mdtdesk.imaging.pages import PagePicture

LEAST_DPI, MOST_DPI = 300, 600
PLACE = "print"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which case is to be printed, and the page to go back to afterwards."""

    case_id: str
    back: str = "case"


def image(picture: PagePicture) -> QImage:
    """Return a page's picture as Qt has it; it keeps its own copy of the pixels."""
    row = picture.width * 3
    shown = QImage(picture.rgb, picture.width, picture.height, row, QImage.Format.Format_RGB888)
    return shown.copy()


def prepare(printer: QPrinter, language_title: str) -> None:
    """Set a printer to A4 without margins of its own; the PDF has them already."""
    printer.setDocName(language_title)
    printer.setCreator("mdtdesk")
    printer.setFullPage(True)
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()
    )
    printer.setPageLayout(layout)
    if printer.resolution() < LEAST_DPI:
        printer.setResolution(LEAST_DPI)


def chosen_pages(printer: QPrinter, count: int) -> tuple[int, ...]:
    """Return the indexes of the pages that were asked for in the printer's dialog."""
    if printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage():
        last = printer.toPage() or printer.fromPage()
        return tuple(range(printer.fromPage() - 1, min(last, count)))
    return tuple(range(count))


def drawn(pdf: bytes, wanted: tuple[int, ...], dpi: int) -> Iterator[tuple[QImage, QSizeF]]:
    """Yield pages one at a time with their size in points; only one is in memory."""
    for index in wanted:
        yield image(pages.page_picture(pdf, index, dpi)), QSizeF(*pages.page_size(pdf, index))


class Paper:
    """One print job: opened, given page after page, closed. Raises Unavailable."""

    def __init__(self, printer: QPrinter) -> None:
        self._printer = printer
        self.dpi = min(max(printer.resolution(), LEAST_DPI), MOST_DPI)
        self._painter = QPainter()
        self._begun = False
        if not self._painter.begin(printer):
            raise Unavailable("printer")

    def add(self, page: QImage, size: QSizeF) -> None:
        """Set a page at its own size: a millimetre of the PDF is a millimetre of paper."""
        if self._begun and not self._printer.newPage():
            raise Unavailable("printer")
        self._begun = True
        dots = self._printer.resolution() / pages.POINTS_AN_INCH
        # with full page the painter starts at the paper's edge, where the PDF's page starts too
        target = QRectF(0, 0, size.width() * dots, size.height() * dots)
        self._painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._painter.drawImage(target, page, QRectF(page.rect()))

    def close(self) -> None:
        """Send it off."""
        self._painter.end()

    def abort(self) -> None:
        """Throw the job away as far as the system lets us."""
        self._printer.abort()
        self._painter.end()
