# SPDX-License-Identifier: MIT
"""The head of the cases page: its title, how many there are, the search box, one button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from mdtdesk.i18n import Translate
from mdtdesk.ui import icons, theme
from mdtdesk.ui.widgets.labels import label
from mdtdesk.ui.widgets.worklist_search import SearchBox

_HEIGHT, _MARGIN = 56, 24


class WorklistHeader(QWidget):
    """Title and count at the left, search and the one primary button at the right."""

    def __init__(self) -> None:
        super().__init__()
        self._make_widgets()
        self._lay_out()
        self._restyle()

    def _make_widgets(self) -> None:
        self._title, self._count = label(role="title"), label(role="muted")
        self.box, self.keep = SearchBox(), QToolButton()
        self.keep.setObjectName("keep_search")
        self.keep.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.keep.hide()
        self.asked = QPushButton()
        self.asked.setObjectName("corrections_asked")
        theme.mark(self.asked, kind="link")
        self.new = QPushButton(icons.icon("plus", "on_accent"), "")
        self.new.setObjectName("new_case_button")
        theme.mark(self.new, kind="primary")

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        for part in (self._title, self._count):
            self._row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.asked)
        self._row.addStretch(1)
        # at the left of the box, which stays where it is while one types
        self._row.addWidget(self.keep)
        self._row.addWidget(self.box)
        self._row.addWidget(self.new)

    def show_count(self, words: str) -> None:
        """Say how many there are."""
        self._count.setText(words)

    def retranslate(self, translate: Translate) -> None:
        """Set the words of a language."""
        self._title.setText(translate("worklist.title"))
        self.new.setText(translate("worklist.new_case"))
        self.keep.setToolTip(translate("searches.keep"))
        self.keep.setAccessibleName(translate("searches.keep"))
        self.box.retranslate(translate)

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes of the scale that is on."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_row"):
            self._restyle()

    def _restyle(self) -> None:
        margin = theme.px(_MARGIN)
        self.keep.setIcon(icons.icon("save", "muted"))
        self.setFixedHeight(theme.px(_HEIGHT))
        self._row.setContentsMargins(margin, theme.px(16), margin, theme.px(8))
        self._row.setSpacing(theme.px(12))
