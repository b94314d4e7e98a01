# SPDX-License-Identifier: MIT
"""How the case was discussed and what came of it; under it the versions of the decision."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from mdtdesk.domain import dates
from mdtdesk.domain.discussion_fields import DISCUSSION
from mdtdesk.domain.document import Document, number, rows, text
from mdtdesk.domain.fields import Group, Kind
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.decision.draft import Draft
from mdtdesk.ui.decision.field import MAIN, Field, Spot
from mdtdesk.ui.widgets import choices
from mdtdesk.ui.widgets.choice_box import ChoiceBox
from mdtdesk.ui.widgets.labels import SectionHeader, label

_PATHS = ("mode", "outcome", "deferral.reason", "deferral.text")


def _kind(path: str) -> Kind:
    key, _, inner = path.partition(".")
    kind = DISCUSSION.fields[key]
    return kind.fields[inner] if isinstance(kind, Group) and inner else kind


class Meeting(QWidget):
    """Mode, outcome, the reason of a deferral; ``opened`` carries an earlier decision."""

    opened = Signal(object)

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self._title = SectionHeader()
        self.fields = {path: self._field(path) for path in _PATHS}
        self._earlier_title, self._versions = label(role="strong"), QVBoxLayout()
        self._column = QVBoxLayout(self)
        self._lay_out()
        draft.changed.connect(self.refresh)

    def _field(self, path: str) -> Field:
        spot = Spot(path, _kind(path), f"discussions.{path}", MAIN)
        if path == "deferral.reason":
            options = choices.of_vocabulary("deferral_reason")
            box = ChoiceBox(options, self._draft.translate, width=200)
            return Field(spot, self._draft, editor=box)
        return Field(spot, self._draft)

    def _lay_out(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._title)
        for field in self.fields.values():
            self._column.addWidget(field)
        self._column.addWidget(self._earlier_title)
        self._column.addLayout(self._versions)
        self._measure()

    def refresh(self) -> None:
        """Show the draft."""
        for field in self.fields.values():
            field.refresh()
        deferred = text(self._draft.value, "outcome") == "deferred"
        for path in ("deferral.reason", "deferral.text"):
            self.fields[path].setVisible(deferred or path in self._draft.typed)
        self._show_versions()

    def _show_versions(self) -> None:
        while (item := self._versions.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        translate, draft = self._draft.translate, self._draft
        listed = [*rows(draft.discussion, "earlier_decisions")]
        listed += [draft.recorded] if draft.recorded and draft.dirty else []
        self._earlier_title.setVisible(bool(listed))
        self._earlier_title.setText(translate("decision.versions"))
        for decision in reversed(listed):
            left = Qt.AlignmentFlag.AlignLeft
            self._versions.addWidget(self._version(decision, translate), 0, left)

    def _version(self, decision: Document, translate: Translate) -> QPushButton:
        said = QPushButton(version_words(decision, translate))
        said.setProperty("kind", "link")
        said.setAutoDefault(True)
        said.clicked.connect(lambda: self.opened.emit(decision))
        return said

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        self._title.show_words(translate("decision.discussion"))
        for field in self.fields.values():
            field.retranslate(translate)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the gaps of the scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self._measure()

    def _measure(self) -> None:
        self._column.setSpacing(theme.px(6))


def version_words(decision: Document, translate: Translate) -> str:
    """Say which version of a decision it is, when and by whom it was recorded."""
    at = text(decision, "recorded_at")
    return translate(
        "decision.version",
        number=number(decision, "version") or 1,
        at=dates.show_moment(at, translate) if at else "",
        person=text(decision, "recorder"),
    )
