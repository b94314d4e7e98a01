# SPDX-License-Identifier: MIT
"""What alarms and what is left are never cut in the lists of a meeting, in either language."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QFontMetrics

import weekly
from leader import CONTROL, SHIFT, Key, Leader, day
from mdtdesk.domain.document import document
from mdtdesk.domain.drafts import DecisionDraft
from mdtdesk.domain.meeting_drafts import MeetingDraft
from mdtdesk.services import cases, decisions, meetings
from mdtdesk.ui import theme
from mdtdesk.ui.dialogs.listing import ListingDialog
from mdtdesk.ui.models.table import CELL, Cell
from mdtdesk.ui.pages.follow import FollowPage
from mdtdesk.ui.widgets import row_delegate as delegate
from mdtdesk.ui.widgets.row_delegate import RowDelegate
from mdtdesk.ui.widgets.table_view import TableView

Open = Callable[..., Leader]
LISTED = ("DEMO-26005", "DEMO-26007", "DEMO-26010")
LACKING = ("DEMO-26011", "DEMO-26012")
BOTH = pytest.mark.parametrize("language", ["zh", pytest.param("en", marks=pytest.mark.long)])
BAR = 8  # with the room behind it


def cut(view: TableView, *columns: str) -> Iterator[str]:
    """Yield the words of these columns that have no room where the window is that wide."""
    model, painter = view.model(), view.itemDelegate()
    assert isinstance(painter, RowDelegate)
    inside = 2 * delegate._PADDING
    edges = painter._margin - delegate._PADDING, delegate._LAST - delegate._PADDING
    ids = [column.id for column in view._table.columns]
    shown = [at for at in range(len(ids)) if not view.isColumnHidden(at)]
    for at in (ids.index(name) for name in columns):
        edge = edges[0] * (at == shown[0]) + edges[1] * (at == shown[-1])
        for row in range(model.rowCount()):
            cell = model.index(row, at).data(CELL)
            assert isinstance(cell, Cell)
            beside = delegate._SIGN * bool(cell.sign) + BAR * cell.bar
            beside += delegate._DOT * bool(cell.tip) + inside + edge
            font = theme.font(10.5, bold=cell.bold)
            wide = QFontMetrics(font).horizontalAdvance(cell.text)
            if not cell.icon and wide + theme.px(beside) > view.columnWidth(at):
                yield f"{ids[at]}: {cell.text}"


@BOTH
def test_the_cases_to_list_show_urgency_gaps_and_clock(leader: Open, language: str) -> None:
    here = leader(*LISTED, *LACKING, listed=False)
    here.do(f"language_{language}")
    meetings.make(here.context, MeetingDraft("讨论", f"{day()}T15:00:00+08:00"))
    here.desk.go("meeting")
    here.meeting.reload()
    here.settle()
    here.do("meeting_list")
    here.dialog("listing")
    here.settle()
    dialog = here.find(ListingDialog, "listing")
    assert dialog.view.model().rowCount() == len((*LISTED, *LACKING))
    assert not list(cut(dialog.view, "urgency", "missing", "clock"))


@BOTH
def test_the_agenda_shows_urgency_and_clock(leader: Open, language: str) -> None:
    here = leader(*LISTED, size=(1920, 1080))
    here.do(f"language_{language}")
    here.settle()
    view = here.meeting.view
    assert view.model().rowCount()
    assert not view.isColumnHidden(8)
    assert not list(cut(view, "urgency", "clock", "state"))


@BOTH
def test_the_tasks_show_who_and_whether(leader: Open, language: str) -> None:
    here = leader(*LISTED, listed=False)
    here.do(f"language_{language}")
    for mrn in LISTED:
        weekly.decide(here.context, cases.find(here.context, mrn))
    plain = cases.get(here.context, cases.find(here.context, LISTED[0]))
    told = document({"conclusion": "复查"})
    decisions.record(here.context, DecisionDraft(plain.id, plain.version, weekly.FULL, told))
    here.key(Key.Key_T, CONTROL | SHIFT)
    here.settle()
    page = here.window.findChild(FollowPage)
    assert page is not None
    assert page.view.model().rowCount() == len(LISTED)
    assert not list(cut(page.view, "owner", "due", "agreed", "done"))
