# SPDX-License-Identifier: MIT
"""The chair's conclusion: drafted from the procedures until somebody edits it, then kept."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mdtdesk.domain.discussion_fields import DECISION
from mdtdesk.domain.document import text
from mdtdesk.i18n import Translate
from mdtdesk.ui import icons, theme
from mdtdesk.ui.decision.draft import Draft
from mdtdesk.ui.decision.field import MAIN, Field, Spot
from mdtdesk.ui.widgets.labels import SectionHeader, hairline
from mdtdesk.ui.widgets.text_area import TextArea

_KEYS = ("conclusion", "rationale", "alternative")


class Conclusion(QWidget):
    """Conclusion, rationale, alternative."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self._title = SectionHeader()
        self._redraft = QPushButton(icons.icon("undo", "accent"), "")
        self.fields = {key: self._field(key) for key in _KEYS}
        self._lay_out()
        self._redraft.clicked.connect(draft.redraft)
        draft.changed.connect(self.refresh)
        draft.kept.connect(self._head)

    def _field(self, key: str) -> Field:
        name = f"discussions.decision.{key}"
        spot = Spot(f"decision.{key}", DECISION.fields[key], name, MAIN)
        area = TextArea(lines=2 if key == "conclusion" else 1)
        if key == "conclusion":
            theme.mark(area, role="conclusion")
        return Field(spot, self._draft, editor=area)

    def _lay_out(self) -> None:
        self._redraft.setProperty("kind", "link")
        self._redraft.setObjectName("redraft")
        self._redraft.setAutoDefault(True)
        self._column, top = QVBoxLayout(self), QHBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(hairline())
        top.addWidget(self._title, 1)
        top.addWidget(self._redraft)
        self._column.addLayout(top)
        for field in self.fields.values():
            self._column.addWidget(field)
        self._measure()

    def refresh(self) -> None:
        """Show the draft's words."""
        for field in self.fields.values():
            field.refresh()
        self._head()

    def _head(self) -> None:
        translate, draft = self._draft.translate, self._draft
        drafted = draft.drafted()
        said = text(draft.decision, "conclusion")
        offered = draft.own and bool(drafted) and drafted != said
        self._redraft.setVisible(offered)
        remark = translate("decision.edited" if draft.own and said else "decision.drafted")
        self._title.show_words(translate("decision.conclusion"), remark)

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        for field in self.fields.values():
            field.retranslate(translate)
        self._redraft.setText(translate("decision.redraft"))
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the gaps of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self._measure()

    def _measure(self) -> None:
        self._column.setSpacing(theme.px(8))
