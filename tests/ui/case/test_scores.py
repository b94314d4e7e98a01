# SPDX-License-Identifier: MIT
"""The score column of the case page: live, traceable, answered by a person where facts do not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from mdtdesk.domain.document import get, rows, text
from mdtdesk.ui.widgets.score_items import Item
from mdtdesk.ui.widgets.score_line import Line, ScoreLine
from mdtdesk.ui.widgets.score_list import ScoreList
from typist import CONTROL, Key, Typist

Sit = Callable[[Path], Typist]
MRN = "DEMO-26012"  # lacks five answers; her SINS is between 8 and 11


def column(typist: Typist) -> ScoreList:
    found = typist.page.findChild(ScoreList)
    assert isinstance(found, ScoreList)
    return found


def line(typist: Typist, name: str, place: str = "") -> Line:
    lines = [row.line for row in column(typist).rows().values()]
    return next(one for one in lines if (one.name, one.place) == (name, place))


def open_row(typist: Typist, name: str) -> QWidget:
    """Open a row by the keyboard and return what it opened."""
    row = next(r for r in column(typist).rows().values() if r.line.name == name)
    row.setFocus(Qt.FocusReason.OtherFocusReason)
    typist.key(Key.Key_Right)
    typist.wait()
    assert row.opened
    opened = column(typist).parts(row.line.key)
    assert opened is not None
    return opened


def item(opened: QWidget, of: str) -> Item:
    return next(each for each in opened.findChildren(Item) if each.line.id == of)


def choose(typist: Typist, asked: Item, number: int) -> None:
    """Put the cursor on one of the answers of an item."""
    typist.bot.waitUntil(lambda: len(buttons(asked)) > number)
    buttons(asked)[number].setFocus()


def buttons(of: QWidget) -> list[QPushButton]:
    return [each for each in of.findChildren(QPushButton) if each.isVisible()]


def test_a_score_follows_every_key(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    typist.open("DEMO-26007")
    assert (line(typist, "SINS", "T12").value, line(typist, "SINS", "T12").band) == ("13", "不稳定")
    lesion = text(rows(typist.document(), "lesions")[0], "id")
    typist.go_to(f"lesions[{lesion}].sins.alignment")
    typist.words("3")
    typist.wait()
    assert (line(typist, "SINS", "T12").value, line(typist, "SINS", "T12").band) == ("11", "不确定")
    typist.go_to("performance.kps")
    typist.key(Key.Key_A, CONTROL)
    before = line(typist, "修正 Tokuhashi").value
    typist.words("80")
    typist.wait()
    assert typist.here() == "performance.kps"  # the field is not left yet
    assert (before, line(typist, "修正 Tokuhashi").value) == ("3", "4")


def test_an_incomplete_score_leads_to_what_it_lacks(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    typist.open(MRN)
    assert line(typist, "SINS", "L4").value == "8–11"
    row = next(r for r in column(typist).rows().values() if r.line.name == "SINS")
    assert row.opened  # the lesion that is shown is open by itself
    opened = column(typist).parts(row.line.key)
    assert opened is not None
    missing = item(opened, "posterolateral")
    assert missing.line.is_open
    choose(typist, missing, 0)
    typist.key(Key.Key_Space)
    assert typist.here() == "lesions.sins.posterolateral"
    typist.words("2")
    typist.wait()
    assert (line(typist, "SINS", "L4").value, line(typist, "SINS", "L4").tone) == ("9", "warning")


def test_a_person_answers_and_takes_it_back(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    case_id = typist.open(MRN)
    before = typist.document(case_id)
    opened = open_row(typist, "Tomita")
    asked = item(opened, "primary")
    assert asked.line.chosen == ""  # a suggestion is never taken
    assert "提示" in asked.line.why
    choose(typist, asked, 1)
    typist.key(Key.Key_2)
    assert get(typist.document(case_id), "answers.tomita.primary") == "moderate"
    again = item(opened, "primary")
    assert (again.line.points, again.line.origin) == ("2", "人工回答")
    typist.key(Key.Key_Z, CONTROL)
    assert typist.document(case_id) == before


def test_an_answer_is_cleared(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    case_id = typist.open(MRN)
    opened = open_row(typist, "Tomita")
    choose(typist, item(opened, "primary"), 1)
    typist.key(Key.Key_1)
    typist.wait()
    typist.key(Key.Key_Space)  # the answered row shows its answers again
    typist.key(Key.Key_Delete)
    assert get(typist.document(case_id), "answers.tomita.primary") is None
    assert item(opened, "primary").line.is_open


def test_a_person_overrides_what_the_facts_settle(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    case_id = typist.open("DEMO-26007")
    before = typist.document(case_id)
    lesion = text(rows(before, "lesions")[0], "id")
    opened = column(typist).parts(f"sins {lesion}")
    assert opened is not None
    settled = item(opened, "pain")
    assert (settled.line.points, settled.line.chosen, settled.line.is_open) == ("3", "", False)
    choose(typist, settled, 0)
    typist.key(Key.Key_F2)
    assert [choice.points for choice in settled.line.choices] == ["1", "0"]  # the others
    typist.key(Key.Key_1)
    path = f"lesions[{lesion}].answers.sins.pain"
    assert get(typist.document(case_id), path) == settled.line.chosen != ""
    assert (line(typist, "SINS", "T12").value, settled.line.origin) == ("11", "人工回答")
    assert settled.line.remark.startswith("按记录：")
    assert len(buttons(settled)) == 1  # its answers are folded again
    typist.key(Key.Key_Z, CONTROL)
    assert typist.document(case_id) == before
    assert (line(typist, "SINS", "T12").value, settled.line.remark) == ("13", "")


def test_an_overriding_answer_is_cleared(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    case_id = typist.open("DEMO-26007")
    before = get(typist.document(case_id), "answers")
    opened = open_row(typist, "修正 Tokuhashi")
    settled = item(opened, "general_condition")
    facts, points = line(typist, "修正 Tokuhashi").value, settled.line.points
    choose(typist, settled, 0)
    buttons(settled)[0].click()
    choose(typist, settled, 2)
    typist.key(Key.Key_Return)
    path = "answers.tokuhashi_revised.general_condition"
    assert get(typist.document(case_id), path) == settled.line.chosen != ""
    assert line(typist, "修正 Tokuhashi").value != facts
    choose(typist, settled, 0)
    typist.key(Key.Key_Return)
    typist.key(Key.Key_Delete)
    assert get(typist.document(case_id), "answers") == before
    assert (line(typist, "修正 Tokuhashi").value, settled.line.points) == (facts, points)


def test_what_the_department_must_confirm_is_not_shown(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    typist.open("DEMO-26007")
    names = {row.line.name for row in column(typist).rows().values()}
    assert "SINS" in names
    assert "修正 Katagiri" not in names


def test_what_cannot_wait_stands_above_in_words(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    typist.open("DEMO-26007")
    card = typist.page._panes.side.danger
    assert card.isVisible()
    said = card.accessibleName()
    assert said.startswith("勿待例会")
    assert "T12 SINS 13，ESCC 2（Fisher 2010，Bilsky 2010）" in said
    assert "Frankel D" in said


def test_the_rows_are_read_out(sit: Sit, ward: Path) -> None:
    typist = sit(ward)
    typist.open("DEMO-26007")
    rows_shown = list(column(typist).rows().values())
    assert rows_shown[0].accessibleName() == "SINS T12，13/18，不稳定，越高越差，可用，已展开"
    rows_shown[0].setFocus()
    typist.key(Key.Key_Down)
    assert isinstance(typist.focus(), ScoreLine)
    assert typist.focus() is rows_shown[1]


@pytest.mark.parametrize("width", [1366, 1920])
def test_alarm_and_missing_list_stay_in_view(sit: Sit, ward: Path, width: int) -> None:
    typist = sit(ward)
    typist.window.resize(width, 768)
    typist.open(MRN)
    open_row(typist, "Tomita")
    typist.wait()
    side = typist.page._panes.side
    missing = side.missing
    assert missing.isVisible()
    below = missing.mapTo(side, missing.rect().topLeft()).y()
    assert 0 < below < side.height() - 150
