# SPDX-License-Identifier: MIT
"""The body map in a window: arrows, Enter, the mouse, names for a screen reader, its widths."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import hands
from mdtdesk.domain.body_map.regions import Region
from mdtdesk.domain.document import document
from mdtdesk.i18n import translator
from mdtdesk.ui.widgets.body_map import BodyMap

Shown = Callable[..., QWidget]
ZH, EN = translator("zh"), translator("en")
_CASE = document({"lesions": [{"id": "a", "site": "spine", "levels": ["T11"], "escc": "2"}]})


def _map(shown: Shown, width: int = 700, height: int = 900) -> BodyMap:
    made = BodyMap(ZH)
    made.resize(width, height)
    made.set_case(_CASE)
    shown(made)
    made.resize(width, height)
    made.show_region(None)
    made.clearFocus()
    return made


def test_arrows_walk_and_enter_chooses(qtbot: QtBot, shown: Shown) -> None:
    made = _map(shown)
    chosen: list[Region] = []
    made.chosen.connect(chosen.append)
    made.setFocus()
    assert made.region() == Region("spine", part="T11")  # where the disease is
    hands.press(made, Qt.Key.Key_Down)
    hands.press(made, Qt.Key.Key_Return)
    assert chosen == [Region("spine", part="T12")]
    hands.press(made, Qt.Key.Key_Home)
    assert made.region() == Region("spine", part="C0")
    hands.press(made, Qt.Key.Key_End)
    assert made.region() == Region("spine", part="Co")


def test_the_lesion_at_work_is_outlined_without_the_cursor(qtbot: QtBot, shown: Shown) -> None:
    made = _map(shown)
    before = made.grab().toImage()
    made.show_lesion(document({"site": "spine", "levels": ["T3", "T4"]}))
    assert made.outlined() == (Region("spine", part="T3"), Region("spine", part="T4"))
    outlined = made.grab().toImage()
    assert outlined != before
    made.show_lesion(document({}))
    assert made.grab().toImage() == before


def test_every_region_is_reached_by_arrows(qtbot: QtBot, shown: Shown) -> None:
    made = _map(shown)
    made.setFocus()
    reached, column = set(), 0
    hands.press(made, Qt.Key.Key_Home)
    for sideways in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        hands.press(made, Qt.Key.Key_Home)
        for column in range(3):
            for _ in range(column):
                hands.press(made, sideways)
            before = None
            while made.region() != before:
                before = made.region()
                hands.press(made, Qt.Key.Key_Up)
            before = None
            while made.region() != before:
                before = made.region()
                reached.add(before)
                hands.press(made, Qt.Key.Key_Down)
            hands.press(made, Qt.Key.Key_Home)
    assert column == 2
    assert {r.site for r in reached if r} == {"spine", "limb", "pelvis", "chest_wall", "skull"}
    assert set(made.regions()) == reached


def test_a_click_chooses_what_is_under_the_mouse(qtbot: QtBot, shown: Shown) -> None:
    made = _map(shown)
    chosen: list[Region] = []
    made.chosen.connect(chosen.append)
    spot = next(w for w in made.findChildren(QWidget) if w.accessibleName() == "L3")
    QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=spot.geometry().center())
    assert chosen == [Region("spine", part="L3")]
    QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert len(chosen) == 1


@pytest.mark.parametrize("translate", [ZH, EN], ids=["zh", "en"])
def test_a_screen_reader_reads_every_shape(qtbot: QtBot, shown: Shown, translate: object) -> None:
    made = _map(shown)
    spoken = EN if translate is EN else ZH
    made.retranslate(spoken)
    interface = QAccessible.queryAccessibleInterface(made)
    assert interface.text(QAccessible.Text.Name) == spoken("body_map.name")
    children = (interface.child(at) for at in range(interface.childCount()))
    names = {child.text(QAccessible.Text.Name) for child in children}
    assert names == {region.name(spoken) for region in made.regions()}
    assert len(names) > 100


def test_a_narrow_map_has_the_spine_and_keeps_its_keys(qtbot: QtBot, shown: Shown) -> None:
    made = _map(shown, 128, 600)
    assert {region.site for region in made.regions()} == {"spine"}
    made.setFocus()
    hands.press(made, Qt.Key.Key_Up)
    assert made.region() == Region("spine", part="T10")


def test_typing_elsewhere_draws_nothing_anew(qtbot: QtBot, shown: Shown) -> None:
    made = _map(shown)
    made.grab()
    picture = made._picture
    made.set_case(document({**_CASE, "wishes": "text"}))
    assert made._picture is picture
    made.set_case(document({"lesions": [{"id": "a", "site": "spine", "levels": ["T10"]}]}))
    made.grab()
    assert made._picture is picture  # the key that was typed is painted first
    qtbot.waitUntil(lambda: made._picture is not picture)
    assert made.regions()


def test_zoom_goes_in_and_out(qtbot: QtBot, shown: Shown) -> None:
    made = _map(shown)
    made.setFocus()
    before = made.grab().toImage()
    hands.press(made, Qt.Key.Key_Plus)
    assert made.grab().toImage() != before
    hands.press(made, Qt.Key.Key_0)
    assert made.grab().toImage() == before
