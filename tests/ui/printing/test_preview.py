# SPDX-License-Identifier: MIT
"""The preview on a real window: the PDF's own pages, saved and printed as they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QPushButton

import weekly
from mdtdesk import policy
from mdtdesk.domain.document import text
from mdtdesk.domain.meeting_drafts import ListDraft
from mdtdesk.domain.meeting_prints import MEETING_PRINTS
from mdtdesk.domain.worklist import WorklistQuery
from mdtdesk.errors import Unavailable
from mdtdesk.imaging import pages
from mdtdesk.services import agendas, cases, context, journal, worklist
from mdtdesk.ui.preview import picture
from mdtdesk.ui.printing import PLACE, Wanted
from viewer import Viewer

Key = Qt.Key
A4_POINTS = (595.28, 841.89)


def pixels(image: QImage) -> bytes:
    """Return a picture's pixels in one form."""
    return bytes(image.convertToFormat(QImage.Format.Format_RGB32).constBits())


def test_every_page_is_the_pdf_s_own_picture(viewer: Viewer) -> None:
    page = viewer.look()
    assert page.printed is not None
    pdf = page.printed.pdf
    assert page.sheets.count() == pages.page_count(pdf) >= 1
    dpi = page.sheets.zoom() * 96 * page.devicePixelRatioF()
    for number in range(1, page.sheets.count() + 1):
        page.sheets.go(number)
        viewer.bot.waitUntil(page.sheets.is_drawn)
        shown = page.sheets.picture(number)
        assert shown is not None
        drawn = picture.image(pages.page_picture(pdf, number - 1, dpi))
        assert pixels(shown) == pixels(drawn)
    assert drawn.size() != QSize(0, 0)


def test_keys_alone_turn_pages_zoom_ask_for_the_printer_and_go_back(viewer: Viewer) -> None:
    page = viewer.look()
    assert page.sheets.hasFocus()
    before = page.sheets.zoom()
    viewer.press(Key.Key_Minus)
    assert page.sheets.zoom() < before
    viewer.press(Key.Key_Plus)
    viewer.press(Key.Key_Plus)
    assert page.sheets.zoom() > before
    viewer.press(Key.Key_P)
    paper = page.sheets.widget()
    assert paper is not None
    assert paper.height() < page.sheets.viewport().height() * page.sheets.count() + 9
    viewer.press(Key.Key_W)
    room = page.sheets.viewport().width()
    assert room - 80 < page.sheets.zoom() * A4_POINTS[0] / 72 * 96 < room
    viewer.press(Key.Key_PageDown)
    assert page.sheets.page() == min(2, page.sheets.count())
    viewer.press(Key.Key_PageUp)
    assert page.sheets.page() == 1
    viewer.press(Key.Key_Return)
    dialog = viewer.window.findChild(QPrintDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.reject()
    viewer.wait()
    viewer.window.activateWindow()
    page.sheets.setFocus()
    viewer.press(Key.Key_Escape)
    assert not page.isVisible()


def test_a_saved_pdf_is_the_print_byte_for_byte(viewer: Viewer, tmp_path: Path) -> None:
    page = viewer.look()
    assert page.printed is not None
    printed, path = page.printed, tmp_path / "out.pdf"
    page.ask_file()
    dialog = viewer.find(QFileDialog, "save_pdf")
    offered = dialog.selectedFiles()[0]
    dialog.reject()
    page.saving.take(path)
    viewer.wait()
    assert path.read_bytes() == printed.pdf
    assert list(tmp_path.glob(".*")) == []
    assert viewer.desk.context is not None
    record = cases.get(viewer.desk.context, page.case_id())
    name, question = (text(record.document, p) for p in ("patient.name", "referral.question"))
    words = "".join(pages.page_text(printed.pdf, n) for n in range(page.sheets.count()))
    assert "".join(question.split()) in "".join(words.split())
    assert name in words
    assert Path(offered).name == printed.name
    assert name not in printed.name
    assert viewer.desk.settings.window["print_folder"] == str(tmp_path)


def test_a_policy_keeps_prints_on_paper(viewer: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    settled = policy.read("output.pdf = false", Path("policy.toml"))
    monkeypatch.setattr(policy, "current", lambda: settled)
    page = viewer.look()
    assert page.bar.print.isEnabled()
    assert not page.bar.save.isEnabled()
    viewer.press(Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    box = viewer.find(QMessageBox, "failure")
    assert box.text() == viewer.desk.translate("unavailable.pdf_off")
    assert viewer.window.findChild(QFileDialog, "save_pdf") is None
    box.close()
    page.ask_printer()
    dialog = viewer.find(QPrintDialog, "")
    assert not dialog.testOption(QPrintDialog.PrintDialogOption.PrintToFile)
    dialog.reject()


def test_a_file_that_is_there_is_replaced_only_after_a_yes(viewer: Viewer, tmp_path: Path) -> None:
    page = viewer.look()
    path = tmp_path / "out.pdf"
    path.write_bytes(b"old")
    for answer, kept in ((Key.Key_Escape, True), (None, False)):
        page.saving.take(path)
        box = viewer.find(QMessageBox, "replace_pdf")
        viewer.bot.waitUntil(box.isVisible)
        if answer is None:
            box.buttons()[0].click()
        else:
            box.reject()
        viewer.wait()
        viewer.bot.waitUntil(lambda: viewer.window.findChild(QMessageBox, "replace_pdf") is None)
        assert (path.read_bytes() == b"old") is kept


def to_file(path: Path) -> QPrinter:
    """Return a printer that prints into a PDF."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(300)
    return printer


def ink(pdf: bytes, index: int) -> tuple[int, int, int, int]:
    """Return the box of what is dark on a page, in pixels of 254 dpi (0.1 mm)."""
    drawn = picture.image(pages.page_picture(pdf, index, 254))
    grey = drawn.convertToFormat(QImage.Format.Format_Grayscale8)
    wide, data = grey.bytesPerLine(), bytes(grey.constBits())
    rows = [y for y in range(grey.height()) if min(data[y * wide : y * wide + grey.width()]) < 100]
    columns = [x for x in range(grey.width()) if min(data[x : wide * grey.height() : wide]) < 100]
    return columns[0], rows[0], columns[-1], rows[-1]


def test_paper_has_the_same_a4_pages_unscaled(viewer: Viewer, tmp_path: Path) -> None:
    page = viewer.look()
    assert page.printed is not None
    path = tmp_path / "paper.pdf"
    page.print_on(to_file(path))
    viewer.wait()
    printed = path.read_bytes()
    assert pages.page_count(printed) == pages.page_count(page.printed.pdf)
    for index in range(pages.page_count(printed)):
        assert pages.page_size(printed, index) == pytest.approx(A4_POINTS, abs=1)
        ours, theirs = ink(page.printed.pdf, index), ink(printed, index)
        assert theirs == pytest.approx(ours, abs=5), "a mark lies over 0.5 mm off"
    assert list(tmp_path.glob(".*")) == []


def test_a_cancelled_print_leaves_no_file(viewer: Viewer, tmp_path: Path) -> None:
    page = viewer.look()
    assert page.sheets.count() > 1
    begun: list[int] = []

    def cancel(_words: str, done: int, total: int) -> None:
        if total:
            begun.append(done)
            viewer.find(QPushButton, "preview_cancel").click()

    page.jobs.doing.connect(cancel)
    page.print_on(to_file(tmp_path / "paper.pdf"))
    viewer.bot.waitUntil(lambda: bool(begun))
    viewer.tasks.run("pdf", lambda _task: None)  # the lane is free once this is answered
    viewer.wait()
    assert begun == [0]
    assert list(tmp_path.glob("*paper*")) == []


def test_the_print_s_language_is_its_own(viewer: Viewer) -> None:
    page = viewer.look()
    assert page.printed is not None
    assert page.printed.name.endswith("-zh.pdf")
    page.choose_language("en")
    viewer.wait()
    viewer.bot.waitUntil(page.sheets.is_drawn)
    assert page.printed.name.endswith("-en.pdf")
    viewer.desk.speak("en")
    viewer.desk.speak("zh")
    assert page.printed.name.endswith("-en.pdf")


def said(viewer: Viewer) -> str:
    """Return every word of the page."""
    return " ".join(w.text() for w in viewer.page.findChildren(QLabel) if w.isVisible())


def test_text_not_saved_and_a_print_not_audited_are_said(
    viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer.look()
    assert "10:3" not in said(viewer)
    desk_context = viewer.desk.context
    assert desk_context is not None
    journal.write(desk_context, f"case:{viewer.page.case_id()}", {"referral.question": "半句"})

    def refused(*_given: object) -> None:
        raise Unavailable("disk_full", path="audit")

    monkeypatch.setattr(context, "leave", refused)
    viewer.page.reload()
    viewer.wait()
    translate = viewer.desk.translate
    assert translate("preview.not_audited") in said(viewer)
    assert "韩立群" in said(viewer)


def test_what_cannot_be_made_is_said_and_can_be_tried_again(viewer: Viewer) -> None:
    page = viewer.look()
    viewer.desk.go("print", "no such case")
    viewer.wait()
    assert page.printed is None
    assert "no such case" in said(viewer)
    assert not page.sheets.isVisible()


def test_the_prints_of_a_meeting_are_shown_and_printed_lying(
    viewer: Viewer, tmp_path: Path
) -> None:
    desk = viewer.look().desk
    team = desk.context
    assert team is not None
    meeting_id = weekly.weekly(team)
    (listed,) = [row.id for row in worklist.page(team, WorklistQuery(view="ready")).rows][:1]
    agendas.list_case(team, ListDraft(meeting_id, listed))
    for what in MEETING_PRINTS:
        desk.go(PLACE, Wanted(meeting_id, "meeting", what))
        viewer.wait()
        viewer.bot.waitUntil(viewer.page.sheets.is_drawn, timeout=20_000)
        assert viewer.page.printed is not None
        named = what.replace("_", "-")
        assert viewer.page.printed.name.startswith(f"mdtdesk-{named}-20")
    shown = viewer.page.printed
    assert shown is not None
    wide, high = pages.page_size(shown.pdf, 0)
    assert wide > high
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "all.pdf"))
    viewer.page.print_on(printer)
    viewer.bot.waitUntil((tmp_path / "all.pdf").exists, timeout=60_000)
    out = (tmp_path / "all.pdf").read_bytes()
    assert pages.page_size(out, 0) == pytest.approx((wide, high), abs=1)
    assert pages.page_size(out, 1) == pytest.approx(A4_POINTS, abs=1)
