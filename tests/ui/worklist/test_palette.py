# SPDX-License-Identifier: MIT
"""The palette of Ctrl+K on a real window, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QTableView

from desktop import Desktop
from elsewhere import Elsewhere
from mdtdesk.ui.dialogs.search import SearchPalette
from mdtdesk.ui.pages.cases import CasesPage
from mdtdesk.ui.widgets.search_results import LINE, Line, Results

Opened = Callable[..., Desktop]
Key = Qt.Key


def palette(desktop: Desktop) -> SearchPalette:
    """Open the palette."""
    desktop.do("search")
    desktop.wait()
    found = desktop.window.findChild(SearchPalette)
    assert found is not None
    assert desktop.focus().objectName() == "palette_field"
    return found


def lines(shown: SearchPalette) -> list[Line]:
    """Return what it shows."""
    model = shown.findChildren(Results)[0].model()
    found = [model.index(n, 0).data(LINE) for n in range(model.rowCount())]
    return [line for line in found if isinstance(line, Line)]


def gone(desktop: Desktop) -> bool:
    """Tell whether no palette is shown."""
    return not any(p.isVisible() for p in desktop.window.findChildren(SearchPalette))


def test_same_names_are_told_apart_and_enter_opens(opened: Opened, ward: Path) -> None:
    desktop = opened(ward)
    shown = palette(desktop)
    desktop.type("wl")
    desktop.wait()
    found = [line.row for line in lines(shown) if line.row is not None]
    assert [row.sites_zh for row in found] == ["L1", "S2–S3·右髂骨"]
    desktop.press(Key.Key_Down)
    desktop.press(Key.Key_Return)
    other = desktop.window.findChild(Elsewhere)
    assert other is not None
    assert other.seen == found[1].id
    assert gone(desktop)


def test_enter_waits_for_the_answer_to_what_was_typed(opened: Opened, ward: Path) -> None:
    desktop = opened(ward)
    palette(desktop)
    desktop.type("hxm")
    desktop.press(Key.Key_Return)
    desktop.wait()
    other = desktop.window.findChild(Elsewhere)
    assert other is not None
    model = desktop.window.findChildren(CasesPage)[0].list.model
    rows = [model.row(number) for number in range(model.rowCount())]
    assert other.seen == next(row.id for row in rows if row is not None and row.name == "何小梅")


def test_alt_enter_shows_the_case_in_the_list(opened: Opened, ward: Path) -> None:
    desktop = opened(ward)
    shown = palette(desktop)
    desktop.type("wl")
    desktop.wait()
    wanted = [line.row.id for line in lines(shown) if line.row is not None][1]
    desktop.press(Key.Key_Down)
    desktop.press(Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    desktop.wait()
    assert desktop.find(QLineEdit, "search").text() == "wl"
    assert desktop.window.findChildren(CasesPage)[0].list.case_id == wanted


def test_it_opens_over_any_page_and_escape_leaves_that_page_as_it_was(
    opened: Opened, ward: Path
) -> None:
    desktop = opened(ward)
    desktop.press(Key.Key_Return)
    other = desktop.window.findChild(Elsewhere)
    assert other is not None
    palette(desktop)
    desktop.do("search")
    assert len([p for p in desktop.window.findChildren(SearchPalette) if p.isVisible()]) == 1
    desktop.press(Key.Key_Escape)
    assert gone(desktop)
    assert other.isVisible()
    assert desktop.focus() is other


def test_escape_gives_the_focus_back(opened: Opened, ward: Path) -> None:
    desktop = opened(ward)
    palette(desktop)
    desktop.press(Key.Key_Escape)
    assert gone(desktop)
    assert isinstance(desktop.focus(), QTableView)


def test_a_new_case_is_the_last_line(opened: Opened, ward: Path) -> None:
    desktop = opened(ward)
    shown = palette(desktop)
    desktop.type("xyzzy")
    desktop.wait()
    assert "xyzzy" in lines(shown)[0].words
    desktop.press(Key.Key_Down)
    desktop.press(Key.Key_Down)
    desktop.press(Key.Key_Return)
    other = desktop.window.findChild(Elsewhere)
    assert other is not None
    assert other.seen is None


def test_a_lock_takes_the_names_away(opened: Opened, ward: Path) -> None:
    desktop = opened(ward)
    palette(desktop)
    desktop.type("zs")
    desktop.wait()
    desktop.do("lock")
    assert gone(desktop)
