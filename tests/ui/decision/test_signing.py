# SPDX-License-Identifier: MIT
"""The decision page signs and adds by the keyboard, and says in words why it does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from builders import PASSWORD, context, create
from decider import TWO_LESIONS, Decider
from hands import press, write
from mdtdesk.domain import document
from mdtdesk.domain.document import rows, text
from mdtdesk.domain.drafts import DecisionDraft, RegisterDraft, SignDraft
from mdtdesk.domain.ids import new_id
from mdtdesk.domain.imports import Entry, ImportDraft
from mdtdesk.domain.records import PersonRow
from mdtdesk.services import cases, decisions, imports
from mdtdesk.services.context import Context
from mdtdesk.storage import people
from mdtdesk.ui.decision.signed import Signed
from mdtdesk.ui.dialogs.addendum import AddendumDialog
from mdtdesk.ui.dialogs.read_back import ReadBack
from mdtdesk.ui.dialogs.sign import SignDialog

Open = Callable[..., Decider]
Key, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier
BOTH = CONTROL | Qt.KeyboardModifier.ShiftModifier
FULL = document.document({"mode": "full", "outcome": "decided"})
WRONG = "not the password at all"


def decided(team: Context, by: str = "") -> str:
    """Register a case with two lesions, decide it (by another, if one is named), return its id."""
    case_id = cases.register(team, RegisterDraft(document.document(TWO_LESIONS))).id
    lesions = rows(cases.get(team, case_id).document, "lesions")
    nail = {
        "type": "internal_fixation",
        "lesions": [lesions[1]["id"]],
        "bone": "femur",
        "side": "right",
        "details": {"implant": "cephalomedullary_nail"},
    }
    cement = {"type": "pkp", "lesions": [lesions[0]["id"]], "levels": ["T11"]}
    words = {"procedures": [nail, cement], "conclusion": "右股骨髓内钉，T11行PKP"}
    if by:
        with team.store.write() as connection:
            people.add(
                connection, PersonRow(by, "曹文博", "", "", ("surgeon",), False), at=team.now()
            )
    author = context(team.store, "surgeon", person_id=by)
    decisions.record(author, DecisionDraft(case_id, 1, FULL, document.document(words)))
    return case_id


def store(folder: Path, *roles: str, by: str = "") -> tuple[Path, str]:
    """Make a store for somebody with roles, with a decision of theirs or of another person."""
    made = create(folder, roles=roles) if roles else create(folder)
    with made.store as opened:
        return folder, decided(context(opened, "surgeon", "chair"), by)


def at(decider: Decider, case_id: str) -> Decider:
    """Go to the decision of a case and wait until it is shown."""
    decider.desk.go("decision", case_id)
    decider.settle()
    return decider


def button(decider: Decider, name: str) -> QPushButton:
    """Return a button of the page."""
    found = decider.page.findChild(QPushButton, name)
    assert found is not None
    return found


def said(widget: QWidget | None) -> str:
    """Return every word that is shown in a widget."""
    assert widget is not None
    labels = widget.findChildren(QLabel)
    shown = [one.text() for one in labels if one.isVisibleTo(widget)]
    return "\n".join(shown)


def ask(decider: Decider, key: Qt.Key, name: str = "sign_password") -> None:
    """Press the keys of an action and wait for the cursor in the dialog."""
    decider.key(key, BOTH)
    decider.bot.waitUntil(lambda: decider.focus().objectName() == name)


def back(decider: Decider) -> None:
    """Turn to the main window: without a window manager nothing does when a dialog closes."""
    decider.window.activateWindow()
    decider.bot.waitUntil(decider.window.isActiveWindow)


def sign(decider: Decider, password: str) -> None:
    """Type a password where the cursor is, and Enter."""
    write(decider.focus(), password)
    press(decider.focus(), Key.Key_Return)
    decider.settle()
    if not [one for one in decider.window.findChildren(SignDialog) if one.isVisible()]:
        back(decider)


def test_it_is_read_back_and_signed_with_the_password(sit: Open, tmp_path: Path) -> None:
    folder, case_id = store(tmp_path / "a.mdt")
    decider = at(sit(folder), case_id)
    assert button(decider, "record").isHidden()
    ask(decider, Key.Key_G)
    words = said(decider.find(SignDialog, "sign_dialog"))
    for read in ("沈一鸣", "T11", "右股骨行内固定", "不能更改", "可靠电子签名", "手签栏"):
        assert read in words, words
    sign(decider, WRONG)
    assert "还可以试 4 次" in said(decider.find(SignDialog, "sign_dialog"))
    assert "signatures" not in decider.page.draft.recorded
    sign(decider, PASSWORD)
    (row,) = rows(decider.discussion(), "decision.signatures")
    assert (row["person"], row["meaning"]) == ("韩立群", "chair")
    assert "主持人签名" in said(decider.page.findChild(Signed))
    decider.bot.waitUntil(lambda: decider.window.findChild(QDialog, "sign_dialog") is None)
    assert button(decider, "sign").text().startswith("作者签名")
    bar = said(decider.page._bar)
    assert "，版本 1" in bar
    assert "签名后不能更改" not in bar


def test_nothing_is_signed_without_a_password(sit: Open, tmp_path: Path) -> None:
    folder, case_id = store(tmp_path / "a.mdt")
    decider = at(sit(folder), case_id)
    ask(decider, Key.Key_G)
    sign(decider, "")
    assert "输入密码才能签名" in said(decider.find(SignDialog, "sign_dialog"))
    press(decider.focus(), Key.Key_Escape)
    decider.settle()
    assert "signatures" not in decider.page.draft.recorded


def test_a_lock_takes_the_typed_password_away(sit: Open, tmp_path: Path) -> None:
    folder, case_id = store(tmp_path / "a.mdt")
    decider = at(sit(folder), case_id)
    ask(decider, Key.Key_G)
    write(decider.focus(), PASSWORD)
    found = decider.find(SignDialog, "sign_dialog")
    decider.window.lock()
    decider.settle()
    assert not found.isVisible()
    assert not found.password.line.text()
    back(decider)
    decider.sign_in(PASSWORD)
    decider.settle()
    assert found.isVisible()
    found.reject()


def test_words_are_added_to_what_is_signed(sit: Open, tmp_path: Path) -> None:
    folder, case_id = store(tmp_path / "a.mdt")
    decider = at(sit(folder), case_id)
    assert button(decider, "add_to_decision").isHidden()
    ask(decider, Key.Key_G)
    sign(decider, PASSWORD)
    ask(decider, Key.Key_A, "addendum_words")
    write(decider.focus(), "家属要求延后一周")
    decider.find(AddendumDialog, "addendum_dialog").go.click()
    decider.settle()
    back(decider)
    assert "家属要求延后一周" in said(decider.page.findChild(Signed))
    decider.key(Key.Key_F8)
    words = said(decider.find(ReadBack, "read_back_dialog"))
    assert "家属要求延后一周" in words
    assert "主持人签名" in words
    press(decider.focus(), Key.Key_Escape)


def test_a_superseded_version_stays_readable_and_takes_words(sit: Open, tmp_path: Path) -> None:
    folder, case_id = store(tmp_path / "a.mdt")
    decider = at(sit(folder), case_id)
    ask(decider, Key.Key_G)
    sign(decider, PASSWORD)
    decider.page.draft.set({"decision.conclusion": "暂缓手术"})
    assert not button(decider, "sign").isVisibleTo(decider.page)
    decider.record()
    assert button(decider, "sign").isEnabled()
    shown_signed = decider.page.findChild(Signed)
    assert shown_signed is not None
    assert shown_signed.isHidden()
    (old,) = rows(decider.discussion(), "earlier_decisions")
    decider.page.signing.read(old)
    shown = decider.find(ReadBack, "read_back_dialog")
    assert "主持人签名" in said(shown)
    assert "右股骨髓内钉" in said(shown)
    shown.record_button.click()
    decider.bot.waitUntil(lambda: decider.focus().objectName() == "addendum_words")
    write(decider.focus(), "原方案作废")
    decider.find(AddendumDialog, "addendum_dialog").go.click()
    decider.settle()
    back(decider)
    (old,) = rows(decider.discussion(), "earlier_decisions")
    assert [text(row, "text") for row in rows(old, "addenda")] == ["原方案作废"]


@pytest.mark.parametrize(
    ("roles", "why"),
    [(("surgeon",), "由主持人或作出决定的医师签名"), (("coordinator",), ""), (("viewer",), "")],
)
def test_who_may_not_sign_is_told_so(
    sit: Open, tmp_path: Path, roles: tuple[str, ...], why: str
) -> None:
    folder, case_id = store(tmp_path / "a.mdt", *roles, by=new_id())
    decider = at(sit(folder), case_id)
    shown = button(decider, "sign")
    assert shown.isVisibleTo(decider.page) is bool(why)
    assert not shown.isEnabled()
    assert why in said(decider.page._bar)
    decider.key(Key.Key_G, BOTH)
    decider.settle()
    assert decider.window.findChild(QDialog, "sign_dialog") is None


def test_a_surgeon_signs_what_he_decided(sit: Open, tmp_path: Path) -> None:
    folder, case_id = store(tmp_path / "a.mdt", "surgeon")
    decider = at(sit(folder), case_id)
    ask(decider, Key.Key_G)
    sign(decider, PASSWORD)
    (row,) = rows(decider.discussion(), "decision.signatures")
    assert (row["role"], row["meaning"]) == ("surgeon", "author")
    assert not button(decider, "sign").isVisibleTo(decider.page)


def test_what_came_from_a_file_is_not_signed(sit: Open, tmp_path: Path) -> None:
    with create(tmp_path / "other.mdt").store as other:
        case = cases.get(context(other), decided(context(other))).document
    with create(tmp_path / "a.mdt").store as opened:
        team = context(opened)
        imports.run(team, ImportDraft("a.json", "0" * 64, (Entry("cases[0]", case),)))
        case_id = cases.find(team, "T-1")
    decider = at(sit(tmp_path / "a.mdt"), case_id)
    assert not button(decider, "sign").isEnabled()
    assert "来自导入文件" in said(decider.page._bar)


def test_another_signs_while_the_page_is_shown(sit: Open, tmp_path: Path) -> None:
    folder, case_id = store(tmp_path / "a.mdt")
    decider = at(sit(folder), case_id)
    decision_id = text(decider.page.draft.recorded, "id")
    ask(decider, Key.Key_G)
    decisions.sign(decider.context, SignDraft(case_id, decision_id, "chair", PASSWORD))
    sign(decider, PASSWORD)
    assert "不重复签名" in said(decider.find(SignDialog, "sign_dialog"))
    press(decider.focus(), Key.Key_Escape)
