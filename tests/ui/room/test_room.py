# SPDX-License-Identifier: MIT
"""The room view by keys alone: decided, deferred, turned, masked; half-typed text stays."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

import weekly
from builders import PASSWORD
from leader import DIGITS, Key, Leader, day
from mdtdesk.domain.document import EMPTY, Document, rows, text
from mdtdesk.domain.meeting_drafts import ListDraft, MeetingDraft
from mdtdesk.services import agendas, cases, meetings
from mdtdesk.ui.dialogs.read_back import ReadBack
from mdtdesk.ui.idle import MINUTES, ROOM_MINUTES
from mdtdesk.ui.room.deferring import DeferDialog
from mdtdesk.ui.room.side import RoomSide

Open = Callable[..., Leader]
ARM, SPINE, TWO = "DEMO-26005", "DEMO-26007", "DEMO-26010"
SHIFT_TAB = Key.Key_Backtab
SMALLEST_PT = 20


def _last(here: Leader, mrn: str) -> Document:
    """Return a case's last discussion."""
    here.settle()
    found = rows(cases.get(here.context, cases.find(here.context, mrn)).document, "discussions")
    return found[-1] if found else EMPTY


def test_the_usual_decision_takes_at_most_four_actions(
    leader: Open, capsys: pytest.CaptureFixture[str]
) -> None:
    here = leader(SPINE, ARM)
    here.enter_room()
    assert here.agenda.meeting.state == "running"
    actions = here.decide(1, 2)  # three lesions: which of them is asked
    assert actions <= 4
    made = _last(here, SPINE)
    (procedure,) = rows(made, "decision.procedures")
    assert text(procedure, "type") == "pvp"
    assert procedure["levels"] == ("L3",)
    assert (text(made, "mode"), text(made, "outcome")) == ("full", "decided")
    assert text(made, "meeting.title") == "骨转移瘤多学科讨论"
    assert here.room.head.name.text() == "阿依古丽·买买提"
    with capsys.disabled():
        print(f" {actions} actions ", end="")


def test_one_procedure_is_done_for_two_lesions(leader: Open) -> None:
    here = leader(SPINE)
    here.enter_room()
    for digit in (1, 1, 1, 3):
        here.digit(digit)
    assert here.room.foot.conclusion.text() == "T12、L5行PVP。"
    for digit in (1, 1, 1, 3):
        here.digit(digit)
    assert not rows(here.room.draft.decision, "procedures")


def test_read_back_says_level_and_side_in_large_type(leader: Open) -> None:
    here = leader(ARM)
    here.enter_room()
    here.digit(1)
    here.key(Key.Key_Return)
    dialog = here.dialog("read_back_dialog")
    assert isinstance(dialog, ReadBack)
    labels = dialog.findChildren(QLabel)
    assert "左肱骨" in " ".join(each.text() for each in labels)
    shown: list[QWidget] = [*labels, *dialog.findChildren(QPushButton)]
    small = [w for w in shown if w.isVisible() and QFontInfo(w.font()).pointSizeF() < SMALLEST_PT]
    assert not small
    here.key(Key.Key_Escape)
    here.settle()
    assert not _last(here, ARM)


def test_an_opinion_is_said_by_initials_and_goes_with_the_decision(leader: Open) -> None:
    here = leader(ARM)
    here.meeting.doing.tick(here.agenda.meeting.attendance[1], "in_room")
    here.settle()
    here.enter_room()
    here.key(SHIFT_TAB)
    here.key(SHIFT_TAB)
    assert here.focus() is here.room.foot.discipline or here.room.foot.discipline.isAncestorOf(
        here.focus()
    )
    here.words("flk")  # 放疗科
    here.key(Key.Key_Return)
    here.words("术后放疗 8Gy")
    here.key(Key.Key_Return)
    here.decide(1)
    (opinion,) = rows(_last(here, ARM), "opinions")
    assert text(opinion, "discipline") == "radiation_oncology"
    assert (text(opinion, "text"), text(opinion, "person")) == ("术后放疗 8Gy", "沈静")


def test_a_case_is_deferred_with_a_reason(leader: Open) -> None:
    here = leader(SPINE, ARM)
    here.enter_room()
    here.words("等增强MRI")
    here.key(Key.Key_F7)
    dialog = here.dialog("reason")
    assert isinstance(dialog, DeferDialog)
    here.key(DIGITS[1])
    here.key(Key.Key_Return)
    here.settle()
    here.front()
    made = _last(here, SPINE)
    assert text(made, "outcome") == "deferred"
    assert text(made, "deferral.reason")
    assert "decision" not in made
    assert here.states() == ["deferred", "open"]


def test_the_standard_of_care_is_decided_without_discussion(leader: Open) -> None:
    here = leader(ARM)
    here.enter_room()
    here.digit(5)
    here.key(Key.Key_F11)
    here.confirm()
    made = _last(here, ARM)
    assert (text(made, "mode"), text(made, "outcome")) == ("standard_of_care", "decided")


def test_going_back_from_the_standard_leaves_a_usual_decision(leader: Open) -> None:
    here = leader(ARM)
    here.enter_room()
    here.digit(5)
    here.key(Key.Key_F11)
    here.dialog("read_back_dialog")
    here.key(Key.Key_Escape)
    here.settle()
    here.front()
    here.key(Key.Key_Return)
    here.confirm()
    assert text(_last(here, ARM), "mode") == "full"


def test_an_earlier_decision_is_confirmed_as_it_was(leader: Open) -> None:
    here = leader(ARM, listed=False)
    case_id = cases.find(here.context, ARM)
    weekly.decide(here.context, case_id, "髓内钉")
    _list(here, case_id)
    here.enter_room()
    here.key(Key.Key_F9)
    here.confirm()
    found = rows(cases.get(here.context, case_id).document, "discussions")
    assert [text(one, "decision.conclusion") for one in found] == ["髓内钉", "髓内钉"]
    assert text(found[1], "meeting.id")
    assert "meeting" not in found[0]


def test_a_case_decided_before_is_discussed_anew(leader: Open) -> None:
    here = leader(ARM, listed=False)
    case_id = cases.find(here.context, ARM)
    weekly.decide(here.context, case_id, "髓内钉")
    _list(here, case_id)
    here.enter_room()
    assert not here.room.foot.conclusion.text()
    here.words("改行关节置换")
    here.key(Key.Key_Return)
    here.confirm()
    found = rows(cases.get(here.context, case_id).document, "discussions")
    assert [text(one, "decision.conclusion") for one in found] == ["髓内钉", "改行关节置换"]
    assert not rows(found[0], "earlier_decisions")


def _list(here: Leader, case_id: str) -> None:
    made = meetings.make(here.context, MeetingDraft("MDT", f"{day()}T15:00:00+08:00"))
    agendas.list_case(here.context, ListDraft(made.id, case_id))
    here.meeting.reload()
    here.settle()


@pytest.mark.promise("masked")
def test_names_are_masked_by_one_key(leader: Open) -> None:
    here = leader(SPINE, ARM)
    here.enter_room()
    here.key(Key.Key_F10)
    assert here.room.head.name.text() == "孙**"
    side = here.room.findChild(RoomSide)
    assert side is not None
    assert "买买提" not in here.room.head.next.text()
    here.key(Key.Key_F10)
    assert here.room.head.name.text() == "孙桂芳"


def test_half_typed_text_stays_with_its_case(leader: Open) -> None:
    here = leader(SPINE, ARM)
    here.enter_room()
    here.words("先减压")
    here.key(Key.Key_PageDown)
    here.settle()
    assert here.room.foot.conclusion.text() == ""
    here.words("髓内钉")
    here.key(SHIFT_TAB)
    here.words("疼痛明显")
    here.key(Key.Key_PageUp)
    here.settle()
    assert here.room.foot.conclusion.text() == "先减压"
    assert here.room.foot.opinion.text() == ""
    here.key(Key.Key_PageDown)
    here.settle()
    assert here.room.foot.conclusion.text() == "髓内钉"
    assert here.room.foot.opinion.text() == "疼痛明显"


def test_the_screen_is_filled_and_given_back(leader: Open) -> None:
    here = leader(ARM)
    assert not here.window.isFullScreen()
    here.enter_room()
    assert here.window.isFullScreen()
    assert not here.window.menuBar().isVisible()
    assert not here.window.statusBar().isVisible()
    here.key(Key.Key_Escape)
    here.settle()
    assert here.meeting.isVisible()
    assert not here.window.isFullScreen()
    assert here.window.menuBar().isVisible()
    assert here.window.statusBar().isVisible()


@pytest.mark.promise("lock")
def test_the_lock_waits_an_hour_in_the_room_and_minutes_elsewhere(
    leader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = leader(ARM)
    here.enter_room()
    assert not _locks_after(here, ROOM_MINUTES - 1, monkeypatch)
    assert _locks_after(here, ROOM_MINUTES + 1, monkeypatch)


def test_the_lock_comes_soon_again_after_the_room(
    leader: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = leader(ARM)
    here.enter_room()
    here.key(Key.Key_Escape)
    here.settle()
    assert _locks_after(here, MINUTES + 1, monkeypatch)


def _locks_after(here: Leader, minutes: float, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Tell whether the window locks when nobody touched it for so long, as after a sleep."""
    idle, now = here.window.idle, time.time()
    idle.touch()
    with monkeypatch.context() as patched:
        patched.setattr(time, "time", lambda: now + 60 * minutes)
        idle._look()
        here.settle()
    return here.desk.actor is None


def test_a_lock_in_the_room_keeps_what_is_typed(leader: Open) -> None:
    here = leader(SPINE, ARM)
    here.enter_room()
    here.key(Key.Key_PageDown)
    here.settle()
    here.words("髓内钉")
    here.window.lock()
    here.settle()
    assert not here.window.isFullScreen()
    assert not here.window.menuBar().isVisible()
    here.front()
    here.sign_in(PASSWORD)
    here.settle()
    here.front()
    assert here.room.isVisible()
    assert here.window.isFullScreen()
    assert not here.window.menuBar().isVisible()
    assert here.room.head.name.text() == "阿依古丽·买买提"
    assert here.room.foot.conclusion.text() == "髓内钉"
