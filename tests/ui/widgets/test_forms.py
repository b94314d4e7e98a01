# SPDX-License-Identifier: MIT
"""Forms: record and typed text apart, faults in words, bars, columns, lists of rows, languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

import hands
from mdtdesk.domain.case_fields import CASE
from mdtdesk.domain.document import document
from mdtdesk.domain.lesion_fields import LESION
from mdtdesk.errors import Problem
from mdtdesk.i18n import translator
from mdtdesk.ui.forms import Form, Plan
from mdtdesk.ui.widgets.choice_box import ChoiceBox
from mdtdesk.ui.widgets.editors import kind_at
from mdtdesk.ui.widgets.rows_editor import RowsEditor
from mdtdesk.ui.widgets.segments import Segments
from mdtdesk.ui.widgets.text_area import TextArea

Shown = Callable[..., QWidget]
Key = Qt.Key
ZH, EN = translator("zh"), translator("en")
PATHS = ("patient.sex", "patient.birth_date", "performance.kps", "referral.question", "labs")


def case_form(*paths: str) -> tuple[Form, list[tuple[str, object]]]:
    """Make a form of the case and the list its commits are added to."""
    form = Form(Plan(CASE, paths or PATHS), EN)
    committed: list[tuple[str, object]] = []
    form.committed.connect(lambda path, value: committed.append((path, value)))
    return form, committed


def said(form: Form, path: str) -> str:
    """Return the words under a field."""
    labels = form.row(path).findChildren(QLabel)
    return "".join(one.text() for one in labels if one.property("role") == "error")


def test_each_kind_has_its_editor() -> None:
    form, _ = case_form(*PATHS, "primary.site", "performance.ecog")
    expected = {
        "patient.sex": Segments,
        "referral.question": TextArea,
        "labs": RowsEditor,
        "primary.site": ChoiceBox,
        "performance.ecog": Segments,
    }
    for path, kind in expected.items():
        assert isinstance(form.editor(path), kind), path
        assert form.editor(path).accessibleName() == EN.field(path)


@pytest.mark.parametrize("site", ["spine", "limb", "pelvis", "chest_wall", "skull", "other"])
def test_every_field_of_a_lesion_has_an_editor(qtbot: QtBot, site: str) -> None:
    hidden = {"id", "answers", "removed"}
    paths = [key for key in LESION.fields_for(site) if key not in hidden]
    plain = [path for path in paths if path not in ("sins", "wbb")]
    form = Form(Plan(LESION, plain, prefix="lesions[x].", variant=site), ZH)
    qtbot.addWidget(form)
    assert len(form.paths()) == len(plain)
    form.retranslate(EN)


def test_a_path_knows_its_variant() -> None:
    assert kind_at(LESION, "fracture", variant="spine") != kind_at(
        LESION, "fracture", variant="limb"
    )
    assert kind_at(LESION, "sins.pain", variant="spine") == kind_at(LESION, "sins.pain")


def test_a_change_goes_to_the_journal_then_to_the_record(qtbot: QtBot, shown: Shown) -> None:
    form, committed = case_form()
    edited: list[tuple[str, str]] = []
    form.edited.connect(lambda path, raw: edited.append((path, raw)))
    shown(form)
    form.load(document({"performance": {"kps": 50}}))
    form.focus("performance.kps")
    field = form.editor("performance.kps")
    assert field.hasFocus()
    hands.press(field, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hands.write(field, "70")
    assert (edited[-1], form.typed()) == (("performance.kps", "70"), {"performance.kps": "70"})
    hands.press(field, Key.Key_Tab)
    assert (committed, form.typed()) == ([("performance.kps", 70)], {})


def test_a_fault_stands_in_words_and_the_text_stays(qtbot: QtBot, shown: Shown) -> None:
    form, committed = case_form()
    shown(form)
    for path, typed in (("performance.kps", "75"), ("patient.birth_date", "31.12")):
        form.focus(path)
        hands.write(form.editor(path), typed)
        hands.press(form.editor(path), Key.Key_Tab)
        assert said(form, path)
        assert form.typed()[path] == typed
    assert committed == []
    assert {problem.path for problem in form.commit()} == {"performance.kps", "patient.birth_date"}
    words = said(form, "performance.kps")
    form.retranslate(ZH)
    assert said(form, "performance.kps") not in ("", words)


def test_the_record_does_not_run_over_typed_text(shown: Shown) -> None:
    form, _ = case_form()
    shown(form)
    form.focus("performance.kps")
    hands.write(form.editor("performance.kps"), "7")
    form.load(document({"performance": {"kps": 50}, "patient": {"sex": "male"}}))
    assert form.editor("performance.kps").raw() == "7"
    assert form.editor("patient.sex").value() == "male"
    form.forget("performance.kps")
    form.load(document({"performance": {"kps": 50}}))
    assert form.editor("performance.kps").raw() == "50"


def test_the_journal_brings_text_back(shown: Shown) -> None:
    form, committed = case_form()
    shown(form)
    form.load(document({}))
    form.restore({"performance.kps": "7", "patient.birth_date": "2024-13", "unknown": "x"})
    assert form.editor("patient.birth_date").raw() == "2024-13"
    assert said(form, "patient.birth_date")
    assert set(form.typed()) == {"performance.kps", "patient.birth_date"}
    assert committed == []


def test_faults_of_the_record_stand_at_their_fields(shown: Shown) -> None:
    form, _ = case_form()
    shown(form)
    form.show_problems([Problem("labs[0].unit", "wrong_unit", {"value": "g", "options": "g/L"})])
    assert "g/L" in said(form, "labs")


def test_bars_show_what_listing_needs(shown: Shown) -> None:
    form, _ = case_form()
    shown(form)
    form.show_needed(["patient.sex", "labs[0].unit"])
    barred = {path for path in form.paths() if form.row(path)._bar.property("shown")}
    assert barred == {"patient.sex", "labs"}
    assert form.editor("patient.sex").accessibleName() != EN.field("patient.sex")
    form.show_needed([])
    assert form.editor("patient.sex").accessibleName() == EN.field("patient.sex")


def test_two_columns_from_1600(qtbot: QtBot, shown: Shown) -> None:
    form, _ = case_form("patient.sex", "patient.phone", "patient.name", "referral.question")
    window = shown(form, width=1400)
    xs = {form.row(path).x() for path in form.paths()}
    assert xs == {0}
    window.resize(1700, 600)
    qtbot.waitUntil(lambda: form.row("patient.name").x() > 0)
    assert form.row("patient.phone").x() == 0
    assert form.row("patient.name").y() == form.row("patient.sex").y()
    assert form.row("referral.question").width() == form.width()


def test_tab_goes_in_reading_order(qtbot: QtBot, shown: Shown) -> None:
    form, _ = case_form("patient.sex", "patient.phone", "patient.name", "referral.question")
    shown(form, width=1700)
    form.focus("patient.sex")
    for path in form.paths():
        assert form.editor(path).hasFocus(), path
        hands.press(form.editor(path), Key.Key_Tab)


def test_yes_opens_its_details(qtbot: QtBot, shown: Shown, qapp: QApplication) -> None:
    form = Form(Plan(LESION, ["prior_radiotherapy"], prefix="lesions[0].", variant="spine"), EN)
    committed: list[object] = []
    form.committed.connect(lambda _path, value: committed.append(value))
    shown(form)
    form.load(document({"lesions": [{}]}))
    form.focus("lesions[0].prior_radiotherapy")
    hands.press(qapp.focusWidget(), Key.Key_1)
    assert committed == [True]
    hands.press(qapp.focusWidget(), Key.Key_Tab)
    hands.write(qapp.focusWidget(), "202405")
    hands.press(qapp.focusWidget(), Key.Key_Tab)
    assert committed[1:] == [{"date": "2024-05"}]
    form.focus("lesions[0].prior_radiotherapy")
    hands.press(qapp.focusWidget(), Key.Key_2)
    assert committed[2:] == [False]


def test_a_row_grows_for_its_fault(qtbot: QtBot, shown: Shown) -> None:
    form, _ = case_form()
    shown(form)
    row = form.row("patient.birth_date")
    qtbot.waitUntil(lambda: row.height() == 30)
    field = form.editor("patient.birth_date")
    form.focus("patient.birth_date")
    hands.write(field, "2024-13")
    hands.press(field, Key.Key_Tab)
    qtbot.waitUntil(lambda: row.height() >= 48)
    hands.press(field, Key.Key_Backspace)
    qtbot.waitUntil(lambda: row.height() == 30)


def test_it_tells_where_the_cursor_is(qtbot: QtBot, shown: Shown, qapp: QApplication) -> None:
    form, _ = case_form("patient.sex", "labs")
    focused: list[str] = []
    form.focused.connect(focused.append)
    shown(form)
    form.focus("patient.sex")
    hands.press(form.editor("patient.sex"), Key.Key_Tab)
    hands.press(qapp.focusWidget(), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert focused[-2:] == ["patient.sex", "labs"]
