# SPDX-License-Identifier: MIT
"""Opening a large case, and printing one, each beside the bare code that gives the same."""

from __future__ import annotations

from bench.big import big
from bench.drawing import drawn, steps
from bench.measure import Pair, Place, row
from bench.stores import PASSWORD, new_store
from mdtdesk import app
from mdtdesk.domain.drafts import RegisterDraft
from mdtdesk.services import cases, documents
from mdtdesk.storage import engine
from mdtdesk.storage.shapes import CASE, PATIENT


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
    pages = steps(lambda: documents.summary(signed.context, case_id, "zh"))

    def printed() -> None:
        ours.write_bytes(documents.summary(signed.context, case_id, "zh").pdf)

    return Pair(printed, lambda: drawn(pages, bare), rounds=51, close=lambda: app.sign_out(signed))
