# SPDX-License-Identifier: MIT
"""A decision by the keyboard alone: typed, checked, recorded, followed by a new version."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QTabWidget

from decider import ALT, CONTROL, Decider
from mdtdesk.domain import document, wording
from mdtdesk.domain.document import get, group, items, rows, text
from mdtdesk.i18n import translator
from mdtdesk.services import cases
from mdtdesk.ui.decision.card import ProcedureCard
from mdtdesk.ui.decision.card_head import CardHead
from mdtdesk.ui.dialogs.read_back import ReadBack

Key = Qt.Key
Open = Callable[..., Decider]


def _add(here: Decider, typed: str) -> None:
    here.key(Key.Key_Return, CONTROL)
    here.words(typed)
    here.key(Key.Key_Return)


def _pkp_and_nail(here: Decider) -> None:
    """Type the usual decision of the case with two lesions."""
    here.open("T-1")
    here.key(Key.Key_5)  # pain, the fifth intent
    _add(here, "pkp")
    here.key(Key.Key_2)  # bilateral
    here.key(Key.Key_Tab)
    here.words("4.5")
    here.key(Key.Key_Tab)
    here.key(Key.Key_2)  # high viscosity
    _add(here, "nail")
    here.key(Key.Key_2)  # a cephalomedullary nail
    here.tab_to("预防性")
    here.key(Key.Key_1)
    here.tab_to("一致程度")
    here.key(Key.Key_1)
    here.tab_to("负责人")
    here.words("曹文博")
    here.key(Key.Key_Tab)
    here.words("20261130")


def test_the_usual_decision_by_keys(sit: Open, ward: Path) -> None:
    here = sit(ward)
    _pkp_and_nail(here)
    here.record()
    made = here.discussion()
    decision = group(made, "decision")
    first, second = rows(decision, "procedures")
    spine, femur = rows(here.page.draft.case, "lesions")
    assert (text(first, "type"), items(first, "levels")) == ("pkp", ("T11",))
    assert items(first, "lesions") == (text(spine, "id"),)
    assert rows(first, "details.per_level") == (
        {"level": "T11", "approach": "bilateral", "cement_ml": 4.5, "viscosity": "high"},
    )
    assert items(second, "lesions") == (text(femur, "id"),)
    place = [get(second, key) for key in ("bone", "side", "segments")]
    assert place == ["femur", "right", ("proximal",)]
    assert text(second, "details.implant") == "cephalomedullary_nail"
    assert get(second, "details.prophylactic") is True
    assert text(made, "outcome") == "decided"
    assert (text(decision, "agreement"), text(decision, "owner")) == ("consensus", "曹文博")
    assert text(decision, "due_on") == "2026-11-30"
    assert items(decision, "intents") == ("pain",)
    drafted = wording.conclusion(decision, here.page.draft.case, translator("zh"))
    assert text(decision, "conclusion") == drafted
    assert not here.page.draft.dirty
    print(f"keys for the usual decision: {here.keys}")
    assert here.keys < 60


def test_a_check_fires_and_is_overridden_with_a_reason(sit: Open, ward: Path) -> None:
    here = sit(ward)
    here.open("T-1")
    _add(here, "pvp t11 l1")
    cards = here.page.checks._cards
    # the treated lesion of this case has no SINS yet, and the case no KPS
    found = {"treated_level_no_lesion", "lesion_unnamed", "incomplete_score"}
    assert {key[0] for key in cards} == found
    card = next(card for key, card in cards.items() if key[0] == "treated_level_no_lesion")
    assert "L1" in card._reads.text()
    tab = here.page.findChild(QTabWidget)
    assert tab is not None
    assert tab.tabText(0) == "核对  4"
    here.tab_to("治疗节段不是病灶节段：理由")
    here.words("节段已")
    here.key(Key.Key_Return)
    here.key(Key.Key_Tab)
    assert here.focus() is card.give
    here.key(Key.Key_Space)
    here.settle()
    here.record()
    entry = rows(here.discussion(), "decision.overridden_checks")[0]
    told = {key: text(entry, key) for key in ("check", "reason", "person")}
    assert tab.tabText(0) == "核对  3"
    expected = ("treated_level_no_lesion", "level_confirmed", "韩立群")
    assert tuple(told.values()) == expected
    assert text(entry, "at")
    procedure = rows(here.discussion(), "decision.procedures")[0]
    assert text(entry, "procedure") == text(procedure, "id")


def test_a_new_version_keeps_the_old_one(sit: Open, ward: Path) -> None:
    here = sit(ward, 1920)
    here.open("DEMO-26014")
    old = group(here.discussion(), "decision")
    assert not here.page.draft.dirty
    here.tab_to("备选方案")
    here.key(Key.Key_End, CONTROL)
    here.words(" 或放疗。")
    here.record()
    made = here.discussion()
    new, kept = group(made, "decision"), rows(made, "earlier_decisions")
    assert kept == (old,)
    assert text(new, "alternative").endswith("或放疗。")
    assert (get(new, "version"), text(new, "supersedes")) == (2, text(old, "id"))
    fresh = {text(row, "id") for row in rows(new, "procedures")}
    assert not fresh & {text(row, "id") for row in rows(old, "procedures")}
    assert rows(new, "overridden_checks")[0]["reason"] == "risk_accepted"
    assert text(new, "conclusion") == text(old, "conclusion")
    said = translator("zh")("decision.version", number=1, at="2026-11-12 15:40", person="康宁")
    links = {b.text(): b for b in here.page.meeting.findChildren(QPushButton)}
    links[said].click()
    dialog = here.find(ReadBack, "read_back_dialog")
    assert any("支具" in words for _, words in dialog._lines)
    dialog.close()


def test_the_conclusion_follows_until_it_is_edited(sit: Open, ward: Path) -> None:
    here = sit(ward)
    here.open("T-1")
    _add(here, "pkp")
    draft = here.page.draft
    assert "PKP" in text(draft.decision, "conclusion")
    here.tab_to("总结意见")
    here.key(Key.Key_End, CONTROL)
    here.words("先做。")
    _add(here, "fl")
    here.key(Key.Key_Tab)
    said = text(draft.decision, "conclusion")
    assert said.endswith("先做。")
    assert "放疗" not in said
    redraft = here.find(QPushButton, "redraft")
    assert redraft.isVisibleTo(here.page)
    redraft.click()
    assert "放疗" in text(draft.decision, "conclusion")
    here.do("undo")
    assert text(draft.decision, "conclusion") == said


def test_procedures_move_and_come_back(sit: Open, ward: Path) -> None:
    here = sit(ward)
    here.open("T-1")
    for typed in ("pkp", "nail", "zj"):
        _add(here, typed)

    def order() -> list[str]:
        return [text(row, "type") for row in rows(here.page.draft.decision, "procedures")]

    assert order() == ["pkp", "internal_fixation", "brace"]
    here.key(Key.Key_Up, ALT)
    assert order() == ["pkp", "brace", "internal_fixation"]
    here.key(Key.Key_Down, ALT)
    here.key(Key.Key_Delete, ALT)
    assert order() == ["pkp", "internal_fixation"]
    here.do("undo")
    assert order() == ["pkp", "internal_fixation", "brace"]
    cards = here.page.findChildren(ProcedureCard)
    last = next(c for c in cards if text(c.row, "type") == "brace")
    first = next(c for c in cards if text(c.row, "type") == "pkp")
    head, target = last.findChild(CardHead), first.mapTo(here.page, QPoint(0, 1))
    assert head is not None
    QTest.mousePress(head, Qt.MouseButton.LeftButton)
    QTest.mouseMove(head, head.mapFrom(here.page, target + QPoint(40, 0)))
    QTest.mouseMove(head, head.mapFrom(here.page, target + QPoint(41, 0)))
    QTest.mouseRelease(head, Qt.MouseButton.LeftButton)
    assert order() == ["brace", "pkp", "internal_fixation"]


def test_what_is_lacking_is_said_at_its_field(sit: Open, ward: Path) -> None:
    here = sit(ward)
    case_id = here.open("T-1")
    here.key(Key.Key_5)
    here.record()
    assert not rows(cases.get(here.context, case_id).document, "discussions")
    field = here.page.meeting.fields["outcome"]
    assert field.isAncestorOf(here.focus()) or field.editor is here.focus()
    assert "必须填写" in field._error.text()
    here.key(Key.Key_3)  # deferred
    here.record()
    reason = here.page.meeting.fields["deferral.reason"]
    assert "必须填写" in reason._error.text()
    here.words("病理")
    here.key(Key.Key_Return)
    here.page.draft.set({"decision.intents": None})
    here.record()
    made = here.discussion()
    assert text(made, "deferral.reason") == "pathology_missing"
    assert "decision" not in made


def test_opinions_by_keys(sit: Open, ward: Path) -> None:
    here = sit(ward, 1920)
    here.open("T-1")
    here.find(QPushButton, "add_opinion").click()
    here.words("fl")
    here.key(Key.Key_Return)
    here.key(Key.Key_Tab)
    here.words("沈静")
    here.key(Key.Key_Tab)
    here.words("主任医师")
    here.key(Key.Key_Tab)
    here.words("术后放疗")
    _add(here, "gc")
    here.record()
    assert rows(here.discussion(), "opinions") == (
        {
            "discipline": "radiation_oncology",
            "person": "沈静",
            "title": "主任医师",
            "text": "术后放疗",
        },
    )


def test_it_is_read_back_and_recorded_from_there(sit: Open, ward: Path) -> None:
    here = sit(ward)
    _pkp_and_nail(here)
    here.key(Key.Key_F8)
    dialog = here.find(ReadBack, "read_back_dialog")
    said = [words for _, words in dialog._lines]
    assert any(words.startswith("1．T11行PKP") for words in said)
    here.bot.waitUntil(dialog.isVisible)
    dialog.record_button.click()
    here.settle()
    assert text(here.discussion(), "decision.owner") == "曹文博"


def test_what_the_patient_agreed_to_stands_beside_the_decision(sit: Open, ward: Path) -> None:
    here = sit(ward, 1920)
    _pkp_and_nail(here)
    here.record()
    before = group(here.discussion(), "decision")
    pane = here.page.follow_through
    pane._plan.setFocus()
    here.key(Key.Key_1)
    pane._by.setFocus()
    here.key(Key.Key_2)
    pane._keep_plan.click()
    after = group(here.discussion(), "decision")
    assert text(after, "patient_plan.agreed") == "yes"
    assert text(after, "patient_plan.by") == "family"
    assert {k: v for k, v in after.items() if k != "patient_plan"} == dict(before)


def test_details_take_their_place_from_another_lesion(sit: Open, ward: Path) -> None:
    here = sit(ward)
    here.open("DEMO-26010")
    _add(here, "pkp")
    assert here.here() == "针对病灶"
    here.key(Key.Key_1)
    row = rows(here.page.draft.decision, "procedures")[0]
    assert items(row, "levels") == ("T7",)
    here.key(Key.Key_2)
    row = rows(here.page.draft.decision, "procedures")[0]
    assert items(row, "levels") == ("T7", "T9")
    assert [r["level"] for r in rows(row, "details.per_level")] == ["T7", "T9"]
    here.key(Key.Key_1)
    here.tab_to("治疗节段")
    field = here.focus()
    assert isinstance(field, QLineEdit)
    assert field.text() == "T9"
    field.selectAll()
    here.words("T9-T10")
    here.key(Key.Key_Tab)
    row = rows(here.page.draft.decision, "procedures")[0]
    assert items(row, "levels") == ("T9", "T10")
    assert document.text(row, "type") == "pkp"
