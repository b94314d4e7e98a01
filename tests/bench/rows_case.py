# SPDX-License-Identifier: MIT
"""Opening a large case, and printing one, each beside the bare code that gives the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from unittest.mock import patch

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from bench.big import big
from bench.measure import Pair, Place, row
from bench.stores import PASSWORD, new_store
from mdtdesk import app
from mdtdesk.domain.drafts import RegisterDraft
from mdtdesk.reports import page, paint
from mdtdesk.reports.flow import Placed
from mdtdesk.reports.style import MARGIN, PAGE_HEIGHT, PAGE_WIDTH
from mdtdesk.services import cases, documents
from mdtdesk.storage import engine
from mdtdesk.storage.shapes import CASE, PATIENT

Pages = list[list[Placed]]


@row(
    "open a case of 30 lesions and 40 files",
    against="its rows by hand-written SQL through sqlcipher3",
    goal=5.0,
    enough=0.1,
)
def open_case(place: Place) -> Pair:
    """Read the record as a page asks for it."""
    made = new_store(place.folder)
    signed = app.sign_in(made.directory, made.person_id, PASSWORD)
    case_id = cases.register(signed.context, RegisterDraft(big(30, 40))).id
    record = cases.get(signed.context, case_id)
    store = signed.context.store
    bare = engine.connect(store.database, store.data_key, reader=True)
    wanted = [
        (f'SELECT * FROM "{table.name}" WHERE {scope} = ?', key)
        for root, key in ((CASE, case_id), (PATIENT, record.patient_id))
        for table in root.tables()
        for scope in ("id" if table is root.table else root.scope,)
    ]

    def ask() -> None:
        bare.execute("BEGIN")
        for statement, key in wanted:
            bare.execute(statement, (key,)).fetchall()
        bare.execute("COMMIT")

    def close() -> None:
        bare.close()
        app.sign_out(signed)

    return Pair(lambda: cases.get(signed.context, case_id), ask, rounds=101, close=close)


@row(
    "a review summary, Chinese, from the store to a PDF on disk, warm",
    against="the bare ReportLab drawing of the same pages to disk",
    goal=1.5,
)
def summary(place: Place) -> Pair:
    """Print a case of three lesions."""
    made = new_store(place.folder)
    signed = app.sign_in(made.directory, made.person_id, PASSWORD)
    case_id = cases.register(signed.context, RegisterDraft(big(3, 2))).id
    ours, bare = place.folder / "ours.pdf", place.folder / "bare.pdf"
    steps = _steps(_drawn(lambda: documents.summary(signed.context, case_id, "zh")))

    def printed() -> None:
        ours.write_bytes(documents.summary(signed.context, case_id, "zh").pdf)

    def drawn() -> None:
        canvas = Canvas(str(bare), pagesize=(PAGE_WIDTH, PAGE_HEIGHT), pageCompression=1)
        for each in steps:
            _draw(canvas, each)
        canvas.save()

    return Pair(printed, drawn, rounds=51, close=lambda: app.sign_out(signed))


def _drawn(make: Callable[[], object]) -> Pages:
    """Return what a print puts on its pages."""
    kept: list[Pages] = []

    def watched(pages: Pages, **named: Any) -> bytes:
        kept.append(pages)
        return paint.pdf(pages, **named)

    with patch.object(page, "pdf", watched):
        make()
    return kept[-1]


def _steps(pages: Pages) -> list[dict[str, list[Any]]]:
    """Return lines, marks and pieces of text with their places, as plain numbers and words."""
    return [
        {
            "lines": [
                (rule.width, HexColor(rule.colour), MARGIN + rule.x, PAGE_HEIGHT - y - rule.y, rule)
                for strip, y in placed
                for rule in strip.rules
            ],
            "marks": [
                (HexColor(mark.colour), MARGIN + mark.x, PAGE_HEIGHT - y - mark.y, mark.size)
                for strip, y in placed
                for mark in strip.marks
            ],
            "text": [
                (piece, HexColor(piece.type.colour), MARGIN + piece.x, PAGE_HEIGHT - y - piece.y)
                for strip, y in placed
                for piece in strip.pieces
            ],
        }
        for placed in pages
    ]


def _draw(canvas: Canvas, steps: Mapping[str, Sequence[Any]]) -> None:
    for width, colour, x, y, rule in steps["lines"]:
        canvas.setLineWidth(width)
        canvas.setStrokeColor(colour)
        canvas.line(x, y, x + rule.length, y)
    for colour, x, y, size in steps["marks"]:
        canvas.setFillColor(colour)
        canvas.rect(x, y, size, size, stroke=0, fill=1)
    text = canvas.beginText()
    for piece, colour, x, y in steps["text"]:
        text.setFont(piece.font, piece.type.size)
        text.setFillColor(colour)
        text.setTextOrigin(x, y)
        text.textOut(piece.text)
    canvas.drawText(text)
    canvas.showPage()
