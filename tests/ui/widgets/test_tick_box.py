# SPDX-License-Identifier: MIT
"""A tick box can be seen on light and on dark."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionButton
from pytestqt.qtbot import QtBot

from mdtdesk.ui import theme
from mdtdesk.ui.widgets.tick_box import TickBox


def _light(colour: QColor) -> float:
    """Return the relative luminance of WCAG 2."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("ticked", [False, True])
def test_the_edge_of_the_box_stands_out(
    qapp: QApplication, qtbot: QtBot, mode: theme.Mode, ticked: bool
) -> None:
    theme.apply(qapp, mode, 100)
    box = TickBox()
    qtbot.addWidget(box)
    box.setChecked(ticked)
    box.resize(box.sizeHint())
    option = QStyleOptionButton()
    box.initStyleOption(option)
    place = box.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, box)
    picture = box.grab().toImage()
    edge = _light(picture.pixelColor(place.left(), place.center().y()))
    ground = _light(theme.colour("window"))
    assert (max(edge, ground) + 0.05) / (min(edge, ground) + 0.05) >= 3
    theme.apply(qapp, "light", 100)
