# SPDX-License-Identifier: MIT
"""The cases page on a real window, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QHeaderView, QLabel, QLineEdit, QPushButton, QTableView

from bench import synthetic
from builders import context, create
from desktop import Desktop
from elsewhere import Decision, Elsewhere
from mdtdesk.domain.changes import Outcome
from mdtdesk.domain.drafts import AmendDraft
from mdtdesk.domain.meeting_drafts import ListDraft, MeetingDraft
from mdtdesk.services import agendas, cases, journal, meetings
from mdtdesk.ui.pages.cases import CasesPage
from mdtdesk.ui.widgets.empty_state import EmptyState

Opened = Callable[..., Desktop]
Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def page(desktop: Desktop) -> CasesPage:
    """Return the page."""
    found = desktop.window.findChild(CasesPage)
    assert found is not None
    return found


def names(desktop: Desktop) -> list[str]:
    """Return the names that are listed, from above."""
    model = page(desktop).list.model
    rows = (model.row(number) for number in range(model.rowCount()))
    return [row.name for row in rows if row is not None]


def settle(desktop: Desktop) -> None:
    """Wait until the cursor rested and every answer is here."""
    desktop.bot.waitUntil(lambda: not page(desktop)._rest.isActive())
    desktop.wait()


def texts(desktop: Desktop) -> str:
    """Return every word of the preview."""
    return " ".join(
        label.text() for label in page(desktop)._preview.findChildren(QLabel) if label.text()
    )


def test_the_list_comes_with_the_most_urgent_first_and_the_cursor_on_it(
    opened: Opened, ward: Path
) -> None:
    desktop = opened(ward)
    settle(desktop)
    shown = names(desktop)
    assert (len(shown), shown[0], shown[-1]) == (16, "孙桂芳", "张秀兰")
    assert isinstance(desktop.focus(), QTableView)
    assert page(desktop).list.view.current() == 0
    assert "T12病理骨折" in texts(desktop)
    assert "氯吡格雷" in texts(desktop)


def test_letters_typed_in_the_table_search(opened: Opened, ward: Path) -> None:
    desktop = opened(ward)
    desktop.type("wl")
    desktop.wait()
    assert names(desktop) == ["王磊", "王磊"]
    box = desktop.find(QLineEdit, "search")
    assert (box.text(), box.hasFocus()) == ("wl", True)
    desktop.type(" s2")
    desktop.wait()
    assert names(desktop) == ["王磊"]
    desktop.press(Key.Key_Escape)
    desktop.wait()
    assert (box.text(), len(names(desktop))) == ("", 16)
    desktop.press(Key.Key_Escape)
    assert isinstance(desktop.focus(), QTableView)


def test_enter_opens_and_esc_returns_to_the_row(opened: Opened, ward: Path) -> None:
    desktop = opened(ward)
    for _ in range(3):
        desktop.press(Key.Key_Down)
    case_id = page(desktop).list.case_id
    desktop.press(Key.Key_Return)
    other = desktop.window.findChild(Elsewhere)
    assert other is not None
    assert other.seen == case_id
    desktop.do("back")
    desktop.wait()
    assert page(desktop).list.case_id == case_id
    assert isinstance(desktop.focus(), QTableView)


def test_a_case_that_moves_takes_the_cursor_along(opened: Opened, ward: Path) -> None:
    desktop = opened(ward)
    desktop.press(Key.Key_End)
    for _ in range(5):
        desktop.press(Key.Key_Up)
    case = page(desktop).list.row
    assert case is not None
    assert case.urgency == "routine"
    before = page(desktop).list.view.current()
    desktop.desk.do(cases.amend, AmendDraft(case.id, 1, {"referral.urgency": "neurological"}))
    desktop.wait()
    settle(desktop)
    assert page(desktop).list.case_id == case.id
    assert page(desktop).list.view.current() < before


def test_home_and_end_reach_the_ends_of_a_long_list(
    opened: Opened, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("long") / "long.mdt"
    with create(folder).store as store:
        synthetic.fill(store, 1_500)
    desktop = opened(folder)
    rows = page(desktop).list
    assert (rows.model.rowCount(), len(rows.model._pages)) == (1_500, 1)
    desktop.press(Key.Key_End)
    desktop.wait()
    assert rows.view.current() == 1_499
    desktop.bot.waitUntil(lambda: rows.row is not None and rows.row.closed)
    assert len(rows.model._pages) <= 3
    last = rows.case_id
    rows.ask()
    desktop.wait()
    settle(desktop)
    assert (rows.view.current(), rows.case_id) == (1_499, last)


def test_f6_goes_through_the_panes(opened: Opened, ward: Path) -> None:
    desktop = opened(ward)
    settle(desktop)
    met = []
    for _ in range(5):
        desktop.do("next_pane")
        met.append(desktop.focus().objectName())
    assert met == ["preview_open", "rail_cases", "search", "view_all", "worklist"]


def test_a_view_shows_its_cases_and_its_count(opened: Opened, ward: Path) -> None:
    desktop = opened(ward)
    drafts = desktop.find(QPushButton, "view_drafts")
    assert drafts.accessibleName().endswith(" 2")
    desktop.find(QPushButton, "view_all").setFocus()
    desktop.press(Key.Key_Right)
    desktop.wait()
    assert drafts.isChecked()
    assert names(desktop) == ["林晨", "何小梅"]


def test_nothing_found_is_said_and_one_button_leads_back(opened: Opened, ward: Path) -> None:
    desktop = opened(ward)
    desktop.type("xyzzy")
    desktop.wait()
    empty = page(desktop).findChild(EmptyState)
    assert empty is not None
    assert empty.isVisible()
    assert any("xyzzy" in label.text() for label in empty.findChildren(QLabel))
    button = next(b for b in empty.findChildren(QPushButton) if b.isEnabled())
    button.setFocus()
    desktop.press(Key.Key_Space)
    desktop.wait()
    assert len(names(desktop)) == 16
    assert not empty.isVisible()


def test_an_empty_store_has_one_sentence_and_one_button(opened: Opened, nobody: Path) -> None:
    desktop = opened(nobody)
    desktop.wait()
    shown = [
        button
        for button in page(desktop).findChildren(QPushButton)
        if button.isVisible() and button.property("kind") == "primary"
    ]
    assert len(shown) == 1
    shown[0].setFocus()
    desktop.press(Key.Key_Space)
    other = desktop.window.findChild(Elsewhere)
    assert other is not None
    assert other.seen is None


def test_copied_rows_are_inert_and_audited(opened: Opened, ward: Path) -> None:
    desktop = opened(ward)
    first = page(desktop).list.case_id
    change = {"referral.question": '=HYPERLINK("x")\nT12'}
    desktop.desk.do(cases.amend, AmendDraft(first, 1, change))
    desktop.wait()
    settle(desktop)
    desktop.press(Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(page(desktop).list.view.selected()) == 2
    settle(desktop)
    desktop.press(Key.Key_C, CONTROL)
    desktop.wait()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 3
    assert len({len(line.split("\t")) for line in lines}) == 1
    assert '\'=HYPERLINK("x") T12' in lines[1].split("\t")
    context_ = desktop.desk.context
    assert context_ is not None
    waiting = list((context_.store.path / "pending-audit").iterdir())
    assert waiting


def test_text_that_is_not_recorded_marks_the_row(opened: Opened, ward: Path) -> None:
    desktop = opened(ward)
    case_id = page(desktop).list.case_id
    desktop.desk.ask(journal.write, f"case:{case_id}", {"wishes": "x"}, done=lambda _none: None)
    desktop.wait()
    page(desktop).reload()
    desktop.wait()
    row = page(desktop).list.row
    assert row is not None
    assert row.unsaved
    model = page(desktop).list.model
    spoken = [model.data(model.index(n, 1), Qt.ItemDataRole.AccessibleTextRole) for n in range(2)]
    assert spoken[0] != row.name
    assert str(spoken[0]).startswith(row.name)
    assert spoken[1] == names(desktop)[1]


def test_a_language_is_switched_live(opened: Opened, ward: Path) -> None:
    desktop = opened(ward)
    settle(desktop)
    desktop.do("language_en")
    model = page(desktop).list.model
    heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    assert heads[:2] == ["Urgency", "Name"]
    assert "Do not wait" in texts(desktop)
    assert desktop.find(QPushButton, "new_case_button").text() == "New case"
    assert desktop.find(QPushButton, "view_drafts").accessibleName() == "Drafts 2"
    settle(desktop)


def test_the_number_has_a_column_only_where_there_is_room(opened: Opened, ward: Path) -> None:
    desktop = opened(ward)
    rows = page(desktop).list
    last = rows.model.columnCount() - 1
    assert rows.view.isColumnHidden(last)
    desktop.window.resize(1920, 1080)
    desktop.bot.waitUntil(lambda: not rows.view.isColumnHidden(last))


def test_the_next_meeting_has_a_column_where_there_is_room(opened: Opened, ward: Path) -> None:
    desktop = opened(ward)
    settle(desktop)
    rows = page(desktop).list
    place = [column.id for column in rows.model.columns].index("meets")
    assert rows.view.isColumnHidden(place)
    made: list[Outcome] = []
    starts = f"{page(desktop).now():%Y-%m-%d}T23:50:00+08:00"
    desktop.desk.do(meetings.make, MeetingDraft("weekly", starts), done=made.append)
    desktop.wait()
    listed = next(row for row in rows.found.rows if not row.missing and row.undecided)
    desktop.desk.do(agendas.list_case, ListDraft(made[0].id, listed.id))
    desktop.wait()
    desktop.window.resize(1920, 1080)
    desktop.bot.waitUntil(lambda: not rows.view.isColumnHidden(place))
    said = [rows.model.data(rows.model.index(n, place)) for n in range(rows.model.rowCount())]
    assert [words for words in said if words] == [f"{page(desktop).now():%m-%d} 23:50"]


def test_columns_are_remembered(opened: Opened, ward: Path) -> None:
    desktop = opened(ward)
    desktop.find(QTableView, "worklist").setColumnWidth(1, 211)
    desktop.close()
    again = opened(ward)
    assert again.find(QTableView, "worklist").columnWidth(1) == 211


def test_a_click_on_a_head_sorts(opened: Opened, ward: Path) -> None:
    desktop = opened(ward)
    rows = page(desktop).list
    rows.sort("name")
    desktop.wait()
    first = names(desktop)
    rows.sort("name")
    desktop.wait()
    assert names(desktop) == first[::-1]
    assert first[0] == "阿依古丽·买买提"
    head = rows.view.horizontalHeader()
    assert isinstance(head, QHeaderView)


def test_a_decision_is_begun_from_the_list(opened: Opened, ward: Path) -> None:
    desktop = opened(ward)
    settle(desktop)
    case_id = page(desktop).list.case_id
    desktop.do("decision")
    other = desktop.window.findChild(Decision)
    assert other is not None
    assert other.seen == case_id


def test_who_only_reads_is_offered_no_new_case(opened: Opened, ward: Path) -> None:
    first = opened(ward)
    context_ = first.desk.context
    assert context_ is not None
    context_.store.release_writer()
    page(first)._show_room()
    first.desk.slots_changed.emit()
    assert not first.find(QPushButton, "new_case_button").isVisible()
    assert not first.find(QAction, "new_case").isEnabled()


def test_a_viewed_case_leaves_one_row_and_a_listed_one_none(opened: Opened, ward: Path) -> None:
    desktop = opened(ward)
    settle(desktop)
    context_ = desktop.desk.context
    assert context_ is not None
    assert context_.viewed == {page(desktop).list.case_id}
    team = context(context_.store)
    assert team.viewed == set()
