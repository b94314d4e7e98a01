# SPDX-License-Identifier: MIT
"""Three hundred random texts through form, store and PDF: what is typed is what is printed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from builders import PASSWORD, context, create
from mdtdesk import settings
from mdtdesk.domain import document
from mdtdesk.domain.drafts import RegisterDraft
from mdtdesk.services import cases, documents
from mdtdesk.ui import main
from paper import LETTERHEAD, bare, pdfium_pages, running_text
from random_texts import clinical
from typist import CONTROL, Key, Typist

FIELDS = ("history.text", "neurology.text", "pain.text", "wishes")
ROUNDS, EACH = 15, 5


@pytest.fixture
def typist(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Typist]:
    """Return somebody at the form of a case."""
    with create(tmp_path / "ward.mdt").store as store:
        facts = document.document({"patient": {"mrn": "A-1", "name": "李雷"}})
        cases.register(context(store), RegisterDraft(facts))
    paper = settings.Settings(hospital=LETTERHEAD.hospital, department=LETTERHEAD.department)
    settings.save(paper)
    made = Typist(main.build(qapp, paper), qtbot)
    made.window.start(tmp_path / "ward.mdt")
    made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    made.wait()
    made.sign_in(PASSWORD)
    yield made
    made.close()


def paste(typist: Typist, path: str, text: str) -> None:
    """Put a text in the place of what a field holds, from the clipboard."""
    typist.go_to(path)
    QApplication.clipboard().setText(text)
    typist.key(Key.Key_A, CONTROL)
    typist.key(Key.Key_V, CONTROL)


def test_three_hundred_texts_are_printed_as_they_were_typed(typist: Typist) -> None:
    chance = random.Random(3)
    case_id = typist.open("A-1")
    for _ in range(ROUNDS):
        texts = {path: "\n".join(clinical(chance) for _ in range(EACH)) for path in FIELDS}
        for path, text in texts.items():
            paste(typist, path, text)
        typist.key(Key.Key_S, CONTROL)
        held = typist.document(case_id)
        printed = running_text(
            pdfium_pages(documents.summary(typist.context, case_id, "zh").pdf), "zh"
        )
        for path, text in texts.items():
            kept = text.replace("\r\n", "\n").strip()
            assert document.text(held, path).strip() == kept, path
            for line in kept.split("\n"):
                assert bare(line) in printed, (path, line)
