# SPDX-License-Identifier: MIT
"""Lists of rows by keyboard: none found, add, what counts, remove and undo, laboratory values."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

import hands
from mdtdesk.domain.case_fields import IMAGING, LAB, SYSTEMIC
from mdtdesk.domain.document import freeze
from mdtdesk.domain.fields import Kind, Rows
from mdtdesk.i18n import translator
from mdtdesk.ui.widgets.editors import Ways
from mdtdesk.ui.widgets.rows_editor import RowsEditor

Shown = Callable[..., QWidget]
Key = Qt.Key
EN = translator("en")
HB = {"test": "haemoglobin", "value": 92, "unit": "g/L", "comparator": "<"}


def editor(path: str, kind: Kind) -> tuple[RowsEditor, list[object], list[str]]:
    """Make an editor and the lists that its announcements are added to."""
    assert isinstance(kind, Rows)
    made = RowsEditor(path, kind, EN, ways=Ways())
    committed: list[object] = []
    edited: list[str] = []
    made.committed.connect(committed.append)
    made.edited.connect(edited.append)
    return made, committed, edited


def add(qtbot: QtBot, qapp: QApplication) -> None:
    """Press Ctrl+Enter where the cursor is."""
    hands.press(qapp.focusWidget(), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_none_found_is_said_not_assumed(qtbot: QtBot, shown: Shown, qapp: QApplication) -> None:
    rows, committed, _ = editor("systemic.visceral", SYSTEMIC.fields["visceral"])
    shown(rows)
    assert rows.value() is None
    hands.press(qapp.focusWidget(), Key.Key_1)
    assert (rows.value(), committed) == ((), [()])
    hands.press(qapp.focusWidget(), Key.Key_Delete)
    assert (rows.value(), committed) == (None, [(), None])


def test_a_laboratory_value_by_keyboard(qtbot: QtBot, shown: Shown, qapp: QApplication) -> None:
    rows, committed, edited = editor("labs", Rows(LAB))
    shown(rows)
    add(qtbot, qapp)
    hands.write(qapp.focusWidget(), "haemo")
    hands.press(qapp.focusWidget(), Key.Key_Tab)
    assert (rows.value(), committed, rows.unfinished()) == (None, [], True)
    assert "haemoglobin" in edited[-1]
    hands.write(qapp.focusWidget(), "<92")
    hands.press(qapp.focusWidget(), Key.Key_Tab)
    assert committed == [({"test": "haemoglobin", "value": 92, "unit": "g/L", "comparator": "<"},)]
    assert not rows.unfinished()


def test_a_slip_of_unit_is_asked_back(qtbot: QtBot, shown: Shown, qapp: QApplication) -> None:
    rows, committed, _ = editor("labs", Rows(LAB))
    shown(rows)
    add(qtbot, qapp)
    hands.write(qapp.focusWidget(), "haemo")
    hands.press(qapp.focusWidget(), Key.Key_Tab)
    hands.write(qapp.focusWidget(), "9.2")
    hands.press(qapp.focusWidget(), Key.Key_Tab)
    words = [one.text() for one in rows.findChildren(QLabel) if one.property("role") == "warned"]
    assert "9.2" in words[0]
    assert len(committed) == 1
    hands.press(qapp.focusWidget(), Key.Key_Down)
    hands.press(qapp.focusWidget(), Key.Key_Tab)
    assert committed[-1] == ({"test": "haemoglobin", "value": 9.2, "unit": "g/dL"},)


def test_recorded_rows_come_back_exactly(qtbot: QtBot) -> None:
    for path, kind, row in (
        ("labs", LAB, HB),
        ("imaging", IMAGING, {"modality": "mri", "study_uid": "1.2.3", "available": False}),
    ):
        rows, committed, _ = editor(path, Rows(kind))
        qtbot.addWidget(rows)
        value = freeze([row])
        rows.set_value(value)
        rows.commit()
        assert (rows.value(), committed, rows.unfinished()) == (value, [], False)


def test_what_is_not_shown_of_a_row_is_kept(qtbot: QtBot, shown: Shown, qapp: QApplication) -> None:
    rows, committed, _ = editor("imaging", Rows(IMAGING))
    rows.set_value(freeze([{"modality": "mri", "study_uid": "1.2.3"}]))
    shown(rows)
    hands.press(qapp.focusWidget(), Key.Key_Tab)
    hands.write(qapp.focusWidget(), "spine")
    hands.press(qapp.focusWidget(), Key.Key_Tab)
    assert committed == [({"modality": "mri", "study_uid": "1.2.3", "region": "spine"},)]


def test_a_row_is_removed_and_brought_back(qtbot: QtBot, shown: Shown, qapp: QApplication) -> None:
    rows, committed, _ = editor("labs", Rows(LAB))
    value = freeze([HB, {"test": "albumin", "value": 31, "unit": "g/L"}])
    rows.set_value(value)
    shown(rows)
    alt = Qt.KeyboardModifier.AltModifier
    hands.press(qapp.focusWidget(), Key.Key_Delete, alt)
    assert isinstance(value, tuple)
    assert committed == [value[1:]]
    rows.undo()
    assert committed == [value[1:], value]
    for _ in range(2):
        hands.press(qapp.focusWidget(), Key.Key_Delete, alt)
    assert (committed[-1], rows.value()) == (None, None)


def test_the_journal_brings_an_unfinished_row_back(qtbot: QtBot, shown: Shown) -> None:
    rows, committed, _ = editor("labs", Rows(LAB))
    shown(rows)
    raw = '[{"test": "albumin", "name": "", "value": "3x", "unit": "g/L", "taken_on": ""}]'
    rows.set_raw(raw)
    assert (rows.raw(), rows.value(), rows.unfinished()) == (raw, None, True)
    assert committed == []


def test_a_name_is_asked_only_with_other(shown: Shown) -> None:
    rows, _, _ = editor("labs", Rows(LAB))
    rows.set_value(freeze([HB]))
    shown(rows)
    assert not rows._entries[0].cells["name"].isVisible()
    rows.set_value(freeze([{"test": "other", "name": "NSE", "value": 12, "unit": "ng/mL"}]))
    assert rows._entries[0].cells["name"].isVisible()
