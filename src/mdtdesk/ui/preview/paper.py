# SPDX-License-Identifier: MIT
"""Paper from a PDF: its own pages, one by one, at the printer's resolution and unscaled.

A job runs beside the window from its first page to its last; only one page is in memory.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from mdtdesk import system
from mdtdesk.errors import Unavailable
from mdtdesk.imaging import pages
from mdtdesk.storage import faults
from mdtdesk.ui.preview.picture import image

LEAST_DPI, MOST_DPI = 300, 600
Report = Callable[[int, int], object]


def prepare(printer: QPrinter, name: str) -> None:
    """Set a printer to A4 without margins of its own; the PDF has them already."""
    printer.setDocName(name)
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


def print_pages(pdf: bytes, printer: QPrinter, report: Report) -> int:
    """Print a PDF's pages and return how many; a cancelled ``report`` throws the job away.

    Raises Unavailable where the printer takes no job.
    """
    target = printer.outputFileName()
    if not target:
        return _print(pdf, printer, report=report)
    # to a file: it appears only when it is whole
    unfinished = Path(target).with_name(f".{Path(target).name}.new")
    printer.setOutputFileName(str(unfinished))
    try:
        printed = _print(pdf, printer, report=report)
        with faults.files(Path(target)):
            system.replace_file(unfinished, Path(target))
    finally:
        printer.setOutputFileName(target)
        unfinished.unlink(missing_ok=True)
    return printed


def _print(pdf: bytes, printer: QPrinter, *, report: Report) -> int:
    wanted = chosen_pages(printer, pages.page_count(pdf))
    painter = QPainter()
    _turn(printer, pdf, wanted[0])
    if not painter.begin(printer):
        raise Unavailable("printer", name=printer.printerName())
    try:
        for done, index in enumerate(wanted):
            report(done, len(wanted))
            _turn(printer, pdf, index)
            if done and not printer.newPage():
                raise Unavailable("printer", name=printer.printerName())
            _set_page(painter, printer, pdf=pdf, index=index)
        report(len(wanted), len(wanted))
    except (CancelledError, Unavailable):
        printer.abort()
        raise
    finally:
        painter.end()
    return len(wanted)


def _turn(printer: QPrinter, pdf: bytes, index: int) -> None:
    """Turn the paper the way of a page; it holds from the next new page on."""
    width, height = pages.page_size(pdf, index)
    way = QPageLayout.Orientation
    printer.setPageOrientation(way.Landscape if width > height else way.Portrait)


def _set_page(painter: QPainter, printer: QPrinter, *, pdf: bytes, index: int) -> None:
    """Set a page at its own size: a millimetre of the PDF is a millimetre of paper."""
    dpi = min(max(printer.resolution(), LEAST_DPI), MOST_DPI)
    page = image(pages.page_picture(pdf, index, dpi))
    size = QSizeF(*pages.page_size(pdf, index))
    dots = printer.resolution() / pages.POINTS_AN_INCH
    # with full page the painter starts at the paper's edge, where the PDF's page starts too
    target = QRectF(0, 0, size.width() * dots, size.height() * dots)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(target, page, QRectF(page.rect()))
