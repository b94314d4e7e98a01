# SPDX-License-Identifier: MIT
"""The table: Qt's own model tester, pages as they scroll in, stale answers, keys, paint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import hands
from mdtdesk.i18n import translator
from mdtdesk.ui import theme
from mdtdesk.ui.models.table import Cell, Column, TableModel, Take
from mdtdesk.ui.widgets.table_view import TableView

Shown = Callable[..., QWidget]
Key = Qt.Key
COLUMNS: tuple[Column[int], ...] = (
    Column("sex", lambda n, _t: Cell(f"row {n}", "danger", "danger", True), 120, sortable=True),
    Column("name", lambda n, _t: Cell("a\tb\nc", "muted")),
    Column("phone", lambda n, _t: Cell(str(n), bar=True), 80, "right"),
)


@dataclass
class Query:
    """Answers when told to, as the store's thread does."""

    total: int
    asked: list[tuple[int, int, Take[int]]] = field(default_factory=list)

    def fetch(self, offset: int, limit: int, take: Take[int]) -> None:
        """Keep the question."""
        self.asked.append((offset, limit, take))

    def answer(self) -> None:
        """Answer all that was asked."""
        waiting, self.asked = self.asked, []
        for offset, limit, take in waiting:
            take(range(offset, min(offset + limit, self.total)), self.total)


def table(total: int) -> tuple[TableModel[int], Query]:
    """Make a model over a query."""
    query = Query(total)
    words = "field.patient.{}".format
    return TableModel(COLUMNS, query.fetch, translator("zh"), header=words), query


def test_qt_finds_no_fault_in_the_model(qtbot: QtBot) -> None:
    model, query = table(250)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.ask()
    query.answer()
    model.data(model.index(249, 0))
    query.answer()
    query.total = 3
    model.ask()
    query.answer()
    model.retranslate(translator("en"))
    assert (model.rowCount(), tester.model()) == (3, model)
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Sex"


def test_only_pages_one_looks_at_are_asked_for(qtbot: QtBot, shown: Shown) -> None:
    model, query = table(100_000)
    view = TableView(model)
    shown(view)
    model.ask()
    query.answer()
    assert model.rowCount() == 100_000
    view.select(54_321)
    qtbot.waitUntil(lambda: bool(query.asked))
    query.answer()
    assert model.row(54_321) == 54_321
    assert model.data(model.index(54_321, 0)) == "row 54321"
    assert {offset for offset, _, _ in query.asked} <= {54_300, 54_400}
    assert len(model._pages) <= 12


def test_an_answer_to_an_older_question_is_dropped(qtbot: QtBot) -> None:
    model, query = table(5)
    model.ask()
    old = query.asked.pop()
    model.ask()
    query.answer()
    old[2]([99], 1)
    assert (model.rowCount(), model.row(0)) == (5, 0)


def test_keys_open_and_copy(qtbot: QtBot, shown: Shown) -> None:
    model, query = table(5)
    view = TableView(model)
    opened: list[int] = []
    view.opened.connect(opened.append)
    shown(view)
    model.ask()
    query.answer()
    view.select(1)
    hands.press(view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    hands.press(view, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "row 1\ta b c\t1\nrow 2\ta b c\t2"
    hands.press(view, Key.Key_Return)
    assert opened == [2]


def test_the_head_asks_for_an_order(qtbot: QtBot, shown: Shown) -> None:
    model, _ = table(5)
    view = TableView(model)
    asked: list[str] = []
    view.sort_asked.connect(asked.append)
    shown(view)
    head = view.horizontalHeader()
    for section in (0, 1):
        x = head.sectionViewportPosition(section) + 20
        hands.click(head.viewport(), QPoint(x, 16))
    assert asked == ["sex"]


def test_selected_and_focused_look_different(qtbot: QtBot, shown: Shown) -> None:
    model, query = table(5)
    view = TableView(model)
    window = shown(view)
    model.ask()
    query.answer()
    view.select(1)
    view.setFocus()
    rect = view.visualRect(model.index(1, 1))
    assert rect.height() == 32

    def colour(x: int, y: int) -> str:
        return view.viewport().grab().toImage().pixelColor(x, y).name()

    inside = (rect.right() - 40, rect.top() + 5)
    assert colour(*inside) == theme.colour("selection").name()
    assert colour(rect.center().x(), rect.top()) == theme.colour("accent").name()
    window.findChildren(QWidget)[-1].setFocus()
    view.clearFocus()
    assert colour(*inside) == theme.colour("selection").name()
    assert colour(rect.center().x(), rect.top()) != theme.colour("accent").name()
    assert colour(1, rect.center().y()) == theme.colour("accent").name()
