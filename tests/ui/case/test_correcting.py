# SPDX-License-Identifier: MIT
"""The register set right from the case's window: withdrawn, moved, merged, asked for, undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from mdtdesk.domain.document import text
from mdtdesk.services import cases
from mdtdesk.ui.dialogs.other_patient import OtherPatientDialog
from mdtdesk.ui.dialogs.reason import ReasonDialog
from mdtdesk.ui.pages.cases import CasesPage
from mdtdesk.ui.widgets.segments import Segments
from typist import Typist

Sit = Callable[[Path], Typist]
SUN, HE = "DEMO-26007", "DEMO-26012"


def become(typist: Typist, *roles: str) -> None:
    """Go on with these roles only."""
    context = typist.context
    actor = replace(context.actor, roles=frozenset(roles))
    typist.desk.sit(replace(context, actor=actor))


def choose(reasons: Segments, code: str) -> None:
    """Take a reason as a click does."""
    reasons.set_raw(code)
    reasons.edited.emit(code)


def reason_dialog(typist: Typist) -> ReasonDialog:
    """Return the dialog that asks why."""
    found = typist.window.findChild(ReasonDialog)
    assert found is not None
    typist.bot.waitUntil(found.reasons.isVisible)
    return found


def give(typist: Typist, code: str, words: str) -> None:
    """Answer the dialog that asks why."""
    dialog = reason_dialog(typist)
    choose(dialog.reasons, code)
    dialog.words.setText(words)
    go = next(b for b in dialog.findChildren(QPushButton) if b.isDefault())
    assert go.isEnabled()
    go.click()
    typist.wait()


def other(typist: Typist, typed: str, reason: str) -> OtherPatientDialog:
    """Find a patient in the dialog and say why."""
    found = typist.window.findChild(OtherPatientDialog)
    assert found is not None
    typist.bot.waitUntil(found.search.isVisible)
    assert not found.go.isEnabled()
    QTest.keyClicks(found.search, typed)
    typist.wait()
    choose(found.reasons, reason)
    typist.wait()
    return found


def said(typist: Typist) -> list[str]:
    """Return what the page's labels say."""
    return [each.text() for each in typist.page.findChildren(QLabel) if each.isVisible()]


def undo(typist: Typist) -> None:
    """Press the undo of the status bar."""
    typist.find(QPushButton, "status_undo").click()
    typist.wait()


def test_a_withdrawn_case_says_so_and_comes_back(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    case_id = typist.open(HE)
    typist.do("withdraw_case")
    give(typist, "duplicate", "见另一例")
    record = cases.get(typist.context, case_id)
    assert record.withdrawn is not None
    assert [w for w in said(typist) if w.startswith("已撤回（重复登记：见另一例）")]
    assert "save" not in typist.page.slots()
    undo(typist)
    assert cases.get(typist.context, case_id).withdrawn is None
    assert not [w for w in said(typist) if w.startswith("已撤回")]
    assert "save" in typist.page.slots()


def test_a_case_is_moved_after_a_preview_and_moved_back(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    case_id = typist.open(HE)
    typist.do("move_case")
    dialog = other(typist, "sunguifang", "wrong_patient")
    effect = dialog.findChild(QLabel, "other_effect")
    assert effect is not None
    assert "移到 孙桂芳（DEMO-26007）" in effect.text()
    dialog.go.click()
    typist.wait()
    moved = cases.get(typist.context, case_id)
    assert text(moved.document, "patient.mrn") == SUN
    assert "孙桂芳" in said(typist)
    undo(typist)
    assert text(cases.get(typist.context, case_id).document, "patient.mrn") == HE


def test_a_merge_tells_what_moves_and_can_be_turned_round(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    case_id = typist.open(HE)
    typist.do("merge_patients")
    dialog = other(typist, SUN, "duplicate")
    effect = dialog.findChild(QLabel, "other_effect")
    assert effect is not None
    assert effect.text().startswith("保留 何小梅（DEMO-26012）")
    turn = next(b for b in dialog.findChildren(QPushButton) if "反过来" in b.text())
    turn.click()
    typist.wait()
    assert effect.text().startswith("保留 孙桂芳（DEMO-26007）")
    assert "以保留者为准" in effect.text()
    dialog.go.click()
    typist.wait()
    merged = cases.get(typist.context, case_id)
    assert text(merged.document, "patient.mrn") == SUN
    assert "孙桂芳" in said(typist)
    undo(typist)
    assert text(cases.get(typist.context, case_id).document, "patient.mrn") == HE


def test_a_surgeon_asks_and_the_chair_sees_it_at_the_case(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    become(typist, "surgeon")
    case_id = typist.open(HE)
    assert not typist.find(QAction, "withdraw_case").isEnabled()
    typist.do("ask_chair")
    dialog = reason_dialog(typist)
    choose(dialog.reasons, "withdraw")
    go = next(b for b in dialog.findChildren(QPushButton) if b.isDefault())
    assert not go.isEnabled()
    give(typist, "withdraw", "重复登记")
    assert [w for w in said(typist) if "请求撤回病例：重复登记" in w]
    assert not typist.page.findChildren(QPushButton, "banner_follow withdraw")

    become(typist, "chair", "surgeon")
    typist.desk.go("cases")
    typist.window.findChildren(CasesPage)[0].reload()
    typist.wait()
    link = typist.find(QPushButton, "corrections_asked")
    assert link.text() == "1 项更正请求"
    link.click()
    typist.page.reload()
    typist.wait()
    typist.find(QPushButton, "banner_follow withdraw").click()
    give(typist, "duplicate", "")
    assert not cases.get(typist.context, case_id).requests
    assert not [w for w in said(typist) if "请求撤回病例" in w]
    assert link.isHidden()


def test_what_is_asked_can_be_declined(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    become(typist, "surgeon")
    case_id = typist.open(HE)
    typist.do("ask_chair")
    give(typist, "move", "应为另一位")
    (asked,) = cases.get(typist.context, case_id).requests
    become(typist, "chair")
    typist.page.reload()
    typist.wait()
    QTest.mouseClick(
        typist.find(QPushButton, f"banner_decline {asked.id}"), Qt.MouseButton.LeftButton
    )
    typist.wait()
    assert not cases.get(typist.context, case_id).requests
