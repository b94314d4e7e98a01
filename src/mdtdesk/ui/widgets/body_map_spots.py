# SPDX-License-Identifier: MIT
"""The body map's children that only a screen reader sees: one a region, with its name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mdtdesk.domain.body_map.drawing import Drawing
from mdtdesk.domain.body_map.regions import Region
from mdtdesk.i18n import Translate
from mdtdesk.ui.widgets.body_map_paint import path_of


class Spots:
    """Keeps a silent child widget upon each region of a drawing."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent
        self._spots: dict[Region, QWidget] = {}

    def place(self, drawing: Drawing, scale: float, translate: Translate) -> None:
        """Put a child upon each region, and take those away that are not drawn."""
        boxes = {t.region: path_of(t.shape.commands, scale).boundingRect() for t in drawing.touches}
        for region in [known for known in self._spots if known not in boxes]:
            self._spots.pop(region).deleteLater()
        for region, box in boxes.items():
            if region not in self._spots:
                self._spots[region] = self._made(region.name(translate))
            self._spots[region].setGeometry(box.toAlignedRect())

    def retranslate(self, translate: Translate) -> None:
        """Name the children in a language."""
        for region, spot in self._spots.items():
            spot.setAccessibleName(region.name(translate))

    def _made(self, name: str) -> QWidget:
        spot = QWidget(self._parent)
        spot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        spot.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        spot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        spot.setAccessibleName(name)
        spot.show()
        return spot
