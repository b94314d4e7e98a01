# SPDX-License-Identifier: MIT
"""A meeting day by keys alone: the twelve undecided cases listed, held, finished, carried over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from leader import ALT, CONTROL, DIGITS, SHIFT, Key, Leader, day, demo, sit
from mdtdesk.domain.agenda import AgendaRecord
from mdtdesk.domain.document import Document, rows, text
from mdtdesk.services import agendas, cases, meetings

# as they are searched for; two patients are called 王磊
COMPLETE = (
    *("刘建国", "张秀兰", "王磊", "王磊", "阿依古丽", "DEMO-26006", "孙桂芳"),
    *("Robert Hale", "Margaret Ellis", "陈思远"),
)
LACKING = ("林晨", "何小梅")
DECIDED = 7
USUAL_ACTIONS = 4


@pytest.fixture
def leader(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Leader]:
    """Return somebody at the meeting page of the demo's cases, where no meeting is planned."""
    made = sit(qapp, qtbot, demo(tmp_path / "ward.mdt"), (1366, 768))
    made.go_to_meeting()
    yield made
    made.close()


def tab_to(here: Leader, name: str) -> None:
    """Press Tab until the cursor is where something is called so in code."""
    for _ in range(60):
        focus = here.focus()
        if name in (focus.objectName(), focus.accessibleName()):
            return
        here.key(Key.Key_Tab)
    raise AssertionError(name)


def make(here: Leader) -> None:
    """Make a weekly meeting."""
    here.key(Key.Key_N, CONTROL | SHIFT)
    here.dialog("meeting_form")
    for words in (day(), "15:00", "外科楼三楼会议室", "韩立群", "康宁"):
        here.words(words)
        here.key(Key.Key_Tab)
    tab_to(here, "meeting_weekly")
    here.key(DIGITS[1])
    here.key(Key.Key_Return)
    here.settle()
    here.front()


def list_all(here: Leader) -> None:
    """List every undecided case; what lacks something is refused by name."""
    here.key(Key.Key_L, CONTROL | SHIFT)
    dialog = here.dialog("listing")
    search = here.find(QLineEdit, "listing_search")
    for name in (*COMPLETE, *LACKING):
        before = len(here.agenda.rows)
        assert here.focus() is search
        here.key(Key.Key_A, CONTROL)
        here.words(name)
        here.settle()
        here.key(Key.Key_Return)
        assert len(here.agenda.rows) - before == (name in COMPLETE), (name, here.names())
        said = " ".join(each.text() for each in dialog.findChildren(QLabel) if each.isVisible())
        assert (f"{name} 还不能列入，缺：" in said) == (name in LACKING)
    here.key(Key.Key_Escape)
    here.settle()
    here.front()


def attend(here: Leader) -> None:
    """Add two people who are in the room."""
    for person, title, discipline in (
        ("曹文博", "主任医师", "jzwk"),
        ("沈静", "主任医师", "flk"),
    ):
        tab_to(here, "姓名")
        for words in (person, title, discipline):
            here.words(words)
            here.key(Key.Key_Tab)
        assert here.focus().objectName() == "add_attendee"
        here.key(Key.Key_Space)
        here.settle()


def hold(here: Leader) -> list[int]:
    """Decide seven, defer one, decide one by the standard; return the actions of the usual."""
    actions = []
    for number in range(DECIDED):
        before = here.keys
        choose(here)
        here.key(Key.Key_Return)
        here.confirm()
        actions.append(here.keys - before)
        assert here.states()[number] == "discussed"
    here.words("影像不全，等增强MRI")
    here.key(Key.Key_F7)
    here.dialog("reason")
    here.key(DIGITS[1])
    here.key(Key.Key_Return)
    here.settle()
    here.front()
    choose(here)
    here.key(Key.Key_F11)
    here.confirm()
    return actions


def choose(here: Leader) -> None:
    """Choose the first procedure, and the first place where several are possible."""
    here.digit(1)
    if not rows(here.room.draft.decision, "procedures"):
        here.digit(1)


def last(here: Leader, case_id: str) -> Document:
    """Return a case's last discussion."""
    return rows(cases.get(here.context, case_id).document, "discussions")[-1]


def next_agenda(here: Leader) -> AgendaRecord:
    """Return the agenda of the meeting that is planned."""
    (planned,) = [row for row in meetings.rows(here.context) if row.state == "planned"]
    return agendas.get(here.context, planned.id)


def test_a_meeting_day_by_keys_alone(leader: Leader, capsys: pytest.CaptureFixture[str]) -> None:
    make(leader)
    list_all(leader)
    attend(leader)
    leader.meeting.view.setFocus()
    order = leader.names()
    leader.key(Key.Key_Home, CONTROL)
    leader.key(Key.Key_Down, ALT)
    leader.settle()
    assert leader.names() == [order[1], order[0], *order[2:]]
    leader.enter_room()
    actions = hold(leader)
    leader.key(Key.Key_Escape)
    leader.settle()
    leader.front()
    held = leader.agenda.rows
    tab_to(leader, "meeting_finish")
    leader.key(Key.Key_Space)
    leader.settle()
    states = [row.state for row in held]
    assert states == ["discussed"] * DECIDED + ["deferred", "discussed", "open"]
    assert max(actions) <= USUAL_ACTIONS
    made = [last(leader, row.case.id) for row in held[: DECIDED + 2]]
    modes = [text(one, "mode") for one in made if text(one, "outcome") == "decided"]
    assert modes == ["full"] * DECIDED + ["standard_of_care"]
    assert all(text(one, "decision.conclusion") for one in made[:DECIDED])
    carried = {row.case.id: row.carried for row in next_agenda(leader).rows}
    assert carried.keys() == {held[DECIDED].case.id, held[-1].case.id}
    assert carried[held[DECIDED].case.id].how == "deferred"
    assert carried[held[-1].case.id].how == "undiscussed"
    assert {each.times for each in carried.values()} == {1}
    with capsys.disabled():
        print(f" actions {actions} ", end="")
