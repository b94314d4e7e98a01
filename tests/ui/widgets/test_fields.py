# SPDX-License-Identifier: MIT
"""Typed fields: raw text and meaning apart, full-width forms, input methods, leaving."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import hands
from mdtdesk.domain import dates, levels
from mdtdesk.ui.widgets.editors import show_levels
from mdtdesk.ui.widgets.fields import (
    DateField,
    LevelsField,
    LineField,
    MomentField,
    NumberField,
    TextField,
)
from mdtdesk.ui.widgets.text_area import TextArea

Shown = Callable[..., QWidget]
Typed = LineField | TextArea
Key = Qt.Key


def make(kind: str) -> LineField:
    """Make a field of a kind."""
    makers: dict[str, Callable[[], LineField]] = {
        "day": lambda: DateField(dates.parse_day),
        "moment": lambda: MomentField(dates.parse_moment),
        "number": NumberField,
        "levels": lambda: LevelsField(levels.parse, show_levels),
        "text": TextField,
    }
    return makers[kind]()


@pytest.mark.parametrize(
    "case",
    [
        ("day", "20240517", "2024-05-17", "2024-05-17"),
        ("day", "2024-5-17", "2024-05-17", "2024-05-17"),
        ("day", "2024/5", "2024-05", "2024-05"),
        ("day", "２０２４", "2024", "2024"),
        ("moment", "2026-11-20 21:00", "2026-11-20T21:00", "2026-11-20 21:00"),
        ("number", "４．５", 4.5, "4.5"),
        ("number", "92", 92, "92"),
        ("levels", "T11-L1", ("T11", "T12", "L1"), "T11、T12、L1"),
        ("levels", "Ｔ１１、Ｌ３", ("T11", "L3"), "T11、L3"),
        ("levels", "胸11", ("T11",), "T11"),
        ("text", " <b>王</b> & ", " <b>王</b> & ", " <b>王</b> & "),
    ],
)
def test_it_says_what_was_meant(
    qtbot: QtBot, shown: Shown, case: tuple[str, str, object, str]
) -> None:
    kind, typed, value, shown_after = case
    field = make(kind)
    edited: list[str] = []
    committed: list[object] = []
    field.edited.connect(edited.append)
    field.committed.connect(committed.append)
    shown(field)
    hands.write(field, typed)
    assert (edited[-1], committed) == (typed, [])
    assert len(edited) == len(typed)
    hands.press(field, Key.Key_Tab)
    assert (committed, field.text(), field.problem()) == ([value], shown_after, None)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("day", "2024-13-40"), ("number", "4,5 mm"), ("levels", "T13"), ("moment", "yesterday")],
)
def test_what_cannot_be_read_stays(qtbot: QtBot, shown: Shown, kind: str, typed: str) -> None:
    field = make(kind)
    committed: list[object] = []
    left: list[bool] = []
    field.committed.connect(committed.append)
    field.left.connect(lambda: left.append(True))
    shown(field)
    hands.write(field, typed)
    assert not field.property("invalid")
    hands.press(field, Key.Key_Tab)
    problem = field.problem()
    assert (field.text(), field.value(), committed, left) == (typed, None, [], [True])
    assert problem is not None
    assert problem.code.startswith("typed.")
    assert field.property("invalid") is True


def test_leaving_untouched_commits_nothing_and_keeps_the_exact_value(
    qtbot: QtBot, shown: Shown
) -> None:
    for kind, value in (
        ("number", 0.1 + 0.2),
        ("moment", "2026-11-20T21:00+08:00"),
        ("text", "a\tb"),
    ):
        field = make(kind)
        committed: list[object] = []
        field.committed.connect(committed.append)
        field.set_value(value)
        shown(field)
        hands.press(field, Key.Key_Tab)
        assert (field.value(), committed) == (value, []), kind


def test_emptying_is_no_longer_recorded(qtbot: QtBot, shown: Shown) -> None:
    field = make("number")
    field.set_value(12)
    committed: list[object] = []
    field.committed.connect(committed.append)
    shown(field)
    field.selectAll()
    hands.press(field, Key.Key_Delete)
    hands.press(field, Key.Key_Tab)
    assert committed == [None]


@pytest.mark.parametrize("make_field", [TextField, TextArea])
def test_unfinished_chinese_goes_to_the_journal_only(
    qtbot: QtBot, shown: Shown, make_field: Callable[[], Typed]
) -> None:
    field = make_field()
    edited: list[str] = []
    field.edited.connect(edited.append)
    shown(field)
    hands.write(field, "T12")
    QCoreApplication.sendEvent(field, QInputMethodEvent("tengtong", []))
    assert (edited[-1], field.raw(), field.value()) == ("T12tengtong", "T12tengtong", "T12")
    done = QInputMethodEvent()
    done.setCommitString("疼痛")
    QCoreApplication.sendEvent(field, done)
    assert (edited[-1], field.value()) == ("T12疼痛", "T12疼痛")


def test_an_area_grows_and_gives_tab_back(qtbot: QtBot, shown: Shown) -> None:
    area = TextArea()
    committed: list[object] = []
    area.committed.connect(committed.append)
    shown(area)
    qtbot.waitUntil(lambda: area.height() == area.sizeHint().height())
    before = area.height()
    for line in ("腰痛", "双下肢无力", "<i>&"):
        hands.write(area, line)
        hands.press(area, Key.Key_Return)
    qtbot.waitUntil(lambda: area.height() >= before + 40)
    hands.press(area, Key.Key_Tab)
    assert not area.hasFocus()
    assert committed == ["腰痛\n双下肢无力\n<i>&\n"]


def test_an_area_keeps_every_character() -> None:
    area = TextArea()
    for text in ("a\u00a0b", "≥ ± ℃ ①", "𡋾", "x\n\ny", " lead and trail "):
        area.set_value(text)
        assert area.value() == text
        area.set_raw(text + "z")
        assert area.value() == text + "z"


def test_a_unit_stands_inside_and_is_read_out(qtbot: QtBot, shown: Shown) -> None:
    field = NumberField()
    field.set_unit("mL")
    shown(field)
    assert field.accessibleDescription() == "mL"
    assert field.textMargins().right() > field.fontMetrics().horizontalAdvance("mL")
