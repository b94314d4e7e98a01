# SPDX-License-Identifier: MIT
"""The first whole way by keys alone: make a store, register a case, record the decision, print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from mdtdesk import settings
from mdtdesk.domain.document import Document, get, rows, text
from mdtdesk.imaging import pages
from mdtdesk.ui import main
from registering import register
from typist import CONTROL, Key, Typist

PASSWORD = "Nurburg ring 94"
# what is typed into searched lists, in the window's language
NAIL = {"zh": "内固定", "en": "internal fixation"}
SPINE = {"zh": "脊柱外科", "en": "spine surgery"}
OPINION = "T11机械痛，PKP止痛 <6 周；右股骨近端先预防性髓内钉。"
ADDED = "同期完成，术后放疗 & 骨改良药物。"
TYPED = ("赵立新", "M-7001", "透明细胞癌", "T11与右股骨，固定还是骨水泥？", "郑凯", OPINION, ADDED)


@pytest.fixture
def typist(qapp: QApplication, qtbot: QtBot, language: str) -> Iterator[Typist]:
    """Return somebody before the welcome page of a window in a language."""
    wanted = settings.Settings(language="en" if language == "en" else "zh")
    made = Typist(main.build(qapp, wanted), qtbot)
    made.begin(None)
    yield made
    made.close()


def make_store(typist: Typist, folder: Path) -> None:
    """Make a store from the welcome page, see the recovery code and go on."""
    typist.key(Key.Key_Return)
    typist.words("Board")
    typist.tab()
    typist.key(Key.Key_A, CONTROL)
    typist.words(str(folder))
    typist.tab()
    for words in ("韩立群", "主任医师", PASSWORD, PASSWORD):
        typist.tab()
        typist.words(words)
    typist.key(Key.Key_Return)
    typist.wait()
    dialog = typist.find(QDialog, "recovery_code")
    typist.bot.waitUntil(dialog.isActiveWindow)
    typist.key(Key.Key_Space)
    typist.key(Key.Key_Return)
    typist.wait()
    typist.window.activateWindow()  # no window manager does it here
    typist.bot.waitUntil(typist.window.isActiveWindow)


def add(typist: Typist, words: str) -> None:
    """Add a procedure by what it is called."""
    typist.key(Key.Key_Return, CONTROL)
    assert typist.focus().objectName() == "add_procedure"
    typist.words(words)
    typist.key(Key.Key_Return)
    typist.wait()


def tab_to(typist: Typist, name: str) -> None:
    """Press Tab until the cursor is where something is called so, in code or aloud."""
    for _ in range(60):
        focus = typist.focus()
        if name in (focus.objectName(), focus.accessibleName()):
            return
        typist.tab()
    raise AssertionError(name)


def decide(typist: Typist) -> None:
    """Record a PKP of T11 and a prophylactic nail in the right femur, with an opinion."""
    language, translate = typist.desk.language, typist.desk.translate
    typist.key(Key.Key_D, CONTROL)
    typist.wait()
    typist.words("4")
    add(typist, "pkp t11")
    add(typist, NAIL[language])
    typist.words("3")
    typist.tab(3)
    typist.words("1")
    tab_to(typist, translate.field("discussions.decision.conclusion"))
    typist.key(Key.Key_End, CONTROL)
    typist.words(ADDED)
    tab_to(typist, "add_opinion")
    typist.key(Key.Key_Space)
    for words in (SPINE[language], "曹文博", "副主任医师", OPINION):
        typist.words(words)
        typist.tab()
    typist.words("1")
    typist.key(Key.Key_S, CONTROL)
    typist.wait()


def decided(typist: Typist, case_id: str) -> Document:
    """Return the recorded discussion."""
    return rows(typist.document(case_id), "discussions")[0]


def printed(typist: Typist, path: Path) -> bytes:
    """Show the print and save it as PDF."""
    typist.key(Key.Key_P, CONTROL)
    typist.wait()
    typist.key(Key.Key_S, CONTROL)
    dialog = typist.find(QDialog, "save_pdf")
    typist.bot.waitUntil(dialog.isActiveWindow)
    typist.key(Key.Key_A, CONTROL)
    typist.words(str(path))
    typist.key(Key.Key_Return)
    typist.bot.waitUntil(path.exists)
    typist.wait()
    return path.read_bytes()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_from_nothing_to_a_printed_summary_by_keys_alone(
    typist: Typist, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_store(typist, tmp_path)
    register(typist, "M-7001")
    typist.key(Key.Key_S, CONTROL)
    record = typist.record()
    assert record.missing == ()
    decide(typist)
    made = decided(typist, record.id)
    pkp, nail = rows(made, "decision.procedures")
    assert (text(pkp, "type"), get(pkp, "levels")) == ("pkp", ("T11",))
    assert (text(nail, "bone"), text(nail, "side")) == ("femur", "right")
    assert get(nail, "details") == {"implant": "nail", "prophylactic": True}
    assert get(made, "decision.intents") == ("stability",)
    assert text(made, "decision.conclusion").endswith(ADDED)
    assert rows(made, "opinions")[0]["text"] == OPINION
    pdf = printed(typist, tmp_path / "summary.pdf")
    words = "".join("".join(pages.page_text(pdf, n).split()) for n in range(pages.page_count(pdf)))
    lost = [typed for typed in TYPED if "".join(typed.split()) not in words]
    assert not lost
    with capsys.disabled():
        print(f" {typist.keys} keys ", end="")
