# SPDX-License-Identifier: MIT
"""From the decision to paper: every word typed is on it, what is not recorded is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel

from decider import CONTROL, Decider
from mdtdesk.errors import Unavailable
from mdtdesk.imaging import pages
from mdtdesk.ui.pages.preview import PreviewPage
from paper import bare, pdfium_text, poppler_text

Key = Qt.Key
Open = Callable[..., Decider]
TYPED = {"理由": "ESCC 0 & SINS <13，≥ 48 ±2 h，“慎”①", "备选方案": "支具；T12 < L1 备用"}


def _preview(here: Decider) -> PreviewPage:
    here.do("print")
    here.settle()
    found = here.window.findChild(PreviewPage)
    assert isinstance(found, PreviewPage)
    here.bot.waitUntil(found.sheets.is_drawn, timeout=20_000)
    return found


def _printer(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_every_word_typed_is_in_the_saved_pdf(sit: Open, ward: Path, tmp_path: Path) -> None:
    here = sit(ward)
    here.open("DEMO-26014")
    for name, words in TYPED.items():
        here.tab_to(name)
        here.key(Key.Key_A, CONTROL)
        here.words(words)
    here.record()
    page = _preview(here)
    page.save_to(tmp_path / "out.pdf")
    here.settle()
    pdf = (tmp_path / "out.pdf").read_bytes()
    for said in (pdfium_text(pdf), poppler_text(pdf)):
        for words in TYPED.values():
            assert bare(words) in said


def test_unrecorded_text_is_said_and_still_there_on_coming_back(sit: Open, ward: Path) -> None:
    here = sit(ward)
    here.open("DEMO-26014")
    here.tab_to("理由")
    here.words("未记录的话")
    page = _preview(here)
    said = " ".join(part.text() for part in page.findChildren(QLabel) if part.isVisible())
    assert "韩立群" in said
    here.do("back")
    here.settle()
    assert here.page.isVisible()
    rationale = here.page.conclusion.fields["rationale"].editor
    assert rationale.raw().startswith("未记录的话")


def test_only_the_chosen_pages_are_printed(sit: Open, ward: Path, tmp_path: Path) -> None:
    here = sit(ward)
    here.open("DEMO-26014")
    page = _preview(here)
    printer = _printer(tmp_path / "second.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 2)
    page.print_on(printer)
    here.bot.waitUntil(lambda: here.tasks.busy == 0, timeout=60_000)
    assert pages.page_count((tmp_path / "second.pdf").read_bytes()) == 1
    assert printer.resolution() >= 300


@pytest.mark.qt_log_ignore(r"QPainter::begin\(\): Returned false")  # Qt says it, too
def test_a_printer_that_takes_no_job_is_said(sit: Open, ward: Path, tmp_path: Path) -> None:
    here = sit(ward)
    here.open("DEMO-26014")
    page = _preview(here)
    told: list[object] = []
    here.desk.refused.connect(told.append)
    page.print_on(_printer(tmp_path / "missing" / "out.pdf"))
    here.bot.waitUntil(lambda: bool(told), timeout=20_000)
    fault = told[0]
    assert isinstance(fault, Unavailable)
    assert fault.reason == "printer"
