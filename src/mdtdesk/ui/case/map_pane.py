# SPDX-License-Identifier: MIT
"""The body map between form and scores: the spine beside the form, the whole body on request."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from mdtdesk.domain.decided import newest
from mdtdesk.domain.document import EMPTY, Document, group
from mdtdesk.domain.instruments.results import Result
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.dialogs.whole_map import WholeMap
from mdtdesk.ui.widgets.body_map import BodyMap
from mdtdesk.ui.widgets.labels import label


class MapPane(QFrame):
    """``chosen`` carries a region, from the pane or from the picture of the whole body."""

    chosen = Signal(object)
    hinted = Signal(str)

    def __init__(self, translate: Translate) -> None:
        super().__init__()
        self._translate = translate
        self._case: Document | None = None
        self._results: tuple[Result, ...] = ()
        self._lesion = EMPTY
        self.header, self.map = label(role="strong"), BodyMap(translate)
        self.whole = QPushButton()
        self._lay_out()
        self.map.chosen.connect(self.chosen)
        self.map.walked.connect(lambda region: self.hinted.emit(self.map.words(region)))
        self.whole.clicked.connect(self.show_whole)

    def _lay_out(self) -> None:
        self.setProperty("role", "preview")
        self._column = QVBoxLayout(self)
        self.whole.setProperty("kind", "link")
        self.whole.setAutoDefault(True)
        self._column.addWidget(self.header)
        self._column.addWidget(self.map, 1)
        self._column.addWidget(self.whole)
        self.setFocusProxy(self.map)
        self._measure()
        self.retranslate(self._translate)

    def show_case(self, case: Document, results: tuple[Result, ...]) -> None:
        """Show a case with its results, and what was last decided."""
        self._case, self._results = case, results
        self.map.set_case(case, results, latest_decision(case))

    def show_lesion(self, lesion: Document) -> None:
        """Outline the lesion whose fields are shown; the keyboard begins there."""
        self._lesion = lesion
        self.map.show_lesion(lesion)

    def show_whole(self) -> None:
        """Show the whole body, where limbs and pelvis can be chosen."""
        if self._case is None:
            return
        dialog = WholeMap(self._translate, self.window())
        dialog.map.set_case(self._case, self._results, latest_decision(self._case))
        dialog.map.show_lesion(self._lesion)
        dialog.chosen.connect(self.chosen)
        dialog.open()

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        self._translate = translate
        self.header.setText(translate("scores.map"))
        self.whole.setText(translate("scores.whole_map"))
        self.whole.setToolTip(translate("scores.whole_map_hint"))
        self.map.retranslate(translate)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the sizes of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        self._column.setContentsMargins(theme.px(1), theme.px(14), 0, theme.px(8))
        self.header.setContentsMargins(theme.px(12), 0, 0, 0)
        self._column.setSpacing(theme.px(6))


def latest_decision(case: Document) -> Document:
    """Return the decision of the latest discussion that has one, an empty one without."""
    return group(newest(case), "decision")
