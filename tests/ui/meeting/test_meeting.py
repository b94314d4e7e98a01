# SPDX-License-Identifier: MIT
"""The meeting page by keyboard and mouse: made, filled, ordered, attended, finished."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

import weekly
from leader import ALT, CONTROL, SHIFT, Key, Leader, day
from mdtdesk.domain.document import document
from mdtdesk.domain.drafts import PlanDraft
from mdtdesk.domain.meeting_drafts import ListDraft, MeetingDraft
from mdtdesk.services import agendas, cases, decisions, meetings
from mdtdesk.ui.dialogs.listing import ListingDialog
from mdtdesk.ui.meeting.attendance import AttendeeRow
from mdtdesk.ui.pages.case import CasePage

Open = Callable[..., Leader]
ARM, SPINE, TWO = "DEMO-26005", "DEMO-26007", "DEMO-26010"
NOBODY, LACKING = "DEMO-26011", "DEMO-26012"


def _search(here: Leader, words: str) -> ListingDialog:
    """Search in the list of cases; Enter lists the marked one."""
    dialog = here.find(ListingDialog, "listing")
    field = here.find(QLineEdit, "listing_search")
    field.setFocus()
    here.key(Key.Key_A, CONTROL)
    here.words(words)
    here.settle()
    here.key(Key.Key_Return)
    here.settle()
    return dialog


def _open_listing(here: Leader) -> None:
    here.key(Key.Key_L, CONTROL | SHIFT)
    here.dialog("listing")
    here.settle()


def _words(widget: QWidget) -> str:
    """Return everything a widget shows in labels."""
    shown = (each for each in widget.findChildren(QLabel) if each.isVisible())
    return " ".join(each.text() for each in shown)


def test_a_meeting_is_made_by_keys_alone(leader: Open) -> None:
    here = leader(listed=False)
    here.key(Key.Key_N, CONTROL | SHIFT)
    here.dialog("meeting_form")
    for words in (day(), "15:00", "三楼会议室", "韩立群"):
        here.words(words)
        here.key(Key.Key_Tab)
    here.key(Key.Key_Return)
    here.settle()
    (made,) = meetings.rows(here.context)
    assert (made.date, made.room, made.chair) == (day(), "三楼会议室", "韩立群")
    assert made.starts_at[11:16] == "15:00"
    assert here.meeting.agenda is not None
    assert here.meeting.agenda.meeting.id == made.id


def test_a_form_without_a_day_says_so_and_stays(leader: Open) -> None:
    here = leader(listed=False)
    here.key(Key.Key_N, CONTROL | SHIFT)
    dialog = here.dialog("meeting_form")
    here.key(Key.Key_Return)
    here.settle()
    assert dialog.isVisible()
    assert not meetings.rows(here.context)
    assert here.focus().objectName() == "meeting_day"


def test_a_weekly_series_is_made_with_its_first_meeting(leader: Open) -> None:
    here = leader(listed=False)
    here.key(Key.Key_N, CONTROL | SHIFT)
    here.dialog("meeting_form")
    here.words(day())
    here.key(Key.Key_Tab)
    here.words("15:00")
    weekly = here.find(QWidget, "meeting_weekly")
    weekly.setFocus()
    here.key(Key.Key_1)
    here.key(Key.Key_Return)
    here.settle()
    assert [row.date for row in meetings.rows(here.context)] == [day()]
    assert meetings.all_series(here.context)[0].starts == "15:00"


def test_cases_are_listed_by_search_and_enter(leader: Open) -> None:
    here = leader(ARM, SPINE, TWO, listed=False)
    _make(here)
    _open_listing(here)
    for name in ("陈思远", "阿依古丽", "孙桂芳"):
        _search(here, name)
    here.key(Key.Key_Escape)
    here.settle()
    assert here.names() == ["孙桂芳", "阿依古丽·买买提", "陈思远"]  # the urgent first


def _make(here: Leader) -> None:
    here.key(Key.Key_N, CONTROL | SHIFT)
    here.dialog("meeting_form")
    here.words(day())
    here.key(Key.Key_Tab)
    here.words("15:00")
    here.key(Key.Key_Return)
    here.settle()
    here.front()


def test_a_refusal_names_what_is_missing_and_leads_there(leader: Open) -> None:
    here = leader(LACKING, listed=False)
    _make(here)
    _open_listing(here)
    dialog = _search(here, "何小梅")
    missing = cases.get(here.context, cases.find(here.context, LACKING)).missing
    named = [here.desk.translate.field(path) for path in missing]
    assert missing
    assert not [name for name in named if name not in _words(dialog)]
    assert not here.agenda.rows
    button = next(b for b in dialog.findChildren(QPushButton) if b.text() == "打开病例")
    button.setFocus()
    here.key(Key.Key_Return)
    here.settle()
    here.front()
    page = here.find(CasePage, "")
    assert page.isVisible()
    assert page.case_id() == cases.find(here.context, LACKING)
    assert page.path() == missing[0]


def test_a_missing_field_is_a_link_to_it(leader: Open) -> None:
    here = leader(LACKING, listed=False)
    _make(here)
    _open_listing(here)
    dialog = _search(here, "何小梅")
    missing = cases.get(here.context, cases.find(here.context, LACKING)).missing
    name = here.desk.translate.field(missing[-1])
    link = next(b for b in dialog.findChildren(QPushButton) if b.accessibleName() == name)
    link.setFocus()
    here.key(Key.Key_Return)
    here.settle()
    here.front()
    assert name in here.here()
    assert here.focus().isVisible()


def test_the_chair_lists_all_the_same_with_a_reason(leader: Open) -> None:
    here = leader(LACKING, listed=False)
    _make(here)
    _open_listing(here)
    dialog = _search(here, "何小梅")
    fields = dialog.findChildren(QLineEdit)
    because = next(f for f in fields if f.placeholderText() == "列入的理由（主持人）")
    because.setFocus()
    here.words("外院片明日到")
    here.key(Key.Key_Return)
    here.settle()
    (row,) = here.agenda.rows
    assert (row.case.name, row.because) == ("何小梅", "外院片明日到")


def test_rows_move_by_alt_and_arrows(leader: Open) -> None:
    here = leader(ARM, SPINE, TWO)
    before = here.names()
    here.meeting.view.setFocus()
    here.key(Key.Key_Down, ALT)
    here.settle()
    assert here.names() == [before[1], before[0], before[2]]
    here.key(Key.Key_Down, ALT)  # the cursor went with the case
    here.settle()
    assert here.names() == [before[1], before[2], before[0]]
    here.key(Key.Key_Up, ALT)
    here.settle()
    assert here.names() == [before[1], before[0], before[2]]


def test_a_row_is_dragged_by_the_mouse(leader: Open) -> None:
    here = leader(ARM, SPINE, TWO)
    before = here.names()
    view = here.meeting.view
    port, tall = view.viewport(), view.verticalHeader().defaultSectionSize()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    first, last = QPoint(200, tall // 2), QPoint(200, 3 * tall - 4)
    QTest.mousePress(port, left, none, first)
    for place in (first + QPoint(0, 14), QPoint(200, 2 * tall), last):
        QTest.mouseMove(port, place)
        here.bot.wait(0)
    QTest.mouseRelease(port, left, none, last)
    here.settle()
    assert here.names() == [before[1], before[2], before[0]]


def test_a_case_is_taken_off_and_put_back(leader: Open) -> None:
    here = leader(ARM, SPINE)
    here.meeting.view.setFocus()
    here.key(Key.Key_Delete)
    here.settle()
    assert here.names() == ["阿依古丽·买买提"]
    here.find(QPushButton, "status_undo").click()
    here.settle()
    assert here.names() == ["孙桂芳", "阿依古丽·买买提"]


def test_tab_goes_from_person_to_person_and_then_to_a_new_one(leader: Open) -> None:
    here = leader(ARM)
    rows = here.meeting.people.findChildren(AttendeeRow)
    assert len(rows) == len(weekly.MEMBERS)
    here.bot.waitUntil(lambda: all(row.isVisible() for row in rows))
    rows[0].presence.setFocus()
    for row in rows[1:]:
        here.key(Key.Key_Tab)
        assert here.focus() is row.presence
    here.key(Key.Key_Tab)
    assert here.focus().accessibleName() == "姓名"


def test_attendance_and_quorum_are_live(leader: Open) -> None:
    here = leader(ARM)
    rows = here.meeting.people.findChildren(AttendeeRow)
    assert not here.agenda.meeting.quorum.met
    for row, digit in zip(rows, (Key.Key_1, Key.Key_2, Key.Key_3), strict=True):
        row.presence.setFocus()
        here.key(digit)
        here.settle()
    meeting = here.agenda.meeting
    assert [each.presence for each in meeting.attendance] == ["in_room", "remote", "in_room"]
    assert [each.late for each in meeting.attendance] == [False, False, True]
    assert meeting.quorum.met
    assert "3 / 3" in _words(here.meeting.people)


def test_somebody_who_was_not_expected_is_added(leader: Open) -> None:
    here = leader(ARM)
    field = next(
        f for f in here.meeting.people.findChildren(QLineEdit) if f.placeholderText() == "姓名"
    )
    field.setFocus()
    here.words("邵志强")
    here.key(Key.Key_Return)
    here.settle()
    last = here.agenda.meeting.attendance[-1]
    assert (last.person, last.presence) == ("邵志强", "in_room")


def test_what_is_not_discussed_goes_on_to_the_next_meeting(leader: Open) -> None:
    here = leader(ARM, SPINE)
    here.enter_room()
    here.decide(1, 1)
    here.key(Key.Key_Escape)
    here.settle()
    here.front()
    here.do("meeting_finish")
    here.settle()
    over = here.meeting.agenda
    assert over is not None
    later = [row for row in meetings.rows(here.context) if row.state == "planned"]
    carried = agendas.get(here.context, later[0].id).rows
    assert [(row.case.name, row.carried.times) for row in carried] == [("阿依古丽·买买提", 1)]


def test_enter_before_the_answer_lists_what_was_searched_for(leader: Open) -> None:
    here = leader(ARM, SPINE, TWO, listed=False)
    _make(here)
    _open_listing(here)
    here.words("陈思远")
    here.key(Key.Key_Return)  # nobody waited
    here.settle()
    assert here.names() == ["陈思远"]


def test_a_case_that_does_not_wait_says_so_on_the_agenda(leader: Open) -> None:
    here = leader(ARM, SPINE)
    model = here.meeting.view.model()
    heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    names, marks = heads.index("姓名"), heads.index("提示")
    said = {model.index(n, names).data(): model.index(n, marks).data() for n in range(2)}
    assert "不等" in said["孙桂芳"]
    assert "不等" not in said["阿依古丽·买买提"]


def test_a_series_keeps_the_cut_off_that_was_typed(leader: Open) -> None:
    here = leader(listed=False)
    here.key(Key.Key_N, CONTROL | SHIFT)
    here.dialog("meeting_form")
    for words in (day(), "15:00", "三楼会议室", "韩立群", "康宁", f"{day(1)} 12:00"):
        here.words(words)
        here.key(Key.Key_Tab)
    weekly = here.find(QWidget, "meeting_weekly")
    weekly.setFocus()
    here.key(Key.Key_1)
    here.key(Key.Key_Return)
    here.settle()
    (series,) = meetings.all_series(here.context)
    assert (series.cutoff_days, series.cutoff_time) == (1, "12:00")


def test_the_next_meeting_of_a_series_is_made_ahead(leader: Open) -> None:
    here = leader(ARM)
    (first,) = meetings.rows(here.context)
    here.do("meeting_next")
    here.settle()
    made = next(row for row in meetings.rows(here.context) if row.id != first.id)
    assert date.fromisoformat(made.date) - date.fromisoformat(first.date) == timedelta(weeks=1)
    assert here.agenda.meeting.id == made.id


def test_later_meetings_are_as_this_one_on_demand(leader: Open) -> None:
    here = leader(ARM)
    (before,) = meetings.all_series(here.context)
    name = next(
        f for f in here.meeting.people.findChildren(QLineEdit) if f.placeholderText() == "姓名"
    )
    name.setFocus()
    here.words("邵志强")
    here.key(Key.Key_Return)
    here.settle()
    here.find(QPushButton, "keep_for_series").setFocus()
    here.key(Key.Key_Return)
    here.settle()
    (series,) = meetings.all_series(here.context)
    assert [each.person for each in series.members][-1] == "邵志强"
    assert (series.weekday, series.starts) == (before.weekday, before.starts)
    here.find(QPushButton, "status_undo").click()
    here.settle()
    (series,) = meetings.all_series(here.context)
    assert series.members == before.members


def test_a_meeting_is_cancelled_with_a_reason_and_its_cases_go_on(leader: Open) -> None:
    here = leader(ARM)
    cancelled = here.agenda.meeting.id
    here.do("meeting_cancel")
    here.dialog("meeting_cancel_form")
    here.key(Key.Key_Return)  # without a reason nothing happens
    here.words("主持人出差")
    here.key(Key.Key_Return)
    here.settle()
    states = {row.id: row.state for row in meetings.rows(here.context)}
    assert states.pop(cancelled) == "cancelled"
    (later,) = states
    carried = agendas.get(here.context, later).rows
    assert [(row.case.name, row.carried.how) for row in carried] == [
        ("阿依古丽·买买提", "cancelled")
    ]
    assert meetings.get(here.context, cancelled).because == "主持人出差"


def test_the_next_agenda_says_what_was_recommended_and_done(leader: Open) -> None:
    here = leader(ARM, listed=False)
    case_id = cases.find(here.context, ARM)
    made = weekly.decide(here.context, case_id, "左肱骨髓内钉")
    facts = document({"state": "no", "reason": "patient_declined"})
    decisions.carry_out(here.context, PlanDraft(case_id, made, facts))
    meeting = meetings.make(here.context, MeetingDraft("MDT", f"{day()}T15:00:00+08:00"))
    agendas.list_case(here.context, ListDraft(meeting.id, case_id))
    here.meeting.reload()
    here.settle()
    said = _words(here.meeting.remarks)
    for words in ("左肱骨干病变", "左肱骨髓内钉", "未执行", "患者拒绝"):
        assert words in said


def test_a_case_that_came_over_says_how_often_and_why(leader: Open) -> None:
    here = leader(ARM)
    for _ in range(3):
        here.enter_room()
        here.key(Key.Key_F7)
        here.dialog("reason")
        here.key(Key.Key_2)
        here.key(Key.Key_Return)
        here.settle()
        here.front()
        here.key(Key.Key_Escape)
        here.settle()
        here.front()
        here.do("meeting_finish")
        here.settle()
        (planned,) = [row for row in meetings.rows(here.context) if row.state == "planned"]
        here.meeting.show_meeting(planned.id)
        here.settle()
    said = _words(here.meeting.remarks)
    assert "第 3 次顺延" in said
    assert "病理资料缺失" in said
